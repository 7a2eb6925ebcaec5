"""The flow over pages: long text, long rows, heads that come again."""

import pytest

from kabao.documents.blocks import Caption, Column, FormGrid, FormItem, Heading, Prose, Table
from kabao.documents.layout.compose import lay_out
from kabao.documents.layout.flow import paginate
from kabao.documents.layout.pieces import LinePiece, Row, Space
from kabao.documents.layout.style import BODY, LEFT, ROOM, WIDTH
from kabao.documents.plan import PackagePlan, Part


def pages_of(*blocks):
    part = Part("p", Caption("标题"), tuple(blocks))
    plan = PackagePlan("N", Caption("t"), "a", "zh", False, "2026-11-22", "r", "k", Caption("n"))
    return lay_out(plan, part)


def pieces(pages, kind):
    return [piece for page in pages for _, piece in page.placed if isinstance(piece, kind)]


def assert_sound(pages):
    for page in pages:
        end = 0.0
        for y, piece in page.placed:
            assert y >= end - 0.01
            end = y + piece.height
        assert end <= ROOM + 0.02


def test_a_hundred_thousand_characters_flow_on():
    text = "社会保障卡，申请材料。" * 9091
    pages = pages_of(Prose(Caption(text)))
    assert_sound(pages)
    assert "".join(line.text for line in pieces(pages, LinePiece)[1:]) == text
    assert len(pages) > 40


def test_a_cell_taller_than_a_page_is_divided_and_complete():
    text = "青禾市参保人员一百二十万人。" * 900
    pages = pages_of(FormGrid((FormItem(Caption("说明"), text),)))
    assert_sound(pages)
    rows = pieces(pages, Row)
    assert len(rows) > 3
    assert "".join(line.text for row in rows for line in row.cells[1].lines) == text
    assert all(row.cells[0].lines[0].text == "说明" for row in rows)


def test_the_head_of_a_table_comes_again_on_each_page():
    columns = (Column(Caption("序号")), Column(Caption("姓名")))
    rows = tuple((str(number), "周明") for number in range(120))
    pages = pages_of(Table(columns, rows, total=("合计", "120")))
    assert_sound(pages)
    assert len(pages) > 2
    for page in pages:
        first = next(piece for _, piece in page.placed if isinstance(piece, Row))
        assert first.cells[0].lines[0].text == "序号"
    seen = [row.cells[0].lines[0].text for row in pieces(pages, Row)]
    assert [text for text in seen if text.isdigit()] == [str(number) for number in range(120)]
    assert seen[-1] == "合计"


def test_a_heading_never_ends_a_page():
    filler = Prose(Caption("\n".join("一行" for _ in range(34))))
    for extra in range(12):
        more = Prose(Caption("\n".join("行" for _ in range(extra + 1))))
        pages = pages_of(filler, more, Heading(Caption("标题")), Prose(Caption("正文" * 200)))
        for page in pages:
            assert not page.placed[-1][1].keep


@pytest.mark.parametrize("lines", [20, 28, 30])
def test_signatures_stay_on_the_page_of_what_is_signed(lines):
    said = [FormItem(Caption("所填内容属实"), "是"), FormItem(Caption("申请日期"), "今天")]
    boxes = [FormItem(Caption(f"签名{number}"), blank=24.0) for number in range(2)]
    prose = (Prose(Caption("一")) for _ in range(lines))
    pages = pages_of(*prose, Heading(Caption("声明和签署")), FormGrid((*said, *boxes)))
    assert_sound(pages)
    kinds = [[type(piece).__name__ for _, piece in page.placed] for page in pages]
    assert kinds[-1][-4:] == ["HeadingPiece", "Row", "Row", "Row"]


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_pieces_keep_their_order(count):
    made = [LinePiece(str(number), BODY) for number in range(count * 40)]
    placed = [piece.text for page in paginate(made) for _, piece in page.placed]
    assert placed == [piece.text for piece in made]


def test_space_above_is_dropped_at_the_top_of_a_page():
    pages = paginate([Space(ROOM), LinePiece("a", BODY, before=30)])
    assert pages[1].placed[0][0] == 0


def test_columns_make_room_for_their_longest_word():
    columns = (Column(Caption("Confidence"), 0.5), Column(Caption("Name"), 9))
    (page,) = pages_of(Table(columns, (("confirmed", "card"),), small=True))
    cells = [cell for _, row in page.placed if isinstance(row, Row) for cell in row.cells]
    assert [[line.text for line in cell.lines] for cell in cells] == [
        ["Confidence"],
        ["Name"],
        ["confirmed"],
        ["card"],
    ]
    assert cells[1].x + cells[1].width == pytest.approx(LEFT + WIDTH)


def test_columns_that_cannot_all_be_served_share_the_page():
    columns = tuple(Column(Caption("Internationalisation" * 2)) for _ in range(9))
    (page,) = pages_of(Table(columns, (tuple("abcdefghi"),)))
    row = next(piece for _, piece in page.placed if isinstance(piece, Row))
    assert all(cell.width > 20 for cell in row.cells)
    assert row.cells[-1].x + row.cells[-1].width == pytest.approx(LEFT + WIDTH)
