"""One holder and card laid into the national structure."""

from __future__ import annotations

import pytest

from kabao import paths
from kabao.domain.card_records import (
    CardFileSettings,
    LaidState,
    card_file_settings,
    lay_out,
)
from kabao.domain.cards import Card
from kabao.domain.encoding import decode
from kabao.domain.findings import Level
from kabao.domain.holders import Holder
from kabao.domain.structure import Extension
from kabao.rulebook.structure import load_structure
from kabao.texts import Texts

PERSON = {
    "name": "张三",
    "doc_type": "resident_id",
    "doc_no": "110000199001010013",
    "sex": "1",
    "ethnicity": "01",
    "birth_date": "1990-01-01",
    "nationality": "CHN",
    "live_addr": "青禾市东湖路1号",
    "mobile": "13900000000",
}
CARD = {"card_number": "X00000019", "issued_on": "2026-11-01", "valid_to": "2036-10-31"}
LOCAL = Extension("DF01/EF0C", "E3", "图书借阅证号", "an", 10, "A1", "一卡通")


@pytest.fixture(scope="module")
def structure():
    return load_structure(paths.resources() / "rules" / "national")


@pytest.fixture
def lay(structure):
    def laid(person=None, card=CARD, **settings):
        holder = Holder({**PERSON, **(person or {})}, id=7)
        kept = Card(7, card, id=9) if card is not None else None
        found = lay_out(holder, kept, structure, CardFileSettings(**settings))
        return {f"{item.path}/{item.element.tag}": item for item in found}

    return laid


def test_the_basic_area_stands_whole_and_in_record_order(lay):
    tags = [path for path in lay() if path.startswith("SSSE")]
    assert tags == [
        *(f"SSSE/EF05/{tag}" for tag in ("01", "02", "03", "04", "05", "06", "07")),
        *(f"SSSE/EF06/{tag}" for tag in ("08", "09", "4E", "0A", "0B", "0C", "0D")),
    ]


@pytest.mark.parametrize(
    ("path", "value", "encoded", "room"),
    [
        ("SSSE/EF05/03", "2.00", "322E3030", 0),
        ("SSSE/EF05/05", "2026-11-01", "20261101", 0),
        ("SSSE/EF05/06", "2036-10-31", "20361031", 0),
        ("SSSE/EF05/07", "X00000019", "583030303030303139", 0),
        ("SSSE/EF06/08", "110000199001010013", "313130303030313939303031303130303133", 0),
        ("SSSE/EF06/09", "张三", "D5C5C8FD" + "00" * 26, 26),
        ("SSSE/EF06/0A", "1", "31", 0),
        ("SSSE/EF06/0B", "01", "01", 0),
        ("SSSE/EF06/0D", "1990-01-01", "19900101", 0),
        ("DF01/EF06/28", "13900000000", "3133393030303030303030" + "00" * 4, 4),
        ("DF01/EF0A/37", "CHN", "43484E", 0),
    ],
)
def test_a_value_stands_with_its_bytes_and_the_room_left(lay, path, value, encoded, room):
    item = lay()[path]
    assert (item.value, item.encoded, item.room) == (value, encoded, room)
    assert item.state is LaidState.VALUE
    assert item.used + item.room == item.element.length


def test_every_laid_value_can_be_read_back(lay):
    for item in lay().values():
        if item.encoded:
            assert decode(item.element, item.encoded) == item.value


@pytest.mark.parametrize("path", ["SSSE/EF05/01", "SSSE/EF05/02", "SSSE/EF05/04"])
def test_what_the_issuing_system_assigns_is_not_made_up(lay, path):
    item = lay()[path]
    assert (item.value, item.encoded, item.state) == ("", "", LaidState.ASSIGNED)


def test_without_a_card_number_and_dates_are_assigned_later(lay):
    laid = lay(card=None)
    for tag in ("05", "06", "07"):
        assert laid[f"SSSE/EF05/{tag}"].state is LaidState.ASSIGNED


def test_the_birth_place_is_not_taken_from_the_number(lay):
    item = lay()["SSSE/EF06/0C"]
    assert (item.value, item.state) == ("", LaidState.NOT_GIVEN)


def test_a_long_name_continues_in_the_extension(lay):
    name = "阿不都热依木·买买提吐尔逊·艾合买提江"
    laid = lay({"name": name})
    first, rest = laid["SSSE/EF06/09"], laid["SSSE/EF06/4E"]
    assert first.value + rest.value == name
    assert (first.used, rest.state) == (30, LaidState.VALUE)
    assert decode(first.element, first.encoded) + decode(rest.element, rest.encoded) == name


def test_a_short_name_needs_no_extension(lay):
    assert lay()["SSSE/EF06/4E"].state is LaidState.NOT_NEEDED


