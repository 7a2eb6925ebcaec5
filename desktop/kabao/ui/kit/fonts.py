"""The shipped fonts: the two weights at start, those of rarer characters when one is met.

The rarer ones would take 80 MB of memory and some seconds to unpack, and few ledgers want
any. So a thread reads those that are wanted when a rare character is typed, drawn in a table or
found in a ledger; each then stands behind the usual font.
"""

from __future__ import annotations

import logging
import lzma
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QFont, QFontDatabase, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from kabao.rare_fonts import NAMES, font_file, fonts_for, in_bold, read_font

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.services.workspace import Workspace
    from kabao.ui.kit.jobs import JobControl, JobRunner

_log = logging.getLogger(__name__)
_FIRST = ("NotoSansSC-Regular", "NotoSansSC-Bold")
_MET = "meets_rare"
FAMILY = "Noto Sans SC"
"""The usual one, which the theme asks for."""


def load_first_fonts() -> None:
    """Register the two fonts the first paint needs."""
    for name in _FIRST:
        _add(_at_hand(name))


def load_rare_fonts() -> None:
    """Register the fonts for rare Chinese characters, and wait until they are read."""
    for name in NAMES:
        for font in _in_all_weights(name):
            _add(font)


def _in_all_weights(name: str) -> list[Path | bytes]:
    """Return the fonts of a piece; one that has no bold weight is thickened by Qt."""
    return [_at_hand(each) for each in dict.fromkeys((name, in_bold(name)))]


def _at_hand(name: str) -> Path | bytes:
    """Return a font as Qt takes it: a file, or what was packed in one."""
    file = font_file(name)
    return file if file.is_file() else read_font(name)


def _add(font: Path | bytes) -> None:
    """Register a font; a file stays on the disk, bytes stay in memory."""
    if isinstance(font, bytes):
        number = QFontDatabase.addApplicationFontFromData(QByteArray(font))
    else:
        number = QFontDatabase.addApplicationFont(str(font))
    if number < 0:
        raise ValueError("a shipped font cannot be used")
    for family in QFontDatabase.applicationFontFamilies(number):
        if family != FAMILY and family not in QFont.substitutes(FAMILY):
            QFont.insertSubstitution(FAMILY, family)


class RareFonts(QObject):
    """Looks at text that is met, and loads the fonts that rare characters in it want."""

    loaded = Signal()
    _read = Signal(object)

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._called: set[str] = set()
        self._read.connect(self._show)
        # Whatever is typed, pasted, dropped or sent by an input method goes to the field that
        # has the keyboard: a filter over every event would be felt.
        application.focusChanged.connect(self._watch)

    @classmethod
    def of(cls, application: QApplication) -> RareFonts:
        """Return the one of an application."""
        return application.findChild(cls) or cls(application)

    def look_through(self, workspace: Workspace, jobs: JobRunner) -> None:
        """Look for rare characters in a ledger as soon as there is nothing else to do."""

        def look(control: JobControl) -> set[str]:
            from kabao.services.rare_text import rare_fonts_of

            return rare_fonts_of(workspace, control.cancelled)

        jobs.run_when_idle(look, self.call, _not_looked)

    def meet(self, text: str) -> None:
        """Look at a text, at each of its characters once: few of a page differ."""
        if not text.isascii():
            self.call(fonts_for("".join(set(text))))

    def call(self, names: set[str]) -> None:
        """Load fonts, each once."""
        wanted = sorted(names - self._called)
        if wanted:
            self._called.update(wanted)
            Thread(target=self._fetch, args=(wanted,), name="rare fonts", daemon=True).start()

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or now.property(_MET):
            return
        if isinstance(now, QLineEdit):
            now.textChanged.connect(self.meet)
        elif isinstance(now, QComboBox):
            now.editTextChanged.connect(self.meet)
        elif isinstance(now, QTextEdit | QPlainTextEdit):
            document = now.document()
            document.contentsChange.connect(lambda *where: self._meet_in(document, *where))
        else:
            return
        now.setProperty(_MET, 1)
        self.meet(shown_by(now))

    def _meet_in(self, document: QTextDocument, first: int, _removed: int, added: int) -> None:
        """Look at what came into a text, not at all of it with every key."""
        if not isValid(document):  # emptied while it goes away
            return
        cursor = QTextCursor(document)
        cursor.setPosition(first)
        end = min(first + added, document.characterCount() - 1)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.meet(cursor.selectedText())

    def _fetch(self, names: list[str]) -> None:
        try:
            self._read.emit([font for name in names for font in _in_all_weights(name)])
        except (OSError, lzma.LZMAError):
            _log.warning("the fonts of rare characters cannot be read", exc_info=True)

    def _show(self, fonts: list[Path | bytes]) -> None:
        for font in fonts:
            _add(font)
        for widget in QApplication.allWidgets():
            if fonts_for(shown_by(widget)):
                _shape_anew(widget)
            if widget.isVisible():
                widget.update()
        self.loaded.emit()


def _not_looked(error: Exception) -> None:
    """Leave it: the ledger is closed, or it cannot be read and that is told elsewhere."""
    _log.info("rare characters were not looked for: %s", type(error).__name__)


def shown_by(widget: QWidget) -> str:
    """Return the text of a widget that keeps the shapes of what it shows."""
    if isinstance(widget, QLineEdit | QLabel | QAbstractButton):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.toPlainText() if isinstance(widget, QTextEdit | QPlainTextEdit) else ""


def _shape_anew(widget: QWidget) -> None:
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        document = widget.document()
        document.markContentsDirty(0, document.characterCount())
    else:
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.FontChange))
