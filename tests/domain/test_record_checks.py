"""Holders, cards and employers: the fields of one record against each other."""

from __future__ import annotations

import datetime as dt

import pytest

from kabao.domain.cards import Card, check_card, parse_date
from kabao.domain.employers import Employer, check_employer
from kabao.domain.fields import Condition, Draft, FieldKind, FieldSpec, FormSpec
from kabao.domain.findings import Confidence, Level, Place
from kabao.domain.holders import Holder, check_holder
from kabao.domain.words import Words

TODAY = dt.date(2026, 11, 22)
WORDS = Words("字", "word")


def form(*names, **special):
    fields = tuple(
        special.get(name)
        or FieldSpec(
            name=name,
            kind=FieldKind.DATE if name.endswith(("_on", "_date", "_to")) else FieldKind.TEXT,
            label=WORDS,
            section="all",
        )
        for name in (*names, *special)
    )
    return FormSpec("form", WORDS, (), fields)


HOLDER = form(
    "name",
    "doc_type",
    "doc_no",
    "sex",
    "birth_date",
    "mobile",
    "phone",
    "guardian_name",
    "guardian_doc_no",
    doc_long_term=FieldSpec(name="doc_long_term", kind=FieldKind.BOOLEAN, label=WORDS),
    doc_valid_from=FieldSpec(name="doc_valid_from", kind=FieldKind.DATE, label=WORDS),
    doc_valid_to=FieldSpec(
        name="doc_valid_to",
        kind=FieldKind.DATE,
        label=WORDS,
        when=(Condition("doc_long_term", (False, None)),),
    ),
)
ADULT = {
    "doc_type": "resident_id",
    "doc_no": "110000199001010013",
    "sex": "1",
    "birth_date": "1990-01-01",
    "mobile": "13800000000",
}
CHILD = {
    "doc_type": "resident_id",
    "doc_no": "310000201011230017",
    "guardian_name": "王某",
    "guardian_doc_no": "110000199001010021",
    "phone": "01000000000",
}


def of_holder(values, today=TODAY):
    findings = check_holder(Draft(HOLDER, values), today, Place("holders", 7))
    assert all(item.place.room == "holders" and item.place.record == 7 for item in findings)
    return [(item.code, item.place.field) for item in findings]


def test_a_holder_shows_a_masked_number():
    holder = Holder().with_values({"name": "张三", "doc_no": "110000199001010013"})
    assert (holder.name, holder.masked_number) == ("张三", "110***********0013")
    assert Holder().text("doc_no") == ""


def test_a_consistent_holder_passes():
    assert of_holder(ADULT) == []
    assert of_holder(CHILD) == []


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"birth_date": "1990-01-02"}, "birth_differs_from_number", "birth_date"),
        ({"sex": "2"}, "sex_differs_from_number", "sex"),
        ({"guardian_doc_no": "110000199001010013"}, "guardian_same_number", "guardian_doc_no"),
        ({"mobile": " "}, "no_phone", "mobile"),
        (
            {"doc_valid_from": "2020-01-01", "doc_valid_to": "2019-12-31"},
            "validity_reversed",
            "doc_valid_to",
        ),
    ],
)
def test_contradictions_of_a_holder_are_named(change, code, field):
    assert of_holder(ADULT | change) == [(code, field)]


def test_an_end_of_validity_hidden_by_long_term_is_no_matter():
    hidden = {
        "doc_valid_from": "2020-01-01",
        "doc_valid_to": "2019-12-31",
        "doc_long_term": True,
    }
    assert of_holder(ADULT | hidden) == []


def test_contradictions_with_the_number_are_errors_of_our_own():
    (finding,) = check_holder(Draft(HOLDER, ADULT | {"sex": "2"}), TODAY, Place("holders"))
    assert (finding.level, finding.confidence) == (Level.ERROR, Confidence.OWN)


def test_a_birth_date_inferred_from_a_number_gives_only_a_warning():
    values = ADULT | {"doc_type": "permanent_residence", "doc_no": "911124190101010016"}
    findings = check_holder(Draft(HOLDER, values), TODAY, Place("holders"))
    assert [(item.code, item.level) for item in findings] == [
        ("birth_differs_from_number", Level.WARNING)
    ]


