"""Files dropped anywhere on the window, and the window where its screen has gone."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from kabao.ui.kit.drop_mark import DropMark
from kabao.ui.kit.rooms import Room
from kabao.ui.shell.passphrase_dialogs import NewLedgerDialog

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot
    from tests.ui.shell.conftest import Shelf

    from kabao.ui.shell.window import MainWindow


def drop(window: MainWindow, path: Path) -> bool:
    """Drop a file on the window; says whether it was taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(5, 5), *how)
    enter.ignore()
    window.dragEnterEvent(enter)
    mark = window.findChild(DropMark)
    assert (mark is not None and mark.isVisible()) is enter.isAccepted()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert mark is None or not mark.isVisible()
    window.dropEvent(QDropEvent(QPointF(5, 5), *how))
    QApplication.processEvents()
    return enter.isAccepted()


def test_a_ledger_is_taken_where_none_is_open(
    window: MainWindow, shelf: Shelf, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "a.kabao"
    path.write_bytes(b"x")
    assert drop(window, path)
    qtbot.waitUntil(lambda: bool(shelf.opened))


def test_a_roster_on_the_welcome_page_asks_for_a_ledger_and_goes_into_it(
    window: MainWindow, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Path] = []
    monkeypatch.setattr(Room, "import_roster", lambda _, path: taken.append(path), raising=False)
    monkeypatch.setattr(NewLedgerDialog, "exec", lambda _: True)
    monkeypatch.setattr(window.alerts, "choose_save", lambda *_: None)
    (tmp_path / "名单.xlsx").write_bytes(b"PK")
    assert drop(window, tmp_path / "名单.xlsx")
    assert (shelf.opened, taken) == ([], [])
    monkeypatch.setattr(window.alerts, "choose_save", lambda *_: tmp_path / "neu.kabao")
    assert drop(window, tmp_path / "名单.xlsx")
    assert shelf.opened[0].path == tmp_path / "neu.kabao"
    assert taken == [tmp_path / "名单.xlsx"]
    assert window.frame is not None
    assert window.frame.current == "holders"


def test_what_is_no_file_is_not_taken_and_never_waited_for(
    window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "nowhere.pdf").symlink_to(tmp_path / "gone.pdf")
    for name in ("pipe.txt", "pipe.kabao"):
        os.mkfifo(tmp_path / name)
    names = ("folder.xlsx", "nowhere.pdf", "pipe.txt", "pipe.kabao", "gone.json")
    assert [name for name in names if drop(window, tmp_path / name)] == []


def test_no_ledger_is_made_for_an_empty_file(
    window: MainWindow, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.alerts, "choose_save", lambda *_: pytest.fail("asked"))
    (tmp_path / "名单.csv").touch()
    assert drop(window, tmp_path / "名单.csv")
    (notice,) = window.welcome.notices.notices()
    assert "名单.csv 是空文件" in notice.label.text()
    assert shelf.opened == []


def test_the_keyboard_comes_back_from_the_palette(opened: MainWindow, qtbot: QtBot) -> None:
    before = opened.frame.top.search
    before.setFocus()
    palette = opened.frame.show_palette()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is palette.line)
    palette.reject()
    opened.activateWindow()  # a desktop does so by itself
    qtbot.waitUntil(lambda: QApplication.focusWidget() is before)


@pytest.mark.parametrize(
    ("name", "room", "act"),
    [
        ("名单.xlsx", "holders", "import_roster"),
        ("名单.txt", "holders", "import_roster"),
        ("短信.txt", "holders", "take_messages"),
        ("申请.pdf", "cases", "take_package"),
        ("申请.json", "cases", "take_package"),
    ],
)
def test_what_is_dropped_anywhere_goes_to_its_room(
    opened: MainWindow, tmp_path: Path, name: str, room: str, act: str
) -> None:
    taken: list[Path] = []
    said = "【青禾人社】尾号0001的卡已激活" if name == "短信.txt" else "姓名\t证件号码"
    (tmp_path / name).write_text(said, encoding="gb18030")
    setattr(opened.frame.room(room), act, taken.append)
    opened.frame.show_room("settings")
    assert drop(opened, tmp_path / name)
    assert taken == [tmp_path / name]
    assert opened.frame.current == room


def test_what_nobody_knows_is_refused(opened: MainWindow, tmp_path: Path) -> None:
    assert not drop(opened, tmp_path / "a.exe")


def test_a_window_of_a_screen_that_has_gone_comes_back(window: MainWindow) -> None:
    window.setGeometry(9000, 7000, 1100, 700)
    kept = bytes(window.saveGeometry().toBase64().data()).decode("ascii")
    window.parts.preferences.now = replace(window.parts.preferences.now, window_geometry=kept)
    window._restore_geometry()
    assert window.screen().availableGeometry().intersects(window.frameGeometry())
