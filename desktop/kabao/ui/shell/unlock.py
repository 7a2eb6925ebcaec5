"""Asking for the passphrase of a ledger: as a page of the window, or over a dialog left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from kabao.ui.kit.buttons import IconButton, LinkButton, PrimaryButton
from kabao.ui.kit.notices import IconLabel
from kabao.ui.kit.panels import Scroller
from kabao.ui.kit.text import ElidedLabel, Label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_WIDE = 420
_CODE_HIGH = 132


class PassphraseField(QWidget):
    """A field that hides what is typed until the eye beside it is pressed."""

    returned = Signal()

    def __init__(self, theme: Theme, texts: Texts, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self.line = QLineEdit()
        self.line.setObjectName("passphrase")
        self.line.setAccessibleName(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(1024)
        self.line.returnPressed.connect(self.returned)
        self.eye = IconButton(theme, "eye", texts("safe.show"))
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        row.addWidget(self.line, 1)
        row.addWidget(self.eye)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Let the line have the keyboard; a focus proxy would be a second stop of Tab."""
        self.line.setFocus(reason)

    def take(self) -> str:
        """Return what was typed and forget it."""
        words = self.line.text()
        self.line.clear()
        return words

    def _show(self, on: bool) -> None:
        modes = QLineEdit.EchoMode
        self.line.setEchoMode(modes.Normal if on else modes.Password)


class UnlockForm(QWidget):
    """The passphrase, or the groups of the recovery sheet; what is wrong with them is told here."""

    given = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, texts: Texts, ledger: str, *, locked: bool) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self.setMaximumWidth(theme.px(_WIDE))
        self.field = PassphraseField(theme, texts, texts("safe.passphrase"))
        self.field.returned.connect(self._give)
        self.code = _CodeField()
        self.code.setObjectName("recovery_code")
        self.code.setAccessibleName(texts("safe.code"))
        self.code.setPlaceholderText(texts("safe.code_hint"))
        self.code.setFixedHeight(theme.px(_CODE_HIGH))
        self.code.returned.connect(self._give)
        self.problem = Label("", "body", "error", wrap=True)
        self.problem.setObjectName("unlock_problem")
        self.unlock = PrimaryButton(theme, texts("safe.unlock"), "lock-open")
        self.unlock.setObjectName("unlock")
        self.unlock.clicked.connect(lambda _: self._give())
        self.other_way = LinkButton(texts("safe.by_code"))
        self.other_way.setObjectName("other_way")
        self.other_way.clicked.connect(lambda _: self._turn())
        self.leave = LinkButton(texts("safe.leave"))
        self.leave.setObjectName("other_ledger")
        self.leave.clicked.connect(lambda _: self.left.emit())
        self._lay_out(ledger, locked=locked)
        self.code.hide()
        self.problem.hide()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Let the passphrase have the keyboard; a focus proxy would be a second stop of Tab."""
        self.field.setFocus(reason)

    def refuse(self, sentence: str) -> None:
        """Say why that was not it; the next try may begin."""
        self.set_busy(busy=False)
        self.problem.setText(sentence)
        self.problem.show()
        self.focus()

    def set_busy(self, *, busy: bool) -> None:
        """Show that a key is being made of what was typed."""
        for widget in (self.field, self.code, self.other_way, self.leave):
            widget.setEnabled(not busy)
        self.unlock.set_busy(self._texts("safe.unlocking") if busy else "")

    def focus(self) -> None:
        """Give the keyboard to where one types."""
        (self.code if self.code.isVisible() else self.field.line).setFocus()

    def _give(self) -> None:
        words = self.field.take()
        if not self.code.isHidden():
            words = self.code.toPlainText()  # it stays: of twelve groups one may be wrong
        if not words.strip():
            self.refuse(self._texts("safe.nothing_typed"))
            return
        self.problem.hide()
        self.set_busy(busy=True)
        self.given.emit(words)

    def _turn(self) -> None:
        """Change between passphrase and recovery code."""
        by_code = self.code.isHidden()
        self.code.clear()
        self.code.setVisible(by_code)
        self.field.setVisible(not by_code)
        self.other_way.setText(self._texts("safe.by_words" if by_code else "safe.by_code"))
        self.problem.hide()
        self.focus()

    def _lay_out(self, ledger: str, *, locked: bool) -> None:
        theme, texts = self._theme, self._texts
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        head.addWidget(IconLabel(theme, "lock", "accent", 32))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(texts("safe.locked" if locked else "safe.closed"), "title"))
        words.addWidget(ElidedLabel(ledger, tone="ink_2"))
        head.addLayout(words, 1)
        column.addLayout(head)
        note = texts("safe.locked_note" if locked else "safe.closed_note")
        column.addWidget(Label(note, tone="ink_2", wrap=True))
        column.addWidget(self.field)
        column.addWidget(self.code)
        column.addWidget(self.problem)
        column.addWidget(self.unlock)
        ways = QHBoxLayout()
        ways.addWidget(self.other_way)
        ways.addStretch(1)
        ways.addWidget(self.leave)
        column.addLayout(ways)


class UnlockPage(QFrame):
    """The window while its ledger is locked: it shows nothing of anybody."""

    def __init__(self, theme: Theme, form: UnlockForm) -> None:
        super().__init__()
        self.setProperty("ground", "surface")
        self.form = form
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroller = Scroller()
        margin = theme.space("page_margin")
        scroller.body.setContentsMargins(margin, margin, margin, margin)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(form, 3)
        row.addStretch(1)
        scroller.body.addStretch(2)
        scroller.body.addLayout(row)
        scroller.body.addStretch(3)
        outer.addWidget(scroller)

    def showEvent(self, event: QShowEvent) -> None:
        """Let typing begin at once."""
        super().showEvent(event)
        # Later: the page that goes takes the keyboard along.
        QTimer.singleShot(0, self.form, self.form.focus)


class _CodeField(QPlainTextEdit):
    """Room for twelve groups; Ctrl+Enter gives them."""

    returned = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Ctrl+Enter for the button below."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers():
            self.returned.emit()
            return
        super().keyPressEvent(event)
