"""Columns follow what stands in them, and rows that lead others stay with them."""

from itertools import pairwise

from kabao.documents.blocks import Caption, Column, Table
from kabao.documents.layout.flow import paginate
from kabao.documents.layout.grids import edges, table
from kabao.documents.plans.widths import fitted

CODE = "91110000XXXX0006X2"


def widths(block):
    return [end - start for start, end in pairwise(edges(block))]


def lines_of(block, row):
    return [[line.text for line in cell.lines] for cell in list(table(block))[row + 1].cells]


def test_longer_texts_get_wider_columns_and_others_stay():
    columns = tuple(Column(Caption(name), 1.4) for name in "abc")
    rows = [("字" * 40, "字" * 5, "字" * 90)]
    long, short, untouched = fitted(columns, rows, (True, True, False))
    assert long.weight > 1.4 > short.weight
    assert untouched.weight == 1.4
    assert fitted(columns, [("", "", "")], (True, True, True)) == columns


def test_a_code_of_eighteen_characters_is_not_divided_where_others_can_spare_the_room():
    columns = tuple(Column(Caption(name)) for name in ("名称", "代码", "型号", "号", "额"))
    block = Table(columns, (("示例智卡科技股份有限公司", CODE, "QH", "6", "60"),))
    assert [CODE] in lines_of(block, 0)


def test_a_short_head_is_not_divided():
    columns = (Column(Caption("内容"), 9.0), Column(Caption("附有文件"), 0.5))
    (_, narrow) = widths(Table(columns, (("字", "是"),)))
    head = next(iter(table(Table(columns, (("字", "是"),)))))
    assert [line.text for line in head.cells[1].lines] == ["附有文件"]
    assert narrow < 60


def test_heads_inside_a_table_stay_with_their_rows_only():
    columns = (Column(Caption("内容")),)
    rows = tuple((f"第{number}行",) for number in range(5))
    block = Table(columns, rows, strong=frozenset({1, 3, 4}))
    pieces = list(table(block))[1:]
    assert [piece.keep for piece in pieces] == [False, True, False, False, False]
    assert sum(len(page.placed) for page in paginate(table(block))) == 6
