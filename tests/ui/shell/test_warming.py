"""What is loaded after the first picture comes in pieces, and all of it is there."""

from __future__ import annotations

from importlib.util import find_spec

from kabao import texts
from kabao.ui.shell import warming


def test_every_tool_named_is_there() -> None:
    names = [step.args[0] for step in warming.tools_of_files()]
    assert [name for name in names if find_spec(name) is None] == []


def test_the_words_of_every_subject_are_read_one_by_one(qapp: object) -> None:
    texts._subject.cache_clear()
    for step in warming.first_of_rooms():
        step()
    assert texts._subject.cache_info().misses == len(texts.subjects()) > 20
