"""Artwork taken in: plain pictures as they are, odd ones repaired, bad ones refused in words."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms

from kabao.domain.errors import InputRefusedError
from kabao.exchange.artwork.intake import read_artwork, take_artwork
from kabao.texts import Texts

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"{more}>{inside}</svg>'
SHAPE = '<rect width="20" height="20" fill="#c00"/>'


def stored(image, kind="PNG", **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def opened(taken):
    return Image.open(io.BytesIO(taken.data))


def svg(inside=SHAPE, more=""):
    return SVG.format(inside=inside, more=more).encode()


def refused(data, name="logo.svg"):
    with pytest.raises(InputRefusedError) as problem:
        take_artwork(data, name)
    for language in ("zh", "en"):
        said = Texts(language)(f"errors.{problem.value.code}", **problem.value.params)
        assert name in said
    return problem.value.code


def test_a_plain_jpeg_keeps_its_bytes():
    data = stored(Image.new("RGB", (30, 20), "navy"), "JPEG")
    taken = take_artwork(data, "底纹.jpg")
    assert (taken.data, taken.media_type, taken.width, taken.height) == (data, "image/jpeg", 30, 20)
    assert taken.remarks == ()


def test_a_clear_ground_is_kept():
    taken = take_artwork(stored(Image.new("RGBA", (8, 8), (255, 0, 0, 0))), "mark.png")
    assert opened(taken).mode == "RGBA"
    assert opened(taken).getpixel((1, 1))[3] == 0


@pytest.mark.parametrize("mode", ["1", "P", "LA", "L"])
def test_other_kinds_of_pixels_become_plain(mode):
    taken = take_artwork(stored(Image.new(mode, (8, 8))), "mark.png")
    assert opened(taken).mode in {"L", "RGB", "RGBA"}


def test_colours_for_the_press_become_those_of_the_screen():
    taken = take_artwork(stored(Image.new("CMYK", (9, 6), (0, 255, 255, 0)), "JPEG"), "a.jpg")
    red, green, _ = opened(taken).convert("RGB").getpixel((2, 2))
    assert (taken.remarks, taken.file_name) == (("cmyk",), "a.png")
    assert red > 180 > 120 > green


def test_sixteen_bits_become_eight_without_turning_white():
    image = Image.new("I;16", (6, 6), 32896)
    taken = take_artwork(stored(image), "deep.png")
    assert taken.remarks == ("deep",)
    assert opened(taken).getpixel((0, 0)) == pytest.approx(128, abs=1)


def test_a_turned_picture_is_set_upright():
    image = Image.new("RGB", (40, 20), "white")
    exif = Image.Exif()
    exif[0x0112] = 6
    taken = take_artwork(stored(image, "JPEG", exif=exif), "phone.jpg")
    assert (taken.width, taken.height, taken.remarks) == (20, 40, ("turned",))


def test_another_profile_is_converted():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    taken = take_artwork(stored(Image.new("RGB", (5, 5), "red"), icc_profile=lab), "p.png")
    assert opened(taken).mode == "RGB"


def test_a_film_is_refused():
    frames = [Image.new("RGB", (5, 5), tone) for tone in ("red", "blue")]
    data = stored(frames[0], save_all=True, append_images=frames[1:])
    assert refused(data, "film.png") == "artwork_animated"


def test_twenty_thousand_pixels_are_refused_before_they_are_read():
    head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    data += struct.pack(">I", zlib.crc32(chunk)) + struct.pack(">I", 0) + b"IDAT" + b"\0" * 8
    assert refused(data, "wall.png") == "artwork_pixels"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_truncated_picture_is_refused(kind):
    data = stored(Image.effect_noise((90, 60), 40).convert("RGB"), kind)
    assert refused(data[: len(data) // 2], f"half.{kind.lower()}") == "attachment_damaged"


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "attachment_empty"), (b"GIF89a....", "artwork_kind"), (b"%PDF-1.7", "artwork_kind")],
)
def test_what_is_no_picture_is_refused(data, code):
    assert refused(data, "x.bin") == code


def test_a_drawing_becomes_a_picture_fine_enough_for_any_place():
    taken = take_artwork(svg(), "logo.svg")
    assert (taken.width, taken.height, taken.file_name) == (2400, 1200, "logo.png")
    image = opened(taken)
    assert image.getpixel((600, 600)) == (204, 0, 0, 255)
    assert image.getpixel((1800, 600))[3] == 0


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<script>alert(1)</script>", "artwork_svg_active"),
        ("<foreignObject/>", "artwork_svg_active"),
        ('<rect onload="x()" width="1" height="1"/>', "artwork_svg_active"),
        ('<image href="http://example.org/a.png"/>', "artwork_svg_part"),
        ('<use href="http://example.org/a.svg#b"/>', "artwork_svg_outside"),
        ('<use href="file:///etc/passwd#b"/>', "artwork_svg_outside"),
        ('<rect fill="url(http://example.org/a)"/>', "artwork_svg_outside"),
        ("<style>@import 'http://example.org/a.css';</style>", "artwork_svg_outside"),
        ("<text>字</text>", "artwork_svg_text"),
        ("<animate/>", "artwork_animated"),
        ('<g id="a"><use href="#b"/></g><use href="#a"/>', "artwork_svg_size"),
    ],
)
def test_a_drawing_holds_shapes_only(inside, code):
    assert refused(svg(inside)) == code


def test_entities_are_refused():
    data = b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg()
    assert refused(data) == "artwork_svg_active"


def test_the_notes_of_a_drawing_program_are_dropped():
    more = ' xmlns:i="http://example.org/i" i:layer="1"'
    inside = "<i:namedview/><title>标</title>" + SHAPE
    assert take_artwork(svg(inside, more), "logo.svg").width == 2400


@pytest.mark.parametrize(
    "head", ['width="9" height="0"', 'width="50%" height="9"', "", 'viewBox="0 1e+300 40 1"']
)
def test_a_drawing_tells_its_size(head):
    data = f'<svg xmlns="http://www.w3.org/2000/svg" {head}>{SHAPE}</svg>'.encode()
    assert refused(data) == "artwork_svg_proportion"


def test_a_folder_or_a_lost_file_is_refused(tmp_path):
    for path in (tmp_path, tmp_path / "none.png"):
        with pytest.raises(InputRefusedError) as problem:
            read_artwork(path)
        assert problem.value.code == "file_missing"
