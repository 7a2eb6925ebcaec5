"""What is loaded after the first picture comes in pieces, and all of it is there."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from kabao import texts
from kabao.ui.kit.icons import IconSet, outlines
from kabao.ui.kit.theme import Theme
from kabao.ui.shell import warming


def test_every_tool_named_is_there() -> None:
    names = [step.args[0] for step in warming.tools_of_files()]
    assert [name for name in names if find_spec(name) is None] == []


def test_the_words_of_every_subject_are_read_one_by_one(qapp: object) -> None:
    texts._subject.cache_clear()
    for step in warming.first_of_rooms(Theme("light")):
        step()
    assert texts._subject.cache_info().misses == len(texts.subjects()) > 20


def test_icons_of_the_usual_size_are_drawn_before_they_are_wanted(
    qapp: object, monkeypatch
) -> None:
    theme = Theme("light")
    for step in warming.first_of_rooms(theme):
        step()
    monkeypatch.setattr(IconSet, "_renderer", lambda *_: pytest.fail("drawn late"))
    for name in outlines():
        theme.icon(name)
