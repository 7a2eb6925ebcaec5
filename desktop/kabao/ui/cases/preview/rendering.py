"""A page of a part as a picture, with the field that is being edited found on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MOST_SMALL = 200
"""Pages that are drawn in small."""
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
    search: str = ""
    """What the user looks for on all pages; it goes before the words."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page drawn; ``marks`` are shares of its width and height."""

    image: QImage
    page: int
    pages: int
    marks: tuple[QRectF, ...] = ()
    hits: tuple[tuple[int, int], ...] = ()
    """Pages that hold what the user looks for, and how often."""


def draw_page(data: bytes, wish: Wish) -> Picture:
    """Draw one page of a PDF; made for a worker thread."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        hits = _hits(document, wish.search) if wish.search else ()
        page, marks = _find(document, wish)
        if wish.search:
            marks = _rectangles(document[page], _places(document[page], wish.search))
        return Picture(_image(document[page], wish.width), page, len(document), marks, hits)
    finally:
        document.close()


def draw_small(data: bytes, width: int, cancelled: Callable[[], bool]) -> list[QImage]:
    """Draw every page of a PDF in small; made for a worker thread."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        images: list[QImage] = []
        for page in document:
            if cancelled() or len(images) == _MOST_SMALL:
                break
            images.append(_image(page, width))
        return images
    finally:
        document.close()


def _image(page: Any, width: int) -> QImage:
    bitmap = page.render(scale=width / page.get_width(), prefer_bgrx=True)
    return QImage(
        bytes(bitmap.buffer),
        bitmap.width,
        bitmap.height,
        bitmap.stride,
        QImage.Format.Format_RGB32,
    ).copy()


def _hits(document: Any, wanted: str) -> tuple[tuple[int, int], ...]:
    counted = ((number, len(_places(page, wanted))) for number, page in enumerate(document))
    return tuple((number, count) for number, count in counted if count)


def _places(page: Any, wanted: str) -> list[tuple[int, int]]:
    """Return where words stand in the text of a page: start and length."""
    searcher = page.get_textpage().search(wanted)
    places: list[tuple[int, int]] = []
    while (found := searcher.get_next()) is not None:
        places.append(found)
    return places


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
    return _rectangles(page, found)


def _rectangles(page: Any, found: Sequence[tuple[int, int]]) -> tuple[QRectF, ...]:
    text = page.get_textpage()
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
