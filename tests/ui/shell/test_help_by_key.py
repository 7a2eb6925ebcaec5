"""F1 opens the manual at the place one is in; palette and menu offer it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from kabao.ui.kit.helping import ask_help


def test_welcome_page_explains_itself(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.helper.shown.address == "first-steps"
    assert "头十分钟" in window.helper.shown.page.toPlainText()


def test_room_leads_to_its_chapter(opened, qtbot):
    opened.frame.show_room("cases")
    qtbot.keyClick(opened, Qt.Key.Key_F1)
    assert opened.helper.shown.address == "materials#workspace"


def test_palette_and_menu_offer_the_manual(opened):
    assert any(it.key == "help" and it.shortcut == "F1" for it in opened.frame.commands())
    offered = [action.text() for action in opened.frame.top.ledger.menu().actions()]
    assert "使用手册\tF1" in offered


def test_dialog_over_the_window_has_the_key_too(opened, qtbot):
    dialog = QDialog(opened)
    field = QLineEdit(dialog)
    dialog.open()
    dialog.activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: bool(dialog.property("kabao_help_bound")))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field)
    qtbot.keyClick(field, Qt.Key.Key_F1)
    assert opened.helper.shown.parentWidget() is dialog
    opened.helper.close()
    dialog.close()


def test_place_asked_for_is_shown_and_the_window_stays_one(opened):
    ask_help(opened.frame, "finding:required")
    first = opened.helper.shown
    assert first.address == "findings-fields#required"
    ask_help(opened.frame, "backups")
    assert opened.helper.shown is first
    assert first.address == "backups"


def test_language_closes_the_manual_so_that_it_opens_anew(opened, preferences):
    opened.helper.show_topic("people")
    preferences.change(language="en")
    QApplication.processEvents()
    assert opened.helper.shown is None
    opened.helper.show_topic("people")
    assert "People and cards" in opened.helper.shown.page.toPlainText()


def test_manual_is_written_where_the_user_wants_it(opened, tmp_path, monkeypatch):
    target = tmp_path / "手册.pdf"
    monkeypatch.setattr(type(opened.alerts), "choose_save", lambda *_: target)
    written = []
    monkeypatch.setattr(
        "kabao.services.manual.printing.write_manual",
        lambda path, language, **_: written.append((path, language)) or 7,
    )
    opened.helper.show_topic("people")
    opened.helper.shown.print.click()
    assert written == [(target, "zh")]
    assert not opened.helper.shown.notices.isHidden()
