"""A file of its own from the printed pages of another one."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kabao.documents.attachments import open_attachment
from kabao.documents.merging import add_pages, turn_pages

if TYPE_CHECKING:
    from kabao.domain.cases import Attachment


def arranged_pdf(data: bytes, attachment: Attachment) -> bytes:
    """Return a PDF with the printed pages of an attachment and nothing of the others."""
    import pikepdf

    with open_attachment(data, attachment) as source, pikepdf.new() as made:
        turn_pages(made, add_pages(made, source, attachment.plan))
        buffer = io.BytesIO()
        made.save(buffer, fix_metadata_version=False, deterministic_id=True)
        return buffer.getvalue()
