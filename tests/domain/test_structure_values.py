"""Values, bytes and records of the national structure, compared with published raw records."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabao import paths
from kabao.domain.errors import InputRefusedError
from kabao.domain.findings import Level
from kabao.domain.structure_tree import element_at, record_bytes, structure_lines
from kabao.domain.structure_values import (
    named_records,
    plain_hex,
    read_record,
    read_value,
    spaced,
    write_value,
)
from kabao.rulebook.structure import load_structure

STRUCTURE = load_structure(paths.resources() / "rules" / "national")

ZEROS = {count: "00" * count for count in (6, 8, 32, 58)}
NUMBER = f"361031323334353637383930{ZEROS[6]}"

# Raw records of source S2 and numbers of source S22, as published; only the zeros are folded.
PUBLISHED = [
    ("DF01/EF15/40", f"4034570331323358031122335928C4CFBEA9B4F3D1A7{ZEROS[32]}",
     "57=123; 58=112233; 59=南京大学"),
    ("DF01/EF15/40", f"4034570330303158033210005928BDADCBD5B4F3D1A7{ZEROS[32]}",
     "57=001; 58=321000; 59=江苏大学"),
    ("DF01/EF15/40", f"4034570330303258033450005928C4CFBEA9C0EDB9A4{ZEROS[32]}",
     "57=002; 58=345000; 59=南京理工"),
    ("DF01/EF15/2A", "2A0111", "11"),
    ("DF02/EF05/42", "4203303031", "001"),
    ("DF02/EF05/41", "4103303032", "002"),
    ("DF02/EF05/44",
     f"446533033030323446BDADCBD5CAA1C8CBC9E7CCFC{ZEROS[58]}350420130630{NUMBER}",
     "33=002; 34=江苏省人社厅; 35=2013-06-30; 36=1234567890"),
    ("DF02/EF06/4C", "4C0420130630", "2013-06-30"),
    ("DF02/EF06/4B", "4B053132333435", "12345"),
    ("DF02/EF06/4D", "4D03010203", "010203"),
    ("DF02/EF06/60", "600420130630", "2013-06-30"),
    ("DF02/EF06/4F", "4F06303030313032", "000102"),
    ("DF02/EF06/50", "5003123123", "123123"),
    ("DF02/EF06/3A", "3A07C7E5BDE0B9A400", "清洁工"),
    ("DF02/EF09/55", f"55103230313330363330{ZEROS[8]}", "20130630"),
    ("DF02/EF09/96", "960420130630", "2013-06-30"),
    ("DF02/EF09/97", "9703000077", "000077"),
    ("SSSE/EF05/04", "040C91560000023304003304002A", "91560000023304003304002A"),
    ("SSSE/EF05/04", "040C91560000025202005202006A", "91560000025202005202006A"),
    ("SSSE/EF05/04", "040C91560000023310003301007B", "91560000023310003301007B"),
    ("SSSE/EF05/04", "040C915600000234120034010A0C", "915600000234120034010A0C"),
    ("SSSE/EF05/04", "040C915600000236990036010A03", "915600000236990036010A03"),
]  # fmt: skip


def element(path):
    found = element_at(STRUCTURE, path)
    assert found is not None, path
    return found


@pytest.mark.parametrize(("path", "record", "value"), PUBLISHED)
def test_published_records_are_written_and_read_byte_by_byte(path, record, value):
    written = write_value(element(path), value)
    assert (written.record, written.findings) == (record, ())
    read = read_record(element(path), record)
    assert (read.value, read.bytes, read.findings) == (value, record[4:], ())
    assert (read.used, read.room) == (written.used, written.room)


def test_a_published_sequence_of_records_is_split_and_named():
    sequence = "4C0420130630 4B053132333435 3A07C7E5BDE0B9A400"
    split = named_records(STRUCTURE, sequence, "DF02/EF06")
    assert [tag for tag, _, _ in split] == ["4C", "4B", "3A"]
    assert [[path for path, _ in homes] for _, _, homes in split] == [["DF02/EF06"]] * 3
    elsewhere = named_records(STRUCTURE, "600420130630")[0][2]
    assert [path for path, _ in elsewhere] == ["DF02/EF06", "DF03/EF05"]


def test_a_record_has_two_bytes_more_than_its_value_and_a_cyclic_field_none():
    assert record_bytes(element("SSSE/EF06/09")) == 32
    field = element("DF02/EF07/1")
    assert record_bytes(field) == field.length
    assert write_value(field, "").record == ""


def test_every_path_of_the_structure_is_found_again():
    lines = [line for line in structure_lines(STRUCTURE) if line.kind == "element"]
    assert len(lines) == 163
    assert all(element_at(STRUCTURE, line.path) is line.subject for line in lines)
    for path in ("DF99/EF05/01", "SSSE/EF99/01", "SSSE/EF05/FE", "SSSE/EF05", "x", ""):
        assert element_at(STRUCTURE, path) is None


def test_hex_is_taken_as_people_type_it():
    assert plain_hex(" 0xd5 c5:C8\nfd") == "D5C5C8FD"
    assert spaced("D5C5C8") == "D5 C5 C8"


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("SSSE/EF06/0D", "2026-02-31", "encoding_date"),
        ("SSSE/EF05/04", "01" * 12, "encoding_pattern"),
        ("SSSE/EF06/0C", "1234", "encoding_region_code"),
    ],
)
def test_what_has_the_bytes_but_not_the_form_is_told_and_still_written(path, value, code):
    written = write_value(element(path), value)
    assert [item.code for item in written.findings] == [code]
    assert written.bytes
    assert written.findings[0].level is Level.WARNING


@pytest.mark.parametrize("value", ["南京大学", "57=1; 57=2", "57"])
def test_a_constructed_record_asks_for_its_children_by_tag(value):
    written = write_value(element("DF01/EF15/40"), value)
    assert [item.code for item in written.findings] == ["encoding_parts"]
    assert written.findings[0].params["children"] == "57=...; 58=...; 59=..."
    assert written.bytes == ""


@pytest.mark.parametrize(
    ("path", "digits", "code"),
    [
        ("SSSE/EF06/09", "D5C5C8FD", "decoding_short"),
        ("SSSE/EF06/0D", "1990010100", "decoding_too_long"),
        ("DF02/EF06/3A", "C7E5BDE0B9A420", ""),
        ("DF01/EF06/28", "FF" * 15, "damaged"),
        ("SSSE/EF06/0D", "199001FF", "encoding_date"),
        ("DF02/EF06/4D", "12FF34", "damaged"),
        ("DF02/EF05/42", "300030", "encoding_control_character"),
        ("DF03/EF19/79/1C", "00000064", "encoding_type_unknown"),
    ],
)
def test_bytes_that_no_card_should_hold_are_told(path, digits, code):
    if code == "damaged":
        with pytest.raises(InputRefusedError):
            read_value(element(path), digits)
        return
    found = [item.code for item in read_value(element(path), digits).findings]
    assert found == ([code] if code else []), found


@pytest.mark.parametrize("digits", ["", "1E41", "0A0131", "09", "0902414109014A"])
def test_a_record_of_another_tag_or_two_records_are_refused(digits):
    with pytest.raises(InputRefusedError):
        read_record(element("SSSE/EF06/09"), digits)


SIMPLE = [
    line
    for line in structure_lines(STRUCTURE)
    if line.kind == "element" and line.facts["type"] in {"an", "cn"} and not line.facts["format"]
]


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(SIMPLE), st.data())
def test_what_is_written_is_read_back(line, data):
    fits = line.facts["length"]
    if line.facts["type"] == "an":
        alphabet = st.sampled_from("社会保障卡AZ09·%")
        value = data.draw(st.text(alphabet, max_size=fits // 2))
    else:
        value = data.draw(st.text("0123456789", max_size=2 * fits))
    written = write_value(line.subject, value)
    if not written.bytes:
        assert line.facts["hex_allowed"]
        return
    assert len(written.bytes) == 2 * fits
    assert read_value(line.subject, written.bytes).value == value


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SIMPLE), st.binary(max_size=80))
def test_any_bytes_are_read_or_refused_in_words(line, data):
    try:
        read = read_value(line.subject, data.hex())
    except InputRefusedError as error:
        found = error.code
    else:
        found = read.bytes
    assert found in {"card_bytes_damaged", data.hex().upper()}
