"""The settings while the program runs: changed whole, stored at once, told to whoever listens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from kabao import settings
from kabao.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.settings import Settings


class Preferences(QObject):
    """Holds the settings; what cannot be stored is told once and still counts until the end."""

    language_changed = Signal()
    look_changed = Signal()
    recent_changed = Signal()
    capture_changed = Signal()
    unsaved = Signal(str)

    def __init__(self, now: Settings, store: Callable[[Settings], None] = settings.save) -> None:
        super().__init__()
        self.now = now
        self._store = store
        self._told = False

    def texts(self) -> Texts:
        """Return the words of the language chosen."""
        return Texts(self.now.spoken())

    def change(self, **changes: Any) -> None:
        """Change settings by name and store them."""
        self.take(replace(self.now, **changes))

    def take(self, wanted: Settings) -> None:
        """Take other settings, store them and tell what differs."""
        before, self.now = self.now, wanted
        if wanted == before:
            return
        try:
            self._store(wanted)
        except OSError as problem:
            if not self._told:
                self._told = True
                self.unsaved.emit(problem.strerror or str(problem))
        if wanted.spoken() != before.spoken():
            self.language_changed.emit()
        if _look(wanted) != _look(before):
            self.look_changed.emit()
        if wanted.block_capture != before.block_capture:
            self.capture_changed.emit()
        if wanted.recent != before.recent:
            self.recent_changed.emit()


def _look(now: Settings) -> tuple[object, ...]:
    return (now.theme, now.font_scale, now.accent, now.motion)
