"""One page of an attached document as a picture; made for a worker thread."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from kabao.domain.errors import InputRefusedError
from kabao.ui.cases.preview.rendering import Picture

PDF = "application/pdf"
_TALLEST = 6000
"""Pixels; a page may claim to be metres high."""


def draw_document_page(
    data: bytes, media_type: str, page: int, width: int, name: str = ""
) -> Picture:
    """Draw a page so many pixels wide; raises InputRefusedError for a damaged file."""
    if media_type == PDF:
        return _of_pdf(data, page, width, name)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(
            size.scaled(QSize(width, _TALLEST), Qt.AspectRatioMode.KeepAspectRatio)
        )
    image = reader.read()
    if image.isNull():
        raise InputRefusedError("attachment_damaged", name=name)
    return Picture(image, 0, 1)


def _of_pdf(data: bytes, page: int, width: int, name: str) -> Picture:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise InputRefusedError("attachment_damaged", name=name) from error
    try:
        drawn = document[page]
        scale = min(width / max(drawn.get_width(), 1.0), _TALLEST / max(drawn.get_height(), 1.0))
        bitmap = drawn.render(scale=scale, prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_RGB32,
        ).copy()
        return Picture(image, page, len(document))
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise InputRefusedError("attachment_damaged", name=name) from error
    finally:
        document.close()
