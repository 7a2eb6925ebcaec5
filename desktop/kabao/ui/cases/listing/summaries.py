"""How far each case is, worked out one case at a time while the window is idle."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kabao.domain.errors import NotFoundError
from kabao.ui.cases.findings.examiner import examine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.ui.cases.findings.examiner import Checked
    from kabao.ui.kit.context import RoomContext


class CaseSummaries(QObject):
    """Checks cases in the order they are shown; ``ready`` names one that is done."""

    ready = Signal(int)

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._known: dict[int, Checked] = {}
        self._waiting: deque[int] = deque()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._next)

    def get(self, case_id: int) -> Checked | None:
        """Return what is known about a case, None while it is not checked yet."""
        return self._known.get(case_id)

    def want(self, ids: Iterable[int]) -> None:
        """Check these cases next, unless they are known."""
        self._waiting = deque(case_id for case_id in ids if case_id not in self._known)
        if self._waiting:
            self._timer.start()

    def rest(self) -> None:
        """Leave the rest until it is wanted again."""
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
            view = workspace.cases.view(workspace.cases.get(case_id))
        except NotFoundError:
            # Removed while it waited; the list is about to be read again.
            return
        self._known[case_id] = examine(
            view, workspace.cases.rules(view.case), self._context.clock()
        )
        self.ready.emit(case_id)
