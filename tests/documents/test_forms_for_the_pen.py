"""Forms for the pen: official labels, room to write, what is known, and the line about the form."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kabao import rulebook
from kabao.documents.blocks import FormGrid, Table
from kabao.documents.layout.compose import lay_out
from kabao.documents.layout.pieces import Row
from kabao.documents.layout.style import MM
from kabao.documents.plans.blanks import BlankInput, FilledForm, build_blank
from kabao.domain.fields import FieldKind

RULES = rulebook.load()


def plan_of(key, values=None, **more):
    order = BlankInput(key, (FilledForm(RULES.form(key), values or {}),), RULES, "zh", "2026-11-22")
    return build_blank(replace(order, **more))


def items_of(plan):
    grids = [block for block in plan.parts[0].blocks if isinstance(block, FormGrid)]
    return [item for grid in grids for item in grid.items]


@pytest.mark.parametrize("key", sorted(RULES.forms))
def test_every_label_of_every_form_is_printed_in_both_languages(key):
    plan = plan_of(key, language="both")
    said = " ".join(text for _, text in plan.texts())
    for spec in RULES.form(key).fields:
        assert spec.label.zh in said
        assert spec.label.en in said
        for column in spec.columns:
            assert column.label.zh in said
    assert lay_out(plan, plan.parts[0])


@pytest.mark.parametrize("key", ["registration_form_department", "holder"])
def test_no_line_is_too_low_for_a_pen(key):
    plan = plan_of(key)
    for item in items_of(plan):
        assert item.blank >= 10
    for page in lay_out(plan, plan.parts[0]):
        rows = [piece for _, piece in page.placed if isinstance(piece, Row) and not piece.bar]
        assert min(row.height for row in rows if not row.keep) >= 10 * MM or not rows


def test_choices_are_boxes_and_long_lists_are_written_by_hand():
    items = {item.label.main: item.value for item in items_of(plan_of("holder"))}
    assert items["性别 *"] == "□男　□女"
    assert items["国籍或地区 *"] == ""
    assert items["出生日期 *"].split() == ["年", "月", "日"]


def test_what_is_known_stands_there_and_the_rest_stays_open():
    values = {
        "name": "王䶮",
        "sex": "1",
        "doc_no": "110000199001010013",
        "birth_date": "1990-01-01",
    }
    items = {item.label.main: item.value for item in items_of(plan_of("holder", values))}
    assert (items["姓名"], items["性别"]) == ("王䶮", "■男　□女")
    assert items["证件号码"] == "110***********0013"
    assert items["出生日期"] == "1990年1月1日"
    assert items["姓名拼音"] == ""
    full = items_of(plan_of("holder", values, full_numbers=True))
    assert "110000199001010013" in [item.value for item in full]


def test_a_field_that_a_known_answer_rules_out_is_not_asked_for():
    labels = {item.label.main for item in items_of(plan_of("holder", {"pickup": "counter"}))}
    assert not [label for label in labels if label.startswith("收件")]
    assert "收件人（如适用）" in {item.label.main for item in items_of(plan_of("holder"))}


def test_tables_have_rows_to_write_in_behind_the_known_ones():
    spec = next(
        item
        for item in RULES.form("registration_form_department").fields
        if item.kind is FieldKind.TABLE and item.name == "card_vendors"
    )
    row = {spec.columns[0].name: "示例厂商"}
    plan = plan_of("registration_form_department", {"card_vendors": (row,)})
    table = next(
        block
        for block in plan.parts[0].blocks
        if isinstance(block, Table) and block.caption.main.startswith(spec.label.zh)
    )
    assert table.rows[0][1] == "示例厂商"
    assert [line[0] for line in table.rows] == ["1", "2", "3", "4", "5", "6"]


def test_the_first_page_says_whose_form_it_is():
    proposed = " ".join(text for _, text in plan_of("registration_form_department").texts())
    assert "本表为建议表样" in proposed
    assert "建议表样" not in " ".join(text for _, text in plan_of("holder").texts())


def test_a_line_or_two_on_a_last_page_are_made_room_for_before():
    plan = plan_of("registration_sheet_employer", language="both")
    last = lay_out(plan, plan.parts[0])[-1]
    assert last.used > 0.3 * last.room
    assert min(item.blank for item in items_of(plan)) == 10


def test_a_list_of_people_names_those_who_are_known():
    person = {"name": "安思源", "doc_type": "resident_id", "doc_no": "110000199001010013"}
    plan = plan_of("registration_form_employer", roster=True, people=(person,))
    rows = [block for block in plan.parts[0].blocks if isinstance(block, Table)][-1].rows
    assert rows[0][:2] == ("1", "安思源")
    assert rows[0][3] == "110***********0013"
    assert [row[0] for row in rows if not row[1].strip()] == [str(n) for n in range(2, 13)]
