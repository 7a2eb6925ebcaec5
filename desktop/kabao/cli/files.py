"""``kabao files``: attach, arrange, replace, restore and remove the files of a case."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

import click

from kabao.cli.session import PATH, common_options, current
from kabao.cli.spoken import group
from kabao.domain.errors import InputRefusedError, KabaoError, NotFoundError
from kabao.domain.fields import FieldKind
from kabao.domain.files import PagePick, PagePlan, ranges, whole

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.cli.session import Session
    from kabao.domain.cases import Attachment, Case, MaterialKey
    from kabao.services.incoming import Incoming
    from kabao.services.workspace import Workspace

PASSWORD = "KABAO_FILE_PASSWORD"  # noqa: S105 (the name of a variable)
_RANGE = re.compile(r"(\d+)(?:-(\d+))?")
_CASE = click.argument("case_number", metavar="CASE")
_FILE = click.argument("number", metavar="FILE", type=int)


@group("files")
def files() -> None:
    """The files of a case."""


@files.command("list")
@_CASE
@common_options
def list_(case_number: str) -> None:
    """List the files of CASE with their numbers."""
    session = current()
    workspace = session.workspace(read_only=True)
    case = _case(workspace, case_number)
    earlier = workspace.attachments.version_counts(case.id)
    told = [_entry(item, earlier.get(item.id, 0)) for item in case.attachments]
    lines = [
        session.texts(
            "cli.files.line",
            file=item.id,
            material=item.material,
            slot=item.slot,
            title=item.title,
            shown=item.shown,
            pages=item.pages,
        )
        for item in case.attachments
    ]
    session.emit({"case": case.number, "files": told}, lines or [session.texts("cli.none_listed")])


@files.command("attach")
@_CASE
@click.argument("material", type=click.IntRange(1, 12))
@click.argument("slot")
@click.argument("file", type=PATH)
@click.option("--title", default="")
@common_options
def attach(case_number: str, material: int, slot: str, file: Path, title: str) -> None:
    """Attach FILE at SLOT of a material of CASE."""
    session = current()
    workspace = session.workspace()
    case = _case(workspace, case_number)
    key = _material(workspace, case, material)
    _check_slot(workspace, case, key, slot)
    incoming = _examined(session, file)
    taken = workspace.attachments.take(case.id, key, slot, incoming, title).record
    _tell(session, taken, incoming.remarks)


@files.command("arrange")
@_CASE
@_FILE
@click.option("--pages")
@click.option("--rotate", multiple=True, metavar="PAGES:DEGREES")
@click.option("--leave-out", metavar="PAGES")
@click.option("--reset", is_flag=True)
@common_options
def arrange(
    case_number: str,
    number: int,
    *,
    pages: str | None,
    rotate: tuple[str, ...],
    leave_out: str | None,
    reset: bool,
) -> None:
    """Say which pages of FILE are printed, and how."""
    session = current()
    workspace = session.workspace()
    case = _case(workspace, case_number)
    item = _file(case, number)
    plan = whole(item.pages) if reset or not item.plan else item.plan
    if pages:
        turns = {pick.page: pick.turn for pick in plan}
        plan = tuple(PagePick(page, turns.get(page, 0)) for page in _numbers(session, pages))
    if leave_out:
        out = set(_numbers(session, leave_out))
        plan = tuple(pick for pick in plan if pick.page not in out)
    for wish in rotate:
        plan = _rotated(session, plan, wish)
    _tell(session, workspace.attachments.arrange(case.id, item, plan).record)


@files.command("replace")
@_CASE
@_FILE
@click.argument("file", type=PATH)
@common_options
def replace(case_number: str, number: int, file: Path) -> None:
    """Put another file in its place; the former one is kept."""
    session = current()
    workspace = session.workspace()
    case = _case(workspace, case_number)
    incoming = _examined(session, file)
    stored = workspace.attachments.replace(case.id, _file(case, number), incoming).record
    _tell(session, stored, incoming.remarks)


@files.command("restore")
@_CASE
@_FILE
@click.option("--version", type=click.IntRange(min=1), default=1)
@common_options
def restore(case_number: str, number: int, version: int) -> None:
    """Give FILE back what it had before."""
    session = current()
    workspace = session.workspace()
    case = _case(workspace, case_number)
    item = _file(case, number)
    earlier = workspace.attachments.versions(item)
    if version > len(earlier):
        raise NotFoundError("attachment_version_unknown", name=item.title, version=version)
    _tell(session, workspace.attachments.restore(case.id, item, earlier[version - 1]).record)


@files.command("remove")
@_CASE
@_FILE
@common_options
def remove(case_number: str, number: int) -> None:
    """Take FILE out of CASE; kabao undo brings it back."""
    session = current()
    workspace = session.workspace()
    case = _case(workspace, case_number)
    item = _file(case, number)
    workspace.attachments.remove(case.id, item)
    session.emit({"removed": item.id}, [session.texts("cli.files.removed", title=item.title)])


def _case(workspace: Workspace, number: str) -> Case:
    case = workspace.cases.by_number(number)
    if case is None:
        raise NotFoundError("case_unknown", case=number)
    return case


def _file(case: Case, number: int) -> Attachment:
    found = next((item for item in case.attachments if item.id == number), None)
    if found is None:
        raise NotFoundError("attachment_unknown", case=case.number, file=number)
    return found


def _material(workspace: Workspace, case: Case, number: int) -> MaterialKey:
    parts = workspace.rulebook.kind(case.kind).parts
    if number > len(parts):
        raise click.UsageError(f"1-{len(parts)}")
    return parts[number - 1]


def _check_slot(workspace: Workspace, case: Case, key: MaterialKey, slot: str) -> None:
    form = workspace.cases.form(case, key)
    known = [spec.name for spec in form.fields if spec.kind is FieldKind.ATTACHMENT]
    known += [section.key for section in form.sections]
    fields = {spec.name for spec in form.fields}
    if slot not in {*known, *fields} and slot.partition("[")[0] not in fields:
        raise InputRefusedError(
            "attachment_slot_unknown", material=key.number, slot=slot, slots=", ".join(known)
        )


def _examined(session: Session, path: Path) -> Incoming:
    """Read a file; a password comes from the environment or is typed, and is kept nowhere."""
    from kabao.services.incoming import examine

    try:
        return examine(path)
    except KabaoError as error:
        if error.code != "attachment_encrypted":
            raise
    given = os.environ.get(PASSWORD)
    if given is None:
        if not sys.stdin.isatty():
            raise InputRefusedError("attachment_password_asked", name=path.name)
        question = session.texts("cases.files.password", name=path.name)
        given = str(click.prompt(question, hide_input=True, err=True))
    return examine(path, given)


def _numbers(session: Session, text: str) -> list[int]:
    numbers: list[int] = []
    for part in text.replace(" ", "").split(","):
        found = _RANGE.fullmatch(part)
        if found is None:
            raise click.UsageError(session.texts("cli.files.pages_wrong", text=text))
        first, last = int(found[1]), int(found[2] or found[1])
        numbers += range(first, last + 1) if first <= last else range(first, last - 1, -1)
    return numbers


def _rotated(session: Session, plan: PagePlan, wish: str) -> PagePlan:
    pages, colon, degrees = wish.partition(":")
    if not colon or not degrees.lstrip("-").isdecimal():
        raise click.UsageError(session.texts("cli.files.rotate_wrong", text=wish))
    wanted = set(_numbers(session, pages))
    turn = int(degrees)
    return tuple(
        PagePick(pick.page, (pick.turn + turn) % 360) if pick.page in wanted else pick
        for pick in plan
    )


def _entry(item: Attachment, earlier: int = 0) -> dict[str, object]:
    return {
        "file": item.id,
        "material": item.material,
        "slot": item.slot,
        "title": item.title,
        "file_name": item.file_name,
        "media_type": item.media_type,
        "size": item.size,
        "sha256": item.sha256,
        "pages": item.pages,
        "printed": [{"page": pick.page, "turn": pick.turn} for pick in item.plan],
        "earlier": earlier,
    }


def _tell(session: Session, item: Attachment, remarks: tuple[str, ...] = ()) -> None:
    texts = session.texts
    taken = ranges(pick.page for pick in item.plan or whole(item.pages))
    lines = [texts("cli.files.told", file=item.id, title=item.title, taken=taken, pages=item.pages)]
    keys = [f"cases.files.remark_{remark}" for remark in remarks]
    lines += [texts(key, name=item.file_name) for key in keys if texts.has(key)]
    session.emit({**_entry(item), "remarks": list(remarks)}, lines)
