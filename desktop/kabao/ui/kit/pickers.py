"""Pickers of language and look, for the welcome page and the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from kabao.settings import Theme as Mode
from kabao.ui.kit.buttons import MenuButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.texts import Texts
    from kabao.ui.kit.preferences import Preferences
    from kabao.ui.kit.theme import Theme

MODES: tuple[str, ...] = get_args(Mode)
SPOKEN = ("zh", "zh_TW", "en")


class LanguageButton(MenuButton):
    """Names the language in use and offers the others."""

    def __init__(self, theme: Theme, texts: Texts, preferences: Preferences) -> None:
        now = preferences.now.spoken()
        super().__init__(theme, texts(f"settings.language_{now}"))
        self.setObjectName("pick_language")
        choices = [(key, texts(f"settings.language_{key}")) for key in SPOKEN]
        self.setMenu(_menu(self, choices, now, lambda key: preferences.change(language=key)))


class ThemeButton(MenuButton):
    """Names the look in use and offers the others."""

    def __init__(self, theme: Theme, texts: Texts, preferences: Preferences) -> None:
        super().__init__(theme, "")
        self._texts = texts
        self._preferences = preferences
        self.setObjectName("pick_theme")
        choices = [(key, texts(f"settings.theme_{key}")) for key in MODES]
        now = preferences.now.theme
        self.setMenu(_menu(self, choices, now, lambda key: preferences.change(theme=key)))
        preferences.look_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        look = self._texts(f"settings.theme_{self._preferences.now.theme}")
        self.setText(self._texts("settings.appearance_picker", theme=look))


def _menu(
    button: MenuButton, choices: list[tuple[str, str]], now: str, take: Callable[[str], None]
) -> QMenu:
    menu = QMenu(button)
    group = QActionGroup(menu)
    for key, words in choices:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(key == now)
        action.setData(key)
        group.addAction(action)
    group.triggered.connect(lambda action: take(str(action.data())))
    return menu
