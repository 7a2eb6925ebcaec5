"""Forms built by hand: the names and lists in them must hold together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kabao.domain.fields import Choice, Condition, FieldKind, FieldSpec, FormSpec, Section
from kabao.domain.words import Words
from kabao.rulebook.refusal import place_in
from kabao.rulebook.soundness import first_unsound

WORDS = Words("字段", "Field")
NAME = FieldSpec(name="name", kind=FieldKind.TEXT, label=WORDS, section="one")


def _form(*fields):
    return FormSpec("form", WORDS, (Section("one", WORDS),), fields)


def _field(name, **parts):
    return replace(NAME, name=name, **parts)


def test_a_sound_form_has_no_unsound_place():
    day = _field("day", kind=FieldKind.DATE, minimum="2026-01-01", maximum="2026-12-31")
    note = _field("note", when=(Condition("name", ("anything",)),))
    assert first_unsound(_form(NAME, day, note)) == ""


@pytest.mark.parametrize(
    ("spec", "place"),
    [
        (_field("lost", section="two"), "lost/section"),
        (
            _field("day", kind=FieldKind.DATE, minimum="2027-01-01", maximum="2026-12-31"),
            "day/min",
        ),
        (_field("self", when=(Condition("self", ("x",)),)), "self/when/self"),
        (_field("pick", choices=(Choice("a", WORDS),)), "pick/choices"),
        (_field("none", kind=FieldKind.CHOICES), "none/choices"),
        (_field("rows", kind=FieldKind.TABLE), "rows/columns"),
        (
            _field(
                "rows",
                kind=FieldKind.TABLE,
                columns=(_field("inner", kind=FieldKind.TABLE, columns=(NAME,)),),
            ),
            "rows/columns",
        ),
    ],
)
def test_an_unsound_field_is_named(spec, place):
    assert first_unsound(_form(NAME, spec)) == place


def test_entries_without_a_name_are_counted_from_one():
    data = {"lists": [["a"], {"label": 3}, {"id": "C01"}]}
    assert place_in(data, ("lists", 0, 0)) == "lists/1/1"
    assert place_in(data, ("lists", 1, "label")) == "lists/2/label"
    assert place_in(data, ("lists", 2)) == "lists/C01"
