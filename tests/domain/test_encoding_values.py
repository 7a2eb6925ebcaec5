"""Values become bytes and come back: text, packed digits, binary, records, constructed records."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabao.domain.encoding import (
    EncodedValue,
    EncodingRefused,
    decode,
    decode_records,
    encode,
    encode_record,
    first_unencodable,
    split_text,
)
from kabao.domain.errors import InputRefusedError
from kabao.domain.fields import Origin
from kabao.domain.findings import Confidence, Level
from kabao.domain.structure import Element, ElementType
from kabao.domain.words import Words


def element(kind, length, **more):
    return Element("09", "name", Words("姓名", "Name"), ElementType(kind), length, **more)


def refusal(found):
    assert isinstance(found, EncodingRefused)
    return found.findings[0]


def test_text_is_gbk_left_aligned_and_filled_with_zeros():
    assert encode(element("an", 6), "张三") == EncodedValue("D5C5C8FD0000", 4, 2)


def test_the_identifier_of_the_environment_is_gbk_text():
    encoded = encode(element("an", 15), "sx1.sh.社会保障")
    assert encoded == EncodedValue("7378312E73682EC9E7BBE1B1A3D5CF", 15, 0)


def test_a_version_is_text():
    assert encode(element("an", 4), "2.00").hex == "322E3030"


def test_digits_stand_two_to_a_byte_and_are_filled_with_f():
    assert encode(element("cn", 3), "12345") == EncodedValue("12345F", 3, 0)
    assert encode(element("cn", 4), "12") == EncodedValue("12FFFFFF", 1, 3)


def test_a_date_loses_its_dashes_and_gets_them_back():
    date = element("cn", 4, format="date")
    assert encode(date, "1990-01-01").hex == "19900101"
    assert decode(date, "19900101") == "1990-01-01"


def test_year_and_month_come_back():
    month = element("cn", 3, format="year_month")
    assert decode(month, encode(month, "2026-11").hex) == "2026-11"


def test_an_initialising_institution_number_holds_hex_digits():
    number = element("cn", 12, hex_allowed=True)
    assert encode(number, "9156000002110000110000AF").hex == "9156000002110000110000AF"
    assert decode(number, "9156000002110000110000AF") == "9156000002110000110000AF"


@pytest.mark.parametrize("value", ["91560", "F" * 24])
def test_where_f_is_a_digit_a_value_has_to_fill_the_element(value):
    finding = refusal(encode(element("cn", 12, hex_allowed=True), value))
    assert finding.code == "encoding_not_full"


@pytest.mark.parametrize("character", ["𠮷", "䶮", "㛃", "𬭎", "𫖯"])
def test_a_character_outside_gbk_is_named_and_stops_nothing(character):
    finding = refusal(encode(element("an", 30), f"张{character}"))
    assert finding.code == "encoding_character"
    assert finding.params["character"] == character
    assert finding.params["code_point"] == f"U+{ord(character):04X}"
    assert finding.level is Level.WARNING


def test_the_middle_dot_of_a_name_is_gbk():
    assert first_unencodable("阿依古丽·买买提") == ""


@pytest.mark.parametrize(
    ("confidence", "level"),
    [
        (Confidence.CONFIRMED, Level.ERROR),
        (Confidence.OWN, Level.ERROR),
        (Confidence.SINGLE, Level.WARNING),
        (Confidence.INFERRED, Level.WARNING),
    ],
)
def test_what_does_not_fit_is_as_grave_as_the_length_can_be_trusted(confidence, level):
    narrow = element("an", 3, origin=Origin(confidence, "S1, S2"))
    finding = refusal(encode(narrow, "张三"))
    assert (finding.level, finding.confidence, finding.source) == (level, confidence, "S1, S2")
    assert (finding.params["used"], finding.params["length"]) == (4, 3)
    assert finding.rule == "X08"


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("cn", "12A4", "encoding_digits"),
        ("cn", "１２", "encoding_digits"),
        ("cn", "1990-01-01", "encoding_digits"),
        ("b", "ABC", "encoding_hex"),
        ("b", "GG", "encoding_hex"),
        ("an", "a\nb", "encoding_control_character"),
        ("an", "a\x00", "encoding_control_character"),
        ("dec", "100", "encoding_type_unknown"),
        ("hex", "100", "encoding_type_unknown"),
        ("an", {"57": "x"}, "encoding_form"),
        ("b_tlv", "x", "encoding_form"),
    ],
)
def test_a_value_of_another_form_is_refused(kind, value, code):
    assert refusal(encode(element(kind, 20), value)).code == code


@pytest.mark.parametrize(("kind", "value"), [("cn", "12345"), ("b", "ABCDEF")])
def test_too_many_digits_are_refused(kind, value):
    assert refusal(encode(element(kind, 2), value)).code == "encoding_too_long"


def test_binary_is_not_filled():
    assert encode(element("b", 16), "a1b2") == EncodedValue("A1B2", 2, 14)


def child(tag, kind, length):
    return Element(tag, "part", Words("子项", "Part"), ElementType(kind), length)


EDUCATION = element(
    "b_tlv", 52, children=(child("57", "an", 3), child("58", "cn", 3), child("59", "an", 40))
)


def test_a_constructed_record_takes_the_sum_of_its_children():
    encoded = encode(EDUCATION, {"57": "003", "58": "080901", "59": "青禾大学"})
    assert len(encoded.hex) == 2 * 52
    assert encoded.hex.startswith("570330303358030809015928")
    assert (encoded.used, encoded.room) == (3 * 2 + 3 + 3 + 8, 32)


def test_a_constructed_record_comes_back():
    values = {"57": "003", "58": "080901", "59": "青禾大学"}
    assert decode(EDUCATION, encode(EDUCATION, values).hex) == values


def test_a_child_that_does_not_exist_is_refused():
    assert refusal(encode(EDUCATION, {"5A": "1"})).code == "encoding_form"


def test_every_child_that_is_wrong_is_named():
    found = encode(EDUCATION, {"57": "0034", "58": "x"})
    assert [finding.code for finding in found.findings] == ["encoding_too_long", "encoding_digits"]


def test_children_longer_than_the_record_are_refused():
    narrow = element("b_tlv", 4, children=(child("57", "an", 3),))
    assert refusal(encode(narrow, {"57": "003"})).code == "encoding_too_long"


def test_records_are_tag_length_value():
    assert encode_record("0a", "31") == "0A0131"
    assert decode_records("0A01310B0101") == (("0A", "31"), ("0B", "01"))


@pytest.mark.parametrize(("damaged", "place"), [("0A", 0), ("0A0231", 0), ("0A01310B05", 3)])
def test_a_record_cut_short_is_refused_with_its_place(damaged, place):
    with pytest.raises(InputRefusedError) as caught:
        decode_records(damaged)
    assert caught.value.code == "card_bytes_damaged"
    assert caught.value.params["place"] == place


@pytest.mark.parametrize(
    ("kind", "encoded"), [("an", "D5"), ("an", "XX"), ("cn", "1A"), ("cn", "1F2F")]
)
def test_damaged_bytes_are_refused(kind, encoded):
    with pytest.raises(InputRefusedError):
        decode(element(kind, 4), encoded)


@pytest.mark.parametrize("encoded", ["5703303033570330303358", "5A0131", "57013157013158"])
def test_a_constructed_record_with_strange_children_is_refused(encoded):
    with pytest.raises(InputRefusedError):
        decode(EDUCATION, encoded)


def test_a_record_longer_than_its_length_byte_is_refused():
    with pytest.raises(InputRefusedError):
        encode_record("09", "00" * 256)


def test_text_is_cut_between_characters():
    assert split_text("张三李四", 5) == ("张三", "李四")
    assert split_text("a张", 2) == ("a", "张")
    assert split_text("张三", 30) == ("张三", "")


def _in_gbk(character):
    return not first_unencodable(character)


gbk_text = st.text(
    st.characters(min_codepoint=32, exclude_categories=("Cc", "Cs")).filter(_in_gbk), max_size=20
)


@given(gbk_text)
def test_any_gbk_text_comes_back(text):
    wide = element("an", 80)
    encoded = encode(wide, text)
    assert len(encoded.hex) == 160
    assert encoded.used + encoded.room == 80
    # a few signs of Unicode share one place in GBK, so the bytes are what must stay
    assert encode(wide, decode(wide, encoded.hex)) == encoded


@given(st.text("0123456789", max_size=24))
def test_any_digits_come_back(digits):
    packed = element("cn", 12)
    assert decode(packed, encode(packed, digits).hex) == digits


@given(st.binary(max_size=16))
def test_any_binary_comes_back(data):
    raw = element("b", 16)
    assert decode(raw, encode(raw, data.hex()).hex) == data.hex().upper()


@given(st.lists(st.tuples(st.integers(0, 255), st.binary(max_size=255)), max_size=5))
def test_any_records_come_back(records):
    joined = "".join(encode_record(f"{tag:02X}", value.hex()) for tag, value in records)
    expected = tuple((f"{tag:02X}", value.hex().upper()) for tag, value in records)
    assert decode_records(joined) == expected


@given(st.text(max_size=30), st.integers(0, 40))
def test_cutting_loses_nothing(text, room):
    head, tail = split_text(text, room)
    assert head + tail == text
    assert len(head.encode("gbk", "replace")) <= room


def test_an_empty_element_with_hex_digits_comes_back_empty():
    number = element("cn", 2, hex_allowed=True)
    assert encode(number, "") == EncodedValue("FFFF", 0, 2)
    assert decode(number, "FFFF") == ""
