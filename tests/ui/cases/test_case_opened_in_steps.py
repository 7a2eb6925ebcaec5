"""A case is opened in steps: keys are answered between them, and nobody sees half a page."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.ui.cases.workspace.opening import Opening
from kabao.ui.kit.jobs import JobRunner


@pytest.fixture
def place(qtbot):
    """A part of a window that is shown."""
    window = QWidget()
    qtbot.addWidget(window)
    part = QWidget(window)
    QVBoxLayout(window).addWidget(part)
    window.show()
    yield part


@pytest.fixture
def jobs(qtbot):
    """A runner as the program has it."""
    return JobRunner()


def counting(taken, count=3):
    for number in range(count):
        taken.append(number)
        yield


def test_the_window_is_drawn_again_after_the_last_step(place, jobs, qtbot):
    taken = []
    opening = Opening(place, counting(taken))
    opening.begin(jobs)
    assert taken == [0]
    assert not place.window().updatesEnabled()
    qtbot.waitUntil(place.window().updatesEnabled)
    assert taken == [0, 1, 2]


def test_a_key_finds_the_page_whole(place, jobs):
    taken = []
    opening = Opening(place, counting(taken))
    opening.begin(jobs)
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    QCoreApplication.sendEvent(place.window().windowHandle(), key)
    assert taken == [0, 1, 2]
    assert place.window().updatesEnabled()


def test_what_fails_at_once_leaves_the_window_drawn(place, jobs):
    def steps():
        raise KeyError("gone")
        yield

    with pytest.raises(KeyError):
        Opening(place, steps()).begin(jobs)
    assert place.window().updatesEnabled()


def test_a_step_that_asks_for_the_page_is_not_taken_twice(place, jobs):
    taken, openings = [], []

    def steps():
        for _ in counting(taken):
            for one in openings:
                one.finish()
            yield

    openings.append(Opening(place, steps()))
    openings[0].begin(jobs)
    openings[0].finish()
    assert taken == [0, 1, 2]


def test_frame_editor_and_sight_are_steps_of_their_own(desk):
    room = desk.room
    first = desk.workspace.cases.all()[0]
    steps = room._steps_to(first.id, None)
    next(steps)
    assert not room._page._editors
    next(steps)
    assert room._page._editors
    assert room._pages.currentWidget() is not room._page
    assert next(steps, None) is None
    assert room._pages.currentWidget() is room._page
