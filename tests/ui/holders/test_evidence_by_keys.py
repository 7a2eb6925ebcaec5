"""Evidence by one key for each signal, for one card and for many."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QLabel,
    QRadioButton,
)

from kabao.domain.card_life import CardAction
from kabao.domain.card_life_steps import LifeStep
from kabao.domain.evidence import Signal
from kabao.services.habits import Habits
from kabao.ui.holders.card_life_menu import KEY
from kabao.ui.holders.evidence_dialog import EvidenceDialog
from kabao.ui.holders.evidence_groups import GROUPS, KEYS
from ui.holders.proof_desk import open_dialog, press
from ui.rooms import TODAY, words


@pytest.mark.parametrize("group", GROUPS)
def test_a_key_and_enter_record_with_todays_date(desk, workspace, qtbot, group):
    panel, context, *_ = desk
    asked = []
    panel.record.connect(lambda *what: asked.append(what))
    command = next(item for item in panel.commands() if item.shortcut == KEYS[group])
    command.run()
    assert asked == [(1, group)]
    dialog = open_dialog(EvidenceDialog, context, qtbot, 1, group)
    press(qtbot, dialog, Qt.Key.Key_Return)
    entry = dialog.saved.record
    assert entry.kind in GROUPS[group]
    assert entry.observed_on == TODAY


def test_the_keys_collide_with_no_other(desk):
    taken = {"Ctrl+N", "Ctrl+D", "Alt+V", "Ctrl+I", "Ctrl+E", "Ctrl+K", "Ctrl+F", "Ctrl+Shift+V"}
    assert not taken & {KEY, *KEYS.values()}
    assert not any(key.startswith("Ctrl+") for key in KEYS.values())


def test_a_negative_observation_takes_two_more_keys(desk, workspace, qtbot):
    _panel, context, *_ = desk
    dialog = open_dialog(EvidenceDialog, context, qtbot, 1, Signal.USED_NORMALLY)
    press(qtbot, dialog, Qt.Key.Key_Up)
    assert dialog.findChild(QRadioButton, "detail_refused").isChecked()
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert not dialog.saved.record.positive
    assert workspace.statuses.current(1).state == "in_doubt"


def test_the_group_changes_by_key_inside_the_dialog(desk, qtbot):
    _panel, context, *_ = desk
    dialog = open_dialog(EvidenceDialog, context, qtbot, 1, None)
    keys = {short.key().toString() for short in dialog.findChildren(QShortcut)}
    assert set(KEYS.values()) <= keys
    short = next(
        item
        for item in dialog.findChildren(QShortcut)
        if item.key() == QKeySequence(KEYS["release"])
    )
    short.activated.emit()
    assert dialog.findChild(QRadioButton, "detail_loss_lifted").isChecked()


def test_a_card_not_collected_is_told_before_anything_is_typed(desk, workspace, qtbot):
    _panel, context, *_ = desk
    card = workspace.card_life.do(1, LifeStep(CardAction.REPLACE, TODAY, progress="ready")).record
    dialog = open_dialog(EvidenceDialog, context, qtbot, card.id, "used_normally")
    assert "还没有领卡" in dialog.findChild(QLabel, "evidence_findings").text()
    sound = open_dialog(EvidenceDialog, context, qtbot, 1, "used_normally")
    assert not sound.findChild(QLabel, "evidence_findings").isVisible()


def test_a_loss_has_no_strength_and_stands_first(desk, qtbot):
    _panel, context, *_ = desk
    dialog = open_dialog(EvidenceDialog, context, qtbot, 1, "block")
    first = dialog.findChild(QRadioButton, "detail_loss_temporary")
    assert first.isChecked()
    assert "强" not in first.text()


def test_the_channel_of_each_signal_is_remembered(desk, workspace, qtbot):
    _panel, context, *_ = desk
    dialog = open_dialog(EvidenceDialog, context, qtbot, 1, "used_normally")
    dialog._channel.setCurrentIndex(dialog._channel.findData("pharmacy"))
    dialog.save()
    again = open_dialog(EvidenceDialog, context, qtbot, 2, "used_normally")
    assert again._channel.currentData() == "pharmacy"
    again.choose_group("password_set")
    assert again._channel.currentData() == ""
    assert Habits().last("evidence.used_normally") == "pharmacy"


def test_for_many_cards_the_dialog_only_drafts(desk, workspace, qtbot):
    _panel, context, *_ = desk
    dialog = open_dialog(EvidenceDialog, context, qtbot, [1, 2], "queryable_online")
    assert not dialog.tray.isVisible()
    assert "记到 2 张卡" in words(dialog)
    before = [workspace.evidence.of_card(number) for number in (1, 2)]
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert dialog.saved is None
    assert (dialog.draft.card_id, dialog.draft.detail) == (0, "status_normal")
    assert [workspace.evidence.of_card(number) for number in (1, 2)] == before
