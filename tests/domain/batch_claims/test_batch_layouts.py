"""Layouts of lists: by region, as the user changed them, and what a row then says."""

from dataclasses import replace

import pytest

from kabao.domain.batch_claims.layouts import (
    BatchColumn,
    BatchLayout,
    Shape,
    pattern_fits,
    read_layout,
)
from kabao.domain.batch_claims.rows import Listed, Listing, usual_of
from kabao.domain.cards import Card
from kabao.domain.employers import Employer
from kabao.domain.holders import Holder
from kabao.domain.words import Words
from kabao.rulebook import load

PERSON = {
    "name": "王小青",
    "sex": "1",
    "birth_date": "1990-01-01",
    "doc_type": "resident_id",
    "doc_no": "１１０00019900101003x",
    "doc_valid_to": "2030-05-06",
    "phone": "010-12345678",
    "bank": "102",
}


@pytest.fixture(scope="module")
def rules():
    return load().batch_claims


@pytest.fixture(scope="module")
def form():
    return load().form("holder")


def listing(form, *columns, codes=None, full=True):
    layout = BatchLayout("default", Words("", ""), columns, codes=codes or {})
    return Listing(layout, form, Employer({"name": "青禾公司", "uscc": "9111"}), full)


def row(of, values=PERSON, card=None):
    (only,) = of.rows([Listed(Holder(values, 1), card)])
    return only


def test_what_the_request_sheet_says_of_all_stands_with_whom_nothing_else_is_told(form):
    columns = (
        BatchColumn("bank", "银行", Shape.CODE),
        BatchColumn("pickup", "领卡方式", Shape.LABEL),
    )
    told = usual_of({"bank": "103", "pickup": "employer", "region_code": "320000", "note": ""})
    of = replace(listing(form, *columns), usual=told)
    assert row(of) == ("102", "单位代领")
    assert row(of, {}) == ("103", "单位代领")


@pytest.mark.parametrize(
    ("region", "found"),
    [
        ("110000", "110000"),
        ("110105", "110000"),
        ("370100", "370000"),
        ("320000", "default"),
        ("", "default"),
    ],
)
def test_a_region_has_its_own_layout_else_that_of_its_province_else_the_usual(rules, region, found):
    assert rules.layout(region).region == found


def test_every_layout_tells_who_is_meant_by_columns_that_are_known(rules, form):
    known = {spec.name for spec in form.fields}
    made = {"seq", "telephone", "card_number", "employer_name", "employer_uscc", "sign"}
    for layout in rules.layouts.values():
        keys = [column.key for column in layout.columns]
        assert {"name", "doc_no"} <= set(keys)
        assert set(keys) <= known | made


def test_what_the_user_changed_comes_back_as_it_was(rules):
    ground = rules.layout("990100")
    columns = (BatchColumn("doc_no", "号", Shape.TEXT, required=True), BatchColumn("name", "名"))
    changed = BatchLayout(
        ground.region, ground.name, columns, "表", 5, "{doc_no}{name}", "kb100", True, False
    )
    again = read_layout(changed.as_values(), ground, rules)
    assert again.columns == columns
    assert (again.sheet, again.first_row, again.photo_pattern) == ("表", 5, "{doc_no}{name}")
    assert (again.photo_profile, again.photo_folder, again.photos_asked) == ("kb100", True, False)
    assert again.edited
    assert again.codes == ground.codes


def test_what_cannot_be_read_of_a_kept_layout_is_taken_from_the_rules(rules):
    ground = rules.layout("990100")
    kept = {"columns": ({"key": "no_such"}, "text"), "first_row": "x", "photo_pattern": "{0}"}
    again = read_layout(kept, ground, rules)
    assert again.columns == ground.columns
    assert again.photo_pattern == ground.photo_pattern


@pytest.mark.parametrize("pattern", ["{name}", "{doc_no}/{name}", "{doc_no}{x}", "{doc_no", ""])
def test_names_of_photographs_must_tell_people_apart_and_stay_in_their_folder(pattern):
    assert not pattern_fits(pattern)
    assert pattern_fits("{doc_no}_{name}")


def test_a_row_is_written_as_files_want_it(form):
    of = listing(
        form,
        BatchColumn("seq", ""),
        BatchColumn("doc_no", ""),
        BatchColumn("birth_date", "", Shape.DATE8),
        BatchColumn("doc_valid_to", "", Shape.DATE),
        BatchColumn("sex", "", Shape.LABEL),
        BatchColumn("telephone", ""),
        BatchColumn("employer_name", ""),
        BatchColumn("card_number", ""),
        BatchColumn("sign", ""),
    )
    card = Card(1, {"card_number": "X00000019"})
    assert row(of, card=card) == (
        "1", "11000019900101003X", "19900101", "2030-05-06", "男", "01012345678", "青禾公司",
        "X00000019", "",
    )  # fmt: skip


def test_a_document_without_end_is_written_in_the_word_of_files(form):
    of = listing(form, BatchColumn("doc_valid_to", "", Shape.DATE8))
    assert row(of, {**PERSON, "doc_long_term": True}) == ("长期",)


def test_a_code_is_the_regions_where_one_is_known(form):
    codes = {"doc_type": {"resident_id": "01"}}
    of = listing(
        form,
        BatchColumn("doc_type", "", Shape.CODE),
        BatchColumn("bank", "", Shape.CODE),
        BatchColumn("apply_for", "", Shape.LABEL),
        codes=codes,
    )
    assert row(of) == ("01", "102", "新申领")
    assert of.layout.knows_code("doc_type", "resident_id")
    assert not of.layout.knows_code("doc_type", "prc_passport")


def test_numbers_are_starred_where_they_are_not_to_be_seen(form):
    of = listing(form, BatchColumn("doc_no", ""), full=False)
    assert row(of) == ("110***********003X",)
