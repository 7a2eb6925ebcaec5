"""Written texts on paper: shapes, lists, tables, pictures and figures, read back from the pages."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from documents.synthetic_cases import picture_bytes
from kabao.documents.layout.lines import break_lines
from kabao.documents.layout.runs import break_runs, runs_width
from kabao.documents.plans import build_plan
from kabao.documents.preview import render_part
from kabao.domain.cases import MaterialKey
from kabao.domain.prose.model import Figure, Grid, Kind, Passage, Picture, Span
from kabao.domain.prose.writing import write

STATEMENT, FORM = MaterialKey.PREPARATION_STATEMENT, MaterialKey.REGISTRATION_FORM
SHA = "0b" * 32


def said(text, kind=Kind.BODY, depth=0):
    return Passage((Span(text),), kind, depth)


@pytest.fixture
def pages(make_order):
    """Return a function that prints a text and gives the PDF and its pages as bare text."""

    def make(*parts, pictures=None, form=None):
        order = make_order("department")
        case = order.case.with_material(STATEMENT, {"business_processes": write(parts)})
        case = case.with_material(FORM, {**case.values(FORM), **(form or {})})
        plan = build_plan(replace(order, case=case, pictures=pictures or {}))
        data = render_part(plan, "material_2")
        document = pypdfium2.PdfDocument(data)
        texts = [page.get_textpage().get_text_range() for page in document]
        return data, ["".join(text.split()) for text in texts]

    return make


def test_shapes_stand_in_their_order_with_their_marks(pages):
    _, (first, *_rest) = pages(
        said("一级标题", Kind.HEAD_1),
        Passage((Span("常规"), Span("加粗", bold=True), Span("常规"))),
        said("甲", Kind.NUMBER),
        said("乙", Kind.NUMBER, 1),
        said("丙", Kind.NUMBER),
        said("丁", Kind.BULLET),
        Grid(tuple(tuple((Span(cell),) for cell in row) for row in (("头", "数"), ("行", "21")))),
        said("末段"),
    )
    assert "一级标题常规加粗常规1.甲(1)乙2.丙•丁头数行21末段" in first


def test_bold_words_are_drawn_in_the_bold_font(pages):
    data, _ = pages(Passage((Span("常规"), Span("加粗", bold=True))))
    page = pypdfium2.PdfDocument(data)[0]
    weights = {}
    text = page.get_textpage()
    for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
        font = pypdfium2.raw.FPDFTextObj_GetFont(thing.raw)
        name = (pypdfium2.raw.ctypes.c_char * 64)()
        pypdfium2.raw.FPDFFont_GetBaseFontName(font, name, 64)
        length = pypdfium2.raw.FPDFTextObj_GetText(thing.raw, text.raw, None, 0)
        held = (pypdfium2.raw.ctypes.c_ushort * (length // 2))()
        pypdfium2.raw.FPDFTextObj_GetText(thing.raw, text.raw, held, length)
        words = "".join(map(chr, held)).strip("\0")
        weights[words] = b"Bold" in name.value
    assert weights["加粗"] is True
    assert weights["常规"] is False


def test_a_figure_is_printed_as_the_form_tells_it(pages):
    text = Passage((Span("发卡"), Figure("planned_quantity"), Span("。")))
    _, (first, *_rest) = pages(text, form={"planned_quantity": 1234567})
    assert "发卡1,234,567张。" in first
    _, (first, *_rest) = pages(text, form={"planned_quantity": None})
    assert "发卡〔拟发卡数量：未填写〕。" in first


def test_a_paragraph_of_a_hundred_thousand_characters_loses_none(pages):
    words = "".join(chr(0x4E00 + number % 3000) for number in range(100_000))
    for part in (said(words), Passage((Span(words[:-1]), Span(words[-1], bold=True)))):
        _, texts = pages(part)
        assert len(texts) > 40
        whole = "".join(texts)
        assert all(whole.count(words[at : at + 12]) for at in range(0, 99_000, 997))


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("JPEG", "CMYK")])
def test_a_picture_stands_in_the_text_once_and_in_its_proportion(pages, kind, mode):
    data = picture_bytes(kind, mode, size=(800, 400))
    picture = Picture(SHA, "流程示意", 800, 400, 50)
    printed, texts = pages(said("前"), picture, said("中"), picture, pictures={SHA: data})
    assert texts[0].count("流程示意") == 2
    images = []
    for page in pypdfium2.PdfDocument(printed):
        for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
            left, bottom, right, top = thing.get_bounds()
            images.append((right - left, top - bottom))
    assert len(images) == 2
    width, height = images[0]
    assert width == pytest.approx(168 / 2 * 72 / 25.4, abs=1)
    assert height == pytest.approx(width / 2, abs=1)
    with pikepdf.open(io.BytesIO(printed)) as document:
        held = [
            thing
            for thing in document.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
        ]
    assert len(held) == 1


def test_a_turned_photograph_stands_upright(pages):
    held = io.BytesIO()
    image = Image.new("RGB", (400, 200), "white")
    image.paste("red", (0, 0, 100, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(held, "JPEG", exif=exif, quality=95)
    picture = Picture(SHA, "竖", 200, 400, 25)
    printed, _ = pages(picture, pictures={SHA: held.getvalue()})
    page = pypdfium2.PdfDocument(printed)[0]
    thing = next(iter(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])))
    left, bottom, right, top = thing.get_bounds()
    assert top - bottom > right - left
    drawn = page.render(scale=1).to_pil()
    height = drawn.height
    above = drawn.getpixel((round((left + right) / 2), round(height - top + (top - bottom) * 0.1)))
    below = drawn.getpixel(
        (round((left + right) / 2), round(height - bottom - (top - bottom) * 0.1))
    )
    assert above[1] < 90
    assert below[1] > 200


def test_the_same_text_gives_the_same_bytes(pages):
    data = picture_bytes(size=(300, 300))
    parts = (Passage((Span("粗", bold=True), Span("𠮷"))), Picture(SHA, "图", 300, 300, 40))
    assert pages(*parts, pictures={SHA: data})[0] == pages(*parts, pictures={SHA: data})[0]


def test_bare_runs_break_like_bare_lines_and_bold_ones_stay_inside():
    words = "全市社会保险、就业创业（首批）third-generation card 共六十二项，" * 6
    bare = break_runs(((words, False),), 300, 10, indent=20)
    assert ["".join(text for text, _ in line) for line in bare] == break_lines(
        words, 300, 10, indent=20
    )
    mixed = break_runs(((words[:40], False), (words[40:90], True), (words[90:], False)), 300, 10)
    assert all(runs_width(line, 10) <= 300.01 for line in mixed)
    assert "".join(text for line in mixed for text, _ in line).replace(" ", "") == words.replace(
        " ", ""
    )
    assert break_runs((("a\nb", True),), 300, 10) == [(("a", True),), (("b", True),)]
