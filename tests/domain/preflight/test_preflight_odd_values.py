"""Whatever a draft holds, the preflight answers with findings and never with an exception."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kabao.domain.cases import PARTS, ApplicantKind, Case, CaseKind
from kabao.domain.employers import Employer
from kabao.domain.holders import Holder
from kabao.domain.preflight import CaseView, HolderCards, check_case, completeness, gate

scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("2026-02-30")
rows = st.dictionaries(
    st.sampled_from(["start", "end", "quantity", "title", "has_file", "file", "tag", "length"]),
    scalars,
)
odd = (
    scalars
    | st.lists(st.text(max_size=8), max_size=2).map(tuple)
    | st.lists(rows, max_size=2).map(tuple)
)


@pytest.mark.parametrize("applicant", ["person", "employer", "department"])
@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_odd_values_are_findings(rulebook, cases, applicant, data):
    view = cases.view(applicant)
    key = data.draw(st.sampled_from(view.case.parts))
    names = [spec.name for spec in rulebook.material_form(key, view.case.applicant_kind).fields]
    values = {**view.case.values(key), data.draw(st.sampled_from(names)): data.draw(odd)}
    view = replace(view, case=view.case.with_material(key, values))

    assert gate(check_case(view, rulebook, dt.date(2026, 11, 22))) in {"final", "draft"}
    assert completeness(view, rulebook).keys() == set(view.case.parts)


@pytest.mark.parametrize("kind", [CaseKind.CLAIM, CaseKind.REGISTRATION])
@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_odd_values_of_claims_and_registrations_are_findings(rulebook, kind, data):
    applicant = ApplicantKind.PERSON if kind is CaseKind.CLAIM else ApplicantKind.EMPLOYER
    materials = {}
    for key in PARTS[kind]:
        names = [spec.name for spec in rulebook.material_form(key, applicant).fields]
        materials[key] = {
            data.draw(st.sampled_from(names)): data.draw(odd),
            data.draw(st.sampled_from(names)): data.draw(odd),
        }
    case = Case(kind, applicant, "奇怪的值", created_on="2026-11-22", materials=materials)
    view = CaseView(case, Employer({"name": 7}), (HolderCards(Holder({"doc_no": ()})),))

    assert gate(check_case(view, rulebook, dt.date(2026, 11, 22))) in {"final", "draft"}
    assert completeness(view, rulebook).keys() == set(PARTS[kind])
