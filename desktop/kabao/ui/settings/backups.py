"""Backups on the page of preferences: what there is, prove again, restore, schedule, places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kabao.services.backup_words import change_lines, size_text, time_text
from kabao.settings import MOST_COUNTED
from kabao.ui.kit.buttons import SecondaryButton, TextButton
from kabao.ui.kit.fields import CheckBox
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.services.backups import Backup, RestorePreview
    from kabao.texts import Texts
    from kabao.ui.kit.preferences import Preferences
    from kabao.ui.kit.theme import Theme
    from kabao.ui.shell.keeper import Keeper

_COLUMNS = ("time", "reason", "size", "proof")
_COUNTS = ("hours", "daily", "weekly", "monthly")


class BackupSection(QWidget):
    """Everything about the backups of the open ledger."""

    def __init__(
        self, theme: Theme, texts: Texts, preferences: Preferences, keeper: Keeper
    ) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._preferences = preferences
        self._keeper = keeper
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        self.notices = NoticeBar(theme, texts)
        column.addWidget(self.notices)
        column.addLayout(self._buttons())
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(theme.px(16))
        self._table.setVerticalSpacing(theme.px(2))
        column.addLayout(self._table)
        place = texts("backups.folder_note", place=keeper.context.workspace.backups.folder)
        column.addWidget(Label(place, "small", "ink_2", wrap=True))
        column.addWidget(CountsForm(theme, texts, preferences))
        column.addWidget(SecondPlace(theme, texts, preferences, keeper))
        keeper.changed.connect(self._show)
        keeper.read_list()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(8))
        self.make = SecondaryButton(self._theme, self._texts("backups.make_now"), "archive")
        self.make.setObjectName("make_backup")
        self.make.clicked.connect(lambda _: self._keeper.make_now())
        self.open = TextButton(self._theme, self._texts("backups.restore_file"), "folder-open")
        self.open.setObjectName("restore_file")
        self.open.clicked.connect(lambda _: self._choose())
        row.addWidget(self.make)
        row.addWidget(self.open)
        row.addStretch(1)
        return row

    def _show(self) -> None:
        """Show the list as the keeper knows it now."""
        self.make.setEnabled(not self._keeper.busy)
        self.open.setEnabled(not self._keeper.busy)
        empty_layout(self._table)
        if not self._keeper.backups:
            self._table.addWidget(Label(self._texts("backups.none"), "body", "ink_2"), 0, 0)
        else:
            for place, name in enumerate(_COLUMNS):
                heading = Label(self._texts(f"backups.column_{name}"), "small", "ink_2")
                self._table.addWidget(heading, 0, place)
            for row, backup in enumerate(self._keeper.backups, start=1):
                self._add(row, backup)
            self._table.setColumnStretch(len(_COLUMNS) - 1, 1)
        self.notices.clear()
        if self._keeper.problem is not None:
            sentence = self._keeper.context.alerts.sentence(self._keeper.problem)
            self.notices.show_notice("warning", sentence)

    def _add(self, row: int, backup: Backup) -> None:
        texts = self._texts
        reason = texts(f"backups.reason_{backup.reason}")
        proven = backup.proven_at
        proof = texts("backups.unproven") if proven is None else time_text(proven)
        words = (time_text(backup.made_at), reason, size_text(backup.size), proof)
        for place, text in enumerate(words):
            self._table.addWidget(Label(text), row, place)
        for place, (key, act) in enumerate(
            (("prove_again", self._keeper.prove), ("restore", self._restore)), start=len(words)
        ):
            button = TextButton(self._theme, texts(f"backups.{key}"))
            button.setObjectName(f"{key}_{row}")
            button.setAccessibleName(f"{texts(f'backups.{key}')} {words[0]}")
            button.setEnabled(not self._keeper.busy)
            button.clicked.connect(lambda _, act=act: act(backup))
            self._table.addWidget(button, row, place)

    def _restore(self, backup: Backup) -> None:
        self._keeper.preview(backup.path, self._ask)

    def _choose(self) -> None:
        title = self._texts("backups.restore_choose")
        path = self._keeper.context.alerts.choose_open(title, ("*.kabao",))
        if path is not None:
            self._keeper.preview(path, self._ask)

    def _ask(self, preview: RestorePreview) -> None:
        """Say what would change, and restore only if that is agreed to."""
        texts = self._texts
        lines = [*change_lines(texts, preview), texts("backups.restore_aside")]
        question, yes = texts("backups.restore_question"), texts("backups.restore")
        if self._keeper.context.alerts.ask(question, "\n".join(lines), yes, danger=True):
            self._keeper.stage(preview)


class CountsForm(QWidget):
    """How often a backup is made, and how many stay."""

    def __init__(self, theme: Theme, texts: Texts, preferences: Preferences) -> None:
        super().__init__()
        self._theme = theme
        self._preferences = preferences
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        closing = CheckBox(theme, texts("backups.at_closing"))
        closing.setObjectName("backup_at_closing")
        closing.setChecked(preferences.now.backup_at_closing)
        closing.toggled.connect(lambda on: preferences.change(backup_at_closing=on))
        column.addWidget(closing)
        for name in _COUNTS:
            key = name if name == "hours" else f"keep_{name}"
            column.addLayout(self._count(name, texts(f"backups.{key}")))

    def _count(self, name: str, words: str) -> QHBoxLayout:
        setting = f"backup_{name}"
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(8))
        label = Label(words)
        field = QLineEdit(str(getattr(self._preferences.now, setting)))
        field.setObjectName(setting)
        field.setAccessibleName(words)
        field.setValidator(QIntValidator(0, MOST_COUNTED, field))
        field.setFixedWidth(self._theme.px(64))
        field.editingFinished.connect(
            lambda: self._preferences.change(**{setting: int(field.text())})
        )
        label.setBuddy(field)
        row.addWidget(field)
        row.addWidget(label)
        row.addStretch(1)
        return row


class SecondPlace(QWidget):
    """A folder that gets a copy of every backup."""

    def __init__(
        self, theme: Theme, texts: Texts, preferences: Preferences, keeper: Keeper
    ) -> None:
        super().__init__()
        self._texts = texts
        self._preferences = preferences
        self._keeper = keeper
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(Label(texts("backups.second")))
        self._name = Label("", "body", "ink_2", wrap=True)
        row.addWidget(self._name, 1)
        choose = TextButton(theme, texts("backups.second_choose"), "folder")
        choose.setObjectName("second_choose")
        choose.clicked.connect(lambda _: self._choose())
        self._clear = TextButton(theme, texts("backups.second_clear"))
        self._clear.setObjectName("second_clear")
        self._clear.clicked.connect(lambda _: self._take(""))
        row.addWidget(choose)
        row.addWidget(self._clear)
        self._show()

    def _choose(self) -> None:
        folder = self._keeper.context.alerts.choose_folder(self._texts("backups.second"))
        if folder is not None:
            self._take(str(folder))

    def _take(self, folder: str) -> None:
        self._preferences.change(backup_folder=folder)
        self._show()

    def _show(self) -> None:
        folder = self._preferences.now.backup_folder
        self._name.setText(str(Path(folder)) if folder else self._texts("backups.second_none"))
        self._clear.setVisible(bool(folder))
