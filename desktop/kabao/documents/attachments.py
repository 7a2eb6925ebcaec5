"""Attachments: what is taken in, and how a file becomes pages that can stand in a package."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from kabao.documents.pictures import JPEG, PNG
from kabao.domain.errors import InputRefusedError

if TYPE_CHECKING:
    from kabao.domain.cases import Attachment

PDF = "application/pdf"

_HEADER_ROOM = 1024
"""A PDF may carry some bytes before its header; readers look for it in the first kilobyte."""


def inspect(data: bytes, file_name: str) -> tuple[str, int]:
    """Return the media type and the number of pages of a file that is to be taken in.

    Raises InputRefusedError ``attachment_empty``, ``attachment_type``, ``attachment_encrypted``,
    ``attachment_damaged`` or ``attachment_no_pages`` with the name of the file.
    """
    media_type = media_type_of(data, file_name)
    with open_pages(data, media_type, file_name) as pages:
        return media_type, len(pages.pages)


def open_attachment(data: bytes, attachment: Attachment) -> Any:
    """Open an attachment of a case as a PDF; what is wrong with it is said with its title."""
    name = attachment.title or attachment.file_name
    return open_pages(data, media_type_of(data, name), name)


def open_pages(data: bytes, media_type: str, name: str) -> Any:
    """Open a file as a pikepdf document: a PDF as it is, a picture as one page of A4."""
    if media_type == PDF:
        return _open_pdf(data, name)
    from kabao.documents.pictures import picture_page

    return picture_page(data, media_type, name)


def media_type_of(data: bytes, name: str) -> str:
    """Return what a file is by its first bytes; raises InputRefusedError."""
    if not data:
        raise InputRefusedError("attachment_empty", name=name)
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if b"%PDF-" in data[:_HEADER_ROOM]:
        return PDF
    raise InputRefusedError("attachment_type", name=name)


def _open_pdf(data: bytes, name: str) -> Any:
    import pikepdf

    try:
        document = pikepdf.open(io.BytesIO(data))
        count = len(document.pages)
    except pikepdf.PasswordError as error:
        raise InputRefusedError("attachment_encrypted", name=name) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise InputRefusedError("attachment_damaged", name=name) from error
    if count == 0:
        raise InputRefusedError("attachment_no_pages", name=name)
    return document
