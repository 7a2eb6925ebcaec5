"""What the panel of a holder offers for privacy: show, copy, report, purge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kabao.domain.errors import KabaoError
from kabao.services.privacy_words import left_lines, result_lines
from kabao.settings import Settings
from kabao.ui.kit.clipboard import SecretClipboard
from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QMenu, QWidget

    from kabao.services.privacy import PurgePlan, PurgeResult
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl


class PrivacyDesk(QObject):
    """Works for the holder shown; everything that takes long happens on the worker."""

    told = Signal(str, str)
    """Tone and sentence for the notices of the list."""
    began = Signal()
    """Something takes the place of what was told before."""
    changed = Signal(object)
    """``Changed`` by a purge."""

    def __init__(self, context: RoomContext, holder_id: Callable[[], int], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._holder_id = holder_id
        self._widget = parent

    def number(self) -> str | None:
        """Note in the history that the number is shown, and return it; None where that failed."""
        try:
            return self._context.workspace.privacy.reveal(self._holder_id())
        except KabaoError as error:
            self._context.alerts.show(error)
            return None

    def copy(self) -> None:
        """Copy the number for as long as the settings say; that counts as showing it."""
        if not self._holder_id():
            return
        number = self.number()
        if number is None:
            return
        preferences = self._context.preferences
        seconds = (preferences.now if preferences else Settings()).clipboard_seconds
        SecretClipboard.of_program().copy(number, seconds)
        key = "copied" if seconds else "copied_kept"
        self.told.emit("info", self._context.texts(f"privacy.{key}", seconds=seconds))

    def report(self) -> None:
        """Write what is stored about the holder to a file, PDF or JSON."""
        context, holder_id = self._context, self._holder_id()
        if not holder_id:
            return
        name = f"person-{holder_id}-{context.clock().isoformat()}.pdf"
        title = context.texts("privacy.report_title")
        target = context.alerts.choose_save(title, name, ("*.pdf", "*.json"))
        if target is None:
            return
        workspace, texts = context.workspace, context.texts

        def work(_: JobControl) -> Path:
            with workspace.for_worker() as own:
                own.privacy.report(holder_id).write(texts, target)
            return target

        self._run(work, self._reported)

    def purge(self) -> None:
        """Show what a purge would do, and do it once the name was typed."""
        holder_id, workspace = self._holder_id(), self._context.workspace
        if not holder_id:
            return

        def work(_: JobControl) -> PurgePlan:
            with workspace.beside() as own:
                return own.privacy.plan(holder_id)

        self.told.emit("info", self._context.texts("privacy.looking"))
        self._run(work, self._ask)

    def fill(self, menu: QMenu) -> None:
        """Add the entries to the menu of the panel."""
        texts = self._context.texts
        for key, act in (("copy", self.copy), ("report", self.report), ("purge", self.purge)):
            menu.addAction(texts(f"privacy.menu_{key}"), act).setObjectName(f"privacy_{key}")

    def commands(self) -> Sequence[Command]:
        """Offer the same in the palette."""
        texts = self._context.texts
        return (
            Command("privacy.copy", texts("privacy.menu_copy"), self.copy, "copy", "Alt+C"),
            Command("privacy.report", texts("privacy.menu_report"), self.report, "file-text"),
            Command("privacy.purge", texts("privacy.menu_purge"), self.purge, "trash"),
        )

    def _ask(self, plan: PurgePlan) -> None:
        from kabao.ui.holders.purge_dialog import PurgeDialog

        context = self._context
        self.began.emit()
        dialog = PurgeDialog(context, plan, self._widget.window())
        if not dialog.exec():
            return
        typed, backups, workspace = (
            dialog.typed.text(),
            dialog.backups.isChecked(),
            context.workspace,
        )

        def work(control: JobControl) -> PurgeResult:
            with workspace.for_worker() as own:
                return own.privacy.purge(plan, typed, backups=backups, progress=control.progress)

        self.told.emit("info", context.texts("privacy.working", name=plan.traces.name))
        self._run(work, self._purged)

    def _purged(self, result: PurgeResult) -> None:
        texts = self._context.texts
        self.began.emit()
        self.changed.emit(result.changed)
        lines = [*result_lines(texts, result), *left_lines(texts, result.left)]
        tone = "warning" if result.left or not result.purged.is_swept else "ok"
        self.told.emit(tone, "\n".join(lines))

    def _reported(self, target: Path) -> None:
        self.told.emit("ok", self._context.texts("privacy.report_written", file=target.name))

    def _run(self, work: Callable[[JobControl], object], done: Callable[..., None]) -> None:
        ledger = self._context.workspace.ledger

        def then(result: object) -> None:
            ledger.drafts.settle()
            done(result)

        def failed(error: Exception) -> None:
            ledger.drafts.settle()
            self.began.emit()
            self._context.alerts.show(error)

        self._context.jobs.run(work, then, failed)
