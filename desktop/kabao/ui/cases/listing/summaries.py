"""How far each case is, worked out one case at a time while the window is idle."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kabao.domain.errors import NotFoundError
from kabao.ui.cases.findings.examiner import examine, is_large

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.domain.cases import Case
    from kabao.ui.cases.findings.examiner import Checked
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl


class CaseSummaries(QObject):
    """Checks cases in the order they are shown; ``ready`` names one that is done."""

    ready = Signal(int)

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._known: dict[int, Checked] = {}
        self._waiting: deque[int] = deque()
        self._rests = False
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._next)

    def get(self, case_id: int) -> Checked | None:
        """Return what is known about a case, None while it is not checked yet."""
        return self._known.get(case_id)

    def want(self, ids: Iterable[int]) -> None:
        """Check these cases next, unless they are known."""
        self._waiting = deque(case_id for case_id in ids if case_id not in self._known)
        self._rests = False
        if self._waiting:
            self._timer.start()

    def rest(self) -> None:
        """Leave the rest until it is wanted again."""
        self._rests = True
        self._timer.stop()

    def forget(self, ids: Iterable[int] | None = None) -> None:
        """Drop what is known about some cases, or about all."""
        for case_id in tuple(self._known) if ids is None else ids:
            self._known.pop(case_id, None)

    def _next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        case_id = self._waiting.popleft()
        workspace = self._context.workspace
        try:
            case = workspace.cases.get(case_id)
            if is_large(case):
                self._examine_beside(case)
                return
            view = workspace.cases.view(case)
        except NotFoundError:
            # Removed while it waited; the list is about to be read again.
            return
        self._keep(case_id, examine(view, workspace.cases.rules(case), self._context.clock()))

    def _examine_beside(self, case: Case) -> None:
        """Check a batch of many people in the worker; the others wait for it."""
        self._timer.stop()
        workspace, today = self._context.workspace, self._context.clock()
        rules = workspace.cases.rules(case)

        def work(_control: JobControl) -> Checked:
            with workspace.beside() as own:
                return examine(own.cases.view(case), rules, today)

        self._context.jobs.run(
            work, lambda checked: self._go_on(case.id, checked), self._fail, background=True
        )

    def _go_on(self, case_id: int, checked: Checked) -> None:
        self._keep(case_id, checked)
        self._next_later()

    def _fail(self, error: Exception) -> None:
        self._next_later()
        if not isinstance(error, NotFoundError):
            self._context.alerts.show(error)

    def _next_later(self) -> None:
        if self._waiting and not self._rests:
            self._timer.start()

    def _keep(self, case_id: int, checked: Checked) -> None:
        self._known[case_id] = checked
        self.ready.emit(case_id)
