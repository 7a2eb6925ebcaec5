"""Backups as the window shows them: state, schedule, closing, restoring, failures in words."""

from __future__ import annotations

import datetime as dt
import threading
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from kabao import settings
from kabao.domain.backups import Reason
from kabao.domain.findings import Place
from kabao.domain.holders import Holder
from kabao.storage.backup_folder import BackupFolder
from kabao.storage.keys import LedgerKey, is_encrypted
from kabao.storage.ledger import Ledger
from kabao.ui.kit.alerts import Alerts
from kabao.ui.kit.fields import CheckBox
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.shell.passphrase_dialogs import FileDialog

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from kabao.services.backups import RestorePreview
    from kabao.ui.shell.keeper import Keeper
    from kabao.ui.shell.window import MainWindow


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every sentence and question of an alert; questions are agreed to."""
    heard: list[str] = []
    monkeypatch.setattr(Alerts, "tell", lambda _, text, details="": heard.append(text))
    monkeypatch.setattr(Alerts, "show", lambda self, error: heard.append(self.sentence(error)))

    def ask(self: Alerts, question: str, text: str = "", yes: str = "", *, danger: bool) -> bool:
        heard.append(f"{question}\n{text}")
        return True

    monkeypatch.setattr(Alerts, "ask", ask)
    return heard


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "台账.kabao"
    with Ledger.create(path) as ledger, ledger.transaction("holders.add", "王*雨"):
        ledger.holders.add(Holder({"name": "王小雨"}))
    return path


@pytest.fixture
def window(said: list[str], real_window: MainWindow) -> MainWindow:
    """The window, whose alerts are heard."""
    return real_window


def keeper(window: MainWindow) -> Keeper:
    found = window._keeping.keeper
    assert found is not None
    return found


def add(window: MainWindow, name: str) -> None:
    assert window.workspace is not None
    ledger = window.workspace.ledger
    with ledger.transaction("holders.add", name):
        ledger.holders.add(Holder({"name": name}))


def reasons(path: Path) -> list[Reason]:
    return [backup.reason for backup in BackupFolder.of(path).listed()]


def test_the_first_look_makes_a_backup_and_the_bar_says_so(window: MainWindow, path: Path) -> None:
    keeper(window).look()
    assert reasons(path) == [Reason.SCHEDULE]
    assert keeper(window).label.text() == "备份：刚刚，刚刚验证"
    assert keeper(window).label.isVisible()
    add(window, "李伟")
    keeper(window).look()
    assert len(reasons(path)) == 1, "four hours have not passed"


def test_the_schedule_asks_again_when_time_has_passed_and_something_was_done(
    window: MainWindow,
) -> None:
    assert window.workspace is not None
    service = window.workspace.backups
    keeper(window).make_now()
    later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=5)
    assert not service.is_due(later)
    add(window, "李伟")
    assert service.is_due(later)
    assert not service.is_due(later - dt.timedelta(hours=4))
    window.parts.preferences.change(backup_hours=0)
    assert not service.is_due(later)


def test_closing_keeps_what_was_done_once(window: MainWindow, path: Path, said: list[str]) -> None:
    keeper(window).make_now()
    window.close_ledger()
    assert reasons(path) == [Reason.HAND]
    window.open_path(path)
    add(window, "李伟")
    window.close_ledger()
    assert said == []
    assert reasons(path) == [Reason.CLOSING, Reason.HAND]
    window.open_path(path)
    window.parts.preferences.change(backup_at_closing=False)
    add(window, "张三")
    window.close_ledger()
    assert len(reasons(path)) == 2


def test_a_backup_that_fails_at_closing_asks_first(
    window: MainWindow, path: Path, said: list[str]
) -> None:
    BackupFolder.of(path).folder.write_text("a file is in the way")
    window.close_ledger()
    assert "关闭前没有备份成功" in said[-1]
    assert "无法使用文件夹" in said[-1]


def test_a_second_place_that_is_gone_is_told_at_once_and_in_the_bar(
    window: MainWindow, path: Path, tmp_path: Path, said: list[str]
) -> None:
    window.parts.preferences.change(backup_folder=str(tmp_path / "usb"))
    keeper(window).make_now()
    assert "接上磁盘" in said[-1]
    assert keeper(window).label.text() == "备份未完成"
    assert reasons(path) == [Reason.HAND]
    (tmp_path / "usb").mkdir()
    keeper(window).make_now()
    assert "刚刚验证" in keeper(window).label.text()
    assert len(list((tmp_path / "usb").rglob("*.kabao"))) == 1


def test_the_page_lists_proves_and_restores(
    window: MainWindow, path: Path, said: list[str], qtbot: QtBot
) -> None:
    keeper(window).make_now()
    add(window, "李伟")
    keeper(window).label.click()
    assert window.frame is not None
    assert window.frame.current == "settings"
    window.findChild(QPushButton, "prove_again_1").click()
    assert said[-1] == "这份备份完好，与当时一致。"
    window.findChild(QPushButton, "restore_1").click()
    assert any("持卡人：2 → 1" in sentence for sentence in said)
    qtbot.waitUntil(lambda: "before-restore" in said[-1])
    assert window.workspace is not None
    assert [holder.name for holder in window.workspace.ledger.holders.all()] == ["王小雨"]
    (aside,) = path.parent.glob("*before-restore*.kabao")
    with Ledger.open(aside, read_only=True) as former:
        assert former.holders.count() == 2


def test_what_is_kept_and_how_often_is_chosen_on_the_page(window: MainWindow) -> None:
    assert window.frame is not None
    window.frame.show_room("settings")
    for name, value in (("hours", 2), ("daily", 3), ("weekly", 5), ("monthly", 6)):
        field = window.findChild(QLineEdit, f"backup_{name}")
        field.setText(str(value))
        field.editingFinished.emit()
    window.findChild(CheckBox, "backup_at_closing").click()
    kept = settings.load().settings
    numbers = (kept.backup_hours, kept.backup_daily, kept.backup_weekly, kept.backup_monthly)
    assert numbers == (2, 3, 5, 6)
    assert not kept.backup_at_closing


def test_the_keeper_goes_on_in_another_language(window: MainWindow) -> None:
    keeper(window).make_now()
    before = keeper(window)
    window.parts.preferences.change(language="en")
    assert keeper(window) is not before
    keeper(window).look()
    assert keeper(window).label.text() == "Backup: just now, verified just now"


def test_the_window_does_not_wait_for_a_backup_under_way(
    window: MainWindow, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change of language during a long backup takes effect at once; the backup is finished."""
    assert window.workspace is not None
    runner = JobRunner(window)
    monkeypatch.setattr(keeper(window), "_jobs", runner)
    go_on = threading.Event()
    make = window.workspace.backups.make

    def slow(reason: Reason = Reason.HAND) -> object:
        assert go_on.wait(20)
        return make(reason)

    monkeypatch.setattr(window.workspace.backups, "make", slow)
    keeper(window).make_now()
    assert keeper(window).busy
    begun = time.monotonic()
    window.parts.preferences.change(language="en")
    assert time.monotonic() - begun < 10
    go_on.set()
    qtbot.waitUntil(lambda: reasons(path) == [Reason.HAND], timeout=15_000)
    runner.wait()


