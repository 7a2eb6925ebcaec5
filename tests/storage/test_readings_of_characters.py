"""How characters sound: all that the list tells, nothing else, and no table of each by itself."""

from __future__ import annotations

import sys

from kabao import paths
from kabao.storage.pinyin import Readings, readings

_TOLD = (paths.resources() / "names" / "readings.txt").read_text("utf-8")


def test_first_and_last_character_of_each_syllable_sound_so() -> None:
    known = readings()
    for syllable, characters in map(str.split, _TOLD.splitlines()):
        assert known.of(characters[0]) == known.of(characters[-1]) == syllable


def test_what_the_list_has_not_sounds_like_nothing() -> None:
    assert [readings().of(character) for character in "x1，😀"] == [""] * 4


def test_forty_thousand_characters_take_less_than_half_a_megabyte() -> None:
    held = vars(Readings(_TOLD)).values()
    assert sum(map(sys.getsizeof, held)) < 500_000
