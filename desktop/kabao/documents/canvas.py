"""A canvas whose pages are packed as soon as they are drawn, and hold any byte."""

from __future__ import annotations

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from kabao.documents.layout.ink import Ink

_LEVEL = 6


class PageCanvas(Canvas):
    """The canvas of reportlab with ink of our own.

    reportlab keeps the text of every page until the file is saved, and knows it as UTF-8 only, in
    which the codes of our subsets cannot be written.
    """

    def __init__(self, *args: Any, **kept: Any) -> None:
        super().__init__(*args, **kept)
        own: Any = self
        self.ink = Ink(own._doc)  # noqa: SLF001 (reportlab has no other way to its document)

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802 (reportlab calls it by this name)
        """Pack a page; reportlab calls this last when a page is shown."""
        told: Any = super()
        told._setAnnotations(page)  # noqa: SLF001
        content = zlib.compress(page.stream.encode("latin-1"), _LEVEL)
        packed: Any = PDFStream(content=content)
        packed.dictionary["Filter"] = PDFArray([PDFName("FlateDecode")])
        page.stream, page.Contents = None, packed
