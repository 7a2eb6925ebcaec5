"""The panel shows, copies, reports and purges; what is shown is noted and ends by itself."""

import json

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from kabao.settings import Settings
from kabao.ui.holders import purge_dialog
from kabao.ui.kit import capture
from kabao.ui.kit.clipboard import SecretClipboard, forget_copied
from kabao.ui.settings.privacy import PrivacySection


def chosen(register):
    register.room.list.table.selectRow(0)
    return register.room._context.workspace.holders.view(register.room.list.chosen_id()).holder


def shown(panel):
    return panel._number.text()


def test_a_number_shown_is_noted_and_masked_on_leaving(register):
    holder, panel = chosen(register), register.room.panel
    panel.reveal()
    assert shown(panel) == holder.doc_no
    entry = register.room._context.workspace.history.latest(1)[0]
    assert entry.action == "privacy.reveal"
    assert holder.doc_no not in entry.subject
    panel.hide()
    assert shown(panel) == holder.masked_number


def test_a_copied_number_is_secret_and_goes_by_itself(register, qtbot):
    holder, panel = chosen(register), register.room.panel
    panel.privacy.copy()
    board, secret = QGuiApplication.clipboard(), SecretClipboard.of_program()
    assert board.text() == holder.doc_no
    assert bytes(board.mimeData().data("x-kde-passwordManagerHint")) == b"secret"
    assert register.room._context.workspace.history.latest(1)[0].action == "privacy.reveal"
    assert secret._timer.interval() == 30_000
    secret._timer.timeout.emit()
    assert board.text() == ""


def test_what_somebody_else_copied_stays(register):
    chosen(register)
    register.room.panel.privacy.copy()
    QGuiApplication.clipboard().setText("mine")
    forget_copied()
    assert QGuiApplication.clipboard().text() == "mine"
    assert not SecretClipboard.of_program().is_holding


def test_locking_takes_a_copied_number_off(register):
    chosen(register)
    register.room.panel.privacy.copy()
    forget_copied()
    assert QGuiApplication.clipboard().text() == ""
    assert QCoreApplication.instance() is not None


def test_a_person_is_purged_from_the_panel_once_the_name_is_typed(register, monkeypatch):
    holder, workspace = chosen(register), register.room._context.workspace

    def typed(dialog):
        act = dialog.findChild(QPushButton, "purge_act")
        assert not act.isEnabled()
        dialog.typed.setText(holder.name)
        assert act.isEnabled()
        return 1

    monkeypatch.setattr(purge_dialog.PurgeDialog, "exec", typed)
    count = workspace.ledger.holders.count()
    register.room.panel.privacy.purge()
    assert workspace.ledger.holders.count() == count - 1
    assert workspace.ledger.health.chain().broken is None
    assert workspace.history.latest(1)[0].action == "privacy.purge"


def test_the_report_is_written_where_it_was_asked_for(register, monkeypatch, tmp_path):
    holder, target = chosen(register), tmp_path / "report.json"
    asked = []

    def choose(_title, name, *_):
        asked.append(name)
        return target

    monkeypatch.setattr(register.room._context.alerts, "choose_save", choose, raising=False)
    register.room.panel.privacy.report()
    assert json.loads(target.read_text("utf-8"))["person"]["doc_no"] == holder.doc_no
    assert holder.doc_no not in asked[0]


def test_windows_are_kept_out_of_pictures_where_the_system_can(preferences, qtbot, monkeypatch):
    class Program(QObject):
        focusWindowChanged = Signal(object)  # noqa: N815 (the name of Qt)

    class Window:
        def isVisible(self):
            return True

        def winId(self):
            return 7

    told, program = [], Program()
    monkeypatch.setattr(QApplication, "topLevelWidgets", lambda: [Window()])
    block = capture.CaptureBlock(program, preferences, lambda *call: told.append(call) or True)
    program.focusWindowChanged.emit(None)
    preferences.change(block_capture=False)
    program.focusWindowChanged.emit(None)
    assert told == [(7, True), (7, False)]
    assert block.parent() is program
    assert [capture.way(name) is None for name in ("win32", "darwin", "linux")] == [0, 0, 1]


def test_the_settings_say_where_pictures_cannot_be_stopped(theme, english, qtbot, monkeypatch):
    from kabao.ui.kit.preferences import Preferences
    from kabao.ui.settings import privacy

    preferences = Preferences(Settings(), lambda _: None)
    for way, enabled, words in ((None, False, "no program stop"), (print, True, "Remote helpers")):
        monkeypatch.setattr(privacy, "way", lambda way=way: way)
        section = PrivacySection(theme, english, preferences)
        qtbot.addWidget(section)
        assert section.findChild(QObject, "block_capture").isEnabled() is enabled
        assert words in section.findChild(QObject, "capture_note").text()
