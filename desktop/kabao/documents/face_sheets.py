"""Writing the face on its own: page and trim boxes for a card vendor, then tables on A4."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Any

from kabao.documents.archival import make_archival
from kabao.documents.drawing import draw_own_pages
from kabao.documents.fonts.chain import require_cover
from kabao.documents.layout.card_figures import draw_card, draw_trim_marks
from kabao.documents.layout.style import MM, QUIET, TextStyle
from kabao.documents.package import PackageResult
from kabao.documents.plans.face_sheets import FACTS
from kabao.documents.preview import render_part
from kabao.documents.saving import save_whole

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.documents.blocks import CardFigure
    from kabao.documents.layout.pen import Pen
    from kabao.documents.plans.face_sheets import FaceSheets

MARGIN = 14 * MM
"""Around the card: room for trim marks and a line of words."""
BLEED = 3 * MM
"""Ordinary print practice; no rule of the authority."""

_MARK = 6 * MM
_WORDS = TextStyle(5.5, 7, colour=QUIET)


def write_face_sheets(sheets: FaceSheets, target: Path) -> PackageResult:
    """Write the sheets; the file appears whole or not at all.

    Raises InputRefusedError for a character that no font covers and EnvironmentProblemError when
    the folder or the disk refuses the file.
    """
    import pikepdf

    require_cover((*sheets.plan.texts(), *_texts(sheets)), lambda _place: 1)
    sides = draw_own_pages([_page(sheets, side) for side in sheets.sides])
    facts = render_part(sheets.plan, FACTS)
    with (
        pikepdf.open(io.BytesIO(sides)) as document,
        pikepdf.open(io.BytesIO(facts)) as tables,
    ):
        for page, side in zip(document.pages, sheets.sides, strict=True):
            _set_boxes(page, side)
        document.add_pages_from(tables)
        # A sheet for the press, not for the archive: the package claims PDF/A, this does not.
        make_archival(document, sheets.plan, "")
        pages = len(document.pages)
        buffer = io.BytesIO()
        document.save(buffer, min_version="1.7", fix_metadata_version=False, deterministic_id=True)
    data = buffer.getvalue()
    save_whole(target, data)
    return PackageResult(target, pages, hashlib.sha256(data).hexdigest(), ())


def _texts(sheets: FaceSheets) -> list[tuple[str, str]]:
    return [spoken for side in sheets.sides for spoken in side.texts()]


def _page(sheets: FaceSheets, side: CardFigure) -> Any:
    size = (side.width * MM + 2 * MARGIN, side.height * MM + 2 * MARGIN)

    def draw(pen: Pen) -> None:
        draw_card(pen, side, MARGIN, MARGIN)
        draw_trim_marks(pen, side, (MARGIN, MARGIN), (BLEED, _MARK))
        words = f"{sheets.plan.case_number}　{side.title.main}　{side.specimen}"
        room = side.width * MM - 2 * MM
        pen.text(words, MARGIN + MM, 4 * MM, _WORDS)
        facts = f"{side.width:.2f} × {side.height:.2f} mm　R {side.radius:.2f} mm　1:1"
        bottom = size[1] - 6.5 * MM
        pen.text(facts, MARGIN + MM, bottom, _WORDS)
        day = f"{sheets.plan.made_on}　{sheets.plan.program}"
        pen.text(day, MARGIN + MM, bottom, _WORDS, align="right", room=room)

    return size, draw


def _set_boxes(page: Any, side: CardFigure) -> None:
    """Tell the press where to cut: the trim box is the card, to the hundredth of a millimetre."""
    import pikepdf

    across, down = side.width * MM, side.height * MM
    for name, more in (("TrimBox", 0.0), ("BleedBox", BLEED)):
        box = [MARGIN - more, MARGIN - more, MARGIN + across + more, MARGIN + down + more]
        page.obj[f"/{name}"] = pikepdf.Array([round(number, 4) for number in box])
