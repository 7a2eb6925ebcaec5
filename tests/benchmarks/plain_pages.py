"""The six pages on a canvas of reportlab as it comes: same words, same boxes, lines broken."""

from __future__ import annotations

import io
from pathlib import Path

from six_pages import CHECKS, COLUMNS, HEADS, INDEX, TITLE, Pages

FONT = Path(__file__).parents[2] / "resources" / "fonts" / "NotoSansSC-Regular.ttf"


def plain(photo: bytes):
    """Return what draws the six pages on a canvas with the settings that reportlab comes with."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("N", FONT))
    face = pdfmetrics.getFont("N").face

    def draw(pages: Pages) -> bytes:
        buffer = io.BytesIO()
        canvas = Canvas(buffer)
        sheet = _Sheet(canvas, face)
        for number, fill in enumerate(_FILLS):
            sheet.head(number)
            fill(sheet, pages, photo)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    return draw


class _Sheet:
    def __init__(self, canvas, face) -> None:
        self.canvas, self._face = canvas, face

    def wrap(self, text: str, size: float, room: float) -> list[str]:
        """Break a text by the widths of its characters, after spaces or between Chinese ones."""
        from reportlab.pdfbase import pdfmetrics

        lines, start, used, space = [], 0, 0.0, 0
        widths, other = self._face.charWidths, self._face.defaultWidth
        for at, sign in enumerate(text):
            width = widths.get(ord(sign), other) * size / 1000
            if sign == " ":
                space = at + 1
            if used + width > room:
                end = space if space > start and sign < "\u2e80" else at
                lines.append(text[start:end])
                start = end
                used = pdfmetrics.stringWidth(text[start:at], "N", size)
            used += width
        return [*lines, text[start:]]

    def head(self, number: int) -> None:
        canvas = self.canvas
        canvas.setFont("N", 8)
        canvas.drawString(60, 806, "KB-2026-0001")
        canvas.drawRightString(535, 806, HEADS[number][0])
        canvas.drawString(60, 40, TITLE[0])
        canvas.drawString(60, 29, TITLE[1])
        canvas.drawRightString(535, 40, f"第 {number + 1} 页 / 共 6 页　Page {number + 1} of 6")
        canvas.line(60, 800, 535, 800)
        canvas.line(60, 52, 535, 52)
        canvas.setFont("N", 15)
        canvas.drawString(60, 770, HEADS[number][0])
        canvas.setFont("N", 9)
        canvas.drawString(60, 755, HEADS[number][1])

    def rows(self, rows, widths, sizes, y: float = 735.0, least: float = 0.0) -> float:
        """Draw rows of boxes; a cell is one text, or a label in two languages."""
        for cells in rows:
            told = [
                self._cell(cell, sizes, width - 10)
                for cell, width in zip(cells, widths, strict=True)
            ]
            high = max(least, max(sum(size * 1.4 for _, size in cell) for cell in told) + 6)
            x = 60.0
            for cell, width in zip(told, widths, strict=True):
                self._box(cell, (x, y), (width, high))
                x += width
            y -= high
        return y

    def _cell(self, cell, sizes, room: float):
        pairs = zip(cell, sizes, strict=False)
        return [(words, size) for text, size in pairs for words in self.wrap(text, size, room)]

    def _box(self, cell, at, size) -> None:
        level = at[1] - 3
        for words, height in cell:
            self.canvas.setFont("N", height)
            self.canvas.drawString(at[0] + 5, level - height, words)
            level -= height * 1.4
        self.canvas.rect(at[0], at[1] - size[1], *size)

    def table(self, columns, rows) -> None:
        whole = sum(column[-1] for column in columns)
        widths = [475 * column[-1] / whole for column in columns]
        y = self.rows([[column[:2] for column in columns]], widths, (8, 7))
        self.rows([[(text,) for text in row] for row in rows], widths, (8,), y)

    def form(self, items, room: float = 475, y: float = 735.0) -> float:
        widths = (94.0, room / 2 - 94) * 2
        pairs = zip(items[::2], items[1::2], strict=True)
        rows = [(a[:2], a[2:], b[:2], b[2:]) for a, b in pairs]
        return self.rows(rows, widths, (8.5, 7), y, 23)

    def person(self, pages: Pages, photo: bytes) -> None:
        from reportlab.lib.utils import ImageReader

        self.canvas.drawImage(ImageReader(io.BytesIO(photo)), 461, 650, 74, 91)
        y = self.form(pages.fields[:8], 390)
        self.form(pages.fields[8:], 475, min(y, 640))

    def notice(self, pages: Pages) -> None:
        y = 730.0
        for pair in pages.notice:
            for text, size in zip(pair, (10, 8.5), strict=True):
                self.canvas.setFont("N", size)
                for words in self.wrap(text, size, 475):
                    self.canvas.drawString(60, y, words)
                    y -= size * 1.6


_FILLS = (
    lambda sheet, pages, _: sheet.table(CHECKS, pages.checks),
    lambda sheet, pages, photo: sheet.person(pages, photo),
    lambda sheet, pages, _: sheet.table(COLUMNS, pages.history),
    lambda sheet, pages, _: sheet.notice(pages),
    lambda sheet, pages, _: sheet.form(pages.authority),
    lambda sheet, pages, _: sheet.table(INDEX, pages.index),
)
