"""Commands on the texts of a case: read one in from a file, write them out as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kabao.cli.session import PATH, common_options, current
from kabao.cli.spoken import group
from kabao.domain.cases import MaterialKey
from kabao.domain.errors import NotFoundError

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.domain.cases import Case
    from kabao.domain.prose.imports import Remark
    from kabao.services.workspace import Workspace
    from kabao.texts import Texts


@group("text")
def text() -> None:
    """The texts of material 2."""


@text.command("import")
@click.argument("number")
@click.argument("field")
@click.argument("file", type=PATH)
@click.option("--behind", is_flag=True)
@click.option("--dry-run", is_flag=True)
@common_options
def import_text(number: str, field: str, file: Path, *, behind: bool, dry_run: bool) -> None:
    """Read a Word or Markdown file into one text."""
    from kabao.services.prose import put_text, read_file, summary, text_field

    session = current()
    workspace = session.workspace(read_only=dry_run)
    texts, chosen = session.texts, _case(workspace, number)
    spec = text_field(workspace.cases.form(chosen, MaterialKey.PREPARATION_STATEMENT), field)
    found = read_file(file)
    if not dry_run:
        put_text(workspace, chosen, spec.name, found, behind=behind)
    label = spec.label.to(texts.language)
    key = "prose.said.would" if dry_run else "prose.said.imported"
    lines = [texts(key, name=file.name, field=label)]
    lines += [f"- {_said(texts, remark)}" for remark in found.remarks]
    document = {
        "case": chosen.number,
        "field": spec.name,
        "stored": not dry_run,
        **summary(found),
        "left_out": [
            {"code": it.code, "count": it.count, "detail": it.detail, "text": _said(texts, it)}
            for it in found.remarks
        ],
    }
    session.emit(document, lines)


@text.command("export")
@click.argument("number")
@click.argument("file", type=PATH)
@click.option("--field", default="")
@click.option("--figures", is_flag=True)
@common_options
def export_text(number: str, file: Path, field: str, *, figures: bool) -> None:
    """Write the statement as Markdown, pictures beside it."""
    from kabao.services.prose import save_out, written_out

    session = current()
    workspace = session.workspace(read_only=True)
    chosen = _case(workspace, number)
    out = written_out(workspace, chosen, session.texts, field, figures=figures)
    save_out(file, out)
    session.emit(
        {"case": chosen.number, "file": str(file), "pictures": sorted(out.files)},
        [session.texts("prose.said.exported", name=file.name)],
    )


def _case(workspace: Workspace, number: str) -> Case:
    found = workspace.cases.by_number(number)
    if found is None:
        raise NotFoundError("case_unknown", case=number)
    return found


def _said(texts: Texts, remark: Remark) -> str:
    said = texts(f"prose.remark.{remark.code}", count=remark.count)
    if not remark.detail:
        return said
    return texts("labels.in_brackets", text=said, remark=remark.detail)
