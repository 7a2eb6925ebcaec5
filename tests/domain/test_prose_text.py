"""Texts as they are stored: read back as they were written, counted, and with their figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.prose.cleaning import clean, invisible
from kabao.domain.prose.counting import Count, count
from kabao.domain.prose.figures import figure, figure_value, offered
from kabao.domain.prose.files import dots, inline_slot, used_pictures
from kabao.domain.prose.model import (
    DEEPEST,
    HEADS,
    LISTS,
    Figure,
    Grid,
    Kind,
    Passage,
    Picture,
    Span,
    has_content,
    marks,
    tidy,
)
from kabao.domain.prose.reading import is_newer, literals, plain, read, version
from kabao.domain.prose.writing import MARKER, marked, write
from kabao.rulebook import load

SIGNS = st.text(st.sampled_from("字a1 *_#-+.)(|<>{}[]!\\`~&;\"'　（，\n"), max_size=12)
SPANS = st.builds(Span, SIGNS, st.booleans())
FIGURES = st.builds(Figure, st.sampled_from(["region_name", "phases.total"]), st.booleans())
INLINES = st.lists(st.one_of(SPANS, FIGURES), max_size=4).map(tidy)


def _trimmed(inlines):
    """What stands at the edges of heads, items and cells is no part of them."""
    found = list(inlines)
    if found and isinstance(found[0], Span):
        found[0] = Span(found[0].text.lstrip(" "), found[0].bold)
    if found and isinstance(found[-1], Span):
        found[-1] = Span(found[-1].text.rstrip(" "), found[-1].bold)
    return tidy(found)


def _unpainted(inlines):
    return tuple(Span(it.text) if isinstance(it, Span) else Figure(it.name) for it in inlines)


EDGED = INLINES.map(_unpainted).map(tidy).map(_trimmed)
BODY = st.builds(Passage, INLINES)
HEADED = st.builds(Passage, EDGED, st.sampled_from(HEADS))
ITEMS = st.builds(Passage, EDGED, st.sampled_from(LISTS), st.integers(0, DEEPEST))
CELLS = st.integers(1, 3).flatmap(
    lambda n: st.lists(st.tuples(*[EDGED] * n), min_size=1, max_size=3).map(tuple)
)
PICTURES = st.builds(
    Picture,
    st.just("0a" * 32),
    st.text("字a]*[\\", max_size=8),
    st.integers(1, 20_000),
    st.integers(1, 20_000),
    st.integers(10, 100),
)
BLOCKS = st.one_of(BODY, HEADED, ITEMS, st.builds(Grid, CELLS), PICTURES).filter(has_content)


@given(st.lists(BLOCKS, max_size=6).map(tuple))
def test_a_marked_text_is_read_back_as_it_was_written(text):
    assert read(marked(text)) == text


@given(st.text(max_size=60))
def test_bare_lines_are_stored_as_they_always_were(words):
    stored = words.replace("\r", "")
    if not version(stored) and stored.strip() and not stored.startswith("<!--"):
        assert write(read(stored)) == stored
    assert plain(stored) == stored or version(stored)


@given(st.text(max_size=200))
def test_whatever_is_stored_is_read(words):
    read(f"{MARKER}\n{words}")


def test_a_text_is_marked_only_when_it_needs_to_be():
    assert write((Passage((Span("甲"),)), Passage((Span("乙"),)))) == "甲\n乙"
    assert write((Passage((Span("甲", bold=True),)),)) == f"{MARKER}\n**甲**"
    assert write((Passage(),)) == ""
    assert write((Passage((Span("<!-- kabao-text 1 -->"),)),)).startswith(MARKER)


def test_a_later_version_is_known_and_left_alone():
    assert is_newer("<!-- kabao-text 2 -->\nx")
    assert not is_newer(f"{MARKER}\nx")
    assert [part.inlines for part in read("<!-- kabao-text 2 -->\n# x")][1] == (Span("# x"),)


def test_plain_says_what_stands_there_without_signs():
    text = (Passage((Span("题"),), Kind.HEAD_1), Grid((((Span("a"),), (Figure("x"),)),)))
    assert plain(marked(text)) == "题\na\t{{x}}"
    assert literals(marked(text)) == ("题", "a")
    picture = Picture("0a" * 32, "图", 10, 10)
    assert used_pictures({"a": marked((picture,)), "b": 3}) == {"0a" * 32}
    assert "0a0a" not in plain(marked((picture,)))


def test_items_are_numbered_as_they_stand():
    def item(kind, depth=0):
        return Passage((Span("x"),), kind, depth)

    number, bullet = Kind.NUMBER, Kind.BULLET
    text = (item(number), item(number, 1), item(number, 2), item(bullet, 1), item(number))
    assert marks(text) == ["1.", "(1)", "a)", "◦", "2."]
    assert marks((*text, Passage((Span("y"),)), item(number)))[-1] == "1."


@pytest.mark.parametrize(
    ("text", "words", "characters"),
    [
        ("", 0, 0),
        ("社会保障卡", 5, 5),
        ("共 12,345 张 third-generation 卡。", 6, 26),
        ("生僻字𠮷𬱖", 5, 5),
        ("“引号”……", 6, 6),
        ("- a\n\n  b", 2, 3),
    ],
)
def test_chinese_is_counted_by_characters_and_latin_by_words(text, words, characters):
    assert count(text) == Count(words, characters)


def test_figures_are_those_of_the_form_with_the_sums_of_its_tables():
    form = load().material_form(MaterialKey.REGISTRATION_FORM, ApplicantKind.DEPARTMENT)
    names = [spec.name for spec in offered(form)]
    assert {"planned_quantity", "phases.total", "region_name"} <= set(names)
    assert not {"ministry_reference", "phases", "cos_test_certificate"} & set(names)
    rows = ({"quantity": 3}, {"quantity": "4"})
    values = {"phases": rows, "province_name": "示例省", "applicant_level": "province"}
    assert figure_value(form, values, "phases.total") == "7"
    assert figure_value(form, values, "province_name") is None  # asked of prefectures only
    assert figure(form, "no_such_field") is None


def test_signs_that_cannot_be_seen_are_left_out_and_counted():
    assert clean("a\u202eb\x00c\td\r\ne\u2028f") == "abc    d\ne\nf"
    assert invisible("a\u202eb\x00c\td\r\n") == 2
    assert (dots(1984, 100), dots(992, 50)) == (300, 300)
    assert inline_slot("x") == "inline.x"
