"""Local extensions: each rule is broken once, and a sound declaration passes."""

from __future__ import annotations

import pytest

from kabao import paths
from kabao.domain.extensions import (
    FileBudget,
    byte_budget,
    check_extensions,
    extensions_field,
    parse_extensions,
)
from kabao.domain.findings import Confidence, Level
from kabao.domain.structure import Extension
from kabao.rulebook.structure import load_structure
from kabao.texts import Texts


@pytest.fixture(scope="module")
def structure():
    return load_structure(paths.resources() / "rules" / "national")


def extension(**changes):
    sound = {
        "file": "DF01/EF16",
        "tag": "E3",
        "name": "图书借阅证号",
        "type": "b",
        "length": 8,
        "example": "0011223344556677",
        "reason": "一卡通",
    }
    return Extension(**{**sound, **changes})


def test_a_sound_declaration_has_no_findings(structure):
    text = extension(file="DF01/EF0C", type="an", tag="E5", example="A1")
    declared = (extension(), extension(tag="E4"), text)
    assert check_extensions(declared, structure) == ()


def test_an_application_of_the_locality_is_allowed(structure):
    assert check_extensions((extension(file="DF0A/EF05", type="cn"),), structure) == ()


RULES = [
    ({"file": "SSSE/EF05"}, "extension_x01_basic_file", "X01", Level.WARNING),
    ({"file": "DF04/EF05", "type": "an"}, "extension_x02_national_file", "X02", Level.WARNING),
    ({"tag": "E"}, "extension_x03_tag_form", "X03", Level.ERROR),
    ({"tag": ""}, "extension_x03_tag_form", "X03", Level.ERROR),
    ({"tag": "FF"}, "extension_x03_tag_unused", "X03", Level.WARNING),
    ({"file": "DF01/EF06", "tag": "23"}, "extension_x03_national_tag", "X03", Level.ERROR),
    ({"tag": "08"}, "extension_x04_tag_elsewhere", "X04", Level.WARNING),
    ({"tag": "A9"}, "extension_x04_tag_elsewhere", "X04", Level.WARNING),
    ({"file": "EF16"}, "extension_x05_path", "X05", Level.ERROR),
    ({"file": ""}, "extension_x05_path", "X05", Level.ERROR),
    ({"file": "DF01/EF1F"}, "extension_x06_short_identifier", "X06", Level.WARNING),
    ({"type": "dec", "file": "DF01/EF0C"}, "extension_x07_type", "X07", Level.WARNING),
    ({"type": "text"}, "extension_x07_type_unknown", "X07", Level.ERROR),
    ({"type": "an", "example": "图书"}, "extension_x07_transparent", "X07", Level.WARNING),
    ({"example": "001122334455667788"}, "extension_x08_too_long", "X08", Level.ERROR),
    ({"example": "0G"}, "extension_x08_example", "X08", Level.ERROR),
    (
        {"file": "DF01/EF0C", "type": "an", "example": "𠮷"},
        "extension_x08_example",
        "X08",
        Level.ERROR,
    ),
    ({"file": "DF01/EF0C", "length": 254}, "extension_x09_record", "X09", Level.WARNING),
    ({"file": "DF02/EF07"}, "extension_x10_cyclic", "X10", Level.ERROR),
    (
        {"file": "DF01/EF0C", "type": "b_tlv", "example": "570100"},
        "extension_x11_children",
        "X11",
        Level.ERROR,
    ),
    ({"length": 127, "example": ""}, "extension_x12_over_budget", "X12", Level.WARNING),
    ({"name": ""}, "extension_name_missing", "", Level.ERROR),
    ({"type": "", "example": ""}, "extension_type_missing", "", Level.WARNING),
    ({"length": 0}, "extension_length_missing", "", Level.WARNING),
]


@pytest.mark.parametrize(("changes", "code", "rule", "level"), RULES)
def test_each_rule_is_found_with_its_level(structure, changes, code, rule, level):
    found = {
        finding.code: finding for finding in check_extensions((extension(**changes),), structure)
    }
    assert code in found
    assert (found[code].rule, found[code].level) == (rule, level)


