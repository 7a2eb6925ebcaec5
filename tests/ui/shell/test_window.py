from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QPushButton, QWidget

from kabao.domain.changes import Changed
from kabao.domain.findings import Place
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.shell.passphrase_dialogs import NewLedgerDialog

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot
    from tests.ui.shell.conftest import PlainRoom, Shelf

    from kabao.settings import Settings
    from kabao.ui.kit.jobs import JobControl
    from kabao.ui.kit.preferences import Preferences
    from kabao.ui.kit.theme import Theme
    from kabao.ui.shell.frame import Frame
    from kabao.ui.shell.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


def frame(window: MainWindow) -> Frame:
    assert window.frame is not None
    return window.frame


def room(window: MainWindow, key: str) -> PlainRoom:
    return frame(window).room(key)  # type: ignore[return-value]


def test_a_new_window_welcomes(window: MainWindow) -> None:
    assert window.welcome is not None
    assert window.frame is None
    assert window.windowTitle() == "卡包"
    assert window.minimumWidth() == 1024


def test_opening_shows_the_first_room_and_remembers_the_file(
    opened: MainWindow, stored: list[Settings], tmp_path: Path
) -> None:
    assert frame(opened).current == "holders"
    assert room(opened, "holders").built == 1
    assert room(opened, "cases").built == 0, "pages wait until they are entered"
    assert opened.windowTitle() == "我的台账 - 卡包"
    assert stored[-1].recent == (str(tmp_path / "我的台账.kabao"),)


def test_a_file_that_is_gone_is_told_in_words(window: MainWindow, tmp_path: Path) -> None:
    assert not window.open_path(tmp_path / "gone.kabao")
    assert window.welcome is not None
    said = window.welcome.notices.notices()[0].label.text()
    assert "gone.kabao" in said
    assert str(tmp_path) not in said


def test_other_files_are_refused(window: MainWindow, tmp_path: Path, shelf: Shelf) -> None:
    other = tmp_path / "table.xlsx"
    other.write_bytes(b"x")
    assert not window.open_path(other)
    assert shelf.opened == []
    assert "table.xlsx" in window.welcome.notices.notices()[0].label.text()


def test_opening_another_stores_and_closes_the_first(
    opened: MainWindow, shelf: Shelf, tmp_path: Path
) -> None:
    first = room(opened, "holders")
    first.field.setText("typed")
    other = tmp_path / "other.kabao"
    other.write_bytes(b"x")
    assert opened.open_path(other)
    assert ("flush", "typed") in first.told
    assert [workspace.closed for workspace in shelf.opened] == [True, False]


def test_closing_stores_what_was_typed(opened: MainWindow, shelf: Shelf) -> None:
    holders = room(opened, "holders")
    holders.field.setText("typed")
    opened.close()
    assert holders.told[-1] == ("flush", "typed")
    assert shelf.opened[0].closed


def test_the_place_of_the_window_is_kept(opened: MainWindow, stored: list[Settings]) -> None:
    opened.close()
    assert stored[-1].window_geometry


def test_rooms_are_entered_by_rail_and_by_keys(opened: MainWindow, qtbot: QtBot) -> None:
    rail = opened.findChild(QPushButton, "rail_cases") or opened.findChild(QWidget, "rail_cases")
    qtbot.mouseClick(rail, Qt.MouseButton.LeftButton)
    assert frame(opened).current == "cases"
    assert ("flush", "") in room(opened, "holders").told
    qtbot.keyClick(opened, Qt.Key.Key_1, CONTROL)
    assert frame(opened).current == "holders"
    qtbot.keyClick(opened, Qt.Key.Key_Comma, CONTROL)
    assert frame(opened).current == "settings"
    qtbot.keyClick(opened, Qt.Key.Key_2, CONTROL)
    assert frame(opened).current == "cases"
    assert room(opened, "cases").built == 1


