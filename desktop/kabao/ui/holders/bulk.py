"""What is done with many people at once: one step each, on a worker when it may take long.

A step over a few people runs on the ledger's own connection. A longer one runs on a worker with
a connection of its own (``Workspace.for_worker``): SQLite's statements and the commit of a million
rows are single calls that no slicing on the main thread could keep under 50 ms, and a transaction
left open while the window handles events would take in whatever else is saved meanwhile. While
the worker writes, the window refuses other changes in words and keeps what is typed in memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from kabao.domain.errors import CancelledError, KabaoError
from kabao.ui.holders.option_list import Option, OptionList
from kabao.ui.kit.labels import finding_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from kabao.domain.changes import Changed
    from kabao.domain.evidence import Evidence
    from kabao.domain.findings import Finding
    from kabao.services.selection import BulkOutcome
    from kabao.services.workspace import Workspace
    from kabao.ui.holders.bulk_bar import BulkBar
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import Job, JobControl

    Progress = Callable[[int, int], None]
    Cancelled = Callable[[], bool]

T = TypeVar("T")
FEW = 8
"""A step over so many people ends before anybody notices."""
_NAMED = 3
"""Refused people named in the notice; the rest is counted."""


class Bulk(QObject):
    """Runs steps over the chosen people, shows how far they are and what came of them."""

    changed = Signal(object)
    """Changed, once a step is written."""
    told = Signal(str, str)
    """Tone and sentence for the notices of the page."""

    def __init__(self, context: RoomContext, bar: BulkBar, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._bar = bar
        self._page = page
        self._job: Job | None = None
        self.list: OptionList | None = None
        bar.stopped.connect(self.stop)

    @property
    def is_working(self) -> bool:
        """Whether a step is under way."""
        return self._job is not None

    def stop(self) -> None:
        """Ask the step under way to stop; nothing of it is kept."""
        if self._job is not None:
            self._job.cancel()

    def ask_employer(self, ids: Sequence[int], anchor: QWidget) -> None:
        """Let an employer be chosen, or none, and assign it."""
        texts = self._context.texts
        words = (
            texts("holders.bulk.employer"),
            texts("holders.bulk.employer_hint"),
            texts("holders.bulk.employer_none"),
            texts("holders.conditions.keys"),
        )
        self.list = OptionList(self._context.theme, words, self._employers, self._page)
        self.list.chosen.connect(lambda employer_id: self.assign(ids, employer_id or None))
        self.list.closed.connect(self._closed)
        self.list.open_below(anchor)

    def assign(self, ids: Sequence[int], employer_id: int | None) -> None:
        """Give people an employer, or none, as one step."""

        def work(workspace: Workspace, progress: Progress, cancelled: Cancelled) -> Changed:
            return workspace.holders.assign_employer(
                ids, employer_id, progress=progress, cancelled=cancelled
            )

        self._run(len(ids), work, lambda changed: self._assigned(changed, employer_id))

    def record(self, ids: Sequence[int], ask: Callable[[list[int]], Evidence | None]) -> None:
        """Ask for one observation by ``ask``, which gets the cards, and write it for all."""
        texts = self._context.texts
        cards = self._context.workspace.selections.cards(ids)
        if not cards:
            self.told.emit("warning", texts("holders.bulk.no_cards"))
            return
        draft = ask(cards)
        if draft is None:
            return

        def work(workspace: Workspace, progress: Progress, cancelled: Cancelled) -> BulkOutcome:
            return workspace.evidence.add_to_many(
                cards, draft, progress=progress, cancelled=cancelled
            )

        without = len(ids) - len(cards)
        self._run(len(cards), work, lambda outcome: self._recorded(outcome, without))

    def _run(
        self,
        count: int,
        work: Callable[[Workspace, Progress, Cancelled], T],
        done: Callable[[T], None],
    ) -> None:
        if self._job is not None:
            return
        if count <= FEW:
            self._run_here(work, done)
            return
        workspace = self._context.workspace

        def on_worker(control: JobControl) -> T:
            with workspace.for_worker() as own:
                return work(own, control.progress, control.cancelled)

        self._bar.show_progress(0, count)
        self._job = self._context.jobs.run(
            on_worker,
            lambda result: self._end(lambda: done(result)),
            lambda error: self._end(lambda: self._failed(error)),
            on_progress=self._bar.show_progress,
        )
        if not self._context.jobs.busy:  # it ran at once
            self._job = None

    def _run_here(
        self,
        work: Callable[[Workspace, Progress, Cancelled], T],
        done: Callable[[T], None],
    ) -> None:
        try:
            result = work(self._context.workspace, lambda _done, _total: None, lambda: False)
        except KabaoError as error:
            self._failed(error)
        else:
            done(result)

    def _end(self, tell: Callable[[], None]) -> None:
        self._job = None
        self._bar.end_progress()
        self._context.workspace.ledger.drafts.settle()
        tell()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, CancelledError):
            self.told.emit("info", self._context.alerts.sentence(error))
        else:
            self._context.alerts.show(error)

    def _assigned(self, changed: Changed, employer_id: int | None) -> None:
        texts, count = self._context.texts, f"{len(changed.holders):,}"
        if not changed.holders:
            self.told.emit("info", texts("holders.bulk.unchanged"))
            return
        self.changed.emit(changed)
        if employer_id is None:
            self._context.offer_undo(texts("holders.bulk.unassigned", count=count))
        else:
            name = self._context.workspace.employers.get(employer_id).name
            self._context.offer_undo(texts("holders.bulk.assigned", count=count, name=name))

    def _recorded(self, outcome: BulkOutcome, without: int) -> None:
        texts, refused = self._context.texts, len(outcome.refused)
        count = f"{outcome.done:,}"
        if outcome.done:
            self.changed.emit(outcome.changed)
            self._context.offer_undo(texts("holders.bulk.recorded", count=count))
        if refused:
            lines = [texts("holders.bulk.recorded_of", count=count, refused=f"{refused:,}")]
            lines += [self._reason(*one) for one in outcome.refused[:_NAMED]]
            self.told.emit("warning", "\n".join(lines))
        if without:
            self.told.emit("info", texts("holders.bulk.without_card", count=f"{without:,}"))

    def _reason(self, card_id: int, finding: Finding) -> str:
        workspace, texts = self._context.workspace, self._context.texts
        holder = workspace.holders.view(workspace.cards.get(card_id).holder_id).holder
        reason = finding_text(texts, finding)
        return texts("holders.bulk.refused_line", name=holder.name, reason=reason)

    def _employers(self, typed: str) -> list[Option]:
        found = self._context.workspace.selections.employers(typed)
        none = [] if typed else [Option(0, self._context.texts("holders.no_employer"))]
        return [*none, *(Option(number, name) for number, name in found)]

    def _closed(self) -> None:
        self.list = None
