"""Pages of attachments as their plan says, and PNG as it was packed."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from documents.synthetic_cases import pdf_bytes
from kabao.documents.arranging import arranged_pdf
from kabao.documents.merging import add_pages, turn_pages
from kabao.documents.pictures import picture_page
from kabao.documents.png_streams import png_stream
from kabao.domain.cases import Attachment
from kabao.domain.files import PagePick

FILE = Attachment(5, "measures", "办法", "办法.pdf", "application/pdf", "", 0, 4)


def widths(document):
    return [round(float(page.mediabox[2])) for page in document.pages]


def sized(*sizes, turn=0):
    buffer = io.BytesIO()
    with pikepdf.new() as document:
        for size in sizes:
            document.add_blank_page(page_size=(size, 500))
        if turn:
            document.Root.Pages.Rotate = turn  # inherited by every page
        document.save(buffer)
    return buffer.getvalue()


def test_pages_stand_in_the_order_of_the_plan_turned_from_where_they_were():
    with pikepdf.open(io.BytesIO(sized(101, 102, 103, turn=90))) as source, pikepdf.new() as made:
        turns = add_pages(made, source, (PagePick(3, 90), PagePick(1)))
        turns += add_pages(made, source, ())
        turns += add_pages(made, source, (PagePick(3, 180),))
        turn_pages(made, turns)
        assert widths(made) == [103, 101, 101, 102, 103, 103]
        turns = [int(page.obj.get("/Rotate", 0)) for page in made.pages]
        assert turns == [180, 90, 90, 90, 90, 270]


def test_what_is_left_out_is_not_in_the_final_file():
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_bytes(3))) as document:
        document.pages[1].contents_add(b"% the secret of page two")
        document.save(buffer, compress_streams=False)
    assert b"the secret" in buffer.getvalue()
    made = arranged_pdf(buffer.getvalue(), replace(FILE, plan=(PagePick(3), PagePick(1))))
    with pikepdf.open(io.BytesIO(made)) as document:
        assert len(document.pages) == 2
        streams = [item for item in document.objects if isinstance(item, pikepdf.Stream)]
        assert all(b"the secret" not in bytes(item.read_bytes()) for item in streams)


def made_png(mode, **options):
    image = Image.effect_noise((60, 40), 80).convert(mode)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", **options)
    return buffer.getvalue(), image


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_a_png_stands_on_its_page_as_it_was_packed(mode):
    data, image = made_png(mode)
    packed = png_stream(data).data
    assert packed in data
    with picture_page(data, "image/png", "a.png") as document:
        held = document.pages[0].obj.Resources.XObject["/Picture"]
        assert bytes(held.read_raw_bytes()) == packed
        shown = pikepdf.PdfImage(held).as_pil_image().convert("RGB")
        assert shown.tobytes() == image.convert("RGB").tobytes()
        buffer = io.BytesIO()
        document.save(buffer)
    drawn = pypdfium2.PdfDocument(buffer.getvalue())[0].render().to_pil().convert("L")
    assert drawn.getextrema()[0] < 128  # something is seen


def test_transparent_and_interlaced_png_are_packed_anew_without_loss():
    data, _ = made_png("RGBA")
    assert png_stream(data) is None
    with picture_page(data, "image/png", "a.png") as document:
        held = document.pages[0].obj.Resources.XObject["/Picture"]
        assert len(zlib.decompress(bytes(held.read_raw_bytes()))) == 60 * 40 * 3
