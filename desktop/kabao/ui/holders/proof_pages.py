"""Proofs drawn for the screen by another process, from bytes that may be of any size."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage

from kabao.services.proofs import Proofs

MOST_PAGES = 10
"""Pages of a PDF that the viewer shows; the whole file is one click away."""


@dataclass(frozen=True, slots=True)
class ProofPage:
    """One page of a proof as a picture."""

    image: QImage
    page: int
    """Zero-based."""
    pages: int


def draw_proof(data: bytes, page: int, width: int) -> ProofPage:
    """Draw a page of a proof so many pixels wide; raises InputRefusedError for damaged ones."""
    wanted = max(0, min(page, MOST_PAGES - 1))
    pages, drawn = Proofs.draw(data, wanted + 1, width)
    kind = QImage.Format.Format_RGB32
    image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.width * 4, kind).copy()
    return ProofPage(image, wanted, pages)
