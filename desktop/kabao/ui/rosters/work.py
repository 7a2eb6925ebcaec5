"""Long work for one page: a worker does it, the page shows how far it is and can stop it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from kabao.texts import Texts
    from kabao.ui.kit.jobs import Job, JobControl, JobRunner
    from kabao.ui.kit.notices import ProgressStrip

T = TypeVar("T")


def _nothing(_result: object) -> None:
    """Take an answer that nobody needs."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Who hears how a piece of work ended."""

    on_done: Callable[[Any], object]
    on_failed: Callable[[Exception], object]
    when_gone: Callable[[Any], object] = _nothing
    """Hears the result when the page is gone by then."""
    at_end: Callable[[], object] = lambda: None
    """Called first in any case."""


class Work:
    """One piece of work at a time; it is stopped when the page goes away."""

    def __init__(self, page: QWidget, jobs: JobRunner, strip: ProgressStrip, texts: Texts) -> None:
        self._page = page
        self._jobs = jobs
        self._strip = strip
        self._texts = texts
        self._job: Job | None = None
        self.under_way = False
        strip.hide()
        strip.stopped.connect(self.stop)
        page.destroyed.connect(self.stop)

    def start(
        self, words: str, func: Callable[[JobControl], T], answers: Answers, last: str = ""
    ) -> None:
        """Start some work; ``last`` is said while it ends and cannot be stopped any more."""
        self.under_way = True
        self._strip.set_progress(0, 0, words)
        self._strip.show()
        job = self._jobs.run(
            func,
            lambda result: self._done(result, answers),
            lambda error: self._failed(error, answers),
            on_progress=lambda done, total: self._show(done, total, words, last),
        )
        if self.under_way:
            self._job = job

    def stop(self, *_: object) -> None:
        """Ask the work to stop; its answer still comes."""
        if self._job is not None:
            self._job.cancel()

    def drop(self, func: Callable[[], object]) -> None:
        """Let the worker do something that nobody waits for."""
        self._jobs.run(lambda _control: func(), _nothing, _nothing, background=True)

    def _show(self, done: int, total: int, words: str, last: str) -> None:
        if not isValid(self._strip):
            return
        if last and total and done >= total:
            self._strip.set_progress(done, total, last)
            self._strip.stop.setVisible(False)
        else:
            count = self._texts("kit.progress", done=done, total=total) if total else ""
            self._strip.set_progress(done, total, f"{words}  {count}".strip())

    def _done(self, result: object, answers: Answers) -> None:
        self._end(answers)
        if isValid(self._page):
            answers.on_done(result)
        else:
            answers.when_gone(result)

    def _failed(self, error: Exception, answers: Answers) -> None:
        self._end(answers)
        if isValid(self._page):
            answers.on_failed(error)

    def _end(self, answers: Answers) -> None:
        self.under_way, self._job = False, None
        answers.at_end()
        if isValid(self._strip):
            self._strip.hide()
