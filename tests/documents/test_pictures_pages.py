"""Pictures as A4 pages: no second compression, upright, alpha on white."""

import io

import pypdfium2
import pytest
from PIL import Image

from documents.synthetic_cases import picture_bytes
from kabao.documents.pictures import picture_page


def rendered(data, media_type):
    document = picture_page(data, media_type, "x")
    buffer = io.BytesIO()
    document.save(buffer)
    page = pypdfium2.PdfDocument(buffer.getvalue())[0]
    return page, page.render(scale=0.5).to_pil().convert("RGB")


def corner_picture(turn):
    """A picture that is red at its upper left corner once it is seen upright."""
    upright = Image.new("RGB", (400, 300), "white")
    upright.paste("red", (0, 0, 200, 150))
    undo = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[turn]
    stored = upright.transpose(undo) if undo is not None else upright
    exif = Image.Exif()
    exif[0x0112] = turn
    buffer = io.BytesIO()
    stored.save(buffer, "JPEG", exif=exif, quality=95)
    return buffer.getvalue()


def test_jpeg_bytes_are_kept_as_they_are():
    data = picture_bytes("JPEG")
    document = picture_page(data, "image/jpeg", "x")
    assert document.pages[0].obj.Resources.XObject.Picture.read_raw_bytes() == data


@pytest.mark.parametrize("turn", range(1, 9))
def test_exif_orientation_is_honoured(turn):
    page, image = rendered(corner_picture(turn), "image/jpeg")
    assert page.get_size() == pytest.approx((841.89, 595.28), abs=0.1)
    width, height = image.size
    inside = 0.15
    assert image.getpixel((int(width * inside), int(height * inside)))[1] < 90
    for x, y in ((1 - inside, inside), (inside, 1 - inside), (1 - inside, 1 - inside)):
        assert image.getpixel((int(width * x), int(height * y)))[1] > 200


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_png_of_every_mode_is_taken(mode):
    page, _ = rendered(picture_bytes("PNG", mode), "image/png")
    assert page.get_size() == pytest.approx((595.28, 841.89), abs=0.1)


def test_transparent_parts_become_white():
    buffer = io.BytesIO()
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).save(buffer, "PNG")
    _, image = rendered(buffer.getvalue(), "image/png")
    assert image.getpixel((image.width // 2, image.height // 2)) == (255, 255, 255)


def test_cmyk_jpeg_is_turned_into_rgb():
    _, image = rendered(picture_bytes("JPEG", "CMYK"), "image/jpeg")
    assert image.size[0] > 0