def test_the_list_of_a_room_gets_the_keyboard_when_it_is_entered(
    opened: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(opened, Qt.Key.Key_2, CONTROL)
    cases = room(opened, "cases")
    qtbot.waitUntil(cases.field.hasFocus)


def test_search_belongs_to_the_room_and_is_kept(opened: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(opened, Qt.Key.Key_F, CONTROL)
    search = frame(opened).top.search
    assert search.hasFocus()
    assert search.placeholderText() == "search holders"
    qtbot.keyClicks(search, "an")
    qtbot.waitUntil(lambda: ("search", "an") in room(opened, "holders").told)
    frame(opened).show_room("cases")
    assert search.text() == ""
    frame(opened).show_room("holders")
    assert search.text() == "an"
    assert ("search", "an") not in room(opened, "cases").told


def test_keys_of_a_room_live_while_it_is_shown(opened: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(opened, Qt.Key.Key_N, CONTROL)
    frame(opened).show_room("cases")
    qtbot.keyClick(opened, Qt.Key.Key_N, CONTROL)
    assert room(opened, "holders").told.count(("new", "holders")) == 1
    assert room(opened, "cases").told.count(("new", "cases")) == 1


def test_palette_finds_commands_and_does_them(opened: MainWindow, qtbot: QtBot) -> None:
    palette = frame(opened).show_palette()
    assert "new in holders" in palette.titles()
    assert "转到cases-zh" in palette.titles()
    assert "打开台账" in palette.titles()
    assert "never shown" not in palette.titles()
    qtbot.keyClicks(palette.line, "cases NEW")
    assert palette.titles() == []
    palette.line.clear()
    qtbot.keyClicks(palette.line, "holders new")
    assert palette.titles() == ["new in holders"]
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ("new", "holders") in room(opened, "holders").told)


def test_arrows_choose_in_the_palette(opened: MainWindow, qtbot: QtBot) -> None:
    palette = frame(opened).show_palette()
    second = palette.titles()[1]
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.view.currentIndex().data() == second
    qtbot.keyClick(palette.line, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_regions_are_walked_in_a_circle(opened: MainWindow, qtbot: QtBot) -> None:
    places = []
    frame(opened).top.search.setFocus()
    for _ in range(4):
        qtbot.keyClick(opened, Qt.Key.Key_F6)
        places.append(QApplication.focusWidget().objectName())
    assert places == ["field_holders", "ledger", "rail_holders", "search"]
    qtbot.keyClick(opened, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget().objectName() == "rail_holders"


def test_f6_comes_to_the_rail_after_a_room_was_shown_otherwise(
    opened: MainWindow, qtbot: QtBot
) -> None:
    frame(opened).top.search.setFocus()
    qtbot.keyClick(opened, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget().objectName() == "rail_holders"
    frame(opened).show_room("cases")
    frame(opened).top.search.setFocus()
    qtbot.keyClick(opened, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget().objectName() == "rail_cases"


def test_places_and_changes_reach_their_rooms(opened: MainWindow) -> None:
    context = room(opened, "holders").context
    place = Place("cases", 7, 1, "b", "count")
    context.navigate(place)
    assert frame(opened).current == "cases"
    assert room(opened, "cases").told[-1] == ("place", place)
    card = Place("cards", 3)
    context.navigate(card)
    assert room(opened, "holders").told[-1] == ("place", card)
    changed = Changed(holders=frozenset({1}))
    context.announce(changed)
    assert ("changed", changed) in room(opened, "cases").told
    assert "已保存" in frame(opened).status.saved.text()


def test_each_room_has_its_line_in_the_status_bar(opened: MainWindow) -> None:
    frame(opened).show_room("cases")
    room(opened, "holders").status_changed.emit("已选 1 人")
    room(opened, "cases").status_changed.emit("编号 KB-2026-0007")
    assert frame(opened).status.text.text() == "编号 KB-2026-0007"
    frame(opened).show_room("holders")
    assert frame(opened).status.text.text() == "已选 1 人"


def test_unfinished_work_is_asked_about_before_closing(
    opened: MainWindow, shelf: Shelf, qtbot: QtBot
) -> None:
    jobs = JobRunner()
    opened._jobs = jobs
    answers: list[object] = []

    def work(control: JobControl) -> None:
        while not control.cancelled():
            threading.Event().wait(0.005)

    jobs.run(work, answers.append, answers.append)

    def press(key: Qt.Key) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        qtbot.keyClick(box, key)

    QTimer.singleShot(50, lambda: press(Qt.Key.Key_Escape))
    assert not opened.close()
    assert not shelf.opened[0].closed
    QTimer.singleShot(50, lambda: press(Qt.Key.Key_Return))
    assert opened.close()
    assert shelf.opened[0].closed
    assert answers == []


def test_welcome_changes_language_too(window: MainWindow, preferences: Preferences) -> None:
    preferences.change(language="en")
    assert window.welcome.findChild(QWidget, "welcome_new").accessibleName() == "New ledger"


def test_look_changes_at_once(opened: MainWindow, preferences: Preferences, theme: Theme) -> None:
    preferences.change(theme="dark")
    assert theme.name == "dark"
    preferences.change(font_scale=1.5)
    assert theme.scale == 1.5
    assert frame(opened).top.height() == theme.height("top_bar")


def test_new_ledger_by_dialog(
    window: MainWindow, shelf: Shelf, tmp_path: Path, qtbot: QtBot
) -> None:
    window.alerts.start_in(tmp_path)

    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        assert dialog.windowTitle() == "新建台账：选择保存位置"
        QTimer.singleShot(100, decline)
        dialog.accept()

    def decline() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewLedgerDialog)
        dialog.decline.setChecked(True)
        dialog.agree()

    QTimer.singleShot(100, accept)
    qtbot.mouseClick(window.welcome.findChild(QWidget, "welcome_new"), Qt.MouseButton.LeftButton)
    assert shelf.opened[0].path == tmp_path / "我的台账.kabao"
    assert window.frame is not None


def test_standard_dialogs_speak_chinese(window: MainWindow, tmp_path: Path) -> None:
    window.alerts.start_in(tmp_path)
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        seen.extend(button.text() for button in dialog.findChildren(QPushButton))
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.reject()

    QTimer.singleShot(100, look)
    window.choose_ledger()
    words = "".join(seen)
    assert "取消" in words
    assert "文件" in words
    assert "Cancel" not in words
    assert "Look in" not in words


def test_message_boxes_speak_chinese(window: MainWindow) -> None:
    seen: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.extend(button.text() for button in box.buttons())
        box.accept()

    QTimer.singleShot(50, look)
    window.alerts.tell("一句话", "还有一句")
    assert seen == ["确定"]


def test_sample_is_made_and_opened_and_never_overwritten(
    window: MainWindow, shelf: Shelf, own_config_folder: Path, qtbot: QtBot
) -> None:
    button = window.welcome.findChild(QWidget, "welcome_sample")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    first = own_config_folder / "sample" / "示例台账.kabao"
    assert shelf.samples == [first]
    assert window.workspace is shelf.opened[-1]
    window.close_ledger()
    window.try_sample()
    assert shelf.samples[-1].name == "示例台账 2.kabao"


def test_recent_ledgers_open_and_missing_ones_can_be_removed(
    window: MainWindow, preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    there, gone = tmp_path / "there.kabao", tmp_path / "gone.kabao"
    there.write_bytes(b"x")
    preferences.change(recent=(str(there), str(gone)))
    rows = window.welcome.recent.rows()
    assert [row.missing for row in rows] == [False, True]
    assert "今天" in rows[0].note
    assert "找不到文件" in rows[1].note
    remove = [item for item in rows[1].findChildren(QPushButton) if item.text() == "移除"]
    qtbot.mouseClick(remove[0], Qt.MouseButton.LeftButton)
    assert preferences.now.recent == (str(there),)
    QApplication.processEvents()
    qtbot.mouseClick(window.welcome.recent.rows()[0], Qt.MouseButton.LeftButton)
    assert window.windowTitle() == "there - 卡包"


def test_settings_that_cannot_be_stored_are_told_once(
    window: MainWindow, preferences: Preferences
) -> None:
    def fail(_: Settings) -> None:
        raise OSError(28, "No space left on device")

    preferences._store = fail
    preferences.change(theme="dark")
    preferences.change(theme="light")
    said = [notice.label.text() for notice in window.welcome.notices.notices()]
    assert said == ["设置没有存下来：No space left on device"]
    assert preferences.now.theme == "light"


def test_warm_up_opens_what_is_named(window: MainWindow, shelf: Shelf, tmp_path: Path) -> None:
    path = tmp_path / "last.kabao"
    path.write_bytes(b"x")
    window.warm_up(lambda: window.open_last(path))
    assert shelf.warmed == 1
    assert shelf.opened[0].path == path


def test_the_last_ledger_does_not_push_aside_what_was_opened(
    opened: MainWindow, shelf: Shelf, tmp_path: Path
) -> None:
    other = tmp_path / "last.kabao"
    other.write_bytes(b"x")
    opened.open_last(other)
    opened.open_last(None)
    assert len(shelf.opened) == 1