def test_a_guardian_is_asked_for_until_the_16th_birthday():
    alone = {name: value for name, value in CHILD.items() if not name.startswith("guardian")}
    missing = [("guardian_missing", "guardian_name"), ("guardian_missing", "guardian_doc_no")]
    assert of_holder(alone) == missing
    assert of_holder(alone, dt.date(2026, 11, 23)) == []


def test_a_guardian_is_asked_for_by_the_birth_date_where_the_number_does_not_tell():
    values = {"doc_type": "foreign_passport", "doc_no": "AB1234567", "phone": "1"}
    assert of_holder(values) == []
    assert len(of_holder(values | {"birth_date": "2015-05-05"})) == 2


CARD = form("card_number", "issued_on", "collected_on", "valid_to")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"issued_on": "2020-01-02", "collected_on": "2020-01-02", "valid_to": "2030-01-01"}, []),
        (
            {"issued_on": "2020-01-02", "collected_on": "2020-01-01"},
            [("collected_before_issued", "collected_on")],
        ),
        ({"collected_on": "2026-11-23"}, [("date_in_future", "collected_on")]),
        ({"issued_on": "2026-11-23"}, [("date_in_future", "issued_on")]),
        (
            {"issued_on": "2020-01-02", "valid_to": "2020-01-02"},
            [("valid_to_before_issued", "valid_to")],
        ),
    ],
)
def test_the_dates_of_a_card_are_in_order(values, expected):
    findings = check_card(Draft(CARD, values), TODAY, Place("cards", 4))
    assert [(item.code, item.place.field) for item in findings] == expected
    assert all(item.level is Level.ERROR for item in findings)


def test_the_same_finding_is_not_told_twice():
    dated = FieldSpec(name="issued_on", kind=FieldKind.DATE, label=WORDS, check="not_future")
    findings = check_card(
        Draft(form("collected_on", issued_on=dated), {"issued_on": "2026-12-01"}),
        TODAY,
        Place("cards"),
    )
    assert [item.code for item in findings] == ["date_in_future"]


def test_nobody_collects_an_electronic_card():
    issued = {"issued_on": "2026-01-01"}
    assert Card(1, issued).received_on is None
    assert Card(1, issued | {"card_kind": "electronic"}).received_on == dt.date(2026, 1, 1)
    assert Card(1, issued | {"collected_on": "2026-01-05"}).received_on == dt.date(2026, 1, 5)


def test_only_iso_dates_are_dates():
    assert parse_date("2026-11-22") == TODAY
    for text in ("20261122", "2026-W47-7", "2026-11-31", " 2026-11-22", "", None, 20261122):
        assert parse_date(text) is None


EMPLOYER = form("uscc", "established_on", "filed_on", "registered_on")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        (
            {
                "established_on": "2026-01-01",
                "filed_on": "2026-01-01",
                "registered_on": "2026-01-01",
            },
            [],
        ),
        (
            {"established_on": "2026-02-02", "filed_on": "2026-02-01"},
            [("filed_before_established", "filed_on")],
        ),
        ({"established_on": "2026-11-23"}, [("date_in_future", "established_on")]),
        ({"filed_on": "2026-11-23"}, [("date_in_future", "filed_on")]),
        ({"registered_on": "2026-11-23"}, [("date_in_future", "registered_on")]),
        (
            {"filed_on": "2026-02-02", "registered_on": "2026-02-01"},
            [("registered_before_filed", "registered_on")],
        ),
        (
            {"established_on": "2026-02-02", "registered_on": "2026-02-01"},
            [("registered_before_established", "registered_on")],
        ),
    ],
)
def test_the_dates_of_an_employer_are_in_order(values, expected):
    findings = check_employer(Draft(EMPLOYER, values), TODAY, Place("employers", 2))
    assert [(item.code, item.place.field) for item in findings] == expected
    assert all(item.level is Level.ERROR for item in findings)
    assert Employer(values).registered_on == parse_date(values.get("registered_on"))
