"""Searching, comparing and judging structures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kabao import paths
from kabao.domain.errors import InputRefusedError
from kabao.domain.extensions import check_extensions
from kabao.domain.structure import Extension
from kabao.domain.structure_diff import (
    Difference,
    Kind,
    against_case,
    against_nation,
    facts_differ,
    national_facts,
)
from kabao.domain.structure_rules import (
    Standing,
    national_breaches,
    refuse_broken,
    rules_standing,
)
from kabao.domain.structure_search import StructureIndex
from kabao.rulebook.structure import load_structure

STRUCTURE = load_structure(paths.resources() / "rules" / "national")


def row(file="DF01/EF16", tag="E3", **more):
    return {"file": file, "tag": tag, "name": "图书证号", "type": "b", "length": 8, **more}


def values(*rows, **more):
    return {"spec_version": "2.00", "has_local_extension": True, "extensions": rows, **more}


def sounds(name):
    return {"姓名": ("xingming", "xm"), "图书证号": ("tushuzhenghao", "tszh")}.get(name, ())


INDEX = StructureIndex(STRUCTURE, sounds)


@pytest.mark.parametrize("text", ["姓名", "XM", "xingm", "ef06 09", "SSSE/EF06/09", "ssseef0609"])
def test_an_element_is_found_by_name_pinyin_tag_and_path(text):
    assert "SSSE/EF06/09" in INDEX.paths(text)


def test_an_element_is_found_by_english_name_and_by_its_standard():
    assert "SSSE/EF06/0A" in INDEX.paths("sex")
    assert "SSSE/EF06/0A" in INDEX.paths("2261.1")


def test_every_word_has_to_be_there_and_nothing_finds_nothing():
    assert not INDEX.paths("姓名 EF99")
    assert not INDEX.paths("   ")


def test_a_name_that_is_not_known_is_no_name_to_search_for():
    assert all(path.count("/") == 1 for path in INDEX.paths("名称未查明"))


def test_local_elements_are_found_too():
    declared = (Extension("DF01/EF16", "E3", "图书证号", "b", 8),)
    for text in ("tszh", "图书", "e3", "df01/ef16"):
        assert INDEX.rows(text, declared) == {0}
    assert not INDEX.rows("xm", declared)


def test_a_case_is_compared_with_the_nation():
    found = against_nation(STRUCTURE, values(row(), row("DF0A/EF05", "D0"), {}))
    assert [(item.kind, item.path, item.row) for item in found] == [
        (Kind.ADDED, "DF01/EF16/E3", 0),
        (Kind.APPLICATION, "DF0A", 1),
        (Kind.FILE, "DF0A/EF05", 1),
        (Kind.ADDED, "DF0A/EF05/D0", 1),
    ]


def test_two_cases_are_compared_place_by_place():
    before = values(row(), row(tag="E4"), application_fields=("a",))
    after = values(row(length=12), row(tag="E5"), application_fields=("a", "b"))
    assert against_case(before, after) == (
        Difference(Kind.CHANGED, "application_fields", "", "a", "a, b"),
        Difference(Kind.CHANGED, "DF01/EF16/E3", "length", "8", "12", "图书证号", 0),
        Difference(Kind.ADDED, "DF01/EF16/E5", "", "", "b 8", "图书证号", 1),
        Difference(Kind.REMOVED, "DF01/EF16/E4", "", "b 8", "", "图书证号"),
    )
    assert against_case(after, after) == ()


def test_the_same_place_twice_is_compared_in_order():
    twice = values(row(), row(length=9))
    found = against_case(values(row()), twice)
    assert [(item.kind, item.row) for item in found] == [(Kind.ADDED, 1)]


def test_every_change_of_the_national_part_is_seen():
    ours = national_facts(STRUCTURE)
    theirs = {path: dict(facts) for path, facts in ours.items()}
    assert facts_differ(ours, theirs) == ()
    theirs["SSSE/EF06/09"]["length"] = 40
    theirs["DF99"] = {"name": "新"}
    del theirs["SSSE/EF07"]
    found = facts_differ(ours, theirs)
    assert [(item.kind, item.path, item.before, item.after) for item in found] == [
        (Kind.CHANGED, "SSSE/EF06/09", "30", "40"),
        (Kind.REMOVED, "SSSE/EF07", "", ""),
        (Kind.ADDED, "DF99", "", ""),
    ]  # fmt: skip


def test_every_rule_is_kept_broken_or_the_makers():
    standing = {item.rule.id: item for item in rules_standing(STRUCTURE, ())}
    assert list(standing) == [f"X{number:02}" for number in range(1, 18)]
    makers = [key for key, item in standing.items() if item.standing is Standing.MAKER]
    assert makers == ["X14", "X15", "X16", "X17"]
    found = check_extensions((Extension("SSSE/EF05", "01", "x", "b", 8),), STRUCTURE)
    broken = [
        item.rule.id
        for item in rules_standing(STRUCTURE, found)
        if item.standing is Standing.BROKEN
    ]
    assert broken == ["X01", "X03"]


def changed(path, **facts):
    """Return the structure with one file or element changed."""
    df, ef, *tag = path.split("/")

    def of_file(file):
        if file.id != ef:
            return file
        if not tag:
            return replace(file, **facts)
        elements = (
            replace(item, **facts) if item.tag == tag[0] else item for item in file.elements
        )
        return replace(file, elements=tuple(elements))

    applications = (
        replace(item, files=tuple(map(of_file, item.files))) if item.id == df else item
        for item in STRUCTURE.applications
    )
    return replace(STRUCTURE, applications=tuple(applications))


@pytest.mark.parametrize(
    ("structure", "breach"),
    [
        (changed("SSSE/EF06/0A", tag="09"), ("X03", "SSSE/EF06/09")),
        (changed("SSSE/EF06", id="EF05"), ("X05", "SSSE/EF05")),
        (changed("SSSE/EF06", sfi=5), ("X06", "SSSE/EF05")),
        (changed("SSSE/EF06", type="transparent"), ("X07", "SSSE/EF06")),
        (changed("SSSE/EF06/09", length=254), ("X09", "SSSE/EF06/09")),
        (changed("DF02/EF07", records=0), ("X10", "DF02/EF07")),
        (changed("DF01/EF15/40", length=53), ("X11", "DF01/EF15/40")),
        (changed("DF02/EF06/3A", tag="3B"), ("X13", "DF02/EF07")),
    ],
)
def test_a_structure_edited_by_hand_breaks_its_own_rules(structure, breach):
    assert breach in national_breaches(structure)
    with pytest.raises(InputRefusedError) as caught:
        refuse_broken(structure)
    assert caught.value.code == "structure_broken"


def test_the_identifier_of_the_environment_is_fixed():
    first, *others = STRUCTURE.applications
    edited = replace(STRUCTURE, applications=(replace(first, aid="00" * 8), *others))
    assert national_breaches(edited) == (("X17", "SSSE"),)


def test_the_structure_as_shipped_holds_together():
    assert national_breaches(STRUCTURE) == ()
    refuse_broken(STRUCTURE)
