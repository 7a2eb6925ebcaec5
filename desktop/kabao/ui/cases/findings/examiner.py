"""The preflight run again after each pause: at once while it is quick, else in the worker."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kabao.domain.batch_claims.grouping import Alike, alike
from kabao.domain.cases import CaseKind
from kabao.domain.preflight import CaseView, check_case, completeness, gate

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from kabao.domain.cases import Case, MaterialKey
    from kabao.domain.findings import Finding
    from kabao.domain.preflight import Completeness
    from kabao.domain.rules import Rulebook
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl

_SLOW = 0.05
"""Seconds above which a check leaves the main thread."""

_MANY = 40
"""People above which a check is expected to be slow, whatever the one before took."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the preflight found, how much is there, and what may leave."""

    findings: tuple[Finding, ...]
    shares: Mapping[MaterialKey, Completeness]
    gate: str
    kinds: tuple[Alike, ...] = ()
    """The findings as they are shown: what is alike about many people of a batch together."""

    def of_material(self, number: int) -> tuple[Finding, ...]:
        """Return the findings about one material, those about its people included."""
        return tuple(item for item in self.findings if item.place.material == number)

    @property
    def complete(self) -> int:
        """Return how many materials lack nothing."""
        return sum(share.complete for share in self.shares.values())


def is_large(case: Case) -> bool:
    """Say whether there are so many people that even reading them is felt in the window."""
    return case.kind is CaseKind.BATCH_CLAIM and len(case.holder_ids) > _MANY


def examine(view: CaseView, rulebook: Rulebook, today: dt.date) -> Checked:
    """Check a case; needs no ledger and may run in a worker."""
    findings = check_case(view, rulebook, today)
    batch = view.case.kind is CaseKind.BATCH_CLAIM
    kinds = alike(findings) if batch else tuple(Alike((item,)) for item in findings)
    return Checked(findings, completeness(view, rulebook), gate(findings), kinds)


class Examiner(QObject):
    """Checks the newest state of a case; a result that is already out of date is dropped."""

    checked = Signal(object)

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._took = 0.0
        self._running = False
        self._waiting: CaseView | Case | None = None

    def request(self, state: CaseView | Case) -> None:
        """Check this state of the case; of a case alone its people are read in the worker."""
        if self._running:
            self._waiting = state
        elif isinstance(state, CaseView) and not self._is_slow(state):
            self._finish(_timed(state, self._rules(state.case), self._context.clock()))
        else:
            self._start(state)

    def _is_slow(self, view: CaseView) -> bool:
        return self._took > _SLOW or len(view.holders) > _MANY

    def _rules(self, case: Case) -> Rulebook:
        return self._context.workspace.cases.rules(case)

    def _start(self, state: CaseView | Case) -> None:
        workspace, today = self._context.workspace, self._context.clock()
        rulebook = self._rules(state.case if isinstance(state, CaseView) else state)

        def work(_control: JobControl) -> tuple[Checked, float]:
            if isinstance(state, CaseView):
                return _timed(state, rulebook, today)
            with workspace.beside() as own:
                return _timed(own.cases.view(state), rulebook, today)

        self._running = True
        self._context.jobs.run(work, self._done, self._failed)

    def _done(self, answer: tuple[Checked, float]) -> None:
        self._running = False
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._took = answer[1]
            self.request(waiting)
        else:
            self._finish(answer)

    def _failed(self, error: Exception) -> None:
        self._running = False
        self._context.alerts.show(error)

    def _finish(self, answer: tuple[Checked, float]) -> None:
        checked, self._took = answer
        self.checked.emit(checked)


def _timed(view: CaseView, rulebook: Rulebook, today: dt.date) -> tuple[Checked, float]:
    begun = time.perf_counter()
    checked = examine(view, rulebook, today)
    return checked, time.perf_counter() - begun
