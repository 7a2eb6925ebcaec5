"""Whatever is shown as the source of a rule is told in words of both languages, never by a tag."""

from __future__ import annotations

import re

import pytest

from kabao.rulebook import load

TAG = re.compile(r"\b[A-Z]{1,2}[0-9]{1,2}\b")


@pytest.fixture(scope="module")
def rules():
    return load()


def shown(rules, origins):
    return {words for origin in origins for words in (rules.cite(origin.source),)}


def assert_in_words(found):
    assert found
    for words in found:
        assert words.zh
        assert words.en
        assert not TAG.search(words.zh.replace("EF0", "")), words.zh
        assert words.zh != words.en or words.en.isascii()


def test_of_the_card_face(rules):
    origins = [item.origin for item in (*rules.face.rules, *rules.face.elements)]
    assert all(origin.source for origin in origins)
    assert_in_words(shown(rules, origins))


def test_of_the_rules_for_local_extensions(rules):
    structure = rules.structure
    assert_in_words(
        {structure.sources[tag] for tag in structure.sources if tag in cited(structure)}
    )
    for rule in structure.rules:
        assert rules.cite(rule.origin.source).zh != rule.origin.source


def cited(structure):
    return {tag for rule in structure.rules for tag in rule.origin.source.split(", ")}


def test_of_every_field_and_column_of_every_form(rules):
    specs = [spec for form in rules.forms.values() for spec in form.fields]
    columns = [column for spec in specs for column in spec.columns]
    origins = [spec.origin for spec in (*specs, *columns)]
    assert all(origin.source for origin in origins)
    assert {origin.source for origin in origins} <= set(rules.citations)


def test_of_every_check_of_the_checklist(rules):
    assert all(rule.origin.source for rule in rules.checklist)
    assert {rule.origin.source for rule in rules.checklist} <= set(rules.citations)
