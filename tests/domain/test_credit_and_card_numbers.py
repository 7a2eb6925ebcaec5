"""Unified social credit codes, social security card numbers, bank card numbers."""

from __future__ import annotations

import datetime as dt

import pytest

from kabao.domain.card_numbers import (
    check_bank_card_number,
    check_card_number,
    check_social_number,
)
from kabao.domain.checks import check_field
from kabao.domain.credit_codes import check_credit_code
from kabao.domain.fields import Draft, FieldKind, FieldSpec, FormSpec, Origin
from kabao.domain.findings import Confidence, Level
from kabao.domain.words import Words


def told(findings):
    return [(finding.code, finding.level) for finding in findings]


@pytest.mark.parametrize(
    "code",
    [
        "91110000XXXX00019Y",
        "92440000XXXX000277",
        "12310000XXXX000357",
        "51330000XXXX000439",
        "11110000XXXX00051J",
    ],
)
def test_sound_credit_codes_pass(code):
    assert check_credit_code(code) == ()


@pytest.mark.parametrize(
    ("code", "finding", "level"),
    [
        ("91110000XXXX00019A", "uscc_check_digit", Level.ERROR),
        ("91110000XXXX000103", "uscc_inner_check", Level.WARNING),
        ("91110000OXXX00019Y", "uscc_alphabet", Level.ERROR),
        ("91110000XXXX00019", "uscc_length", Level.ERROR),
        ("", "uscc_length", Level.ERROR),
        ("91110000xxxx00019y", "number_not_plain", Level.WARNING),
    ],
)
def test_wrong_credit_codes_say_what_is_wrong(code, finding, level):
    assert told(check_credit_code(code)) == [(finding, level)]


@pytest.mark.parametrize("number", ["X00000019", "X00000027", "X99999992", "AB1234565"])
def test_sound_card_numbers_pass(number):
    assert check_card_number(number) == ()


@pytest.mark.parametrize(
    ("number", "finding"),
    [
        ("X00000018", "card_number_check"),
        ("X0000001", "card_number_format"),
        ("110000199001010013", "card_number_is_social_number"),
        ("x00000019", "number_not_plain"),
    ],
)
def test_a_card_number_is_never_refused(number, finding):
    assert told(check_card_number(number)) == [(finding, Level.WARNING)]


@pytest.mark.parametrize(
    "number", ["6217000000000000004", "622848000000000007", "6200000000000005"]
)
def test_sound_bank_card_numbers_pass(number):
    assert check_bank_card_number(number) == ()


@pytest.mark.parametrize(
    ("number", "finding", "level"),
    [
        ("6217000000000000005", "bank_card_check", Level.ERROR),
        ("6217 0000 0000 0000 004", "bank_card_format", Level.WARNING),
        ("62", "bank_card_format", Level.WARNING),
    ],
)
def test_wrong_bank_card_numbers_say_what_is_wrong(number, finding, level):
    assert told(check_bank_card_number(number)) == [(finding, level)]


@pytest.mark.parametrize(
    "number", ["6217000000000000004", "622848000000000007", "6200000000000005"]
)
def test_a_bank_card_number_typed_as_card_number_is_named(number):
    assert [item.code for item in check_card_number(number)] == ["card_number_is_bank_card"]


@pytest.mark.parametrize(
    ("number", "code", "level"),
    [
        ("110000199001010013", "bank_card_is_social_number", Level.WARNING),
        ("11000019900101003X", "bank_card_is_social_number", Level.ERROR),
        ("X00000019", "bank_card_is_card_number", Level.WARNING),
    ],
)
def test_another_number_typed_as_bank_card_number_is_named(number, code, level):
    assert told(check_bank_card_number(number)) == [(code, level)]


CODE = "0123456789abcdef0123456789ABCDEF"


@pytest.mark.parametrize(
    ("check", "finding"),
    [
        (check_card_number, "card_number_is_identification_code"),
        (check_bank_card_number, "bank_card_is_identification_code"),
        (check_social_number, "social_number_is_identification_code"),
    ],
)
def test_the_code_of_the_chip_is_named_wherever_it_is_typed(check, finding):
    assert told(check(CODE)) == [(finding, Level.WARNING)]


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        ("110000199001010013", []),
        ("CAN000000000000000", []),
        ("X00000019", ["social_number_is_card_number"]),
        ("622848000000000007", ["social_number_is_bank_card"]),
        ("6228 4800 0000 0000 07", ["social_number_is_bank_card"]),
    ],
)
def test_another_number_typed_as_social_number_is_named(number, codes):
    assert [item.code for item in check_social_number(number)] == codes


@pytest.mark.parametrize("number", ["6217 0000 0000 0000 004", "6217-0000-0000-0000-004"])
def test_a_bank_card_number_in_groups_is_known(number):
    assert [item.code for item in check_card_number(number)] == ["card_number_is_bank_card"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("X000", "card_number_format"),
        ("6217000000000000004", "card_number_is_bank_card"),
        ("110000199001010013", "card_number_is_social_number"),
    ],
)
def test_a_misshapen_number_is_told_once_and_no_less_gravely(number, code):
    spec = FieldSpec(
        name="card_number",
        kind=FieldKind.TEXT,
        label=Words("卡号", "Number"),
        pattern="[0-9A-Z]{8,9}",
        check="card_number",
        origin=Origin(Confidence.CONFIRMED, "L1"),
    )
    draft = Draft(FormSpec("card", spec.label, (), (spec,)), {"card_number": number})
    assert told(check_field(spec, draft, dt.date(2026, 11, 22))) == [(code, Level.ERROR)]