def test_a_name_longer_than_both_is_a_warning_at_the_name(lay):
    finding = lay({"name": "长" * 26})["SSSE/EF06/4E"].finding
    assert (finding.code, finding.level) == ("encoding_too_long", Level.WARNING)
    assert (finding.place.room, finding.place.record, finding.place.field) == ("holders", 7, "name")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_rare_character_is_named_and_nothing_is_put_in_its_place(lay, language):
    item = lay({"name": "赵𠮷"})["SSSE/EF06/09"]
    assert (item.value, item.encoded, item.state) == ("赵𠮷", "", LaidState.REFUSED)
    assert item.finding.level is Level.WARNING
    sentence = Texts(language)(f"findings.{item.finding.code}.text", **item.finding.params)
    assert "𠮷" in sentence
    assert {"zh": "姓名", "en": "Name"}[language] in sentence


def test_a_foreigner_gets_the_number_of_the_agency_only(lay):
    passport = {"doc_type": "foreign_passport", "doc_no": "E12345678"}
    assert lay(passport)["SSSE/EF06/08"].state is LaidState.NOT_GIVEN
    given = {**passport, "ssn": "CAN0E1234567800000"}
    assert lay(given)["SSSE/EF06/08"].value == "CAN0E1234567800000"


def test_a_fixed_line_stands_in_for_a_missing_mobile(lay):
    assert lay({"mobile": "", "phone": "01012345678"})["DF01/EF06/28"].value == "01012345678"


def test_an_address_that_is_too_long_points_at_the_address(lay):
    item = lay({"live_addr": "路" * 41})["DF01/EF06/23"]
    assert item.state is LaidState.REFUSED
    assert (item.finding.params["used"], item.finding.params["length"]) == (82, 80)
    assert item.finding.place.field == "live_addr"


def test_a_card_number_of_another_form_points_at_the_card(lay):
    finding = lay(card={"card_number": "x-1"})["SSSE/EF05/07"].finding
    assert finding.code == "encoding_pattern"
    assert (finding.place.room, finding.place.record, finding.place.field) == (
        "cards",
        9,
        "card_number",
    )


def test_an_unknown_specification_version_points_at_the_case(lay):
    finding = lay(spec_version="9.99")["SSSE/EF05/03"].finding
    assert (finding.code, finding.place.field) == ("encoding_pattern", "spec_version")


def test_a_local_element_shows_its_example_as_such(lay):
    item = lay(extensions=(LOCAL,))["DF01/EF0C/E3"]
    assert (item.value, item.encoded, item.state) == (
        "A1",
        "41310000000000000000",
        LaidState.EXAMPLE,
    )
    assert item.local


def test_a_supplied_value_goes_before_the_example(lay):
    item = lay(extensions=(LOCAL,), supplied={"DF01/EF0C/E3": "B2"})["DF01/EF0C/E3"]
    assert (item.value, item.state) == ("B2", LaidState.VALUE)


def test_a_supplied_national_value_is_laid_too(lay):
    item = lay(supplied={"DF01/EF09/2E": "青禾机械有限公司"})["DF01/EF09/2E"]
    assert decode(item.element, item.encoded) == "青禾机械有限公司"


def test_a_local_value_that_does_not_fit_is_an_error_at_its_row(lay):
    long = Extension("DF01/EF0C", "E4", "备注", "an", 2, "三个字", "")
    finding = lay(extensions=(LOCAL, long))["DF01/EF0C/E4"].finding
    assert (finding.level, finding.place.field, finding.place.row) == (
        Level.ERROR,
        "extensions",
        1,
    )


def test_a_local_element_without_type_or_length_is_shown_unencoded(lay):
    vague = Extension("DF01/EF0C", "E4", "备注", "", 0, "甲", "")
    item = lay(extensions=(vague,))["DF01/EF0C/E4"]
    assert (item.value, item.encoded, item.state) == ("甲", "", LaidState.NOT_DECLARED)


def test_settings_are_read_from_the_values_of_the_material(structure):
    row = {"file": "DF01/EF0C", "tag": "E3", "type": "an", "length": 10, "value": "A1"}
    values = {"spec_version": "3.00", "local_fields": (row, {})}
    settings = card_file_settings(values, structure, one_holder=True)
    assert settings.spec_version == "3.00"
    assert settings.extensions_field == "local_fields"
    assert settings.supplied == {"DF01/EF0C/E3": "A1"}
    assert card_file_settings(values, structure).supplied == {}


def test_the_version_of_the_structure_is_the_default(structure):
    assert card_file_settings({}, structure).spec_version == "2.00"


def test_blank_rows_are_not_laid(lay):
    assert "/" not in lay(extensions=(Extension("", "", "", "", 0),))


def test_a_supplied_value_that_does_not_fit_points_at_the_material(lay):
    finding = lay(supplied={"DF01/EF09/2E": "厂" * 36})["DF01/EF09/2E"].finding
    assert (finding.code, finding.place.material, finding.place.field) == (
        "encoding_too_long",
        3,
        "",
    )


def test_a_version_that_is_too_long_points_at_its_field(lay):
    finding = lay(spec_version="10.00")["SSSE/EF05/03"].finding
    assert (finding.code, finding.place.field) == ("encoding_too_long", "spec_version")
