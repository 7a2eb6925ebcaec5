"""``kabao face``: check the face of a case, put artwork in, write it as a file for a vendor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kabao.cli.session import PATH, common_options, current, finding_entry, finding_line
from kabao.cli.spoken import group
from kabao.domain.face_artwork import BACKGROUNDS, MARKS
from kabao.domain.findings import Level
from kabao.services.packages import Paper

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.cli.session import Session

_GRAVE = (Level.CRITICAL, Level.ERROR)
_PLACES = (*MARKS, *BACKGROUNDS.values())


@group("face")
def face() -> None:
    """The card face: check, artwork, sheets for a vendor."""


@face.command("check")
@click.argument("case_number", metavar="CASE")
@common_options
def check(case_number: str) -> int:
    """Check the face of CASE by the rules of the face."""
    session = current()
    faces = session.workspace(read_only=True).faces
    case = faces.case(case_number)
    found, placed = faces.check(case), faces.placed(case)
    document = {
        "case": case.number,
        "findings": [finding_entry(session.texts, item) for item in found],
        "elements": [
            {
                "element": item.key,
                "side": item.side,
                "box_mm": [item.box.left, item.box.top, item.box.right, item.box.bottom],
                "rule": item.rule,
            }
            for item in placed
        ],
    }
    lines = [finding_line(session.texts, item) for item in found]
    session.emit(document, lines or [session.texts("face.clean", count=len(placed))])
    return 1 if any(item.level in _GRAVE for item in found) else 0


@face.command("artwork")
@click.argument("case_number", metavar="CASE")
@click.argument("element", type=click.Choice(_PLACES))
@click.argument("file", type=PATH)
@common_options
def artwork(case_number: str, element: str, file: Path) -> None:
    """Put a picture or drawing in its place on the face of CASE."""
    session = current()
    faces = session.workspace().faces
    taken = faces.take_artwork(faces.case(case_number).id, element, file)
    item = taken.attachment
    document = {
        "element": element,
        "file": item.file_name,
        "sha256": item.sha256,
        "changed": list(taken.remarks),
    }
    words = session.texts
    lines = [words("cases.designer.file_taken", name=item.file_name)]
    lines += [words(f"cases.designer.remark_{remark}") for remark in taken.remarks]
    session.emit(document, lines)


@face.command("export")
@click.argument("case_number", metavar="CASE")
@click.option("--out", type=PATH, required=True)
@click.option("--before", default="")
@click.option("--language", type=click.Choice(["zh", "en", "both"]))
@common_options
def export(case_number: str, out: Path, before: str, language: str | None) -> None:
    """Write both sides at 1:1 with trim marks, and the places in mm."""
    session: Session = current()
    faces = session.workspace(read_only=True).faces
    case = faces.case(case_number)
    earlier = faces.case(before) if before else None
    paper = Paper(language=language or session.texts.language)
    sheets = faces.plan_sheets(case, session.texts, paper, earlier)
    result = faces.write_sheets(sheets, out)
    document = {"file": str(result.path), "pages": result.pages, "sha256": result.sha256}
    session.emit(document, [session.texts("cases.designer.exported", name=result.path)])
