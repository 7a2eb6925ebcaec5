"""Whoever goes from finding to finding goes down the forms, not to and fro between them."""

from __future__ import annotations

import datetime as dt
from itertools import groupby

import pytest

from kabao.domain.cases import ApplicantKind, Case, CaseKind
from kabao.domain.preflight import CaseView, check_case

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("kind", "applicant"),
    [
        (CaseKind.CLAIM, ApplicantKind.PERSON),
        (CaseKind.ISSUANCE, ApplicantKind.DEPARTMENT),
        (CaseKind.REGISTRATION, ApplicantKind.EMPLOYER),
    ],
)
def test_findings_of_one_level_stand_in_the_order_of_the_fields(rulebook, kind, applicant):
    case = Case(kind, applicant, "空白")
    found = check_case(CaseView(case), rulebook, TODAY)
    assert len(found) > 5
    for (_, material), items in groupby(found, key=lambda one: (one.level, one.place.material)):
        if not material:
            continue
        form = rulebook.material_form(case.parts[material - 1], applicant)
        names = [spec.name for spec in form.fields]
        places = [
            names.index(name)
            for name in (one.place.field.partition(".")[0] for one in items)
            if name in names
        ]
        assert places == sorted(places)
