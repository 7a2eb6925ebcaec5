"""Identity document numbers: every vector of the notes, every kind of document."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabao.domain.findings import Confidence, Level
from kabao.domain.holders import told_by_document
from kabao.domain.identity import (
    age_on,
    check_identity_number,
    guardian_needed,
    identity_facts,
    likely_document,
    mask_number,
    plain_number,
    told_by_number,
)

TODAY = dt.date(2026, 11, 22)
RESIDENT = "resident_id"
PERMIT = "hmt_residence_permit"
PERMANENT = "permanent_residence"


def codes(number, doc_type=RESIDENT, today=TODAY):
    return [finding.code for finding in check_identity_number(number, doc_type, today)]


@pytest.mark.parametrize(
    ("number", "doc_type"),
    [
        ("110000199001010013", RESIDENT),
        ("110000199001010021", RESIDENT),
        ("110000200002290032", RESIDENT),
        ("11000019900101003X", RESIDENT),
        ("11000020200601005X", RESIDENT),
        ("310000201011230017", RESIDENT),
        ("440000202511010049", RESIDENT),
        ("110103198505060030", RESIDENT),
        ("810000190108080024", PERMIT),
        ("820000190105120037", PERMIT),
        ("830000190106200049", PERMIT),
        ("911124190101010016", PERMANENT),
        ("931840190106150028", PERMANENT),
        ("CAN000000000000", PERMANENT),
        ("E12345678", "prc_passport"),
        ("EA1234567", "prc_passport"),
        ("AB1234567", "foreign_passport"),
        ("H12345678", "hk_macao_permit"),
        ("M1234567801", "hk_macao_permit"),
        ("12345678", "taiwan_permit"),
        ("anything at all".upper(), "other"),
    ],
)
def test_a_sound_number_passes_except_for_an_unlikely_age(number, doc_type):
    assert codes(number, doc_type) in ([], ["number_age_unlikely"])


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("110000199001010014", "number_check_digit"),
        ("110000199001010103", "number_check_digit"),
        ("110000199013010010", "number_birth_not_real"),
        ("110000199002300012", "number_birth_not_real"),
        ("11000019000229001X", "number_birth_not_real"),
        ("110000203001010012", "number_birth_in_future"),
        ("110000900101001", "number_first_generation"),
        ("11000019900101001", "number_format"),
        ("1100001990010100A3", "number_format"),
        ("X10000199001010013", "number_format"),
        ("", "number_format"),
    ],
)
def test_a_wrong_number_is_one_error(number, code):
    (finding,) = check_identity_number(number, RESIDENT, TODAY)
    assert (finding.code, finding.level) == (code, Level.ERROR)
    assert finding.confidence is Confidence.CONFIRMED


def test_an_unknown_province_is_an_error():
    assert "number_region_unknown" in codes("160000199001010013")


def test_numbers_of_permits_need_their_document_type():
    assert "number_is_residence_permit" in codes("810000190108080024")
    assert "number_is_permanent_residence" in codes("911124190101010016")
    assert "number_not_residence_permit" in codes("110000199001010013", PERMIT)


def test_permanent_residence_numbers_are_checked_by_their_own_rules():
    assert codes("911124190101010017", PERMANENT) == ["number_check_digit"]
    assert codes("110000199001010013", PERMANENT) == ["number_format_permanent"]
    doubtful = check_identity_number("911124190113010010", PERMANENT, TODAY)
    assert ("number_birth_doubtful", Level.WARNING) in [(f.code, f.level) for f in doubtful]


@pytest.mark.parametrize(
    ("number", "doc_type"),
    [
        ("12345678", "prc_passport"),
        ("AB-1", "foreign_passport"),
        ("X12345678", "hk_macao_permit"),
        ("1234567", "taiwan_permit"),
    ],
)
def test_forms_known_only_by_inference_are_at_most_warnings(number, doc_type):
    (finding,) = check_identity_number(number, doc_type, TODAY)
    assert (finding.code, finding.level) == ("number_unusual", Level.WARNING)
    assert finding.confidence is Confidence.INFERRED


def test_small_x_and_full_width_digits_are_read_but_pointed_out():
    assert codes("11000019900101003x") == ["number_not_plain"]
    assert codes("１１００００１９９００１０１００１３") == ["number_not_plain"]
    assert plain_number(" １１Ｘx ") == "11XX"


def test_an_age_over_120_is_a_warning():
    (finding,) = check_identity_number("810000190108080024", PERMIT, TODAY)
    assert (finding.code, finding.level) == ("number_age_unlikely", Level.WARNING)


@pytest.mark.parametrize(
    ("number", "birth", "sex", "region"),
    [
        ("110000199001010013", dt.date(1990, 1, 1), "1", "110000"),
        ("110000199001010021", dt.date(1990, 1, 1), "2", "110000"),
        ("11000019900101003x", dt.date(1990, 1, 1), "1", "110000"),
        ("440000202511010049", dt.date(2025, 11, 1), "2", "440000"),
    ],
)
def test_facts_are_read_from_a_sound_number(number, birth, sex, region):
    facts = identity_facts(number, RESIDENT)
    assert (facts.birth_date, facts.sex, facts.region) == (birth, sex, region)


def test_facts_of_a_permanent_residence_number_are_inferred():
    facts = identity_facts("911124190101010016", PERMANENT)
    assert facts.birth_date == dt.date(1901, 1, 1)
    assert (facts.sex, facts.confidence) == ("", Confidence.INFERRED)


@pytest.mark.parametrize(
    ("number", "doc_type"),
    [
        ("110000199001010014", RESIDENT),
        ("110000199013010010", RESIDENT),
        ("1100", RESIDENT),
        ("E12345678", "prc_passport"),
        ("110000199001010013", "other"),
    ],
)
def test_no_facts_are_read_from_a_doubtful_number(number, doc_type):
    assert identity_facts(number, doc_type) is None


def test_a_guardian_is_needed_until_the_day_before_the_16th_birthday():
    born = identity_facts("11000020200601005X", RESIDENT).birth_date
    assert guardian_needed(born, dt.date(2036, 5, 31))
    assert not guardian_needed(born, dt.date(2036, 6, 1))
    turning = identity_facts("310000201011230017", RESIDENT).birth_date
    assert guardian_needed(turning, dt.date(2026, 11, 22))
    assert not guardian_needed(turning, dt.date(2026, 11, 23))


def test_a_birthday_on_29_february_comes_on_1_march_in_plain_years():
    born = dt.date(2084, 2, 29)
    assert guardian_needed(born, dt.date(2100, 2, 28))
    assert not guardian_needed(born, dt.date(2100, 3, 1))


@given(birth=st.dates(dt.date(1900, 1, 1), TODAY), day=st.dates(TODAY, dt.date(2090, 1, 1)))
def test_the_age_agrees_with_the_guardian_rule(birth, day):
    assert guardian_needed(birth, day) == (age_on(birth, day) < 16)


@given(number=st.text(max_size=24))
def test_a_mask_shows_at_most_seven_places(number):
    shown = mask_number(number)
    assert len(shown) == len(number)
    assert len(number) - shown.count("*") + number.count("*") <= 7 + number.count("*")
    assert mask_number("110000199001010013") == "110***********0013"


@given(text=st.text(max_size=24), doc_type=st.sampled_from([RESIDENT, PERMIT, PERMANENT, "", "x"]))
def test_any_text_gets_an_answer_and_plain_form_is_stable(text, doc_type):
    check_identity_number(text, doc_type, TODAY)
    assert plain_number(plain_number(text)) == plain_number(text)


@given(
    place=st.integers(0, 17),
    digit=st.sampled_from("0123456789"),
    number=st.sampled_from(["110000199001010013", "110000200002290032"]),
)
def test_one_wrong_digit_never_passes(place, digit, number):
    changed = number[:place] + digit + number[place + 1 :]
    assert (changed == number) == (not codes(changed))


@pytest.mark.parametrize(
    ("number", "doc_type", "told"),
    [
        ("110000199001010021", RESIDENT, ("2", "1990-01-01", "CHN")),
        ("11000019900101003x", RESIDENT, ("1", "1990-01-01", "CHN")),
        ("810000190108080024", PERMIT, ("2", "1901-08-08", "HKG")),
        ("820000190105120037", PERMIT, ("1", "1901-05-12", "MAC")),
        ("830000190106200049", PERMIT, ("2", "1901-06-20", "TWN")),
        ("110000199001010014", RESIDENT, ()),
        ("911124190101010016", PERMANENT, ()),
        ("110000199001010021", "foreign_passport", ()),
    ],
)
def test_what_a_number_tells_for_certain(number, doc_type, told):
    assert tuple(told_by_number(number, doc_type).values()) == told


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("110000199001010021", RESIDENT),
        (" 11000019900101003x", RESIDENT),
        ("820000190105120037", PERMIT),
        ("110000199001010014", ""),
        ("911124190101010016", ""),
        ("E12345678", ""),
        ("", ""),
    ],
)
def test_which_document_a_number_is_of(number, kind):
    assert likely_document(number) == kind


def test_a_resident_number_alone_fills_four_fields():
    told = told_by_document("doc_no", {"name": "李雷", "doc_no": "110000199001010021"})
    assert set(told) == {"doc_type", "sex", "birth_date", "nationality"}
    assert told["doc_type"] == RESIDENT
    # A type that was chosen stays, and a number that no document has tells nothing.
    chosen = {"doc_type": "foreign_passport", "doc_no": "110000199001010021"}
    assert told_by_document("doc_no", chosen) == {}
    assert told_by_document("doc_no", {"doc_no": "E12345678"}) == {}
