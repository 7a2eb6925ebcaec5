from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kabao.domain.cases import PARTS, CaseKind
from kabao.domain.findings import Confidence, Level
from kabao.domain.preflight import HolderCards, check_case
from kabao.texts import Texts

FORM, STATEMENT, STRUCTURE, FACE, REGIONAL, OTHER = PARTS[CaseKind.ISSUANCE]


def beyond(check, view):
    """Return what is found beside the note on the way of filing."""
    return [f for f in check(view) if f.rule != "C01"]


def codes(check, view):
    return {(f.code, f.level.value, f.place.room) for f in beyond(check, view)}


def with_holder(cases, applicant, **values):
    view = cases.view(applicant)
    holder = cases.holder.with_values({**cases.holder.values, **values})
    return replace(view, holders=(HolderCards(holder, cases.card),))


@pytest.mark.parametrize("applicant", ["person", "employer"])
def test_a_case_needs_its_people(cases, check, applicant):
    view = replace(cases.view(applicant), holders=())

    assert ("case_no_holders", "error", "cases") in codes(check, view)


def test_a_persons_case_is_about_one_person(cases, check):
    view = cases.view("person")
    other = HolderCards(replace(cases.holder, id=12), cases.card)

    assert codes(check, replace(view, holders=(*view.holders, other))) == {
        ("case_many_holders", "error", "cases")
    }


def test_an_employers_case_needs_its_employer(cases, check):
    view = replace(cases.view("employer"), employer=None)

    assert codes(check, view) == {("case_no_employer", "error", "cases")}


def test_the_record_of_the_employer_is_checked_where_it_stands(cases, check):
    view = cases.view("employer")
    company = cases.company.with_values({**cases.company.values, "name": ""})

    (finding,) = beyond(check, replace(view, employer=company))

    assert (finding.code, finding.level) == ("required", Level.ERROR)
    place = finding.place
    assert (place.room, place.record, place.field, place.material) == ("employers", 31, "name", 1)


def test_form_and_record_name_the_same_employer(cases, check):
    view = cases.changed(cases.view("employer"), FORM, employer_uscc="91350211M000100Y43")

    assert ("case_employer_code_differs", "error", "cases") in codes(check, view)


@pytest.mark.parametrize("applicant", ["person", "employer"])
@pytest.mark.parametrize("consent", [None, False])
def test_a_holder_without_consent_stops_the_final_package(cases, check, applicant, consent):
    view = with_holder(cases, applicant, consent=consent)

    found = [f for f in beyond(check, view) if f.code == "case_holder_without_consent"]

    assert [(f.level, f.confidence) for f in found] == [(Level.ERROR, Confidence.CONFIRMED)]
    place = found[0].place
    assert (place.room, place.record, place.field) == ("holders", 11, "consent")
    assert "测试" in Texts("zh")("findings.case_holder_without_consent.text", **found[0].params)


@pytest.mark.parametrize("applicant", ["person", "employer"])
def test_missing_and_unsound_data_of_a_holder_lead_to_the_record(cases, check, applicant):
    view = with_holder(cases, applicant, region="", doc_no="110000199001010014")

    found = beyond(check, view)

    places = {(f.place.room, f.place.record, f.place.field) for f in found}
    assert {("holders", 11, "region"), ("holders", 11, "doc_no")} <= places
    assert all(f.params["holder"] == "测试" for f in found if f.place.room == "holders")
    assert all("110000199001010014" not in str(f.params) for f in found)


def test_a_holder_without_card_is_pointed_out(cases, check):
    view = cases.view("person")

    found = codes(check, replace(view, holders=(HolderCards(cases.holder, None),)))

    assert ("case_holder_without_card", "warning", "holders") in found
    assert not any(level == "error" for _, level, _ in found)


def test_the_card_is_checked_where_it_stands(cases, check):
    view = cases.view("person")
    card = cases.card.with_values({**cases.card.values, "region": ""})

    found = beyond(check, replace(view, holders=(HolderCards(cases.holder, card),)))

    assert [(f.code, f.place.room, f.place.record, f.place.field) for f in found] == [
        ("required", "cards", 21, "region")
    ]


