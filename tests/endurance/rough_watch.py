"""Who looks while the window is used roughly: the log, and companions of the hand."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget
    from rough_hand import Hand

    from kabao.ui.shell.window import MainWindow

Way = Callable[["QWidget"], str]
"""Does something to the window in front and says what."""


class Watch(logging.Handler):
    """Hears what goes wrong: exceptions, errors in the log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.faults: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep an error of the log with its place."""
        told = record.getMessage()
        if record.exc_info and record.exc_info[1]:
            told += "".join(traceback.format_exception(record.exc_info[1])[-6:])
        self.faults.append(told)

    def handle_exception(self, kind, error, trace) -> None:
        """Keep an exception that nobody took."""
        self.faults.append("".join(traceback.format_exception(kind, error, trace)[-16:]))


class Companion:
    """Goes along with the hand: has acts of its own, and looks after every act."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand

    @property
    def window(self) -> MainWindow:
        """The window that is used."""
        return self.hand.window

    def ways(self) -> Mapping[Way, float]:
        """Return what may be done, by how often."""
        return {}

    def wanted(self) -> Way | None:
        """Return what is to be done now whatever chance says, or None."""
        return None

    def look(self) -> None:
        """Look at what came of an act; what is wrong goes to ``hand.blame``."""

    def end(self) -> None:
        """Leave everything as it ought to be, before the last look."""
