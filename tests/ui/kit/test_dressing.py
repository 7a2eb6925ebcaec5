"""Another look: nobody waits for it, nobody sees half of it, and it reaches everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import delete

from kabao.ui.kit.text import Label
from kabao.ui.kit.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

_MANY = 150


class _Page(QWidget):
    """Many labels in two boxes, of which one is hidden; notes in what it is drawn."""

    def __init__(self, boxes: int = 2) -> None:
        super().__init__()
        self.drawn: list[str] = []
        column = QVBoxLayout(self)
        self.boxes = [QWidget() for _ in range(boxes)]
        for box in self.boxes:
            lines = QVBoxLayout(box)
            for number in range(_MANY // boxes):
                lines.addWidget(Label(str(number)))
            column.addWidget(box)
        self.boxes[-1].hide()

    def labels(self, box: int) -> list[str]:
        """The inks of the labels of a box."""
        return [_ink(label) for label in self.boxes[box].findChildren(Label)]

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        self.drawn.extend(set(self.labels(0)))


class _Calls(QObject):
    """Counts events of a kind."""

    def __init__(self, kind: QEvent.Type) -> None:
        super().__init__()
        self._kind = kind
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        self.count += event.type() == self._kind
        return False


@pytest.fixture
def stepping(theme: Theme, qapp: QApplication) -> Iterator[Theme]:
    """A theme that lets events have their turn, as that of the program does."""
    own = Theme("light")
    own.apply(qapp, in_steps=True)
    yield own
    theme.apply(qapp)


@pytest.fixture
def page(stepping: Theme, qtbot: QtBot) -> _Page:
    """A page in sight, half of which is hidden and was in sight before."""
    page = _Page()
    qtbot.addWidget(page)
    page.boxes[-1].show()
    page.show()
    qtbot.waitExposed(page)
    page.boxes[-1].hide()
    page.drawn.clear()
    qtbot.waitUntil(lambda: page.drawn != [])
    page.drawn.clear()
    return page


def test_what_is_seen_is_of_one_look_and_the_hidden_follows(
    stepping: Theme, page: _Page, qtbot: QtBot
) -> None:
    before, told = _ink(page.boxes[0].findChild(Label)), []
    stepping.changed.connect(lambda: told.append(set(page.labels(0))))
    stepping.set_mode("dark")
    after = stepping.color.ink.name()
    assert set(page.labels(0)) == {before}
    assert told == []
    qtbot.waitUntil(lambda: page.drawn != [])
    assert told == [{after}]
    assert set(page.drawn) == {after}
    qtbot.waitUntil(lambda: set(page.labels(1)) == {after})


def test_a_page_that_comes_into_sight_is_dressed_first(
    stepping: Theme, page: _Page, qtbot: QtBot
) -> None:
    stepping.set_mode("dark")
    qtbot.waitUntil(lambda: page.drawn != [])
    stepping.finish(page.boxes[1])
    assert set(page.labels(1)) == {stepping.color.ink.name()}


def test_a_look_that_comes_meanwhile_is_the_one_that_stays(
    stepping: Theme, page: _Page, qtbot: QtBot
) -> None:
    told: list[str] = []
    stepping.changed.connect(lambda: told.append(stepping.name))
    stepping.set_mode("dark")
    qtbot.wait(1)
    stepping.set_mode("high_contrast")
    qtbot.waitUntil(lambda: page.drawn != [])
    assert told == ["high_contrast"]
    assert set(page.drawn) == {stepping.color.ink.name()}


def test_widgets_that_go_away_meanwhile_are_left(
    stepping: Theme, page: _Page, qtbot: QtBot
) -> None:
    stepping.set_mode("dark")
    delete(page.boxes.pop(0))
    qtbot.waitUntil(lambda: set(page.labels(0)) == {stepping.color.ink.name()})


def test_what_was_asked_for_is_done_before_the_new_size_is_seen(
    stepping: Theme, page: _Page, qtbot: QtBot
) -> None:
    done: list[object] = []

    def act() -> None:
        done.append(list(page.drawn))

    for scale in (1.5, 2.0):
        stepping.set_scale(scale)
        stepping.then(act)
    assert done == []
    qtbot.waitUntil(lambda: page.drawn != [])
    assert done == [[]]
    stepping.then(lambda: done.append("now"))
    assert done[-1] == "now"


def test_a_page_that_fails_meanwhile_leaves_no_window_undrawn(
    stepping: Theme, page: _Page, qtbot: QtBot
) -> None:
    def fail() -> None:
        raise ValueError

    with qtbot.captureExceptions() as caught:
        stepping.set_scale(2.0)
        stepping.then(fail)
        qtbot.waitUntil(lambda: page.drawn != [])
    assert [kind for kind, _, _ in caught] == [ValueError]
    assert page.updatesEnabled()


def test_colors_ask_no_widget_for_its_size(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    page = _Page()
    qtbot.addWidget(page)
    page.show()
    calls = _Calls(QEvent.Type.StyleChange)
    qapp.installEventFilter(calls)
    theme.set_mode("dark")
    in_color = calls.count
    theme.set_scale(2.0)
    qapp.removeEventFilter(calls)
    assert in_color == 0
    assert calls.count >= _MANY // 2


def test_looks_differ_in_colors_only(theme: Theme) -> None:
    sheets = set()
    for mode in ("light", "dark", "high_contrast"):
        theme.set_mode(mode)
        sheet = theme.style_sheet().replace(f"/glyphs/{theme.name}/", "/glyphs/")
        for value in theme.color.hexadecimal().values():
            sheet = sheet.replace(value, "")
        sheets.add(sheet)
    assert len(sheets) == 1


def _ink(widget: QWidget | None) -> str:
    assert widget is not None
    return widget.palette().color(QPalette.ColorRole.WindowText).name()
