"""What may be taken in, and what is refused by name."""

import io

import pikepdf
import pytest

from documents.synthetic_cases import pdf_bytes, picture_bytes
from kabao.documents.attachments import inspect
from kabao.domain.errors import InputRefusedError


def encrypted():
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_bytes())) as document:
        document.save(buffer, encryption=pikepdf.Encryption(user="u", owner="o"))
    return buffer.getvalue()


def test_media_type_and_pages_come_from_the_content():
    assert inspect(pdf_bytes(4), "办法.bin") == ("application/pdf", 4)
    assert inspect(picture_bytes("JPEG"), "a.png") == ("image/jpeg", 1)
    assert inspect(picture_bytes("PNG"), "a.jpg") == ("image/png", 1)


def test_a_pdf_locked_only_for_editing_is_taken():
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_bytes(2))) as document:
        document.save(buffer, encryption=pikepdf.Encryption(user="", owner="o"))
    assert inspect(buffer.getvalue(), "a.pdf") == ("application/pdf", 2)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "attachment_empty"),
        (b"PK\x03\x04 a spreadsheet", "attachment_type"),
        (b"GIF89a", "attachment_type"),
        (b"%PDF-1.7 and then nonsense", "attachment_damaged"),
        (pdf_bytes()[:200], "attachment_damaged"),
        (pdf_bytes(0), "attachment_no_pages"),
        (encrypted(), "attachment_encrypted"),
        (picture_bytes("PNG")[:60], "attachment_damaged"),
        (picture_bytes("JPEG")[:120], "attachment_damaged"),
    ],
)
def test_refusals_name_the_file(data, code):
    with pytest.raises(InputRefusedError) as caught:
        inspect(data, "附件甲.pdf")
    assert caught.value.code == code
    assert caught.value.params["name"] == "附件甲.pdf"
