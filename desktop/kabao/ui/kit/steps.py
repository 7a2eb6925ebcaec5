"""Undo and redo in the window: keys, toasts, and long steps on the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError, KabaoError
from kabao.services.step_words import step_text
from kabao.ui.kit.rooms import Command
from kabao.ui.kit.toasts import Toasts

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from kabao.domain.changes import Changed
    from kabao.domain.history import HistoryEntry
    from kabao.services.history import History
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl

    Act = Callable[[History, Callable[[int, int], None]], Changed]

REMOVALS = frozenset(
    {"holders.remove", "employers.remove", "cases.remove", "attachments.remove", "views.remove"}
)
"""Steps that are offered to be undone even where no room does so."""
UNDO_KEYS = "Ctrl+Z"
REDO_KEYS = "Ctrl+Shift+Z"


def _untold(_done: int, _total: int) -> None:
    """Report to nobody."""


class Steps:
    """Takes steps back and brings them again, and says so."""

    def __init__(self, context: RoomContext, flush: Callable[[], None]) -> None:
        self._context = context
        self._texts = context.texts
        self._flush = flush
        self._offered = 0

    @property
    def _history(self) -> History:
        return self._context.workspace.history

    def stand_on(self, page: QWidget) -> None:
        """Show toasts over a page from now on."""
        self.toasts = Toasts(self._context.theme, self._texts, page)

    def commands(self) -> list[Command]:
        """Return what can be done from everywhere."""
        texts = self._texts
        return [
            Command("undo", texts("steps.undo"), self.undo, "arrow-back-up", UNDO_KEYS),
            Command("redo", texts("steps.redo"), self.redo, "arrow-forward-up", REDO_KEYS),
        ]

    def offer(self, text: str) -> None:
        """Say what was done, with "Undo" for exactly that step."""
        entry = self._history.get(self._history.last_id())
        self._offered = entry.id
        self._offer_undo(text, entry)

    def notice(self) -> None:
        """Offer to undo the newest step if something was removed and nobody offered it."""
        last = self._history.last_id()
        if last <= self._offered:
            return
        self._offered = last
        entry = self._history.get(last)
        if entry.action in REMOVALS:
            self._offer_undo(self._texts("steps.done", step=step_text(self._texts, entry)), entry)

    def undo(self) -> None:
        """Take back the newest step that is in force."""
        self._flush()
        entry = self._history.undo_candidate()
        if entry is None:
            self.toasts.show(self._texts("steps.nothing_to_undo"))
            return
        self.undo_entry(entry)

    def redo(self) -> None:
        """Bring back what was taken back last."""
        self._flush()
        entry = self._history.redo_candidate()
        if entry is None:
            self.toasts.show(self._texts("steps.nothing_to_redo"))
            return
        self.redo_entry(entry)

    def undo_entry(self, entry: HistoryEntry) -> None:
        """Take one step back."""
        step = step_text(self._texts, self._history.root(entry))

        def done() -> None:
            text = self._texts("steps.undone", step=step)
            undo = self._history.get(self._history.last_id())
            redo = self._texts("steps.redo")
            self.toasts.show(text, redo, lambda: self.redo_entry(undo), keys=REDO_KEYS)

        self._run(
            lambda history, progress: history.undo(entry.id, progress),
            self._history.size(entry.id),
            self._texts("steps.undoing", step=step),
            done,
        )

    def redo_entry(self, entry: HistoryEntry) -> None:
        """Bring one step back."""
        step = step_text(self._texts, self._history.root(entry))

        def done() -> None:
            redone = self._history.get(self._history.last_id())
            self._offer_undo(self._texts("steps.redone", step=step), redone)

        self._run(
            lambda history, progress: history.redo(entry.id, progress),
            self._history.size(entry.id),
            self._texts("steps.redoing", step=step),
            done,
        )

    def go_back(self, entry: HistoryEntry) -> None:
        """Take back all that came later, once the user has agreed."""
        texts, step = self._texts, step_text(self._texts, self._history.root(entry))
        self._flush()
        way = self._history.way_back(entry.id)
        count = len(way.entries)
        if not count:
            self._context.alerts.show(InputRefusedError("go_back_nothing", entry=entry.id))
            return
        question = texts("steps.go_back_question", step=step, entry=entry.id, count=count)
        note, yes = texts("steps.go_back_note"), texts("steps.go_back_yes", count=count)
        if not self._context.alerts.ask(question, note, yes):
            return
        self._run(
            lambda history, progress: history.go_back(entry.id, progress),
            way.rows,
            texts("steps.going_back"),
            lambda: self.toasts.show(texts("steps.went_back", count=count, entry=entry.id)),
        )

    def _offer_undo(self, text: str, entry: HistoryEntry) -> None:
        undo = self._texts("steps.undo")
        self.toasts.show(text, undo, lambda: self.undo_entry(entry), keys=UNDO_KEYS)

    def _run(self, act: Act, rows: int, busy: str, done: Callable[[], None]) -> None:
        """Do a short step at once; a long one on the worker, so that the window stays alive."""
        if not self._history.is_large(rows):
            try:
                changed = act(self._history, _untold)
            except KabaoError as error:
                self._failed(error)
            else:
                self._finish(changed, done)
            return
        context, texts = self._context, self._texts
        workspace = context.workspace

        def work(control: JobControl) -> Changed:
            with workspace.for_worker() as own:
                return act(own.history, control.progress)

        def tell(part: int, total: int) -> None:
            text = texts("steps.progress", text=busy, percent=100 * part // max(total, 1))
            self.toasts.show(text, seconds=0)

        tell(0, 1)
        context.jobs.run(
            work, lambda changed: self._finish(changed, done), self._failed, on_progress=tell
        )

    def _finish(self, changed: Changed, done: Callable[[], None]) -> None:
        self._context.workspace.ledger.drafts.settle()
        self._context.announce(changed)
        done()

    def _failed(self, error: Exception) -> None:
        self._context.workspace.ledger.drafts.settle()
        self.toasts.clear()
        self._context.alerts.show(error)
