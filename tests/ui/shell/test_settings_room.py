from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QRadioButton

from kabao import __version__, settings
from kabao.ui.settings.room import SettingsRoom

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from kabao.settings import Settings
    from kabao.texts import Texts
    from kabao.ui.kit.preferences import Preferences
    from kabao.ui.kit.theme import Theme


@pytest.fixture
def page(theme: Theme, texts: Texts, preferences: Preferences, qtbot: QtBot) -> QWidget:
    page = SettingsRoom(theme, texts, preferences).build()
    qtbot.addWidget(page)
    page.resize(900, 900)
    page.show()
    return page


@pytest.mark.parametrize(
    ("name", "setting", "value"),
    [
        ("language_en", "language", "en"),
        ("language_system", "language", "system"),
        ("theme_high_contrast", "theme", "high_contrast"),
        ("theme_dark", "theme", "dark"),
        ("accent_violet", "accent", "violet"),
        ("motion_reduced", "motion", "reduced"),
        ("size_2.00", "font_scale", 2.0),
        ("size_1.15", "font_scale", 1.15),
    ],
)
def test_a_choice_is_stored_at_once(
    page: QWidget, stored: list[Settings], qtbot: QtBot, name: str, setting: str, value: object
) -> None:
    button = page.findChild(QRadioButton, name)
    where = QPoint(8, button.height() // 2)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=where)
    assert getattr(stored[-1], setting) == value


def test_what_is_chosen_now_is_marked(page: QWidget) -> None:
    chosen = {item.objectName() for item in page.findChildren(QRadioButton) if item.isChecked()}
    assert chosen == {
        "language_zh", "theme_light", "accent_blue", "motion_system", "size_1.00"
    }  # fmt: skip


def test_the_page_says_where_things_lie_and_what_is_inside(page: QWidget) -> None:
    said = "\n".join(label.text() for label in page.findChildren(QLabel))
    for part in (str(settings.file()), "kabao.log", __version__, "MIT", "LGPL", "没有联网功能"):
        assert part in said