def test_a_backup_with_another_passphrase_is_asked_for_it(
    window: MainWindow, path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("kabao.storage.keys.ROUNDS", 1)
    file = tmp_path / "secret.kabao"
    with Ledger.create(file, key=LedgerKey.fresh("雨后 春笋")) as other:
        other.holders.add(Holder({"name": "李伟"}))
    typed = ["wrong", "雨后 春笋"]

    def exec_(dialog: FileDialog) -> int:
        dialog.field.line.setText(typed.pop(0))
        dialog.agree()
        return dialog.result()

    monkeypatch.setattr(FileDialog, "exec", exec_)
    seen: list[RestorePreview] = []
    keeper(window).preview(file, seen.append)
    assert not seen
    keeper(window).preview(file, seen.append)
    assert seen[0].inside.counts["holders"] == 1
    keeper(window).stage(seen[0])
    QApplication.processEvents()
    assert window.guard.waiting == path
    assert is_encrypted(path)


def test_the_state_in_the_status_bar_leads_to_the_backups(window: MainWindow) -> None:
    window.resize(1280, 720)
    window.frame.navigate(Place("settings", 0, section="backups"))
    QApplication.processEvents()
    room = window.frame.room("settings")
    top = room._backups.mapTo(room._scroller, room._backups.rect().topLeft()).y()
    assert 0 <= top < 120
