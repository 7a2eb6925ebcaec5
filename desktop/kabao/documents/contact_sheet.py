"""A contact sheet: many photographs on A4 pages with what is written below each."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kabao.documents.drawing import draw_own_pages
from kabao.documents.fonts.chain import require_cover
from kabao.documents.layout.style import MM, PAGE_HEIGHT, PAGE_WIDTH, QUIET, TextStyle
from kabao.documents.package import PackageResult
from kabao.documents.saving import save_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kabao.documents.layout.pen import Pen

ACROSS, DOWN = 5, 5
_MARGIN, _TOP = 16 * MM, 30 * MM
_PHOTO = (26 * MM, 32 * MM)
"""As large as on the card."""
_TITLE, _WORDS, _SMALL = TextStyle(13, 18), TextStyle(7.5, 10), TextStyle(6.5, 8.5, colour=QUIET)


@dataclass(frozen=True, slots=True)
class SheetPhoto:
    """One photograph with the lines below it, the first in ink."""

    data: bytes
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """Everything that a contact sheet shows."""

    title: str
    note: str
    page_words: str
    """With ``{page}`` and ``{pages}``."""
    photos: tuple[SheetPhoto, ...]


def write_contact_sheet(sheet: ContactSheet, target: Path) -> PackageResult:
    """Write the sheet; the file appears whole or not at all.

    Raises InputRefusedError for a character that no font covers and EnvironmentProblemError when
    the folder or the disk refuses the file.
    """
    spoken = [sheet.title, sheet.note, sheet.page_words]
    spoken += [line for photo in sheet.photos for line in photo.lines]
    require_cover([(words, words) for words in spoken], lambda _place: 1)
    each = ACROSS * DOWN
    pages = [sheet.photos[first : first + each] for first in range(0, len(sheet.photos), each)]
    data = draw_own_pages(
        [_page(sheet, photos, (number, len(pages))) for number, photos in enumerate(pages, start=1)]
    )
    save_whole(target, data)
    return PackageResult(target, len(pages), hashlib.sha256(data).hexdigest(), ())


def _page(sheet: ContactSheet, photos: Sequence[SheetPhoto], place: tuple[int, int]) -> Any:
    def draw(pen: Pen) -> None:
        room = PAGE_WIDTH - 2 * _MARGIN
        pen.text(sheet.title, _MARGIN, 12 * MM, _TITLE)
        pen.text(sheet.note, _MARGIN, 19 * MM, _SMALL)
        for index, photo in enumerate(photos):
            _draw_photo(pen, photo, index % ACROSS, index // ACROSS)
        words = sheet.page_words.format(page=place[0], pages=place[1])
        pen.text(words, _MARGIN, PAGE_HEIGHT - 12 * MM, _SMALL, align="right", room=room)

    return (PAGE_WIDTH, PAGE_HEIGHT), draw


def _draw_photo(pen: Pen, photo: SheetPhoto, column: int, row: int) -> None:
    from reportlab.lib.utils import ImageReader

    wide, high = (PAGE_WIDTH - 2 * _MARGIN) / ACROSS, (PAGE_HEIGHT - _TOP - 20 * MM) / DOWN
    x, y = _MARGIN + column * wide, _TOP + row * high
    pen.image(ImageReader(io.BytesIO(photo.data)), x, y, _PHOTO)
    pen.box(x, y, _PHOTO, colour=QUIET, width=0.3)
    line = y + _PHOTO[1] + 1 * MM
    for number, words in enumerate(photo.lines):
        style = _WORDS if number == 0 else _SMALL
        pen.text(_cut(words, wide - 2 * MM, style.size), x, line, style)
        line += style.leading


def _cut(words: str, room: float, size: float) -> str:
    from kabao.documents.layout.lines import break_lines

    first, *rest = break_lines(words, room, size) or [""]
    return f"{first[:-1]}..." if rest else first
