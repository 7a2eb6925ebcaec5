"""A restart comes back: place and size, room and case, panes, columns; never off the screen."""

from __future__ import annotations

import pytest

from kabao import app, settings
from kabao.domain.findings import Place
from kabao.services.demo import make_demo_ledger
from kabao.settings import Settings
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.kit.kept_panes import panes_text, read_panes
from kabao.ui.kit.side_panes import SidePanes
from kabao.ui.shell.last_place import read_place


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("where") / "where.kabao"
    make_demo_ledger(path).close()
    return path


@pytest.fixture
def start(ledger, qapp, theme, qtbot):
    """Start the program as often as wanted, with the settings it left."""
    settings.save(Settings(language="zh"))
    windows = []

    def again():
        for old in windows:
            old.close()
        window = app.make_window(qapp, settings.load(), JobRunner(serial=True), first=ledger)
        windows.append(window)
        window.show()
        return window

    yield again
    for window in windows:
        window.close()
        window.deleteLater()


def test_a_restart_shows_the_case_and_the_part_in_a_window_as_it_was(start):
    window = start()
    assert window.frame.current == "overview"
    window.setGeometry(0, 0, 1024, 690)
    window.frame.navigate(Place("cases", 2, 5))
    again = start()
    assert again.size().toTuple() == (1024, 690)
    assert again.frame.current == "cases"
    assert again.frame.room("cases").state() == (2, 5)


def test_a_restart_keeps_panes_columns_and_order(start, qtbot):
    window = start()
    window.resize(1280, 800)
    window.frame.show_room("holders")
    room = window.frame.room("holders")
    columns = room.list.columns
    columns.take(columns.layout.toggled("review").moved("card_no", 1).sized("name", 180))
    columns.keep_order("-name")
    panes = window.frame.findChild(SidePanes)
    panes.setSizes([500, panes.width() - 500])
    panes.splitterMoved.emit(500, 1)
    wide = panes.sizes()[1]
    qtbot.waitUntil(lambda: "holders" in settings.load().settings.panes)
    again = start()
    again.resize(1280, 800)
    assert again.frame.current == "holders"
    layout = again.frame.room("holders").list.columns.layout
    assert layout == columns.layout
    assert again.frame.findChild(SidePanes).sizes()[1] == wide


def test_a_window_that_was_on_a_screen_that_is_gone_comes_back(start, qapp):
    start().move(9000, 7000)
    again = start()
    assert qapp.primaryScreen().availableGeometry().intersects(again.frameGeometry())


@pytest.mark.parametrize("text", ["", "x", "[]", '{"a": 1}', '{"a": [0, 4]}', '{"a": ["x"]}'])
def test_spoilt_sizes_and_places_are_as_if_never_kept(text, tmp_path):
    assert read_panes(text) == {}
    assert read_panes(panes_text(text, "b", [3, 4])) == {"b": [3, 4]}
    assert read_place(text, tmp_path) is None
