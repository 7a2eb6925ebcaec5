"""Both languages say the same, and each keeps to its own punctuation."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from kabao.texts import Texts, catalogue

# Full-width marks, curly quotes, middle dot and ellipsis are drawn full-width by our font.
_NOT_ENGLISH = re.compile(r"[\u3000-\u303f\uff00-\uffef\u2018-\u201f\u00b7\u2026]")


def _places(sentence):
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_there_are_words():
    assert len(catalogue()) > 0


def test_both_languages_have_the_same_places():
    differing = [
        key for key, pair in catalogue().items() if _places(pair["zh"]) != _places(pair["en"])
    ]
    assert differing == []


def test_every_place_has_a_name():
    unnamed = [
        key
        for key, pair in catalogue().items()
        if any(not name.isidentifier() for name in _places(pair["zh"]) | _places(pair["en"]))
    ]
    assert unnamed == []


JOINTS = {"labels.list_separator", "labels.comma", "labels.semicolon"}
"""What stands between words; in English a space belongs to it."""


def test_no_sentence_is_empty_or_padded():
    bad = [
        key
        for key, pair in catalogue().items()
        if key not in JOINTS
        and any(not words or words != words.strip() for words in (pair["zh"], pair["en"]))
    ]
    assert bad == []


def test_english_uses_no_full_width_marks():
    bad = {key: pair["en"] for key, pair in catalogue().items() if _NOT_ENGLISH.search(pair["en"])}
    assert bad == {}


def test_nobody_is_shouted_at():
    bad = {
        key: pair for key, pair in catalogue().items() if re.search("[!！]", "".join(pair.values()))
    }
    assert bad == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_places_are_filled(language):
    words = Texts(language)("cli.log_unwritable", path="/tmp/kabao.log", reason="REASON")
    assert "/tmp/kabao.log" in words
    assert "REASON" in words


def test_an_unknown_key_is_a_defect():
    with pytest.raises(KeyError):
        Texts("zh")("cli.no_such_sentence")


def test_findings_have_a_sentence_and_a_remedy():
    findings = {key for key in catalogue() if key.startswith("findings.")}
    codes = {key.rpartition(".")[0] for key in findings}
    expected = {f"{code}.{part}" for code in codes for part in ("text", "remedy")}
    assert findings == expected


_PLURAL_WHATEVER_THE_NUMBER = re.compile(
    r"\(s\)|\{(?:count|days|pages|rows|people|cases|total|hours|months)\} (?:\w+s|people)\b"
)


def test_english_nouns_follow_their_number():
    bad = {
        key: pair["en"]
        for key, pair in catalogue().items()
        if _PLURAL_WHATEVER_THE_NUMBER.search(pair["en"])
    }
    assert bad == {}


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 days"), (1, "1 day"), ("1", "1 day"), (21, "21 days")]
)
def test_one_is_said_in_the_singular(count, words):
    assert Texts("en")("steps.keep.days", count=count) == words
    assert Texts("zh")("steps.keep.days", count=count) == f"{count} 天"
