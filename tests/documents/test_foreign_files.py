"""Foreign files in a process of their own: looked into, unlocked, drawn, and survived."""

from __future__ import annotations

import io
import struct
import zlib

import pikepdf
import pytest
from PIL import Image

from documents.synthetic_cases import pdf_bytes, picture_bytes
from kabao import apart, errands
from kabao.documents import foreign
from kabao.documents.foreign import PageArtist, look_into
from kabao.domain.errors import CancelledError, InputRefusedError


def locked(password="开门", pages=2):
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_bytes(pages))) as document:
        document.save(buffer, encryption=pikepdf.Encryption(user=password, owner="o"))
    return buffer.getvalue()


def saved(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def code_of(action, *args, **kwargs):
    with pytest.raises(InputRefusedError) as caught:
        action(*args, **kwargs)
    return caught.value.code


def test_a_sound_file_is_told_as_it_is():
    data = pdf_bytes(3)
    looked = look_into(data, "a.pdf")
    assert (looked.media_type, looked.pages, looked.data) == ("application/pdf", 3, data)
    assert not looked.unlocked


def test_a_locked_file_asks_for_its_password_and_a_decrypted_copy_is_taken():
    data = locked()
    assert code_of(look_into, data, "a.pdf") == "attachment_encrypted"
    assert code_of(look_into, data, "a.pdf", "falsch") == "attachment_password"
    looked = look_into(data, "a.pdf", "开门")
    assert looked.unlocked
    assert looked.pages == 2
    with pikepdf.open(io.BytesIO(looked.data)) as document:
        assert not document.is_encrypted
    assert look_into(data, "a.pdf", "开门").data == looked.data


def test_a_signed_file_says_that_merging_breaks_its_signature():
    with pikepdf.open(io.BytesIO(pdf_bytes())) as document:
        signature = pikepdf.Dictionary(
            FT=pikepdf.Name.Sig, T="s", V=pikepdf.Dictionary(Type=pikepdf.Name.Sig)
        )
        document.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array([document.make_indirect(signature)])
        )
        buffer = io.BytesIO()
        document.save(buffer)
    assert "signed" in look_into(buffer.getvalue(), "a.pdf").remarks


@pytest.mark.parametrize(
    ("data", "remarks"),
    [
        (saved(Image.new("CMYK", (20, 20), (0, 90, 90, 0)), "JPEG"), ("press",)),
        (saved(Image.new("I;16", (20, 20), 40_000), "PNG"), ("fine",)),
        (saved(Image.new("RGBA", (20, 20), (9, 9, 9, 9)), "PNG"), ("white",)),
        (picture_bytes("JPEG"), ()),
        (picture_bytes("PNG"), ()),
    ],
)
def test_pictures_say_what_becomes_of_them(data, remarks):
    assert look_into(data, "a").remarks == remarks


def test_a_picture_of_20000_pixels_a_side_is_told_as_too_large():
    head = b"IHDR" + struct.pack(">IIBBBBB", 20_000, 20_000, 1, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head
    data += struct.pack(">I", zlib.crc32(head)) + struct.pack(">I", 0) + b"IDAT"
    assert code_of(look_into, data, "a.png") == "attachment_picture_size"


def test_an_animated_picture_is_refused():
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    data = saved(frames[0], "PNG", save_all=True, append_images=frames[1:])
    assert code_of(look_into, data, "a.png") == "attachment_animated"


def test_a_reader_that_crashes_or_never_ends_is_survived(monkeypatch):
    errands.leave()
    monkeypatch.setattr(apart, "CODE", "import os; os.abort()")
    assert code_of(look_into, pdf_bytes(), "a.pdf") == "attachment_gave_up"
    monkeypatch.setattr(apart, "CODE", "import time; time.sleep(60)")
    monkeypatch.setattr(foreign, "LIMITS", apart.Limits(seconds=0.2))
    assert code_of(look_into, pdf_bytes(), "a.pdf") == "attachment_too_slow"
    with pytest.raises(CancelledError):
        look_into(pdf_bytes(), "a.pdf", cancelled=lambda: True)


def test_pages_are_drawn_one_after_the_other_by_one_process():
    with PageArtist(pdf_bytes(2), "a.pdf") as artist:
        first, second = artist.draw(1, 80), artist.draw(2, 160)
        assert (first.width, second.width) == (80, 160)
        assert len(second.pixels) == second.width * second.height * 4
        assert first.height > first.width
        assert code_of(artist.draw, 3, 80) == "attachment_damaged"
        assert artist.draw(1, 80) == first  # by another process


def test_a_picture_is_drawn_upright_and_never_larger_than_needed():
    exif = Image.Exif()
    exif[0x0112] = 6
    image = Image.new("RGB", (400, 200), "white")
    image.paste("black", (0, 0, 200, 200))
    with PageArtist(saved(image, "JPEG", exif=exif, quality=95), "a.jpg") as artist:
        drawn = artist.draw(1, 50)
    assert (drawn.width, drawn.height) == (50, 100)
    assert max(drawn.pixels[: 50 * 4 : 4]) < 60  # the former left edge is on top
    assert min(drawn.pixels[-50 * 4 :: 4]) > 200
