"""Every line of the checklist: a case with exactly one defect, and what is found in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.preflight.seeded_defects import (
    EXTENSION,
    FACE,
    FORM,
    SEEDED,
    STATEMENT,
    STRUCTURE,
    TODAY,
    financial,
    phases,
    with_file,
    without_file,
)
from kabao.domain.findings import Confidence, Level
from kabao.domain.preflight import check_case
from kabao.domain.preflight.checklist import RULES
from kabao.texts import Texts


@pytest.mark.parametrize("name", SEEDED)
def test_one_defect_is_found_and_nothing_else(cases, check, name):
    spoil, expected = SEEDED[name]

    found = check(spoil(cases))

    assert {(f.rule, f.code, f.level.value, f.place.field) for f in found} == expected
    assert all((f.place.room, f.place.record) == ("cases", 7) for f in found)


@pytest.mark.parametrize("name", SEEDED)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_finding_says_what_is_wrong_and_what_to_do(cases, check, name, language):
    texts = Texts(language)
    for finding in check(SEEDED[name][0](cases)):
        assert "{" not in texts(f"findings.{finding.code}.text", **finding.params)
        assert texts(f"findings.{finding.code}.remedy")


@pytest.mark.parametrize("applicant", ["person", "employer", "department"])
def test_sound_cases_have_no_errors(cases, check, applicant):
    codes = {finding.code for finding in check(cases.view(applicant))}

    assert codes == (set() if applicant == "department" else {"case_not_filed_with_ministry"})


def test_every_line_of_the_checklist_has_its_test(rulebook):
    assert set(RULES) == {rule.id for rule in rulebook.checklist}
    seeded = {rule for _, expected in SEEDED.values() for rule, *_ in expected}
    assert set(RULES) - seeded == {"C11", "C13"} - seeded, "X and F rules have their own tests"


def test_level_confidence_and_source_come_from_the_rulebook(cases, rulebook):
    checklist = tuple(
        replace(rule, level=Level.CRITICAL) if rule.id == "C15" else rule
        for rule in rulebook.checklist
    )
    strict = replace(rulebook, checklist=checklist)
    view = without_file(cases.view("department"), "measures")

    (finding,) = (f for f in check_case(view, strict, TODAY) if f.rule == "C15")

    assert finding.level is Level.CRITICAL
    assert finding.confidence is Confidence.CONFIRMED
    assert finding.source == rulebook.rule("C15").origin.source


def test_a_rule_that_does_not_concern_the_applicant_is_not_run(cases, rulebook):
    checklist = tuple(
        replace(rule, applicants=frozenset()) if rule.id == "C01" else rule
        for rule in rulebook.checklist
    )

    found = check_case(cases.view("person"), replace(rulebook, checklist=checklist), TODAY)

    assert found == ()


def test_local_extension_that_takes_a_national_file_is_found_at_its_row(cases, check):
    view = cases.changed(cases.view("department"), FORM, has_local_extension=True)
    sound = cases.changed(
        view, STRUCTURE, has_local_extension=True, extensions=(EXTENSION, EXTENSION | {"tag": "11"})
    )
    wrong = cases.changed(
        sound, STRUCTURE, extensions=(EXTENSION, EXTENSION | {"file": "SSSE/EF06", "tag": "09"})
    )

    assert check(sound) == ()
    assert {
        (f.place.room, f.place.record, f.place.material, f.place.field, f.place.row)
        for f in check(wrong)
    } == {("cases", 7, 3, "extensions", 1)}


def test_local_fields_of_a_person_are_checked_at_their_row(cases, check):
    row = {"file": "DF01/EF16", "tag": "10", "name": "本地编号", "type": "b", "length": 4}
    sound = cases.changed(cases.view("person"), STRUCTURE, local_fields=({}, row))
    wrong = cases.changed(
        cases.view("person"), STRUCTURE, local_fields=({}, row | {"file": "SSSE/EF06"})
    )

    assert {f.code for f in check(sound)} == {"case_not_filed_with_ministry", "empty_row"}
    assert {
        (f.place.room, f.place.record, f.place.material, f.place.field, f.place.row)
        for f in check(wrong)
        if f.rule == "X01"
    } == {("cases", 7, 3, "local_fields", 1)}


def test_text_over_the_contacts_of_the_chip_is_found(cases, check):
    extra = ({"side": "photo", "text": "文字", "left_mm": "67", "top_mm": "28"},)

    found = check(cases.changed(cases.view("department"), FACE, extra_texts=extra))

    assert "face_covers_contacts" in {f.code for f in found}
    assert all(f.rule for f in found)
    assert {(f.place.room, f.place.record, f.place.material) for f in found} == {("cases", 7, 4)}


def test_a_section_with_a_file_needs_no_text(cases, check):
    view = cases.changed(
        cases.view("department"), STATEMENT, contingency_plan="", network="", cost_plan="略"
    )
    for slot in ("contingency_plan", "s1", "cost_plan"):
        view = with_file(view, cases.file(2, slot))

    assert check(view) == ()


def test_phases_without_days_are_left_to_the_form(cases, check):
    row = {"start": "", "end": "2027-06-30", "group": "employees", "quantity": 900}

    found = check(cases.changed(cases.view("department"), FORM, phases=(row,)))

    assert {(f.rule, f.code, f.place.field) for f in found} == {("C03", "required", "phases.start")}


def test_phases_of_different_groups_may_overlap(cases, check):
    view = cases.changed(
        cases.view("department"),
        FORM,
        **phases(
            ("2027-01-01", "2027-06-30", "employees", 500),
            ("2027-01-01", "2027-06-30", "retirees", 400),
        ),
    )

    assert check(view) == ()


def test_financial_case_with_bank_mark_and_agreement_is_sound(cases, check):
    errors = [f for f in check(financial(cases)) if f.level.rank <= Level.WARNING.rank]

    assert errors == []
