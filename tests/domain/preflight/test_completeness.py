from __future__ import annotations

from dataclasses import replace

import pytest

from kabao.domain.cases import PARTS, CaseKind
from kabao.domain.preflight import Completeness, HolderCards, completeness
from kabao.texts import Texts

FORM, STATEMENT, STRUCTURE, FACE, REGIONAL, OTHER = PARTS[CaseKind.ISSUANCE]


@pytest.mark.parametrize("applicant", ["person", "employer", "department"])
def test_sound_cases_are_complete_and_ask_for_nothing_more(cases, rulebook, applicant):
    counted = completeness(cases.view(applicant), rulebook)

    assert list(counted) == list(PARTS[CaseKind.ISSUANCE])
    states = [item.state for item in counted.values()]
    assert states == ["complete"] * 5 + ["not_asked"]


@pytest.mark.parametrize("applicant", ["person", "employer", "department"])
def test_new_cases_are_empty(cases, rulebook, applicant):
    view = cases.view(applicant)
    new = replace(
        view,
        case=replace(view.case, materials={}, attachments=()),
        holders=(),
        employer=None,
    )

    counted = completeness(new, rulebook)

    assert [item.state for item in counted.values()] == ["empty"] * 5 + ["not_asked"]
    assert all(item.done == 0 for item in counted.values())


@pytest.mark.parametrize(
    ("applicant", "key", "values"),
    [
        ("department", FORM, {"managing_body": " "}),
        ("department", FORM, {"phases": ()}),
        ("department", FORM, {"phases": ({"start": "2027-01-01"},)}),
        ("department", FORM, {"province_name": None}),
        ("department", STATEMENT, {"cost_plan": ""}),
        ("department", STRUCTURE, {"application_fields": ()}),
        ("department", FACE, {"sample_name": None}),
        ("department", REGIONAL, {"measures_title": ""}),
        ("person", FORM, {"contact_phone": ""}),
        ("employer", STATEMENT, {"hand_out": ""}),
    ],
)
def test_what_is_missing_is_counted_once(cases, rulebook, applicant, key, values):
    whole = completeness(cases.view(applicant), rulebook)
    less = completeness(cases.changed(cases.view(applicant), key, **values), rulebook)

    assert (less[key].done, less[key].total) == (whole[key].done - 1, whole[key].total)
    assert less[key].state == "begun" or less[key].total == 1
    assert {name: less[name] for name in PARTS[CaseKind.ISSUANCE] if name is not key} == {
        name: whole[name] for name in PARTS[CaseKind.ISSUANCE] if name is not key
    }


def test_fields_that_do_not_apply_are_not_asked_for(cases, rulebook):
    view = cases.view("department")
    provincial = cases.changed(view, FORM, applicant_level="province", province_name=None)

    counted = completeness(provincial, rulebook)[FORM]

    assert counted.complete
    assert counted.total == completeness(view, rulebook)[FORM].total - 1


def test_files_and_people_count(cases, rulebook):
    department = cases.view("department")
    bare = replace(department, case=replace(department.case, attachments=()))
    assert completeness(bare, rulebook)[REGIONAL] == Completeness(2, 4)

    nobody = replace(cases.view("employer"), holders=(), employer=None)
    whole = completeness(cases.view("employer"), rulebook)
    counted = completeness(nobody, rulebook)
    assert counted[FORM].done == whole[FORM].done - 2
    assert counted[STRUCTURE].done == whole[STRUCTURE].done - 1


def test_a_file_stands_for_a_section(cases, rulebook):
    view = cases.changed(cases.view("department"), STATEMENT, network="")
    files = (*view.case.attachments, cases.file(2, "s1"))

    assert completeness(view, rulebook)[STATEMENT].state == "begun"
    attached = replace(view, case=replace(view.case, attachments=files))
    assert completeness(attached, rulebook)[STATEMENT].complete


def test_other_materials_count_by_row(cases, rulebook):
    rows = (
        {"title": "批复", "has_file": True},
        {"title": "协议", "has_file": False, "reason_for_none": "随后补交"},
        {"title": "预案", "has_file": False},
    )
    view = cases.changed(cases.view("department"), OTHER, items=rows)
    assert completeness(view, rulebook)[OTHER] == Completeness(1, 3)

    files = (*view.case.attachments, cases.file(6, "items[0]"))
    attached = replace(view, case=replace(view.case, attachments=files))
    assert completeness(attached, rulebook)[OTHER] == Completeness(2, 3)


def test_holders_are_enough_for_material_three_without_a_card(cases, rulebook):
    view = cases.view("person")
    cardless = replace(view, holders=(HolderCards(cases.holder, None),))

    assert completeness(cardless, rulebook)[STRUCTURE].complete


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_state_has_its_word(language):
    counts = ((0, 0), (0, 2), (1, 2), (2, 2))
    words = [Texts(language)(f"completeness.{Completeness(*pair).state}") for pair in counts]

    assert len(set(words)) == 4
    if language == "zh":
        assert words[0] == "未要求"