def test_a_name_with_a_character_that_the_card_file_lacks_is_pointed_out(cases, check):
    found = beyond(check, with_holder(cases, "person", name="测试𠮷"))

    assert ("holders", 11, 3) in {(f.place.room, f.place.record, f.place.material) for f in found}


def test_a_name_that_is_too_long_for_the_card_file_is_pointed_out(cases, check):
    found = beyond(check, with_holder(cases, "person", name="测试·" + "长" * 45))

    laid = [f for f in found if f.place.material == 3]
    assert [(f.level, f.place.room, f.place.field) for f in laid] == [
        (Level.WARNING, "holders", "name")
    ]


def test_a_holder_of_another_employer_is_pointed_out(cases, check):
    view = cases.view("employer")
    holder = replace(cases.holder, employer_id=99)

    assert codes(check, replace(view, holders=(HolderCards(holder, cases.card),))) == {
        ("case_holder_elsewhere", "warning", "holders")
    }


@pytest.mark.parametrize(
    ("applicant", "key", "values", "expected"),
    [
        (
            "employer",
            FORM,
            {"holder_counts": ({"apply_for": "new", "count": 2},)},
            ("case_counts_sum", "error"),
        ),
        ("employer", STATEMENT, {"consent_count": 0}, ("case_consents_differ", "warning")),
        ("employer", FORM, {"declaration": False}, ("case_not_declared", "error")),
        ("person", FORM, {"declaration": False}, ("case_not_declared", "error")),
        ("person", STATEMENT, {"identity_checked": False}, ("case_identity_unchecked", "error")),
        ("person", STATEMENT, {"consent_obtained": False}, ("case_consent_missing", "error")),
        ("employer", STATEMENT, {"data_check": ""}, ("case_section_missing", "error")),
        ("person", REGIONAL, {"measures_title": ""}, ("required", "error")),
        (
            "department",
            FORM,
            {
                "card_vendors": (
                    {
                        "name": "示例卡厂",
                        "credit_code": "91110000600037341L",
                        "product_model": "P1",
                        "registry_no": "R1",
                        "share": 99,
                    },
                )
            },
            ("case_shares_sum", "error"),
        ),
        (
            "department",
            FORM,
            {"fund_sources": ({"source": "财政", "amount": "99999.99"},)},
            ("case_funds_sum", "error"),
        ),
        ("department", FORM, {"cardholder_fee": "20"}, ("case_fee_without_basis", "error")),
    ],
)
def test_contradictions_in_the_users_own_data(cases, check, applicant, key, values, expected):
    (finding,) = beyond(check, cases.changed(cases.view(applicant), key, **values))

    assert (finding.code, finding.level.value) == expected
    assert finding.confidence is Confidence.OWN
    assert (finding.place.room, finding.place.record) == ("cases", 7)
    assert finding.place.material == key.number
    for language in ("zh", "en"):
        assert Texts(language)(f"findings.{finding.code}.text", **finding.params)


def test_a_file_that_a_form_asks_for_must_be_there(cases, check, rulebook):
    form = rulebook.form("registration_form_employer")
    fields = tuple(
        replace(spec, required=True) if spec.name == "authority_letter" else spec
        for spec in form.fields
    )
    strict = replace(rulebook, forms={**rulebook.forms, form.name: replace(form, fields=fields)})
    view = cases.view("employer")
    attached = replace(
        view,
        case=replace(
            view.case, attachments=(*view.case.attachments, cases.file(1, "authority_letter"))
        ),
    )
    day = dt.date(2026, 11, 22)

    missing = [f for f in check_case(view, strict, day) if f.rule != "C01"]
    there = [f for f in check_case(attached, strict, day) if f.rule != "C01"]

    assert [(f.code, f.place.field) for f in missing] == [("case_file_missing", "authority_letter")]
    assert there == []
