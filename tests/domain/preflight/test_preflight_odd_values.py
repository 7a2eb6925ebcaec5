"""Whatever a draft holds, the preflight answers with findings and never with an exception."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kabao.domain.cases import MaterialKey
from kabao.domain.preflight import check_case, completeness, gate

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
    key = data.draw(st.sampled_from(MaterialKey))
    names = [spec.name for spec in rulebook.material_form(key, view.case.applicant_kind).fields]
    values = {**view.case.values(key), data.draw(st.sampled_from(names)): data.draw(odd)}
    view = replace(view, case=view.case.with_material(key, values))

    assert gate(check_case(view, rulebook, dt.date(2026, 11, 22))) in {"final", "draft"}
    assert completeness(view, rulebook).keys() == set(MaterialKey)