@pytest.mark.parametrize(("changes", "code", "_rule", "_level"), RULES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_finding_can_be_said(structure, changes, code, _rule, _level, language):
    texts = Texts(language)
    for finding in check_extensions((extension(**changes),), structure):
        assert texts(f"findings.{finding.code}.text", **finding.params)
        assert texts(f"findings.{finding.code}.remedy", **finding.params)


def test_a_rule_carries_its_confidence_and_source(structure):
    (finding,) = check_extensions((extension(file="DF02/EF07"),), structure)
    assert finding.confidence is Confidence.CONFIRMED
    assert finding.source == "S12, S15"
    (finding,) = check_extensions((extension(tag="08"),), structure)
    assert finding.confidence is Confidence.INFERRED
    assert finding.params["other"] == "SSSE/EF06"


def test_no_rule_that_is_not_confirmed_amounts_to_an_error(structure):
    for changes, *_ in RULES:
        for finding in check_extensions((extension(**changes),), structure):
            firm = finding.confidence in (Confidence.CONFIRMED, Confidence.OWN)
            assert firm or finding.level in (Level.WARNING, Level.INFO)


def test_a_tag_declared_twice_in_one_file_is_our_own_error(structure):
    found = check_extensions((extension(), extension(name="另一项")), structure)
    (finding,) = found
    assert finding.code == "extension_x03_duplicate"
    assert (finding.level, finding.confidence) == (Level.ERROR, Confidence.OWN)
    assert (finding.place.room, finding.place.material, finding.place.field) == (
        "cases",
        3,
        "extensions",
    )
    assert finding.place.row == 1


def test_the_same_tag_in_two_files_is_no_contradiction(structure):
    assert check_extensions((extension(), extension(file="DF01/EF17")), structure) == ()


def test_children_that_add_up_pass(structure):
    record = extension(file="DF01/EF0C", type="b_tlv", length=6, example="570100580100")
    assert check_extensions((record,), structure) == ()


@pytest.mark.parametrize("example", ["570100570100", "570100", "5705", "图书"])
def test_children_that_repeat_or_do_not_add_up_are_found(structure, example):
    record = extension(file="DF01/EF0C", type="b_tlv", length=6, example=example)
    (finding,) = check_extensions((record,), structure)
    assert finding.code == "extension_x11_children"


def test_blank_rows_keep_the_numbers_of_the_others(structure):
    values = {"extensions": ({}, {"file": "df01/ef16", "tag": "zz", "name": "x", "type": "B"})}
    extensions = parse_extensions(values)
    assert len(extensions) == 2
    assert (extensions[1].file, extensions[1].tag, extensions[1].type) == ("DF01/EF16", "ZZ", "b")
    assert {finding.place.row for finding in check_extensions(extensions, structure)} == {1}


@pytest.mark.parametrize("length", [16, "16", " 16 "])
def test_a_length_is_read_from_number_or_text(length):
    (read,) = parse_extensions({"extensions": ({"length": length},)})
    assert read.length == 16


@pytest.mark.parametrize("length", ["", None, "-1", "x", "²"])
def test_a_length_that_is_none_counts_as_missing(length):
    (read,) = parse_extensions({"extensions": ({"length": length},)})
    assert read.length == 0


def test_the_local_fields_of_a_person_are_read_too(structure):
    row = {"file": "DF01/EF16", "tag": "E3", "name": "证号", "value": "0011"}
    values = {"local_fields": (row,)}
    assert extensions_field(values) == "local_fields"
    (read,) = parse_extensions(values)
    assert read.example == "0011"
    found = check_extensions((read,), structure, extensions_field(values))
    assert {finding.place.field for finding in found} == {"local_fields"}
    assert {finding.level for finding in found} == {Level.WARNING}


@pytest.mark.parametrize("values", [{}, {"extensions": None}, {"extensions": "x"}])
def test_nothing_declared_is_nothing(values):
    assert parse_extensions(values) == ()


def test_the_budget_lists_reserved_files_and_those_in_use(structure):
    declared = (extension(length=8), extension(tag="E4", length=10), extension(file="DF01/EF0C"))
    budget = {item.path: item for item in byte_budget(structure, declared)}
    assert budget["DF01/EF16"] == FileBudget("DF01/EF16", 128, 22, 106)
    assert budget["DF01/EF1A"] == FileBudget("DF01/EF1A", 128, 0, 128)
    assert budget["DF01/EF0C"] == FileBudget("DF01/EF0C", 0, 10, None)
    assert len(budget) == 6


def test_a_file_that_is_too_small_says_by_how_much(structure):
    declared = (extension(length=70, example=""), extension(tag="E4", length=70, example=""))
    (finding,) = check_extensions(declared, structure)
    assert finding.code == "extension_x12_over_budget"
    assert (finding.params["used"], finding.params["size"], finding.params["over"]) == (
        144,
        128,
        16,
    )
    assert byte_budget(structure, declared)[0].left == -16


def test_a_file_with_more_than_255_records_is_found(structure):
    declared = tuple(
        extension(file="DF01/EF0C", tag=f"{row % 256:02X}", length=1, example="")
        for row in range(256)
    )
    codes = {finding.code for finding in check_extensions(declared, structure)}
    assert "extension_x09_records" in codes
