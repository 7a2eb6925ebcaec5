"""Choosing a passphrase: for a new ledger, where it can be declined in words, or another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from kabao.domain.passphrases import Strength, strength
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.notices import NoticeBar, ProgressBar
from kabao.ui.kit.small_screens import keep_within_screen
from kabao.ui.kit.text import Label
from kabao.ui.shell.unlock import PassphraseField

if TYPE_CHECKING:
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_WIDE = 480
_SHARES = {
    Strength.EMPTY: 0.0,
    Strength.WEAK: 0.25,
    Strength.FAIR: 0.5,
    Strength.GOOD: 0.75,
    Strength.STRONG: 1.0,
}


class NewPassphrase(QWidget):
    """Two fields and a hint how hard it is to guess; nothing is forbidden but an empty one."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self.first = PassphraseField(theme, texts, texts("safe.new"))
        self.first.line.setObjectName("new_passphrase")
        self.again = PassphraseField(theme, texts, texts("safe.again"))
        self.again.line.setObjectName("passphrase_again")
        self.bar = ProgressBar(theme)
        self.hint = Label("", "small", "ink_2", wrap=True)
        self.hint.setObjectName("strength")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        for words, field in (("new", self.first), ("again", self.again)):
            label = Label(texts(f"safe.{words}"), "small", "ink_2")
            label.setBuddy(field.line)
            column.addWidget(label)
            column.addWidget(field)
            if field is self.first:
                column.addWidget(self.bar)
                column.addWidget(self.hint)
                column.addSpacing(theme.space("s2"))
        self.first.line.textChanged.connect(self._judge)
        self._judge("")

    def problem(self) -> str:
        """Return what is wrong with what was typed, or nothing."""
        if not self.first.line.text():
            return self._texts("errors.passphrase_empty")
        if self.first.line.text() != self.again.line.text():
            return self._texts("errors.passphrase_differs")
        return ""

    def take(self) -> str:
        """Return what was typed and forget it."""
        self.again.take()
        return self.first.take()

    def _judge(self, typed: str) -> None:
        found = strength(typed)
        self.bar.set_share(_SHARES[found])
        self.hint.setText(self._texts(f"safe.strength_{found}"))


class _Dialog(QDialog):
    """A column of widgets over two buttons."""

    def __init__(self, theme: Theme, texts: Texts, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        keep_within_screen(self)
        # The window would keep it, and with it what was typed, for as long as the program runs.
        self.finished.connect(lambda _: self.deleteLater())
        self._theme = theme
        self._texts = texts
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(_WIDE))
        self.notices = NoticeBar(theme, texts)
        self.column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(theme.px(12))
        self.column.addWidget(self.notices)
        self.column.addWidget(Label(title, "heading", wrap=True))

    def refuse(self, sentence: str) -> None:
        """Say what is to be mended."""
        self.notices.clear()
        self.notices.show_notice("error", sentence)

    def finish(self, words: str) -> None:
        """Add the buttons; the first one is named so."""
        self.yes = PrimaryButton(self._theme, words)
        self.yes.setObjectName("agree")
        self.yes.setDefault(True)
        self.yes.clicked.connect(lambda _: self.agree())
        no = SecondaryButton(self._theme, self._texts("kit.cancel"))
        no.setAutoDefault(False)
        no.clicked.connect(lambda _: self.reject())
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(no)
        row.addWidget(self.yes)
        self.column.addStretch(1)
        self.column.addLayout(row)

    def agree(self) -> None:
        """Take what was typed, or say what is wrong with it."""
        raise NotImplementedError


class NewLedgerDialog(_Dialog):
    """Offers a passphrase for a new ledger; ``words`` is empty where it was declined."""

    def __init__(self, theme: Theme, texts: Texts, name: str, parent: QWidget | None) -> None:
        super().__init__(theme, texts, texts("safe.new_title", name=name), parent)
        self.words = ""
        self.form = NewPassphrase(theme, texts)
        self.protect, self.decline = (
            QRadioButton(texts(f"safe.{way}")) for way in ("protect", "decline")
        )
        self.protect.setObjectName("protect")
        self.decline.setObjectName("decline")
        self.protect.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self.protect)
        group.addButton(self.decline)
        self.warning = Label(texts("safe.decline_note"), "small", "warning", wrap=True)
        room = self.warning.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # or the buttons jump from under the mouse
        self.warning.setSizePolicy(room)
        self.warning.hide()
        self.column.addWidget(Label(texts("safe.why"), tone="ink_2", wrap=True))
        self.column.addWidget(self.protect)
        self.column.addWidget(self.form)
        self.column.addWidget(Label(texts("safe.no_way_back"), "small", "ink_2", wrap=True))
        self.column.addWidget(self.decline)
        self.column.addWidget(self.warning)
        self.protect.toggled.connect(self._choose)
        self.finish(texts("safe.make"))
        self.form.first.line.setFocus()

    def agree(self) -> None:
        """Take the passphrase, unless there shall be none."""
        if self.protect.isChecked():
            problem = self.form.problem()
            if problem:
                self.refuse(problem)
                return
            self.words = self.form.take()
        self.accept()

    def _choose(self, on: bool) -> None:
        self.form.setEnabled(on)
        self.warning.setVisible(not on)


class ChangeDialog(_Dialog):
    """Another passphrase (``first`` for a ledger that has none yet), or none any more."""

    def __init__(self, theme: Theme, texts: Texts, way: str, parent: QWidget | None) -> None:
        super().__init__(theme, texts, texts(f"safe.{way}_title"), parent)
        self.present = self.words = ""
        self.old = PassphraseField(theme, texts, texts("safe.present"))
        self.old.line.setObjectName("present_passphrase")
        self.form = NewPassphrase(theme, texts)
        self._way = way
        self.column.addWidget(Label(texts(f"safe.{way}_note"), tone="ink_2", wrap=True))
        if way != "give":
            label = Label(texts("safe.present"), "small", "ink_2")
            label.setBuddy(self.old.line)
            self.column.addWidget(label)
            self.column.addWidget(self.old)
        if way != "remove":
            self.column.addWidget(self.form)
            self.column.addWidget(Label(texts("safe.no_way_back"), "small", "ink_2", wrap=True))
        self.finish(texts(f"safe.{way}_do"))
        (self.form.first if way == "give" else self.old).line.setFocus()

    def agree(self) -> None:
        """Take what was typed."""
        problem = "" if self._way == "remove" else self.form.problem()
        if self._way != "give" and not self.old.line.text():
            problem = self._texts("safe.present_missing")
        if problem:
            self.refuse(problem)
            return
        self.present = self.old.take()
        self.words = self.form.take()
        self.accept()


class FileDialog(_Dialog):
    """The passphrase of a file: of a backup under another one, or of a damaged ledger."""

    def __init__(
        self, theme: Theme, texts: Texts, name: str, parent: QWidget | None, why: str = "file"
    ) -> None:
        super().__init__(theme, texts, texts(f"safe.{why}_passphrase"), parent)
        self.words = ""
        self.field = PassphraseField(theme, texts, texts("safe.passphrase"))
        self.column.addWidget(Label(name, "small", "ink_2", wrap=True))
        self.column.addWidget(Label(texts(f"safe.{why}_passphrase_note"), tone="ink_2", wrap=True))
        self.column.addWidget(self.field)
        self.finish(texts("safe.unlock"))
        self.field.line.setFocus()

    def agree(self) -> None:
        """Take what was typed."""
        if not self.field.line.text():
            self.refuse(self._texts("safe.nothing_typed"))
            return
        self.words = self.field.take()
        self.accept()
