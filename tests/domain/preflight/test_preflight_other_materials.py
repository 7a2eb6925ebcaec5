from __future__ import annotations

from dataclasses import replace

import pytest

from kabao.domain.cases import MaterialKey
from kabao.domain.preflight import items_with_file

OTHER = MaterialKey.OTHER_MATERIALS
ROWS = (
    {"title": "政府批复", "has_file": True},
    {"title": "合作协议", "has_file": True},
    {"title": "应急预案", "has_file": False, "reason_for_none": "见材料二"},
)


def view_with(cases, *files):
    view = cases.changed(cases.view("department"), OTHER, items=ROWS)
    attachments = (*view.case.attachments, *files)
    return replace(view, case=replace(view.case, attachments=attachments))


@pytest.mark.parametrize(
    ("files", "rows"),
    [
        ((), set()),
        ((("items[1]", "x"),), {1}),
        ((("items.1", "x"),), {1}),
        ((("items", "合作协议"),), {1}),
        ((("合作协议", "x"),), {1}),
        ((("items", "x"),), {0}),
        ((("items", "x"), ("items[0]", "y")), {0, 1}),
        ((("items", "x"), ("items", "y"), ("items", "z")), {0, 1}),
        ((("items[7]", "x"),), {0}),
    ],
)
def test_files_find_their_rows(cases, files, rows):
    view = view_with(cases, *(cases.file(6, slot, title) for slot, title in files))

    assert items_with_file(view.case) == rows


def test_list_with_files_and_reasons_is_sound(cases, check):
    view = view_with(cases, cases.file(6, "items[0]"), cases.file(6, "items[1]"))

    assert check(view) == ()


def test_each_row_without_file_or_reason_is_named(cases, check):
    found = check(view_with(cases, cases.file(6, "items[1]")))

    assert [(f.code, f.place.row, f.params["title"]) for f in found] == [
        ("case_item_without_file", 0, "政府批复")
    ]


def test_nothing_asked_for_is_fine(cases, check):
    assert check(cases.changed(cases.view("department"), OTHER, items=())) == ()
