"""A clerk at the whole window without a mouse: narrow, choose many, change, take back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kabao import app
from kabao.domain.evidence import EvidenceKind
from kabao.settings import Loaded, Settings
from kabao.ui.holders.evidence_dialog import EvidenceDialog
from kabao.ui.holders.option_list import OptionList
from kabao.ui.kit.jobs import JobRunner

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qapp, theme, qtbot, crowd_file, tmp_path):
    path = tmp_path / "desk.kabao"
    path.write_bytes(crowd_file.read_bytes())
    window = app.make_window(qapp, Loaded(Settings(language="zh")), JobRunner(serial=True))
    qtbot.addWidget(window)
    window.show()
    assert window.open_path(path)
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    yield window
    window.close()
    window.parts.words.speak("en")
    theme.apply(qapp)


@pytest.fixture
def hands(window, qtbot):
    """Return a function that presses a key wherever the keyboard is."""

    def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
        QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)
        QApplication.processEvents()

    return press


def typed_into_list(qtbot, text):
    """Type into the list that opened, as an input method would."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), OptionList))
    QApplication.focusWidget().setText(text)


def test_an_employer_is_given_to_many_and_taken_back_without_the_mouse(window, hands, qtbot):
    hands(Key.Key_2, CTRL)
    people = window.frame.room("holders").list
    hands(Key.Key_F, CTRL | SHIFT)
    typed_into_list(qtbot, "990200")
    hands(Key.Key_Return)
    hands(Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is people.table)
    assert people.model.rowCount() == 27
    hands(Key.Key_A, CTRL)
    hands(Key.Key_U, CTRL | SHIFT)
    typed_into_list(qtbot, "青禾")
    hands(Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is people.table)

    def employers():
        return {row.employer for row in window.workspace.holders.rows(people.ids())}

    assert employers() == {"青禾精密机械有限公司"}
    assert people.rows.count() == 27
    hands(Key.Key_Z, CTRL)
    assert employers() == {""}
    hands(Key.Key_Escape)
    assert people.rows.count() == 1


def test_the_same_evidence_is_recorded_for_many_and_taken_back(window, hands, monkeypatch):
    monkeypatch.setattr(EvidenceDialog, "exec", lambda self: (self.save(), self.result())[1])
    hands(Key.Key_2, CTRL)
    people = window.frame.room("holders").list
    for _ in range(3):
        hands(Key.Key_Down, SHIFT)
    cards = window.workspace.selections.cards(people.rows.ids())
    assert len(cards) == 3
    before = [len(window.workspace.evidence.of_card(card)) for card in cards]
    hands(Key.Key_D, CTRL)
    after = [window.workspace.evidence.of_card(card) for card in cards]
    assert [len(entries) for entries in after] == [count + 1 for count in before]
    assert {entries[-1].kind for entries in after} == {EvidenceKind.PASSWORD_SET}
    hands(Key.Key_Z, CTRL)
    kinds = [window.workspace.evidence.of_card(card)[-1].kind for card in cards]
    assert set(kinds) == {EvidenceKind.WITHDRAWN}


def test_keys_about_a_person_rest_while_a_page_lies_over_the_people(window, hands):
    hands(Key.Key_2, CTRL)
    room = window.frame.room("holders")

    def enabled():
        return {command.key for command in room.commands() if command.enabled()}

    resting = {"holders.record", "holders.reveal", "holders.export", "holders.statement"}
    assert resting <= enabled()
    hands(Key.Key_N, CTRL)
    assert not resting & enabled()
    assert "holders.import" in enabled()
    room.form.cancel()
    assert resting <= enabled()


def test_the_person_chosen_is_changed_and_given_another_card_by_key(window, hands, qtbot):
    hands(Key.Key_2, CTRL)
    room = window.frame.room("holders")
    room.list.table.setFocus()
    chosen = room.list.chosen_id()
    assert chosen
    for key, modifiers, field in (
        (Key.Key_F2, Qt.KeyboardModifier.NoModifier, "field_name"),
        (Key.Key_N, CTRL | SHIFT, "field_card_number"),
    ):
        hands(key, modifiers)
        qtbot.waitUntil(lambda field=field: QApplication.focusWidget().objectName() == field)
        hands(Key.Key_Escape)
        qtbot.waitUntil(room.list.table.hasFocus)
        assert room.list.chosen_id() == chosen
