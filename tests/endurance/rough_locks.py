"""A ledger with a passphrase, locked in the middle: nothing is lost, nothing can be read."""

from __future__ import annotations

import json
import re

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
from rough_hand import TEXTS
from rough_watch import Companion
from shiboken6 import isValid

from services.ledger_contents import logical

PASSPHRASE = "三更灯火 5-green"
WRONG = "三更灯火 5 green"
SECRETS = (
    "SELECT name FROM holders UNION SELECT doc_no FROM holders UNION SELECT name FROM employers"
)
TYPED = tuple(text for text in ("".join(text.split()) for text in TEXTS) if len(text) > 2)
ROWS, COLUMNS = 40, 12


class Locking(Companion):
    """Locks, tries a wrong passphrase, unlocks; looks meanwhile for what can be read."""

    def __init__(self, hand) -> None:
        super().__init__(hand)
        self.typed, self.secrets = {}, set()
        self.locks = self.tries = 0
        self.was_locked = False

    def ways(self):
        """Return what may be done besides."""
        return {self.lock: 1.5, self.unlock: 0.01, self.mistake: 0.01}

    def wanted(self):
        """Return a try to get in, as long as the ledger is locked."""
        if not self.is_locked:
            return None
        return self.hand.chance.choice((self.unlock, self.mistake, None, None, None, None))

    @property
    def is_locked(self) -> bool:
        """Whether a passphrase is asked for."""
        guard = self.window.guard
        return guard.is_covered or (guard.waiting is not None and self.window.workspace is None)

    def lock(self, _top) -> str:
        """Lock in the middle of what is being done."""
        if self.is_locked or self.hand.ledger() is None:
            return "nothing"
        told = self.hand.say("lock")
        rows = self.window.workspace.ledger._session.rows(SECRETS)
        self.secrets = {word for (word,) in rows if word and len(word) > 2 and word not in TEXTS}
        self.typed = {
            name: text
            for name, text in shown_fields()
            if any(typed in "".join(text.split()) for typed in TYPED)
        }
        self.locks += 1
        self.window.guard.lock()
        return told

    def mistake(self, _top) -> str:
        """Try a wrong passphrase."""
        return self.give(WRONG)

    def unlock(self, _top) -> str:
        """Give the right passphrase."""
        return self.give(PASSPHRASE)

    def give(self, words: str) -> str:
        """Type a passphrase where it is asked for."""
        fields = [
            field
            for field in QApplication.allWidgets()
            if isinstance(field, QLineEdit)
            and field.objectName() == "passphrase"
            and field.isVisible()
            and field.isEnabled()
        ]
        if not fields or not self.is_locked:
            return "nothing"
        told = self.hand.say("unlock" if words == PASSPHRASE else "a wrong passphrase")
        self.tries += 1
        fields[0].setText(words)
        QTest.keyClick(fields[0], Qt.Key.Key_Return)
        return told

    def look(self) -> None:
        """See that nothing can be read, and that nothing is lost."""
        if self.window.guard.waiting is not None and self.window.workspace is not None:
            self.hand.blame("a passphrase is waited for while a ledger is open")
        if self.is_locked:
            self.was_locked = True
            for place, text in readable():
                if any(secret in text for secret in self.secrets):
                    self.hand.blame(f"readable while locked: {place}")
        elif self.was_locked and self.hand.ledger() is not None:
            self.was_locked = False
            self.look_for_typed()

    def look_for_typed(self) -> None:
        """See that what was typed before is on the screen or in the ledger."""
        ledger = self.window.workspace.ledger
        drafts = [ledger.drafts.get(*key) for key in ledger.drafts.all()]
        kept = json.dumps([logical(ledger), drafts], ensure_ascii=False, default=str)
        kept += "".join(text for _, text in shown_fields())
        kept = plain(kept)
        for name, text in self.typed.items():
            if plain(json.dumps(text, ensure_ascii=False)[1:-1]) not in kept:
                self.hand.blame(f"typed and lost by locking: {name}")
        self.typed = {}

    def end(self) -> None:
        """Say how often."""
        print(f"locked {self.locks} times, {self.tries} passphrases given")


def plain(text: str) -> str:
    """Return a text without what a field of one line changes in it."""
    return re.sub(r"(\\[nrt]|\s)+", "", text)


def shown_fields():
    """Give name and text of every field of a form that can be seen."""
    for field in QApplication.allWidgets():
        if field.isVisible() and field.objectName().startswith("field_"):
            if isinstance(field, QLineEdit):
                yield field.objectName(), field.text()
            elif isinstance(field, QPlainTextEdit | QTextEdit):
                yield field.objectName(), field.toPlainText()


def readable():
    """Give every text that can be seen or heard now, and where."""
    yield "clipboard", QApplication.clipboard().text()
    for widget in QApplication.allWidgets():
        if not isValid(widget) or not widget.isVisible():
            continue
        place = f"{type(widget).__name__} {widget.objectName()}"
        if widget.isWindow():
            yield f"title of {place}", widget.windowTitle()
        yield f"name of {place}", widget.accessibleName()
        for text in texts_of(widget):
            yield place, text


def texts_of(widget):
    """Give what a widget shows."""
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield widget.text()
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model, whole = widget.model(), QModelIndex()
        for row in range(min(model.rowCount(whole), ROWS)):
            for column in range(min(model.columnCount(whole), COLUMNS)):
                yield str(model.index(row, column).data())
