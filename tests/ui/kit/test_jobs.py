from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from kabao.ui.kit.jobs import JobRunner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from kabao.ui.kit.jobs import JobControl


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.cancel_all()
    assert runner.wait(5000)


def fail(error: Exception) -> None:
    raise AssertionError(error)


def test_work_is_done_elsewhere_and_answered_here(runner: JobRunner, qtbot: QtBot) -> None:
    here = threading.get_ident()
    places: list[tuple[int, int]] = []

    def done(there: int) -> None:
        places.append((there, threading.get_ident()))

    runner.run(lambda _: threading.get_ident(), done, fail)
    assert runner.busy
    qtbot.waitUntil(lambda: bool(places))
    assert places[0][0] != here
    assert places[0][1] == here
    assert not runner.busy


def test_what_is_raised_arrives_as_it_is(runner: JobRunner, qtbot: QtBot) -> None:
    errors: list[Exception] = []

    def work(control: JobControl) -> None:
        del control
        raise ValueError("broken")

    runner.run(work, lambda _: fail(AssertionError()), errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert str(errors[0]) == "broken"


def test_progress_comes_in_order_before_the_end(runner: JobRunner, qtbot: QtBot) -> None:
    told: list[object] = []

    def work(control: JobControl) -> str:
        for step in range(3):
            control.progress(step + 1, 3)
        return "end"

    runner.run(work, told.append, fail, on_progress=lambda done, total: told.append((done, total)))
    qtbot.waitUntil(lambda: "end" in told)
    assert told == [(1, 3), (2, 3), (3, 3), "end"]


def test_work_stops_when_it_is_asked_to(runner: JobRunner, qtbot: QtBot) -> None:
    started, results = threading.Event(), []

    def work(control: JobControl) -> str:
        started.set()
        while not control.cancelled():
            threading.Event().wait(0.005)
        return "stopped"

    job = runner.run(work, results.append, fail)
    assert started.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: results == ["stopped"])


def test_one_worker_keeps_the_order(runner: JobRunner, qtbot: QtBot) -> None:
    results: list[int] = []
    for number in range(20):
        runner.run(lambda _, number=number: number, results.append, fail)
    qtbot.waitUntil(lambda: len(results) == 20)
    assert results == list(range(20))


def test_background_work_is_not_waited_for(runner: JobRunner, qtbot: QtBot) -> None:
    results: list[int] = []
    runner.run(lambda _: 1, results.append, fail, background=True)
    assert not runner.busy
    qtbot.waitUntil(lambda: results == [1])


def test_abandoned_work_answers_nobody(runner: JobRunner, qtbot: QtBot) -> None:
    results: list[int] = []

    def work(control: JobControl) -> int:
        while not control.cancelled():
            threading.Event().wait(0.005)
        return 1

    runner.run(work, results.append, fail)
    runner.abandon(5000)
    assert not runner.busy
    qtbot.wait(50)
    assert results == []


def test_tests_can_have_it_serial() -> None:
    results: list[int] = []
    JobRunner(serial=True).run(lambda _: 7, results.append, fail)
    assert results == [7]


class Page(QObject):
    """Asks for something, and goes away before it is answered."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    def hear(self, answer: object) -> None:
        self.heard.append(answer)

    def ask(self, runner: JobRunner, go: threading.Event, *, background: bool) -> None:
        for answer in (self.hear, partial(self.hear), lambda found: self.hear(found)):  # noqa: PLW0108
            runner.run(lambda _: go.wait(5), answer, fail, background=background)


@pytest.mark.parametrize(("background", "heard"), [(True, []), (False, [True] * 3)])
def test_a_page_that_has_gone_hears_only_what_somebody_waits_for(
    runner: JobRunner, qtbot: QtBot, heard: list[bool], *, background: bool
) -> None:
    page, go = Page(), threading.Event()
    page.ask(runner, go, background=background)
    delete(page)
    go.set()
    qtbot.waitUntil(lambda: not runner._answers)
    assert page.heard == heard
