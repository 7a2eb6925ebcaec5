"""A ledger with a passphrase in the window: asked for, locked, covered, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QVBoxLayout
from shiboken6 import delete, isValid

from kabao import app
from kabao.domain.holders import Holder
from kabao.domain.recovery import recovery_groups
from kabao.settings import Settings
from kabao.storage.keys import LedgerKey, is_encrypted
from kabao.storage.ledger import Ledger
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.kit.preferences import Preferences
from kabao.ui.shell import idle_lock
from kabao.ui.shell.idle_lock import IdleWatch
from kabao.ui.shell.passphrase_dialogs import ChangeDialog, NewLedgerDialog
from kabao.ui.shell.translators import QtWords
from kabao.ui.shell.ways import make_new
from kabao.ui.shell.window import MainWindow, Parts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from kabao.ui.kit.theme import Theme

WORDS, OTHER, NAME = "雨后 春笋 42", "another one", "王小雨"


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch):
    """Derive keys in one round: these tests are not about how long that takes."""
    monkeypatch.setattr("kabao.storage.keys.ROUNDS", 1)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "desk.kabao"
    with Ledger.create(path, key=LedgerKey.fresh(WORDS)) as ledger:
        ledger.holders.add(Holder({"name": NAME, "doc_no": "110000199001010013"}))
    return path


@pytest.fixture
def window(theme: Theme, plain_rooms, qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    preferences = Preferences(Settings(language="zh", theme="light"), lambda _: None)
    words, doors = QtWords(qapp), app.Ledgers().doors()
    jobs = JobRunner(serial=True)
    window = MainWindow(Parts(theme, preferences, doors, plain_rooms, jobs, words))
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()
    words.speak("en")


@pytest.fixture
def unlocked(window: MainWindow, secret: Path) -> MainWindow:
    window.open_path(secret)
    give(window, WORDS)
    return window


def give(window: MainWindow, words: str) -> None:
    """Type a passphrase on the page that asks for it."""
    form = window.guard._form
    form.field.line.setText(words)
    form.unlock.click()


def shown(widget) -> str:
    """Return every word that can be read in a window."""
    labels = [item.text() for item in widget.findChildren(QLabel) if item.isVisible()]
    lines = [item.text() for item in widget.findChildren(QLineEdit) if item.isVisible()]
    return "\n".join([widget.windowTitle(), *labels, *lines])


def test_the_passphrase_is_asked_for_and_a_wrong_one_told(window, secret) -> None:
    assert not window.open_path(secret)
    assert window.workspace is None
    form = window.guard._form
    assert not form.problem.isVisible()
    give(window, "wrong")
    assert "口令打不开 desk.kabao" in form.problem.text()
    assert form.field.line.text() == ""
    give(window, "")
    assert form.problem.text() == "请先输入口令或恢复码。"
    give(window, WORDS)
    assert window.frame is not None
    assert window.workspace.ledger.holders.count() == 1


def test_the_recovery_code_opens_it_too(window, secret) -> None:
    key = LedgerKey.derived(WORDS, secret.read_bytes()[:16])
    window.open_path(secret)
    form = window.guard._form
    form.other_way.click()
    assert form.code.isVisible()
    assert not form.field.isVisible()
    groups = recovery_groups(key.raw())
    form.code.setPlainText("\n".join((*groups[:2], "0000 0000-00", *groups[3:])))
    form.unlock.click()
    assert "第 3 组" in form.problem.text()
    assert groups[11] in form.code.toPlainText()  # only that one is typed again
    form.other_way.click()
    form.other_way.click()
    assert not form.code.toPlainText()
    form.code.setPlainText("\n".join(groups))
    form.unlock.click()
    assert window.frame is not None


def test_another_ledger_may_be_opened_instead(window, secret) -> None:
    window.open_path(secret)
    window.guard._form.leave.click()
    assert window.welcome is not None
    assert window.guard.waiting is None


def test_locking_closes_the_file_and_comes_back_to_the_same_place(unlocked, secret) -> None:
    window = unlocked
    window.frame.show_room("cases")
    key = window.workspace.ledger.key
    window.guard.lock()
    assert window.workspace is None
    assert not any(key._raw)
    assert NAME not in shown(window)
    Ledger.open(secret, key=LedgerKey.derived(WORDS, secret.read_bytes()[:16])).close()
    give(window, WORDS)
    assert window.frame.current == "cases"


def test_what_was_typed_is_stored_before_and_there_again_after(unlocked) -> None:
    window = unlocked
    before = window.frame.room("holders")
    before.field.setText(f"{NAME} typed")
    window.guard.lock()
    assert ("flush", f"{NAME} typed") in before.told
    give(window, WORDS)
    assert window.frame.room("holders").field.text() == f"{NAME} typed"


def test_a_plain_ledger_is_never_locked(window, tmp_path) -> None:
    path = tmp_path / "plain.kabao"
    Ledger.create(path).close()
    window.open_path(path)
    window.guard.lock()
    assert window.frame is not None
    assert not any(item.key == "ledger_lock" for item in window.frame.commands())


def test_a_language_change_keeps_asking_in_the_other_language(window, secret) -> None:
    window.open_path(secret)
    window.parts.preferences.change(language="en")
    assert window.guard._form.unlock.text() == "Unlock"
    give(window, WORDS)
    assert window.frame is not None


def test_an_open_dialog_is_covered_and_keeps_what_was_typed(unlocked, qtbot) -> None:
    window = unlocked
    dialog = QDialog(window)
    dialog.setWindowTitle(NAME)
    line = QLineEdit(NAME)
    QVBoxLayout(dialog).addWidget(line)
    dialog.show()
    line.setText(f"{NAME} typed")
    window.guard.lock()
    assert window.guard.is_covered
    assert NAME not in shown(dialog) + shown(window)
    assert not window.frame.isVisible()
    form = window.guard._veils.forms()[1]
    form.field.line.setText("wrong")
    form.unlock.click()
    assert window.guard.is_covered
    form.field.line.setText(WORDS)
    form.unlock.click()
    assert not window.guard.is_covered
    assert line.isVisible()
    assert line.text() == f"{NAME} typed"
    assert dialog.windowTitle() == NAME
    assert window.frame.isVisible()
    dialog.close()


def test_behind_the_veil_the_ledger_is_closed_once_dialogs_have_ended(unlocked) -> None:
    window = unlocked
    dialog = QDialog(window)
    dialog.show()
    window.guard.lock()
    assert window.workspace is not None
    dialog.done(0)
    window.guard._go_on()
    assert window.workspace is None
    assert window.guard.waiting is not None
    give(window, WORDS)
    assert window.frame is not None


def test_a_covered_dialog_that_has_gone_keeps_nothing_open(unlocked) -> None:
    window = unlocked
    dialog = QDialog(window)
    dialog.show()
    window.guard.lock()
    delete(dialog)
    give(window, "wrong")
    assert window.guard.is_covered
    window.guard._go_on()
    assert not window.guard.is_covered
    assert window.workspace is None
    assert window.guard.waiting is not None


def test_a_dialog_that_opens_behind_the_veil_is_covered_too(unlocked) -> None:
    window = unlocked
    first, later = QDialog(window), QDialog(window)
    first.show()
    window.guard.lock()
    QVBoxLayout(later).addWidget(QLabel(NAME))
    later.setWindowTitle(NAME)
    later.show()
    assert NAME not in shown(later)
    window.guard._veils.forms()[2].field.line.setText(WORDS)
    window.guard._veils.forms()[2].unlock.click()
    assert NAME in shown(later)
    first.close()
    later.close()


def test_a_passphrase_typed_in_a_dialog_goes_with_it(window) -> None:
    dialog = NewLedgerDialog(window.parts.theme, window.texts, "desk", window)
    dialog.show()
    dialog.reject()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete.value)
    assert not isValid(dialog)


def test_nobody_at_work_for_so_long_locks(unlocked, monkeypatch) -> None:
    window = unlocked
    begun = idle_lock.now()
    monkeypatch.setattr(idle_lock, "now", lambda: begun + 9 * 60)
    window.guard._idle.look()
    assert window.workspace is not None
    monkeypatch.setattr(idle_lock, "now", lambda: begun + 10 * 60 + 1)
    window.guard._idle.look()
    assert window.workspace is None


def test_work_in_a_window_puts_the_clock_back(qapp, window, qtbot) -> None:
    watch = IdleWatch(1, window)
    watch._watch(window.windowHandle())
    watch._last -= 59
    before = watch._last
    qtbot.mouseMove(window.windowHandle())
    assert watch._last > before
    watch.end()


def test_the_word_of_the_desktop_locks(unlocked) -> None:
    unlocked.guard._screen.on_saver(False)
    assert unlocked.workspace is not None
    unlocked.guard._screen.on_saver(True)
    assert unlocked.workspace is None


def test_a_new_ledger_is_offered_a_passphrase_that_can_be_declined(
    window, tmp_path, monkeypatch
) -> None:
    def typed(dialog) -> int:
        dialog.agree()
        assert dialog.notices.notices()  # empty
        dialog.form.first.line.setText(WORDS)
        dialog.agree()
        assert dialog.result() == 0  # typed once only
        dialog.form.again.line.setText(WORDS)
        dialog.agree()
        return dialog.result()

    monkeypatch.setattr(NewLedgerDialog, "exec", typed)
    make_new(window, tmp_path / "a.kabao")
    assert is_encrypted(tmp_path / "a.kabao")
    assert "恢复单" in shown(window.frame.notices)

    def declined(dialog) -> int:
        assert dialog.protect.isChecked()
        dialog.decline.setChecked(True)
        assert not dialog.warning.isHidden()
        dialog.agree()
        return dialog.result()

    monkeypatch.setattr(NewLedgerDialog, "exec", declined)
    make_new(window, tmp_path / "b.kabao")
    assert not is_encrypted(tmp_path / "b.kabao")


def test_the_passphrase_is_changed_in_the_window(unlocked, secret, monkeypatch) -> None:
    window = unlocked
    said: list[str] = []
    monkeypatch.setattr(type(window.alerts), "tell", lambda _, text, *__: said.append(text))
    monkeypatch.setattr(type(window.alerts), "ask", lambda *_, **__: True)
    monkeypatch.setattr(
        type(window.alerts), "show", lambda alerts, error: said.append(alerts.sentence(error))
    )
    window.frame.show_room("cases")

    def change(way: str, present: str, words: str) -> None:
        def exec_(dialog) -> int:
            dialog.old.line.setText(present)
            dialog.form.first.line.setText(words)
            dialog.form.again.line.setText(words)
            dialog.agree()
            return dialog.result()

        monkeypatch.setattr(ChangeDialog, "exec", exec_)
        window.guard.changes.ask(way)

    change("change", "wrong", OTHER)
    assert "口令打不开" in said[-1]
    change("change", WORDS, OTHER)
    assert "口令已更换" in said[-1]
    assert window.frame.current == "cases"
    window.guard.lock()
    give(window, OTHER)
    change("remove", OTHER, "")
    assert not is_encrypted(secret)
    change("give", "", WORDS)
    assert is_encrypted(secret)
    assert window.workspace.ledger.holders.count() == 1


def test_the_recovery_sheet_is_written_where_one_wants_it(unlocked, tmp_path, monkeypatch) -> None:
    window = unlocked
    target = tmp_path / "sheet.pdf"
    monkeypatch.setattr(type(window.alerts), "choose_save", lambda *_: target)
    monkeypatch.setattr(type(window.alerts), "tell", lambda *_: None)
    window.guard.changes.print()
    assert target.read_bytes().startswith(b"%PDF")


def test_a_second_window_reads_only_and_names_the_first(window, tmp_path) -> None:
    path = tmp_path / "plain.kabao"
    with Ledger.create(path) as first:
        first.holders.add(Holder({"name": NAME}))
        assert window.open_path(path)
        assert window.workspace.ledger.read_only
        assert "以只读方式打开" in shown(window.frame.notices)
        assert "进程" in shown(window.frame.notices)
    window.close_ledger()
    assert window.open_path(path)
    assert not window.workspace.ledger.read_only
    assert not window.frame.notices.notices()
