"""Ctrl+/ shows every key, here first, and finds it by what it does."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from kabao.ui.help.keyboard_map import KeyboardMap

GROUPS = [
    ("持卡人", [("Ctrl+N", "新建持卡人"), ("Ctrl+D", "记录依据")]),
    ("到处都能用", [("Ctrl+K", "命令"), ("F6", "下一个区域")]),
]


@pytest.fixture
def keys(theme, texts, qtbot):
    home = QWidget()
    qtbot.addWidget(home)
    shown = KeyboardMap(theme, texts, GROUPS, home)
    shown.show()
    yield shown
    shown.close()


def test_all_are_shown_in_their_order(keys):
    assert keys.told() == [row for _, rows in GROUPS for row in rows]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("依据", ["Ctrl+D"]),
        ("jlyj", ["Ctrl+D"]),
        ("f6", ["F6"]),
        ("ctrl k", ["Ctrl+K"]),
        ("ctrl+n", ["Ctrl+N"]),
        ("没有的", []),
    ],
)
def test_a_key_is_found_by_its_letters_its_words_and_pinyin(keys, typed, found):
    keys.look_up(typed)
    assert [key for key, _ in keys.told()] == found
    assert keys._none.isHidden() is bool(found)


def test_emptying_the_search_shows_all_again(keys):
    keys.look_up("没有的")
    keys.look_up("")
    assert len(keys.told()) == 4
