"""Corrections proposed for names: what was, what would be, and nothing without being asked."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabao.domain.name_cures import cured_name, name_cures
from kabao.domain.names import check_person_name


@pytest.mark.parametrize(
    ("before", "code", "after"),
    [
        ("王\u200b小明", "name_hidden_character", "王小明"),
        ("\ue81e小明", "name_private_character", "\u9fb4小明"),
        ("\uf9dc小明", "name_compatibility_character", "隆小明"),
        ("\u2f8f小明", "name_compatibility_character", "行小明"),
        ("葛\U000e0100小明", "name_variation_selector", "葛小明"),
        ("阿依\u2022古丽", "name_wrong_dot", "阿依·古丽"),
        ("阿依．古丽", "name_wrong_dot", "阿依·古丽"),
        ("阿依.古丽", "name_wrong_dot", "阿依·古丽"),
        ("ＬＩＮ Ｍｉｎｇ", "name_full_width", "LIN Ming"),
        (" 王  小明 ", "name_blanks", "王 小明"),
    ],
)
def test_each_reason_has_its_correction(before, code, after):
    assert code in [finding.code for finding in check_person_name(before)]
    assert [(cure.code, cure.before, cure.after) for cure in name_cures(before)] == [
        (code, before, after)
    ]
    assert cured_name(before) == after


@pytest.mark.parametrize(
    "name", ["王䶮", "阿依古丽·买买提", "J. Smith", "Anna Maria", "𬭎𫖯", "\ue000某", "﨎", ""]
)
def test_what_is_well_or_unknown_is_left_alone(name):
    assert name_cures(name) == ()
    assert cured_name(name) == name


def test_several_reasons_are_corrected_one_by_one_or_all_at_once():
    name = " 阿依．古丽\u200b "
    assert {cure.code: cure.after for cure in name_cures(name)} == {
        "name_hidden_character": " 阿依．古丽 ",
        "name_wrong_dot": " 阿依·古丽\u200b ",
        "name_blanks": "阿依．古丽\u200b",
    }
    assert cured_name(name) == "阿依·古丽"


@given(st.text(max_size=12))
def test_a_corrected_name_needs_no_correction_and_keeps_what_is_ordinary(name):
    cured = cured_name(name)
    assert cured_name(cured) == cured
    kept = [c for c in name if "\u4e00" <= c <= "\u9fa5"]
    assert [c for c in cured if c in kept][: len(kept)] or not kept
    assert all(unicodedata.category(c) != "Cf" for c in cured)
