"""A page of a part as a picture, with the field that is being edited found on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from collections.abc import Sequence

POINTS = 72
"""PDF units in an inch."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Which page of a PDF to show, how wide, and which words to look for."""

    page: int
    """Zero-based; -1 for the page on which the words stand."""
    width: int
    """Device pixels."""
    words: tuple[str, ...] = ()
    """The label of a field and its value; found words are tinted."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page drawn; ``marks`` are shares of its width and height."""

    image: QImage
    page: int
    pages: int
    marks: tuple[QRectF, ...] = ()


def draw_page(data: bytes, wish: Wish) -> Picture:
    """Draw one page of a PDF; made for a worker thread."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        count = len(document)
        page, marks = _find(document, wish)
        drawn = document[page]
        bitmap = drawn.render(scale=wish.width / drawn.get_width(), prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_RGB32,
        ).copy()
        return Picture(image, page, count, marks)
    finally:
        document.close()


def _find(document: Any, wish: Wish) -> tuple[int, tuple[QRectF, ...]]:
    last = len(document) - 1
    pages: Sequence[int] = range(last + 1) if wish.page < 0 else (min(wish.page, last),)
    if wish.words:
        for number in pages:
            marks = _marks(document[number], wish.words)
            if marks:
                return number, marks
    return min(max(wish.page, 0), last), ()


def _marks(page: Any, words: tuple[str, ...]) -> tuple[QRectF, ...]:
    text = page.get_textpage()
    label = text.search(words[0], match_case=True).get_next()
    if label is None:
        return ()
    found = [label]
    if len(words) > 1:
        after = text.search(words[1], index=label[0] + label[1], match_case=True).get_next()
        # A value far from its label belongs to another field.
        if after is not None and after[0] - label[0] < 80:
            found.append(after)
    width, height = page.get_size()
    marks = []
    for start, count in found:
        for number in range(text.count_rects(start, count)):
            left, bottom, right, top = text.get_rect(number)
            marks.append(
                QRectF(
                    left / width, 1 - top / height, (right - left) / width, (top - bottom) / height
                )
            )
    return tuple(marks)
