from __future__ import annotations

from dataclasses import replace

import pytest

from kabao.domain.cases import MaterialKey
from kabao.domain.findings import Finding, Level, Place
from kabao.domain.preflight import finding_key, gate

FORM = MaterialKey.REGISTRATION_FORM


def finding(level, accepted=""):
    return Finding(Level(level), "code", accepted=accepted)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((), "final"),
        (("info", "warning"), "final"),
        (("warning", "error"), "draft"),
        (("error", "critical"), "stopped"),
    ],
)
def test_what_may_leave(levels, expected):
    assert gate([finding(level) for level in levels]) == expected


def test_key_stays_when_the_case_moves_to_another_ledger_or_its_words_change():
    one = Finding(Level.WARNING, "code", Place("cases", 7, 1, "plan", "x"), {"total": 1})
    other = Finding(Level.WARNING, "code", Place("cases", 8, 1, "other", "x"), {"total": 2})

    assert finding_key(one) == finding_key(other)


def test_key_tells_fields_rows_codes_and_records_apart():
    places = [
        Place("cases", 7, 1, "", "x"),
        Place("cases", 7, 1, "", "y"),
        Place("cases", 7, 2, "", "x"),
        Place("cases", 7, 1, "", "x", 0),
        Place("cases", 7, 1, "", "x", 1),
        Place("holders", 1, 1, "", "x"),
        Place("holders", 2, 1, "", "x"),
    ]
    keys = {finding_key(Finding(Level.WARNING, "a", place)) for place in places}
    keys.add(finding_key(Finding(Level.WARNING, "b", places[0])))

    assert len(keys) == len(places) + 1


def test_accepted_warning_carries_its_reason(cases, check):
    view = cases.changed(cases.view("department"), FORM, covered_population=449)
    (warning,) = check(view)
    case = replace(view.case, accepted={finding_key(warning): "按户籍人口统计"})

    (accepted,) = check(replace(view, case=case))

    assert accepted == replace(warning, accepted="按户籍人口统计")


def test_an_error_cannot_be_accepted(cases, check):
    view = cases.changed(cases.view("department"), FORM, managing_body="")
    (error,) = check(view)
    case = replace(view.case, accepted={finding_key(error): "nicht nötig"})

    found = check(replace(view, case=case))

    assert found == (error,)
    assert gate(found) == "draft"


def test_gravest_findings_come_first_then_by_material(cases, check):
    view = cases.changed(cases.view("department"), FORM, covered_population=449, managing_body="")
    view = cases.changed(view, MaterialKey.PREPARATION_STATEMENT, cost_plan="")

    found = check(view)

    assert [(f.level.value, f.place.material) for f in found] == [
        ("error", 1),
        ("error", 2),
        ("warning", 1),
    ]


def test_an_empty_case_is_only_a_draft_and_never_breaks(cases, check):
    for applicant in ("person", "employer", "department"):
        view = cases.view(applicant)
        empty = replace(
            view,
            case=replace(view.case, materials={}, attachments=()),
            holders=(),
            employer=None,
        )
        assert gate(check(empty)) == "draft"
