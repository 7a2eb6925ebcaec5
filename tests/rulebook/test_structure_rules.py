"""The national structure as shipped: it holds together by its own rules."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest

from kabao import paths
from kabao.domain.errors import InputRefusedError
from kabao.domain.findings import Confidence, Level
from kabao.domain.structure import ElementType
from kabao.rulebook.structure import load_structure

SIMPLE = {ElementType.AN, ElementType.CN, ElementType.B}


@pytest.fixture(scope="module")
def structure():
    return load_structure(paths.resources() / "rules" / "national")


def elements(structure):
    for path, file in structure.files():
        for element in file.elements:
            yield path, element
            for child in element.children:
                yield f"{path}/{element.tag}", child


def test_everything_of_the_facts_is_there(structure):
    assert (structure.version, structure.spec_versions) == ("2.00", ("1.00", "2.00", "3.00"))
    assert len(structure.applications) == 8
    assert sum(1 for _ in structure.files()) == 40
    assert sum(1 for _ in elements(structure)) == 136 + 27
    assert [rule.id for rule in structure.rules] == [f"X{number:02}" for number in range(1, 18)]


@pytest.mark.parametrize(
    ("path", "tag", "key", "type_", "length"),
    [
        ("SSSE/EF05", "01", "card_identification_code", "b", 16),
        ("SSSE/EF05", "04", "initialising_institution_number", "cn", 12),
        ("SSSE/EF05", "07", "card_number", "an", 9),
        ("SSSE/EF06", "08", "social_security_number", "an", 18),
        ("SSSE/EF06", "09", "name", "an", 30),
        ("SSSE/EF06", "4E", "name_extension", "an", 20),
        ("DF01/EF06", "28", "contact_phone", "an", 15),
        ("DF01/EF15", "40", "education_record", "b_tlv", 52),
    ],
)
def test_known_elements_stand_where_they_belong(structure, path, tag, key, type_, length):
    element = structure.find(path).element(tag)
    assert (element.key, element.type, element.length) == (key, type_, length)


def test_five_files_are_reserved_for_local_use(structure):
    reserved = {path: file.size for path, file in structure.files() if file.reserved}
    assert reserved == {f"DF01/EF{low}": 128 for low in ("16", "17", "18", "19", "1A")}


def test_the_environment_has_its_fixed_identifier(structure):  # X17
    environment = structure.application("SSSE")
    assert bytes.fromhex(environment.aid).decode("gbk") == "sx1.sh.社会保障"
    others = [item.aid for item in structure.applications if item.id != "SSSE"]
    assert all(aid.startswith("D156000005") for aid in others)


def test_identifiers_are_unique(structure):  # X05, X06
    assert max(Counter(item.id for item in structure.applications).values()) == 1
    assert max(Counter(item.aid for item in structure.applications).values()) == 1
    assert max(Counter(path for path, _ in structure.files()).values()) == 1
    for application in structure.applications:
        sfis = [file.sfi for file in application.files]
        assert len(sfis) == len(set(sfis))
        assert all(file.sfi == int(file.id[2:], 16) for file in application.files)


def test_tags_are_unique_in_their_file(structure):  # X03
    for _path, file in structure.files():
        tags = [element.tag for element in file.elements if element.tag]
        assert len(tags) == len(set(tags))


def test_cyclic_records_have_positions_and_the_others_tags(structure):  # X10
    for _path, file in structure.files():
        positions = [element.position for element in file.elements]
        if file.type == "cyclic_record":
            assert positions == list(range(1, len(positions) + 1))
            assert file.records >= 1
        else:
            assert not any(positions)
            assert all(element.tag for element in file.elements)


def test_constructed_records_are_the_sum_of_their_children(structure):  # X11
    constructed = [item for _path, item in elements(structure) if item.type is ElementType.B_TLV]
    assert len(constructed) == 6
    for element in constructed:
        assert element.length == sum(2 + child.length for child in element.children)
        tags = [child.tag for child in element.children]
        assert len(tags) == len(set(tags))
        # the national table itself has an amount among the children
        assert {child.type for child in element.children} <= SIMPLE | {ElementType.DEC}


def test_every_record_fits_its_length_byte(structure):  # X09
    assert all(2 + element.length <= 255 for _path, element in elements(structure))


def test_employment_history_rests_on_its_occupation(structure):  # X13, X14
    assert structure.find("DF02/EF07")
    assert structure.find("DF02/EF06").element("3A")
    assert structure.find("DF02/EF06").element("60")
    assert structure.find("DF03/EF05").element("60")


def test_dates_have_four_bytes_and_region_codes_three(structure):
    lengths = {"date": 4, "year_month": 3, "region_code": 3}
    for _path, element in elements(structure):
        if element.format:
            assert (element.type, element.length) == (ElementType.CN, lengths[element.format])


def test_a_name_that_was_not_found_is_marked(structure):
    unknown = [item for _path, item in elements(structure) if item.name_confidence is None]
    assert unknown
    assert {element.name.zh for element in unknown} == {"(名称未查明)"}
    known = structure.find("SSSE/EF06").element("4E")
    assert (known.origin.confidence, known.name_confidence) == (
        Confidence.SINGLE,
        Confidence.CONFIRMED,
    )


def test_every_entry_names_sources_that_are_listed(structure):
    origins = [item.origin for item in structure.applications]
    origins += [file.origin for _path, file in structure.files()]
    origins += [element.origin for _path, element in elements(structure)]
    origins += [rule.origin for rule in structure.rules]
    cited = {source for origin in origins for source in origin.source.split(", ")}
    assert cited <= set(structure.sources)


def test_code_lists_of_elements_are_listed(structure):
    used = {item.code_list for _path, item in elements(structure) if item.code_list}
    assert used <= set(structure.code_lists)


def test_an_element_that_moved_says_where_to(structure):
    moved = [item for _path, item in elements(structure) if item.superseded_by]
    (element,) = moved
    path, _, tag = element.superseded_by.rpartition("/")
    assert structure.find(path).element(tag)


def test_rules_keep_the_level_of_the_source(structure):
    assert structure.rule("X04").level is Level.WARNING
    assert structure.rule("X08").level is Level.ERROR
    assert structure.rule("X08").origin.confidence is Confidence.CONFIRMED
    with pytest.raises(KeyError):
        structure.rule("X99")


def _broken(rule_folder, change):
    path = rule_folder / "structure.toml"
    text = path.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    return rule_folder


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('type = "an"', 'type = "text"', 1),
        lambda text: text.replace('tag = "01"', 'tag = "1"', 1),
        lambda text: text.replace('tag = "01"', 'tag = "FF"', 1),
        lambda text: text.replace('confidence = "confirmed"', 'confidence = "certain"', 1),
        lambda text: text.replace("length = 16", "length = 300", 1),
        lambda text: text.replace("[[application]]", "[[applicaton]]", 1),
        lambda text: text.replace("sfi = 5", "sfi = 31", 1),
        lambda text: text.replace("[sources]", "[sources", 1),
    ],
)
def test_a_file_that_does_not_fit_is_refused_by_name(rule_folder, change):
    with pytest.raises(InputRefusedError) as caught:
        load_structure(_broken(rule_folder, change))
    assert caught.value.params["file"] == "structure.toml"


def test_the_file_names_no_key_and_no_pin_value(structure):
    with (paths.resources() / "rules" / "national" / "structure.toml").open("rb") as file:
        data = tomllib.load(file)
    assert "keys" not in data
    assert "personal_pin" not in data


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('aid = "7378', 'aid = "7379', "X17"),
        ('tag = "02"', 'tag = "01"', "X03"),
        ("records = 4", "records = 4\n  position = 1", ""),
        ("length = 52", "length = 53", "X11"),
    ],
)
def test_a_file_edited_by_hand_is_refused_by_its_own_rules(rule_folder, old, new, rule):
    with pytest.raises(InputRefusedError) as caught:
        load_structure(_broken(rule_folder, lambda text: text.replace(old, new, 1)))
    if rule:
        assert (caught.value.code, caught.value.params["rule"]) == ("structure_broken", rule)
