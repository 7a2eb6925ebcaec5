"""The window in the language, look and size that are chosen, as soon as nobody waits in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from kabao.ui.kit.theme import moves_nothing

if TYPE_CHECKING:
    from kabao.ui.shell.keeping import Keeping
    from kabao.ui.shell.window import MainWindow


class Appearance(QObject):
    """Follows the preferences; pages that wait for an answer stay until they have it."""

    def __init__(self, window: MainWindow, keeping: Keeping) -> None:
        super().__init__(window)
        self._window = window
        self._keeping = keeping
        self._theme = window.parts.theme
        self._jobs = window.parts.jobs
        self._preferences = window.parts.preferences
        self._is_late = False
        self._preferences.language_changed.connect(self._speak)
        self._preferences.look_changed.connect(self._dress)
        self._jobs.busy_changed.connect(self._catch_up)
        # What pages waited for was dropped for closing: they begin anew.
        keeping.stayed.connect(self._speak)

    def _speak(self) -> None:
        self._is_late = self._jobs.busy or self._keeping.is_ending
        if not self._is_late:
            self._window.build_anew()

    def _catch_up(self) -> None:
        if self._is_late and not self._jobs.busy:
            QTimer.singleShot(0, self._speak)

    def _dress(self) -> None:
        now = self._preferences.now
        self._theme.calm = moves_nothing(now.motion)
        self._theme.set_mode(now.theme)
        self._theme.set_accent(now.accent)
        if self._theme.set_scale(now.font_scale):
            self._theme.then(self._speak)
