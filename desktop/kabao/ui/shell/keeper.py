"""The keeper of an open ledger: backups while the window works and when it closes, told in words.

It has a worker of its own, so that nobody waits behind a backup.
"""

from __future__ import annotations

import datetime as dt
import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressDialog

from kabao.domain.errors import KabaoError, LedgerLockedError
from kabao.domain.findings import Place
from kabao.ui.kit.buttons import LinkButton

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from kabao.services.backups import Backup, Backups, Made, RestorePreview
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl, JobRunner

_FIRST_LOOK_MS = 3_000
_LOOK_MS = 5 * 60_000
_PATIENCE_MS = 400
_OWN_WORDS = frozenset({"ledger_passphrase_needed", "ledger_other_passphrase"})
"""What is said of a backup that another passphrase opens."""

_log = logging.getLogger(__name__)


class Keeper(QObject):
    """Makes backups by the schedule and on demand; knows the newest one and what went wrong."""

    changed = Signal()
    """The list of backups, or what is known of them, is another."""
    staged = Signal(object)
    """A file waits to be put in the place of the ledger."""

    def __init__(self, context: RoomContext, jobs: JobRunner) -> None:
        super().__init__()
        self.context = context
        self.problem: Exception | None = None
        self.backups: tuple[Backup, ...] = ()
        self._jobs = jobs
        self._reads_only = context.workspace.ledger.read_only
        self.label = LinkButton("", small=True)
        self.label.setObjectName("backupState")
        self.label.hide()  # until something is known
        self.label.clicked.connect(
            lambda _: context.navigate(Place(room="settings", section="backups"))
        )
        self._clock = QTimer(self, interval=_LOOK_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()
        QTimer.singleShot(_FIRST_LOOK_MS, self, self.look)

    @property
    def _service(self) -> Backups:
        return self.context.workspace.backups

    @property
    def busy(self) -> bool:
        """Whether a backup is being made, proven or prepared."""
        return self._jobs.busy

    def look(self) -> None:
        """Read what there is, and make a backup if the schedule asks for one."""

        def work(_: JobControl) -> Made | None:
            now = dt.datetime.now(dt.UTC)
            return None if self._reads_only else self._service.make_if_due(now)

        self._jobs.run(work, self._looked, self._failed, background=True)

    def make_now(self) -> None:
        """Make a backup because a person wants one."""
        self._run(lambda _: self._service.make(), self._made)

    def prove(self, backup: Backup) -> None:
        """Read a backup whole once more."""
        self._run(lambda _: self._service.prove(backup), self._proven)

    def preview(self, file: Path, then: Callable[[RestorePreview], None]) -> None:
        """Read what would change if a file were restored; asks for a passphrase of its own."""

        def refused(problem: Exception) -> None:
            words = self._ask_words(file) if getattr(problem, "code", "") in _OWN_WORDS else ""
            if not words:
                self._refused(problem)
                return

            def work(_: JobControl) -> RestorePreview:
                from kabao.services.safekeeping import unlock

                return self._service.preview(file, unlock(file, words))

            self._run(work, then)

        self._run(lambda _: self._service.preview(file), then, refused)

    def stage(self, preview: RestorePreview) -> None:
        """Prepare a file to be put in the place of the ledger."""
        self._run(lambda _: self._service.stage(preview.file, preview.key), self.staged.emit)

    def read_list(self) -> None:
        """Read the list of backups anew and say what is known."""
        try:
            self.backups = tuple(self._service.listed())
        except KabaoError as problem:
            self.problem = problem
        self._say()
        self.changed.emit()

    def close(self, parent: QWidget) -> bool:
        """Make the backup of closing; False if it failed and the user would rather stay."""
        self._clock.stop()
        problem = self._keep_at_closing(parent)
        if problem is None:
            return True
        alerts, texts = self.context.alerts, self.context.texts
        title, yes = texts("backups.closing_failed"), texts("backups.close_anyway")
        if alerts.ask(title, alerts.sentence(problem), yes, danger=True):
            return True
        self._clock.start()
        return False

    def stop(self) -> None:
        """Begin nothing more; a backup under way is finished unheard, on its own connection."""
        self._clock.stop()
        self._jobs.abandon(0)

    def _keep_at_closing(self, parent: QWidget) -> Exception | None:
        if self._reads_only:
            return None
        try:
            if not self._service.is_due_at_closing():
                return None
        except (KabaoError, OSError) as problem:
            return problem
        outcome: list[Exception | None] = []
        waiting = QEventLoop()

        def ended(problem: Exception | None) -> None:
            outcome.append(problem)
            waiting.quit()

        self._jobs.run(
            lambda _: self._service.make_at_closing(), lambda made: ended(made.problem), ended
        )
        if not outcome:
            note = _waiting_note(self.context.texts("backups.at_closing_busy"), parent)
            waiting.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            note.close()
            note.deleteLater()
        return outcome[0]

    def _ask_words(self, file: Path) -> str:
        """Ask for the passphrase that a backup had when it was made."""
        from kabao.ui.shell.passphrase_dialogs import FileDialog

        self._failed(LedgerLockedError("ledger_other_passphrase", name=file.name))
        parent = self.label.window()
        dialog = FileDialog(self.context.theme, self.context.texts, file.name, parent)
        return dialog.words if dialog.exec() else ""

    def _run(
        self,
        work: Callable[[JobControl], object],
        then: Callable[..., object],
        refused: Callable[[Exception], object] | None = None,
    ) -> None:
        self.label.setText(self.context.texts("backups.status_busy"))
        self._jobs.run(work, partial(self._done, then), refused or self._refused)
        self.changed.emit()

    def _done(self, then: Callable[..., object], result: object) -> None:
        self.problem = None
        self.read_list()
        then(result)

    def _made(self, made: Made) -> None:
        if made.problem is not None:
            self._refused(made.problem)

    def _proven(self, backup: Backup) -> None:
        del backup
        self.context.alerts.tell(self.context.texts("backups.proven_again"))

    def _looked(self, made: Made | None) -> None:
        if made is not None:
            self.problem = made.problem
        self.read_list()

    def _refused(self, problem: Exception) -> None:
        self._failed(problem)
        self.context.alerts.show(problem)

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, KabaoError | OSError):
            _log.error("a backup failed unexpectedly", exc_info=problem)
        self.problem = problem
        self.read_list()

    def _say(self) -> None:
        from kabao.services.backup_words import age_text, time_text

        texts = self.context.texts
        newest = next(iter(self.backups), None)
        self.label.setVisible(self.label.parent() is not None)
        if self.problem is not None:
            self.label.setText(texts("backups.status_failed"))
            self.label.setToolTip(self.context.alerts.sentence(self.problem))
            return
        if newest is None:
            self.label.setText(texts("backups.status_none"))
            self.label.setToolTip(texts("backups.status_tip"))
            return
        now = dt.datetime.now(dt.UTC)
        age, proven_at = age_text(texts, newest.made_at, now), newest.proven_at
        if proven_at is None:
            self.label.setText(texts("backups.status_unproven", age=age))
            return
        proof = age_text(texts, proven_at, now)
        self.label.setText(texts("backups.status", age=age, proof=proof))
        self.label.setToolTip(texts("backups.proven", time=time_text(proven_at)))


def _waiting_note(text: str, parent: QWidget) -> QProgressDialog:
    note = QProgressDialog(text, "", 0, 0, parent)
    note.setCancelButton(None)
    note.setWindowModality(Qt.WindowModality.WindowModal)
    note.setMinimumDuration(_PATIENCE_MS)
    note.setValue(0)
    return note
