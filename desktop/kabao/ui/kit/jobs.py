"""Work away from the main thread: one worker, results back on the main thread, cancellable.

A second worker stands by for what somebody who types waits for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from shiboken6 import isValid

from kabao.ui.kit.idle import Idle
from kabao.ui.kit.pieces import Pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")


class JobControl:
    """What a piece of work is given: it reports how far it is and asks whether to go on."""

    def __init__(self, report: Callable[[int, int], None], stop: Event) -> None:
        self._report = report
        self._stop = stop

    def progress(self, done: int, total: int) -> None:
        """Report how far the work is."""
        self._report(done, total)

    def cancelled(self) -> bool:
        """Say whether the user has stopped the work."""
        return self._stop.is_set()


class Job:
    """A piece of work under way."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether the work was asked to stop."""
        return self._stop.is_set()


@dataclass(frozen=True, slots=True)
class _Answers:
    on_done: Callable[[Any], object]
    on_failed: Callable[[Exception], object]
    on_progress: Callable[[int, int], None] | None
    background: bool

    def are_heard(self, answer: Callable[..., object]) -> bool:
        """Say whether somebody wants an answer: of work that nobody waits for, a page still there.

        What somebody waits for is told in any case, wherever the user has gone meanwhile.
        """
        owner = _owner(answer) if self.background else None
        return not isinstance(owner, QObject) or isValid(owner)


class JobRunner(QObject):
    """Runs work in order on a thread; the signals carry answers back to the main thread."""

    busy_changed = Signal()
    _finished = Signal(int, object)
    _broke = Signal(int, object)
    _moved = Signal(int, int, int)

    def __init__(self, parent: QObject | None = None, *, serial: bool = False) -> None:
        super().__init__(parent)
        self._serial = serial
        self._idle = Idle(self)
        self._pool = QThreadPool(self)
        self._second = QThreadPool(self)
        for pool in (self._pool, self._second):
            pool.setMaxThreadCount(1)
        self._answers: dict[int, _Answers] = {}
        self._stops: dict[int, Event] = {}
        self._last = 0
        self._finished.connect(self._on_finished)
        self._broke.connect(self._on_broke)
        self._moved.connect(self._on_moved)

    @property
    def busy(self) -> bool:
        """Whether any work that the user waits for is waiting or running."""
        return any(not answers.background for answers in self._answers.values())

    def run(
        self,
        func: Callable[[JobControl], T],
        on_done: Callable[[T], object],
        on_failed: Callable[[Exception], object],
        *,
        on_progress: Callable[[int, int], None] | None = None,
        background: bool = False,
        aside: bool = False,
    ) -> Job:
        """Start work; ``on_done`` or ``on_failed`` is called once, on the main thread.

        ``background`` is work nobody waits for, such as a preview: it may be dropped unasked.
        ``aside`` is work that takes a moment and does not queue up behind other work.
        """
        self._last += 1
        number, stop = self._last, Event()
        self._answers[number] = _Answers(on_done, on_failed, on_progress, background)
        self._stops[number] = stop
        control = JobControl(lambda done, total: self._moved.emit(number, done, total), stop)
        task = _Task(func, control, self._outcome(number))
        self.busy_changed.emit()
        if self._serial:
            task.run()
        else:
            (self._second if aside else self._pool).start(task)
        return Job(stop)

    def run_when_idle(
        self,
        func: Callable[[JobControl], T],
        on_done: Callable[[T], object],
        on_failed: Callable[[Exception], object],
    ) -> None:
        """Start work nobody has asked for as soon as the window has nothing to do."""

        def begin() -> None:
            self.run(func, on_done, on_failed, background=True)

        if self._serial:
            begin()
        else:
            self._idle.later(begin)

    def in_pieces(self, owner: QObject, steps: Iterator[object]) -> Pieces:
        """Take steps on the window's thread, one between two events, for as long as owner lives."""
        pieces = Pieces(owner, steps)
        if self._serial:
            pieces.finish()
        return pieces

    def cancel_all(self) -> None:
        """Ask all work to stop."""
        for stop in self._stops.values():
            stop.set()

    def abandon(self, milliseconds: int) -> None:
        """Stop all work and forget who asked for it, as before those who asked go away."""
        self._idle.forget()
        self.cancel_all()
        self.wait(milliseconds)
        self._answers.clear()
        self._stops.clear()
        self.busy_changed.emit()

    def wait(self, milliseconds: int = -1) -> bool:
        """Wait for the worker, as before closing; answers still arrive by the event loop."""
        self._idle.at_once()
        first = self._pool.waitForDone(milliseconds)
        return self._second.waitForDone(milliseconds) and first

    def _outcome(self, number: int) -> Callable[[object, Exception | None], None]:
        def report(result: object, error: Exception | None) -> None:
            if error is None:
                self._finished.emit(number, result)
            else:
                self._broke.emit(number, error)

        return report

    @Slot(int, object)
    def _on_finished(self, number: int, result: object) -> None:
        answers = self._take(number)
        if answers is not None and answers.are_heard(answers.on_done):
            answers.on_done(result)

    @Slot(int, object)
    def _on_broke(self, number: int, error: Exception) -> None:
        answers = self._take(number)
        if answers is not None and answers.are_heard(answers.on_failed):
            answers.on_failed(error)

    @Slot(int, int, int)
    def _on_moved(self, number: int, done: int, total: int) -> None:
        answers = self._answers.get(number)
        if answers is not None and answers.on_progress is not None:
            answers.on_progress(done, total)

    def _take(self, number: int) -> _Answers | None:
        answers = self._answers.pop(number, None)
        self._stops.pop(number, None)
        self.busy_changed.emit()
        return answers


def _owner(answer: Callable[..., object]) -> object:
    """Return the object of a method, or the ``self`` that a function takes along."""
    while isinstance(answer, partial):
        answer = answer.func
    code, closure = getattr(answer, "__code__", None), getattr(answer, "__closure__", None)
    if code and closure and "self" in code.co_freevars:
        return closure[code.co_freevars.index("self")].cell_contents
    return getattr(answer, "__self__", None)


class _Task(QRunnable):
    def __init__(
        self,
        func: Callable[[JobControl], Any],
        control: JobControl,
        report: Callable[[object, Exception | None], None],
    ) -> None:
        super().__init__()
        self._func = func
        self._control = control
        self._report = report

    def run(self) -> None:
        try:
            result = self._func(self._control)
        except Exception as error:  # noqa: BLE001 (handed to on_failed on the main thread)
            self._report(None, error)
        else:
            self._report(result, None)
