"""A case is opened in steps: keys are answered between them, and nobody sees half a page."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.domain.cases import MaterialKey
from kabao.domain.findings import Place
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
    part.window_kept = window
    return part


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


def test_the_window_is_drawn_again_when_a_part_was_opened_within_a_case(place, jobs, qtbot):
    inner, outer = [], []

    def steps():
        outer.append(0)
        yield
        Opening(place, counting(inner, 6)).begin(jobs)
        outer.append(1)
        yield

    Opening(place, steps()).begin(jobs)
    qtbot.waitUntil(lambda: len(inner) == 6 and len(outer) == 2)
    qtbot.waitUntil(place.window().updatesEnabled)


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
    page = room._page
    assert not page._editors.items()
    seen = [(page.stack.count(), room._pages.currentWidget() is page) for _ in steps]
    assert seen == [(1, False)] * 3, "an editor, what was found, the check, and none is seen"
    assert room._pages.currentWidget() is page


def test_a_case_is_opened_at_the_part_that_is_wanted(desk):
    first = desk.workspace.cases.all()[0]
    desk.room.show_place(Place("cases", first.id, 4))
    page = desk.room._case
    assert [key for key, _ in page._editors.items()] == [page.session.case.part(4)]


def test_the_fields_of_a_card_come_after_its_frame(employer):
    key = MaterialKey.CARD_FACE
    steps = employer._steps_to(key)
    next(steps)
    editor = employer.stack.widget(employer.stack.count() - 1)
    names = [spec.name for spec in editor.form.fields]
    assert not any(editor.view.is_built(name) for name in names)
    for _ in steps:
        pass
    assert any(editor.view.is_built(name) for name in names)
    assert employer.editor() is editor
