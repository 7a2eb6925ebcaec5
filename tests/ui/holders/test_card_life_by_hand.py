"""Steps of a card by hand: the menu, the keys, what is said before and after."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QMenu,
)

from kabao.domain.card_life import CardAction
from kabao.domain.card_life_steps import LifeStep
from kabao.services.habits import Habits
from kabao.ui.holders.card_life_dialog import CardLifeDialog
from kabao.ui.holders.card_life_menu import KEY, LETTERS
from kabao.ui.holders.claim_menu import KEY as CLAIM
from kabao.ui.holders.evidence_dialog import EvidenceDialog
from kabao.ui.holders.evidence_groups import KEYS
from ui.holders.proof_desk import once_open, open_dialog, press, with_undo
from ui.rooms import TODAY, words


def test_what_was_written_is_offered_to_be_undone(desk, qtbot):
    context, offered = with_undo(desk[1])
    open_dialog(CardLifeDialog, context, qtbot, 1, CardAction.LOSS_TEMP).save()
    open_dialog(EvidenceDialog, context, qtbot, 2, "used_normally").save()
    open_dialog(EvidenceDialog, context, qtbot, [1, 2], "used_normally").save()
    assert offered == ["已记录：临时挂失", "已记录一条依据"]


def test_the_menu_offers_what_makes_sense_and_says_why_not(desk):
    panel, *_ = desk
    panel.desk.life.fill()
    items = {item.data(): item for item in panel.desk.life.menu.actions() if item.data()}
    assert list(items) == [action.value for action in CardAction]
    assert items["loss_formal"].isEnabled()
    assert not items["release_loss"].isEnabled()
    assert "没有未解除的挂失" in items["release_loss"].text()


def test_every_action_has_a_letter_of_its_own():
    assert len(set(LETTERS.values())) == len(CardAction) == len(LETTERS)


def test_every_step_is_a_command_as_far_as_it_makes_sense(desk):
    panel, *_ = desk
    commands = {command.key: command for command in panel.commands()}
    assert commands["card_life.loss_temp"].enabled()
    assert not commands["card_life.unlock"].enabled()
    assert {command.shortcut for command in commands.values()} == {
        "",
        "F2",
        "Ctrl+Shift+N",
        "Ctrl+V",
        KEY,
        CLAIM,
        *KEYS.values(),
    }
    panel.show_holder(desk[1].workspace.holders.view(3))
    # Without a card a person can only be given one, or claim one.
    enabled = [command.key for command in panel.commands() if command.enabled()]
    assert enabled == ["holders.edit", "holders.new_card", "holders.remove", "claims.menu"]


def test_the_menu_opens_by_key_on_the_first_step_that_can_be_taken(desk, monkeypatch):
    panel, *_ = desk
    opened, active = [], []
    # The screen of the tests has no place for popups.
    monkeypatch.setattr(QMenu, "popup", lambda menu, place: opened.append(menu))
    monkeypatch.setattr(QMenu, "setActiveAction", lambda menu, item: active.append(item.data()))
    next(item for item in panel.commands() if item.shortcut == KEY).run()
    assert opened == [panel.desk.life.menu]
    assert active == ["loss_temp"]


def test_a_loss_is_reported_from_the_menu_without_the_mouse(desk, workspace, qtbot):
    panel, *_ = desk
    heard, said = [], []
    panel.changed.connect(heard.append)

    def answer(dialog):
        said.append(dialog.findChild(QLabel, "will").text())
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    panel.desk.life.fill()
    step = next(item for item in panel.desk.life.menu.actions() if "(&F)" in item.text())
    once_open(answer)
    step.trigger()
    assert said == ["记录 2026-11-22 正式挂失，此卡不再有效。"]
    assert workspace.statuses.current(1).state == "lost_formal"
    assert heard[0].cards == {1}


def test_the_sentence_follows_what_is_chosen(desk, workspace, qtbot):
    _panel, context, *_ = desk
    dialog = open_dialog(CardLifeDialog, context, qtbot, 1, CardAction.REISSUE)
    will = dialog.will.label
    assert "记录 2026-11-22 正式挂失，此卡不再有效。" in will.text()
    assert "为新卡建立一条记录，申请日期 2026-11-22，进度：已提交。" in will.text()
    press(qtbot, dialog, Qt.Key.Key_Up)
    assert "进度：已导出" in will.text()
    dialog.findChild(QLineEdit, "life_on").setText("2026-11-20")
    assert "申请日期 2026-11-20" in will.text()
    press(qtbot, dialog, Qt.Key.Key_Return)
    card = dialog.saved.record
    assert card.values["progress"] == "exported"
    assert card.values["applied_on"] == "2026-11-20"


def test_a_refused_step_is_told_in_the_dialog(desk, workspace, qtbot):
    _panel, context, *_ = desk
    dialog = open_dialog(CardLifeDialog, context, qtbot, 1, CardAction.LOSS_TEMP)
    dialog.findChild(QLineEdit, "life_on").setText("2026-01-01")
    dialog.save()
    assert dialog.saved is None
    assert "2026-03-12" in dialog.findChild(QLabel, "life_findings").text()
    dialog.findChild(QLineEdit, "life_on").setText("昨天")
    dialog.save()
    assert "请填写日期" in dialog.findChild(QLabel, "life_findings").text()
    assert len(workspace.evidence.of_card(1)) == 1


def test_the_reason_of_a_code_list_stands_in_the_note(desk, workspace, qtbot):
    _panel, context, *_ = desk
    dialog = open_dialog(CardLifeDialog, context, qtbot, 1, CardAction.CANCEL)
    reasons = dialog.findChild(object, "life_why")
    reasons.setCurrentIndex(reasons.findData("moved_away"))
    dialog.findChild(QLineEdit, "life_note").setText("交回窗口")
    dialog.save()
    assert workspace.evidence.of_card(1)[-1].note == "迁出；交回窗口"


def test_progress_asks_why_only_when_it_must(desk, workspace, qtbot):
    panel, context, *_ = desk
    step = LifeStep(CardAction.REPLACE, TODAY, progress="submitted")
    card = workspace.card_life.do(1, step).record
    dialog = open_dialog(CardLifeDialog, context, qtbot, card.id, CardAction.PROGRESS)
    reason = dialog.findChild(QLineEdit, "life_reason")
    assert not reason.isVisible()
    states = dialog.findChild(object, "life_progress")
    states.setCurrentIndex(states.findData("bank_failed"))
    assert reason.isVisible()
    dialog.save()
    assert dialog.saved is None
    reason.setText("开户证件过期")
    dialog.save()
    panel.show_holder(workspace.holders.view(1))
    assert "银行开户失败" in words(panel)  # in the list of cards; the one in use is shown
    panel.show_card(card.id)
    shown = words(panel)
    assert "银行开户失败" in shown
    assert "2026-11-22 银行开户失败（开户证件过期）" in shown
    assert "2026-11-22 已提交" in shown


def test_a_collected_card_takes_the_old_one_out_of_use(desk, workspace, qtbot):
    _panel, context, *_ = desk
    card = workspace.card_life.do(1, LifeStep(CardAction.UPGRADE, TODAY, progress="ready")).record
    dialog = open_dialog(CardLifeDialog, context, qtbot, card.id, CardAction.COLLECT)
    qtbot.keyClicks(dialog.focusWidget(), "X00000027")
    old = dialog.findChild(object, "old_returned")
    old.setFocus()
    press(qtbot, dialog, Qt.Key.Key_Space)
    assert "旧卡" in dialog.will.label.text()
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert dialog.saved.record.number == "X00000027"
    assert workspace.statuses.current(1).state == "cancelled"


def test_an_earlier_card_can_be_looked_at_and_left_again(desk, workspace, qtbot):
    panel, *_ = desk
    card = workspace.card_life.do(1, LifeStep(CardAction.REPLACE, TODAY, progress="ready")).record
    panel.show_holder(workspace.holders.view(1))
    assert panel.card_id() == 1
    assert "新卡已在办理" in words(panel)
    panel.findChild(object, "other_card").click()
    assert panel.card_id() == card.id
    assert "尚未领取的新卡" in words(panel)
    assert panel.findChild(object, "old_card_state").text() == "原卡 卡号未填：已激活"
    panel.findChild(object, "old_card_state").click()
    assert panel.card_id() == 1
    workspace.card_life.do(card.id, LifeStep(CardAction.COLLECT, TODAY))
    panel.show_holder(workspace.holders.view(1))
    assert panel.card_id() == 1  # the one that was being looked at
    assert "下面是一张旧卡的记录" in words(panel)
    panel.findChild(object, "other_card").click()
    assert panel.card_id() == card.id


def test_habits_survive_a_broken_file(tmp_path):
    file = Path(tmp_path / "habits.json")
    file.write_text("{nothing", encoding="utf-8")
    habits = Habits(file)
    assert habits.last("x") == ""
    habits.remember("x", "counter")
    assert Habits(file).last("x") == "counter"
    assert list(tmp_path.glob(".habits-*")) == []


def test_the_history_of_progress_is_not_typed_over(desk, workspace, texts):
    from kabao.ui.holders.forms import HolderForms

    _panel, context, *_ = desk
    card = workspace.card_life.do(1, LifeStep(CardAction.REPLACE, TODAY, progress="ready")).record
    form = HolderForms(context).card(card.id, 1)
    assert "progress_log" not in {spec.name for spec in form.form.form.fields}
    form.form.set_value("remark", "x")
    form.save()
    assert workspace.cards.get(card.id).values["progress_log"] == card.values["progress_log"]
    form.deleteLater()
