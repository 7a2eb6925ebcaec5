"""The check engine: kinds, limits, conditions, tables and named checks, read from the form."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabao.domain.checks import CHECKS, check_draft, check_field, column_total
from kabao.domain.fields import (
    Choice,
    Condition,
    Draft,
    FieldKind,
    FieldSpec,
    FormSpec,
    Origin,
)
from kabao.domain.findings import Confidence, Level, Place
from kabao.domain.words import Words

TODAY = dt.date(2026, 11, 22)
WORDS = Words("字", "word")
CONFIRMED = Origin(Confidence.CONFIRMED, "L1")
PROPOSED = Origin(Confidence.PROPOSED, "P")


def spec(name="field", kind=FieldKind.TEXT, **rest):
    return FieldSpec(name=name, kind=kind, label=WORDS, section="s1", **rest)


def form(*fields):
    return FormSpec("form", WORDS, (), fields)


def found(field, value, **around):
    draft = Draft(form(field), {field.name: value, **around})
    return [(item.code, item.level) for item in check_field(field, draft, TODAY)]


CHOICE = {"choices": (Choice("a", WORDS), Choice("b", WORDS))}


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        (FieldKind.TEXT, 5, "wrong_type"),
        (FieldKind.LONG_TEXT, ("a",), "wrong_type"),
        (FieldKind.INTEGER, "zwölf", "not_a_number"),
        (FieldKind.INTEGER, "1.5", "not_a_number"),
        (FieldKind.INTEGER, "１２", "not_a_number"),
        (FieldKind.INTEGER, True, "not_a_number"),
        (FieldKind.MONEY, "1,200.00", "not_money"),
        (FieldKind.MONEY, "1.234", "not_money"),
        (FieldKind.MONEY, "NaN", "not_money"),
        (FieldKind.MONEY, True, "not_money"),
        (FieldKind.DATE, "2026-02-30", "not_a_date"),
        (FieldKind.DATE, "20260201", "not_a_date"),
        (FieldKind.DATE, "2026-W01-1", "not_a_date"),
        (FieldKind.DATE, 20260201, "not_a_date"),
        (FieldKind.BOOLEAN, "yes", "wrong_type"),
        (FieldKind.CHOICE, "c", "unknown_choice"),
        (FieldKind.CHOICE, 1, "wrong_type"),
        (FieldKind.CHOICES, "a", "wrong_type"),
        (FieldKind.CHOICES, ("a", "c"), "unknown_choice"),
        (FieldKind.CHOICES, (1,), "wrong_type"),
        (FieldKind.TABLE, "row", "wrong_type"),
    ],
)
def test_a_malformed_value_is_the_programs_own_error(kind, value, code):
    field = spec(kind=kind, origin=PROPOSED, **CHOICE)
    (finding,) = check_field(field, Draft(form(field), {"field": value}), TODAY)
    assert (finding.code, finding.level) == (code, Level.ERROR)
    assert finding.confidence is Confidence.OWN


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FieldKind.TEXT, "text"),
        (FieldKind.INTEGER, 0),
        (FieldKind.INTEGER, "12"),
        (FieldKind.MONEY, "1200"),
        (FieldKind.MONEY, "-0.5"),
        (FieldKind.MONEY, 7),
        (FieldKind.DATE, "2024-02-29"),
        (FieldKind.BOOLEAN, False),
        (FieldKind.CHOICE, "b"),
        (FieldKind.CHOICES, ("a", "b")),
        (FieldKind.ATTACHMENT, "whatever"),
        (FieldKind.BLANK, "whatever"),
    ],
)
def test_fitting_values_pass(kind, value):
    assert found(spec(kind=kind, required=True, **CHOICE), value) == []


@pytest.mark.parametrize("value", [None, "", "  ", "\u3000", (), []])
def test_a_required_field_must_be_filled_in(value):
    assert found(spec(required=True), value) == [("required", Level.ERROR)]
    assert found(spec(), value) == []
    assert found(spec(required=True, after_the_fact=True), value) == []
    assert found(spec(required=True, kind=FieldKind.BLANK), value) == []
    assert found(spec(required=True, kind=FieldKind.ATTACHMENT), value) == []


def test_nothing_is_asked_while_the_conditions_do_not_hold():
    field = spec(required=True, max_length=2, when=(Condition("kind", ("x",)),))
    assert found(field, "", kind="y") == []
    assert found(field, "long", kind="y") == []
    assert found(field, "", kind="x") == [("required", Level.ERROR)]


@pytest.mark.parametrize(
    ("limits", "value", "code"),
    [
        ({"kind": FieldKind.INTEGER, "minimum": "1"}, 0, "too_small"),
        ({"kind": FieldKind.INTEGER, "maximum": "9"}, 10, "too_large"),
        ({"kind": FieldKind.MONEY, "minimum": "0.01"}, "0", "too_small"),
        ({"kind": FieldKind.MONEY, "maximum": "9.99"}, "10", "too_large"),
        ({"kind": FieldKind.DATE, "minimum": "2000-01-01"}, "1999-12-31", "too_early"),
        ({"kind": FieldKind.DATE, "maximum": "2000-01-01"}, "2000-01-02", "too_late"),
        ({"min_length": 3}, "ab", "too_short"),
        ({"max_length": 3}, "abcd", "too_long"),
        ({"pattern": "[0-9]{6}"}, "12345a", "pattern_not_met"),
    ],
)
def test_a_broken_limit_weighs_as_much_as_its_rule(limits, value, code):
    assert found(spec(**limits, origin=CONFIRMED), value) == [(code, Level.ERROR)]
    assert found(spec(**limits, origin=Origin(Confidence.OWN)), value) == [(code, Level.ERROR)]
    (finding,) = check_field(
        field := spec(**limits, origin=PROPOSED), Draft(form(field), {"field": value}), TODAY
    )
    assert (finding.code, finding.level) == (code, Level.WARNING)
    assert (finding.confidence, finding.source) == (Confidence.PROPOSED, "P")


@pytest.mark.parametrize(
    ("limits", "value"),
    [
        ({"kind": FieldKind.INTEGER, "minimum": "1", "maximum": "9"}, 9),
        ({"kind": FieldKind.DATE, "minimum": "2000-01-01"}, "2000-01-01"),
        ({"min_length": 2, "max_length": 2}, " 𠮷𠮷 "),
        ({"pattern": "[0-9]{6}"}, "123456"),
    ],
)
def test_limits_include_their_ends(limits, value):
    assert found(spec(**limits), value) == []


PHASES = spec(
    "phases",
    FieldKind.TABLE,
    columns=(
        spec("quantity", FieldKind.INTEGER, required=True, minimum="1"),
        spec("cost", FieldKind.MONEY),
        spec("ends", FieldKind.DATE, required=True, when=(Condition("dated", (True,)),)),
        spec("dated", FieldKind.BOOLEAN),
    ),
)


def test_tables_are_checked_cell_by_cell():
    rows = (
        {"quantity": 5, "cost": "1.00"},
        {"cost": "much"},
        {"quantity": 0, "dated": True},
        {"quantity": "", "cost": None},
    )
    draft = Draft(form(PHASES), {"phases": rows, "quantity": 7})
    places = [
        (item.code, item.place.field, item.place.row)
        for item in check_draft(draft, TODAY, Place("cases", 3, material=2))
    ]
    assert places == [
        ("required", "phases.quantity", 1),
        ("not_money", "phases.cost", 1),
        ("too_small", "phases.quantity", 2),
        ("required", "phases.ends", 2),
        ("empty_row", "phases", 3),
    ]


def test_an_empty_required_table_is_missing():
    field = spec("t", FieldKind.TABLE, required=True)
    assert found(field, ()) == [("required", Level.ERROR)]
    assert found(field, ("text",)) == [("wrong_type", Level.ERROR)]


def test_findings_of_a_draft_sit_at_its_place():
    field = spec(required=True)
    (finding,) = check_draft(Draft(form(field)), TODAY, Place("cases", 3, material=2))
    assert finding.place == Place("cases", 3, 2, "s1", "field")


NAMED = [
    ("identity_number", "110000199001010014", ["number_check_digit"]),
    ("uscc", "91110000XXXX00019A", ["uscc_check_digit"]),
    ("card_number", "X00000018", ["card_number_check"]),
    ("bank_card_number", "6217000000000000005", ["bank_card_check"]),
    ("social_number", "X00000019", ["social_number_is_card_number"]),
    ("mobile", "1234567890", ["mobile_format"]),
    ("mobile", "13800000000", []),
    ("person_name", "张\u200b三", ["name_hidden_character"]),
    ("email", "nobody@home", ["email_format"]),
    ("email", "a@example.org", []),
    ("not_future", "2026-11-23", ["date_in_future"]),
    ("not_future", "2026-11-22", []),
    ("not_past", "2026-11-21", ["date_past"]),
    ("not_past", "2026-11-22", []),
    ("no_password", "密码 123456", ["note_has_password"]),
    ("no_password", "密码已改", []),
]


@pytest.mark.parametrize(("name", "value", "codes"), NAMED)
def test_named_checks_are_run(name, value, codes):
    kind = FieldKind.DATE if name in ("not_future", "not_past") else FieldKind.TEXT
    assert [code for code, _ in found(spec(kind=kind, check=name), value)] == codes


def test_every_named_check_is_exercised_above():
    assert {name for name, _, _ in NAMED} == set(CHECKS)


def test_an_identity_number_is_read_by_the_type_beside_it():
    field = spec("guardian_doc_no", check="identity_number")
    assert found(field, "E12345678") == [("number_format", Level.ERROR)]
    assert found(field, "E12345678", guardian_doc_type="prc_passport") == []


def test_a_date_that_has_passed_is_only_a_warning():
    field = spec(kind=FieldKind.DATE, check="not_past", origin=CONFIRMED)
    assert found(field, "2020-01-01") == [("date_past", Level.WARNING)]


def test_columns_are_added_up():
    rows = ({"cost": "1.10"}, {"cost": "2.20"}, {"cost": ""}, {})
    assert column_total({"t": rows}, "t", "cost") == Decimal("3.30")
    assert column_total({"t": ({"n": 2}, {"n": "3"})}, "t", "n") == 5
    assert column_total({"t": ({"cost": "1"}, {"cost": "x"})}, "t", "cost") is None
    assert column_total({"t": ()}, "t", "cost") is None
    assert column_total({}, "t", "cost") is None


@given(amounts=st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=20))
def test_a_total_is_exact(amounts):
    rows = tuple({"cost": str(amount)} for amount in amounts)
    assert column_total({"t": rows}, "t", "cost") == sum(amounts)


SCALARS = st.none() | st.text(max_size=8) | st.integers() | st.booleans()


@given(value=SCALARS | st.lists(st.dictionaries(st.sampled_from(["quantity", "cost"]), SCALARS)))
def test_any_value_gets_an_answer(value):
    value = tuple(value) if isinstance(value, list) else value
    for kind in FieldKind:
        field = spec("phases", kind, columns=PHASES.columns, minimum="1", required=True, **CHOICE)
        check_draft(Draft(form(field), {"phases": value}), TODAY, Place("cases"))
