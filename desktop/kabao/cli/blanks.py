"""The part of ``kabao export`` that prints forms for the pen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kabao import rulebook
from kabao.domain.errors import NotFoundError
from kabao.services.blanks import form_names, plan_blank, plan_filled, write_blank

if TYPE_CHECKING:
    from kabao.cli.session import Session

LIST = "list"
_SUFFIX = ".pdf"


def list_blanks(session: Session) -> int:
    """Tell which forms there are."""
    texts = session.texts
    entries, lines = [], []
    for name in form_names(rulebook.load()):
        title = name.title.to(texts.language)
        kind = texts(f"cli.applicant.{name.applicant}") if name.applicant else ""
        entries.append({"form": name.key, "title": title, "applicant_kind": name.applicant})
        lines.append("\t".join(part for part in (name.key, title, kind) if part))
    session.emit({"forms": entries}, lines)
    return 0


def export_blank(
    session: Session, form: str, number: str | None, out: Path | None, paper: dict[str, object]
) -> int:
    """Write a form, empty or as far as a case fills it in; ``out`` is a file or a folder."""
    language = str(paper["language"])
    if number is None:
        plan = plan_blank(rulebook.load(), form, language)
    else:
        workspace = session.workspace(read_only=True)
        case = workspace.cases.by_number(number)
        if case is None:
            raise NotFoundError("case_unknown", case=number)
        view, full = workspace.cases.view(case), bool(paper["full_numbers"])
        plan = plan_filled(workspace.rulebook, form, language, view, full_numbers=full)
    target = out or Path()
    if target.is_dir():
        name = "-".join(part for part in (plan.case_number, form) if part)
        target = target / f"{name}{_SUFFIX}"
    result = write_blank(plan, target)
    entry: dict[str, object] = {
        "form": form,
        "case": plan.case_number,
        "file": str(result.path),
        "pages": result.pages,
        "sha256": result.sha256,
    }
    session.emit({"blank": entry}, [session.texts("cli.blank.written", **entry)])
    return 0
