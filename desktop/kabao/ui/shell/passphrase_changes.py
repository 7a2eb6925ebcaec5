"""Giving, changing and taking away the passphrase of the ledger that is open in the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.domain.errors import LedgerLockedError
from kabao.ui.kit.notices import EmptyState
from kabao.ui.shell.passphrase_dialogs import ChangeDialog

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.services.safekeeping import LedgerKey, Rekeyed
    from kabao.ui.kit.jobs import JobControl
    from kabao.ui.shell.guard import Guard
    from kabao.ui.shell.window import MainWindow


class PassphraseChanges(QObject):
    """The ledger is closed meanwhile; the window comes back to where it was."""

    def __init__(self, window: MainWindow, guard: Guard) -> None:
        super().__init__(window)
        self._window = window
        self._guard = guard

    def ask(self, way: str) -> None:
        """Ask for what it takes (``give``, ``change`` or ``remove``) and do it."""
        window = self._window
        if window.is_busy:
            window.alerts.tell(window.texts("safe.busy"))
            return
        dialog = ChangeDialog(window.parts.theme, window.texts, way, window)
        if dialog.exec():
            self.do(way, dialog.present, dialog.words)

    def do(self, way: str, present: str, words: str) -> None:
        """Close the ledger, write it anew on the worker, and open it again."""
        window = self._window
        workspace = window.workspace
        assert workspace is not None
        path, key = workspace.ledger.path, workspace.ledger.key
        old = key and key.copy()
        self._guard.keep_place()
        if not window.leave(keep=False):
            return
        window.show_page(self._waiting_page())

        def work(_: JobControl) -> Rekeyed:
            from kabao.services import safekeeping

            if old is not None and not safekeeping.unlock(path, present).same_as(old):
                raise LedgerLockedError("ledger_passphrase_wrong", name=path.name)
            new = safekeeping.new_key(words) if words else None
            return safekeeping.change(path, old, new)

        window.parts.jobs.run(
            work, partial(self._done, way, path), partial(self._failed, path, old)
        )

    def print(self) -> None:
        """Write the recovery sheet where a person wants it."""
        window = self._window
        workspace = window.workspace
        if workspace is None or workspace.ledger.key is None:
            return
        texts, path, key = window.texts, workspace.ledger.path, workspace.ledger.key.copy()
        name = texts("safe.sheet_name", name=path.stem)
        target = window.alerts.choose_save(texts("safe.sheet_title"), name, ("*.pdf",))
        if target is None:
            return
        today = workspace.clock()

        def work(_: JobControl) -> None:
            from kabao.services.recovery_sheets import write_recovery_sheet

            write_recovery_sheet(texts, path, key, today, target)
            key.wipe()

        window.parts.jobs.run(
            work, lambda _: window.alerts.tell(texts("safe.sheet_done")), window.refused
        )

    def _done(self, way: str, path: Path, result: Rekeyed) -> None:
        window = self._window
        if not self._guard.enter(path, result.key):
            return
        window.alerts.tell(window.texts(f"safe.done_{way}"))
        if result.problem is not None:
            window.alerts.show(result.problem)
        elif result.older and window.workspace is not None:
            question = window.texts("safe.older", count=result.older)
            note, yes = window.texts("safe.older_note"), window.texts("safe.older_do")
            if window.alerts.ask(question, note, yes, danger=True):
                window.workspace.backups.remove_under_other_keys()
        if result.key is not None:
            self._guard.remind()

    def _failed(self, path: Path, key: LedgerKey | None, error: Exception) -> None:
        self._guard.enter(path, key)
        self._window.alerts.show(error)

    def _waiting_page(self) -> QWidget:
        window = self._window
        page = QWidget()
        column = QVBoxLayout(page)
        title, note = window.texts("safe.writing"), window.texts("safe.writing_note")
        column.addWidget(EmptyState(window.parts.theme, "lock", title, note, ()))
        return page
