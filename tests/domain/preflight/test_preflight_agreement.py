"""Persons and employers: the form against the records, and days in their order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kabao.domain.cases import MaterialKey
from kabao.domain.preflight import HolderCards

FORM = MaterialKey.REGISTRATION_FORM


def found(cases, check, view, **values):
    form = {**view.case.values(FORM), **values}
    changed = replace(view, case=view.case.with_material(FORM, form))
    return [(item.code, item.level.value) for item in check(changed) if item.rule != "C01"]


@pytest.mark.parametrize("applicant", ["person", "employer"])
@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"application_date": "2026-11-23"}, ("case_application_in_future", "error")),
        ({"received_on": "2026-11-19"}, ("case_receipt_early", "error")),
        ({"received_on": "2026-11-23"}, ("case_decision_in_future", "error")),
        ({"receipt_no": "SL-1"}, ("case_receipt_without_day", "warning")),
        ({"region_code": "120000"}, ("case_region_differs", "warning")),
    ],
)
def test_each_defect_is_found_once(cases, check, applicant, values, expected):
    assert found(cases, check, cases.view(applicant), **values) == [expected]


@pytest.mark.parametrize("applicant", ["person", "employer"])
def test_a_sound_receipt_raises_nothing(cases, check, applicant):
    receipt = {"receipt_no": "SL-1", "received_on": "2026-11-21"}
    assert found(cases, check, cases.view(applicant), **receipt) == []


def test_an_application_before_the_employer_was_established(cases, check):
    view = cases.view("employer")
    assert found(cases, check, view, application_date="2026-11-09") == [
        ("case_before_established", "error")
    ]


def test_a_number_that_stands_twice_names_both(cases, check):
    view = cases.view("employer")
    twin = replace(
        cases.holder.with_values({**cases.holder.values, "name": "白晓棠"}), id=12, uid="twin"
    )
    both = replace(view, holders=(*view.holders, HolderCards(twin, cases.card)))
    (finding,) = [item for item in check(both) if item.code == "case_same_number"]
    assert "白晓棠" in finding.params["holder"]
    assert cases.holder.name in finding.params["holder"]
    assert finding.params["count"] == 2


def test_the_kind_of_application_is_that_of_the_record(cases, check):
    view = cases.view("person")
    holder = cases.holder.with_values({**cases.holder.values, "apply_for": "new"})
    other = replace(view, holders=(HolderCards(holder, cases.card),))
    assert ("case_kind_differs", "warning") in found(cases, check, other, apply_for="renew")
    assert "case_kind_differs" not in {code for code, _ in found(cases, check, other)}
