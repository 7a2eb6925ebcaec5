"""Where boxes are signed: with what they sign on the same page, and no row alone on a page."""

from __future__ import annotations

import pytest

from kabao.documents.blocks import Caption, Column, EmptyBoxes, FormGrid, FormItem, Table
from kabao.documents.layout.compose import lay_out
from kabao.documents.plan import Part

BOXES = EmptyBoxes((Caption("签字"),), 42.0)


def laid(*blocks):
    part = Part("p", Caption("材料"), blocks)
    return lay_out(None, part)


def names(page):
    return [type(piece).__name__ for _y, piece in page.placed]


@pytest.mark.parametrize("rows", range(20, 40))
def test_boxes_never_stand_on_a_page_of_their_own(rows):
    listed = Table(
        (Column(Caption("姓名"), 1.0),),
        tuple((f"甲{number}",) for number in range(rows)),
        row_height=24.0,
    )
    last = names(laid(listed, BOXES)[-1])
    assert last[-1] == "BoxesPiece"
    assert last.count("Row") >= 3


@pytest.mark.parametrize("rows", range(14, 32))
def test_a_short_form_stays_with_its_boxes_and_no_row_of_it_is_alone(rows):
    fill = FormGrid(tuple(FormItem(Caption("项"), "值", wide=True) for _ in range(rows)))
    form = FormGrid(tuple(FormItem(Caption("项"), "值", wide=True) for _ in range(3)))
    pages = laid(fill, form, BOXES)
    assert names(pages[-1]).count("Row") >= 3
    assert all(names(page).count("Row") != 1 for page in pages)


@pytest.mark.parametrize("rows", range(24, 36))
def test_the_line_in_which_a_list_is_signed_never_stands_alone(rows):
    columns = (Column(Caption("姓名"), 1.0),)
    listed = Table(columns, tuple((f"甲{number}",) for number in range(rows)))
    foot = Table(columns, (("",),), row_height=44.0, closing=True)
    assert names(laid(listed, foot)[-1]).count("Row") >= 4
