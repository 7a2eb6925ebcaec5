"""Proofs drawn for the screen: made for a worker thread, from bytes that may be of any size."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from kabao.domain.errors import InputRefusedError

PDF = "application/pdf"
MOST_PAGES = 10
"""Pages of a PDF that the viewer shows; the whole file is one click away."""


@dataclass(frozen=True, slots=True)
class ProofPage:
    """One page of a proof as a picture."""

    image: QImage
    page: int
    """Zero-based."""
    pages: int


def draw_proof(data: bytes, media_type: str, page: int, width: int) -> ProofPage:
    """Draw a page of a proof so many pixels wide; raises InputRefusedError for damaged ones."""
    if media_type == PDF:
        return _draw_pdf(data, page, width)
    return ProofPage(_draw_picture(data, width), 0, 1)


def _draw_pdf(data: bytes, page: int, width: int) -> ProofPage:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise InputRefusedError("proof_unreadable") from error
    try:
        pages = len(document)
        wanted = document[max(0, min(page, pages - 1, MOST_PAGES - 1))]
        scale = width / max(wanted.get_width(), 1)
        # A page may claim to be metres high; the picture stays within bounds.
        scale = min(scale, 6000 / max(wanted.get_height(), 1))
        bitmap = wanted.render(scale=scale, prefer_bgrx=True)
        image = QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_RGB32,
        ).copy()
        return ProofPage(image, max(0, min(page, pages - 1, MOST_PAGES - 1)), pages)
    except pypdfium2.PdfiumError as error:
        raise InputRefusedError("proof_unreadable") from error
    finally:
        document.close()


def _draw_picture(data: bytes, width: int) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() > width:
        # Read smaller at once: a photo of 50 megapixels never stands in memory whole.
        reader.setScaledSize(size.scaled(QSize(width, 6000), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise InputRefusedError("proof_unreadable")
    return image
