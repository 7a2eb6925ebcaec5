"""Material 3 on paper: every column that the maker of a card builds from."""

from __future__ import annotations

import pytest

from kabao.documents.blocks import Table
from kabao.documents.plans.structure_tables import example_lines
from kabao.domain.structure import Extension


def tables(part):
    return [block for block in part.blocks if isinstance(block, Table)]


def row_of(part, first, mark):
    """Return the cells of the row of a mark in the table whose caption begins so."""
    table = next(item for item in tables(part) if item.caption.main.startswith(first))
    return next(row for row in table.rows if row[0].strip("　") == mark)


@pytest.fixture
def part(make_plan):
    return make_plan("department").part("material_3")


def test_an_element_has_type_length_record_standard_and_source(part):
    assert row_of(part, "SSSE", "0A") == (
        "0A",
        "性别",
        "an 文字（GBK）",
        "1",
        "3",
        "GB/T 2261.1 (人的性别代码): 0 unknown, 1 male 男, 2 female 女, 9 not stated 未说明",
        "已证实 S1, S4, S5, S7, S17",
    )


def test_a_file_has_its_short_identifier_size_records_and_access(part):
    assert row_of(part, "SSSE", "EF08")[2:6] == ("透明文件", "4096", "", "SFI 08，读 密钥，写 密钥")
    cyclic = row_of(part, "DF04", "EF08")
    assert cyclic[3:5] == ("840", "30 x 28")
    assert "交易时由卡写入" in cyclic[5]


def test_children_of_a_constructed_record_stand_below_it(part):
    table = next(item for item in tables(part) if item.caption.main.startswith("DF01"))
    marks = [row[0] for row in table.rows]
    at = marks.index("40")
    assert marks[at + 1 : at + 4] == ["　57", "　58", "　59"]
    assert table.rows[at][3:5] == ("52", "54")


def test_every_line_of_the_nation_every_rule_and_every_source_is_there(part, rulebook):
    structure = rulebook.structure
    lines = sum(len(table.rows) for table in tables(part) if "AID" in table.caption.main)
    assert lines == 40 + 163
    rows = [row for table in tables(part) for row in table.rows]
    assert {rule.id for rule in structure.rules} <= {row[0] for row in rows}
    assert set(structure.sources) <= {row[0] for row in rows}


def test_what_the_locality_adds_has_its_record_in_hex(part):
    local, examples = tables(part)[:2]
    assert local.rows[0][:5] == ("DF01/EF16/A1", "公交优待类别", "an 文字（GBK）", "10", "12")
    assert examples.rows[0][2] == "A1 0A C0 CF C4 EA 00 00 00 00 00 00"
    assert next(row for row in tables(part)[2].rows if row[0] == "DF01/EF16")[1:] == (
        "128",
        "12",
        "116",
    )


def test_a_broken_rule_is_printed_as_broken(make_order):
    from kabao.documents.plans import build_plan
    from kabao.domain.cases import MaterialKey

    order = make_order("department")
    rows = order.case.materials[MaterialKey.FILE_STRUCTURE]["extensions"]
    rows[0]["length"] = 200
    broken = build_plan(order).part("material_3")
    results = {
        row[0]: row[2] for table in tables(broken) for row in table.rows if row[0][:1] == "X"
    }
    assert results["X12"] == "不符 1 处"
    assert results["X01"] == "符合"


@pytest.mark.parametrize(
    ("kind", "length", "example", "record"),
    [
        ("b_tlv", 5, "C103010203", "E3 05 C1 03 01 02 03"),
        ("cn", 4, "2026", "E3 04 20 26 FF FF"),
        ("cn", 1, "2026", ""),
        ("dec", 4, "1", ""),
        ("strange", 4, "1", ""),
        ("an", 0, "1", ""),
        ("an", 30, "", ""),
    ],
)
def test_examples_as_records(kind, length, example, record):
    assert example_lines(Extension("DF01/EF16", "E3", "x", kind, length, example)) == record


def test_both_languages_name_every_element(make_plan):
    part = make_plan("department", "both").part("material_3")
    assert row_of(part, "SSSE", "0A")[1] == "性别\nSex"
    assert row_of(part, "DF01", "EF16")[1] == "预留文件（预留给本地使用）\nReserved file"
