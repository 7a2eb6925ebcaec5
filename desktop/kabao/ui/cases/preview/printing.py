"""Printing the pages of the preview: the system's print dialog, with a preview of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog

from kabao.ui.cases.preview.print_look import dress
from kabao.ui.cases.preview.rendering import Wish, draw_page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kabao.ui.kit.context import RoomContext

_DOTS = 200
_INCH = 72.0


def print_pages(context: RoomContext, data: bytes, parent: QWidget) -> None:
    """Show how the pages will leave the printer; the user chooses printer, range and copies."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    if page_count(data) and is_wide(data):
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    dialog = QPrintPreviewDialog(printer, parent)
    dialog.setWindowTitle(context.texts("cases.preview.print"))
    dialog.paintRequested.connect(lambda asked: paint(asked, data))
    dress(dialog, context.theme)
    dialog.resize(context.theme.px(900), context.theme.px(640))
    dialog.exec()


def paint(printer: QPrinter, data: bytes) -> None:
    """Draw the pages that were asked for, each in its true size."""
    first, last = printer.fromPage() or 1, printer.toPage() or page_count(data)
    painter = QPainter(printer)
    try:
        for number in range(first, min(last, page_count(data)) + 1):
            if number > first:
                printer.newPage()
            across, down = page_size(data, number - 1)
            image = draw_page(data, Wish(number - 1, round(across / _INCH * _DOTS))).image
            scale = printer.resolution() / _INCH
            painter.drawImage(QRectF(0, 0, across * scale, down * scale), image)
    finally:
        painter.end()


def page_count(data: bytes) -> int:
    """Return how many pages a document has."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def page_size(data: bytes, page: int) -> tuple[float, float]:
    """Return width and height of a page in points."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        across, down = document[page].get_size()
        return across, down
    finally:
        document.close()


def is_wide(data: bytes) -> bool:
    """Say whether the pages lie on their side."""
    across, down = page_size(data, 0)
    return across > down
