"""Pictures as phones and cameras make them: read, cut, turned, brought into the size asked."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from kabao import rulebook
from kabao.domain.errors import InputRefusedError
from kabao.domain.holder_photos import PhotoCrop
from kabao.exchange.portraits.faces import FoundFace, find_faces
from kabao.exchange.portraits.making import convert_photo, look_at, measure_photo
from kabao.exchange.portraits.opening import is_heif, opened

RULES = rulebook.load().photos
PROFILE = RULES.profile("kb5-50")
RED, GREEN, BLUE, GREY = (200, 30, 30), (30, 160, 30), (30, 30, 200), (120, 120, 120)


def corners(size=(1200, 1600)):
    """A picture whose four quarters differ: red, green above; blue, grey below."""
    image = Image.new("RGB", (2, 2))
    for place, colour in enumerate((RED, GREEN, BLUE, GREY)):
        image.putpixel((place % 2, place // 2), colour)
    return image.resize(size, Image.Resampling.NEAREST)


def stored(image, kind="JPEG", **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def near(pixel, colour):
    return all(abs(one - other) < 24 for one, other in zip(pixel, colour, strict=True))


def made(data, crop=None):
    return Image.open(io.BytesIO(convert_photo(data, "a.jpg", RULES, PROFILE, crop)))


def heic(image):
    from pillow_heif import from_pillow

    out = io.BytesIO()
    from_pillow(image).save(out, quality=80)
    return out.getvalue()


def test_a_heic_picture_of_a_phone_becomes_a_photograph():
    data = heic(corners((600, 800)))
    assert is_heif(data)
    seen = measure_photo(data, "a.heic", RULES)
    assert (seen.format, seen.width, seen.height) == ("HEIF", 600, 800)
    photo = made(data)
    assert (photo.format, photo.mode, photo.size) == ("JPEG", "RGB", (358, 441))
    assert near(photo.getpixel((20, 20)), RED)
    assert near(photo.getpixel((340, 420)), GREY)


def test_a_heic_picture_cut_short_is_refused_in_words():
    with pytest.raises(InputRefusedError) as refused:
        made(heic(corners((64, 64)))[:300])
    assert refused.value.code == "photo_unreadable"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_crop_takes_the_part_it_names(kind):
    data = stored(corners(), kind)
    photo = made(data, PhotoCrop(0.55, 0.55, 0.4, 0.4 * 1200 * 441 / 358 / 1600))
    assert all(near(photo.getpixel(point), GREY) for point in ((5, 5), (350, 5), (5, 435)))


@pytest.mark.parametrize(("degrees", "colour"), [(0, RED), (90, BLUE), (180, GREY), (270, GREEN)])
def test_quarters_turn_the_picture_clockwise(degrees, colour):
    bounds = (1200, 1600) if degrees % 180 == 0 else (1600, 1200)
    wide = 0.3
    high = wide * bounds[0] * 441 / 358 / bounds[1]
    photo = made(stored(corners()), PhotoCrop(0, 0, wide, high, degrees))
    assert near(photo.getpixel((10, 10)), colour)


def test_a_tilt_turns_clockwise_and_what_comes_in_at_the_corners_is_white():
    photo = made(stored(corners(), quality=95), PhotoCrop(0, 0, 0.9, 0.9, 20))
    assert near(photo.getpixel((3, 3)), (255, 255, 255))
    upper = [near(photo.getpixel((x, 60)), RED) for x in range(358)]
    lower = [near(photo.getpixel((x, 200)), RED) for x in range(358)]
    last = max(x for x, red in enumerate(upper) if red)
    assert last > max(x for x, red in enumerate(lower) if red)


def test_a_large_jpeg_is_decoded_only_as_large_as_its_crop_needs():
    data = stored(corners((2400, 3200)))
    with opened(data, "a.jpg", (358, 441)) as small:
        assert small.image.width < 700
        assert (small.width, small.height) == (2400, 3200)
    with opened(data, "a.jpg", (358 / 0.2, 441 / 0.2)) as large:
        assert large.image.width == 2400


def test_a_cmyk_photograph_is_told_and_made_into_three_colours():
    data = stored(corners().convert("CMYK"))
    assert measure_photo(data, "a.jpg", RULES).mode == "CMYK"
    assert made(data).mode == "RGB"


def test_twenty_thousand_pixels_a_side_are_refused_before_they_are_decoded():
    head = b"IHDR" + struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    told = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    header = b"\x89PNG\r\n\x1a\n" + told + struct.pack(">I", 0) + b"IDAT"
    with pytest.raises(InputRefusedError) as refused:
        look_at(header, "a.png", RULES)
    assert refused.value.code == "photo_too_many_pixels"


def test_a_window_is_shown_an_upright_picture_of_bounded_size():
    exif = Image.Exif()
    exif[274] = 6
    seen = look_at(stored(corners((1200, 900)), exif=exif.tobytes()), "a.jpg", RULES, 400)
    assert (seen.width, seen.height) == (300, 400)
    assert near(seen.pixels[:3], BLUE)
    assert len(seen.pixels) == 300 * 400 * 3
    assert seen.faces == 0


def test_faces_are_looked_for_and_nothing_is_found_where_there_is_none():
    assert find_faces(corners((300, 300))) == ()


def test_where_eyes_were_found_the_middle_is_between_them():
    assert FoundFace(0, 0, 100, 100, ((30, 40), (70, 44))).between == (50, 42)
    assert FoundFace(0, 0, 100, 100, ()).between == (50, 38)
