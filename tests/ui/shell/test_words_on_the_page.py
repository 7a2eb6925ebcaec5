"""What goes wrong is said on the page; undo and redo stand in sight; the first size fits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from kabao import app
from kabao.domain.errors import InputRefusedError
from kabao.services.demo import make_demo_ledger
from kabao.settings import Loaded, Settings
from kabao.ui.kit.jobs import JobRunner


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("words") / "words.kabao"
    make_demo_ledger(path).close()
    return path


@pytest.fixture
def window(ledger, qapp, theme, qtbot):
    """The program on the sample."""
    window = app.make_window(qapp, Loaded(Settings(language="zh")), JobRunner(serial=True))
    window.show()
    assert window.open_path(ledger)
    yield window
    window.close()
    window.deleteLater()


def told(window):
    return [notice.label.text() for notice in window.frame.notices.notices()]


def test_an_error_stands_on_the_page_and_the_next_takes_its_place(window):
    before = told(window)
    for code in ("folder_missing", "record_missing"):
        window.alerts.show(InputRefusedError(code, name="x"))
    assert QApplication.activeModalWidget() is None
    assert told(window) == [*before, window.texts("errors.record_missing")]


def test_over_a_dialog_an_error_is_a_box(window):
    dialog, seen = QDialog(window), []
    dialog.open()
    before = told(window)

    def look():
        box = QApplication.activeModalWidget()
        seen.append(isinstance(box, QMessageBox))
        box.close()

    QTimer.singleShot(0, look)
    window.alerts.show(InputRefusedError("record_missing"))
    dialog.close()
    assert seen == [True]
    assert told(window) == before


def test_undo_and_redo_are_buttons_above_every_room(window):
    workspace = window.workspace
    case = workspace.cases.all()[0]
    window.frame.announce(workspace.cases.remove(case.id))
    gone = []
    for key in ("undo", "redo", "undo"):
        button = window.frame.top.findChild(QWidget, key)
        assert button.isVisible()
        button.click()
        gone.append(case.id not in {one.id for one in workspace.cases.all()})
    assert gone == [False, True, False]


def test_the_first_window_fits_a_small_screen(window, monkeypatch):
    class Small:
        def availableGeometry(self):
            return QRect(0, 0, 1280, 720)

    monkeypatch.setattr(window, "screen", Small)
    size = window._on_screen((1280, 800))
    assert (size.width(), size.height()) == (1280, 680)
    monkeypatch.setattr(Small, "availableGeometry", lambda _: QRect(0, 0, 1024, 600))
    assert window._on_screen((1024, 680)).height() == 560
