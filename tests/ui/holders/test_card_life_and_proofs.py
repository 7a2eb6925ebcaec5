"""Card life, quick evidence and proofs by hand: keyboard only, dropped, pasted, looked at."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QRadioButton,
    QToolButton,
)

from kabao.domain.card_life import CardAction
from kabao.domain.card_life_steps import LifeStep
from kabao.domain.evidence import Evidence, EvidenceKind, Signal
from kabao.services.habits import Habits
from kabao.ui.holders.card_life_dialog import CardLifeDialog
from kabao.ui.holders.card_life_menu import KEY, LETTERS
from kabao.ui.holders.claim_menu import KEY as CLAIM
from kabao.ui.holders.evidence_dialog import EvidenceDialog
from kabao.ui.holders.evidence_groups import GROUPS, KEYS
from kabao.ui.holders.panel import HolderPanel
from kabao.ui.holders.proof_viewer import ProofViewer
from kabao.ui.holders.timeline import Timeline
from ui.rooms import TODAY, make_context, make_workspace, words


@pytest.fixture
def workspace(tmp_path):
    with make_workspace(tmp_path) as opened:
        yield opened


@pytest.fixture
def desk(workspace, texts, theme, jobs, qtbot):
    context, heard, answers = make_context(workspace, texts, theme, jobs)
    panel = HolderPanel(context)
    qtbot.addWidget(panel)
    panel.resize(344, 700)
    panel.show()
    panel.show_holder(workspace.holders.view(1))
    return panel, context, heard, answers


def with_undo(context):
    """Return a context that remembers what it offered to undo."""
    offered = []
    return replace(context, offer_undo=offered.append), offered


def test_what_was_written_is_offered_to_be_undone(desk, qtbot):
    context, offered = with_undo(desk[1])
    open_dialog(CardLifeDialog, context, qtbot, 1, CardAction.LOSS_TEMP).save()
    open_dialog(EvidenceDialog, context, qtbot, 2, "used_normally").save()
    open_dialog(EvidenceDialog, context, qtbot, [1, 2], "used_normally").save()
    assert offered == ["已记录：临时挂失", "已记录一条依据"]


@pytest.fixture
def slip(tmp_path):
    path = tmp_path / "小票.png"
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    image.save(str(path))
    return path


def open_dialog(kind, context, qtbot, *args):
    dialog = kind(context, *args, None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def press(qtbot, dialog, *keys):
    """Press keys where the keyboard is in a dialog, as someone without a mouse does."""
    for key in keys:
        qtbot.keyClick(dialog.focusWidget() or dialog, key)


def once_open(act):
    """Act on the next dialog as soon as it is open; a dialog left open would wait for ever."""

    def look():
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(10, look)
            return
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, look)


def dropped(*paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(widget, mime):
    buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    entered = QDragEnterEvent(QPoint(9, 9), copy, mime, buttons, modifiers)
    QApplication.sendEvent(widget, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), copy, mime, buttons, modifiers))


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
        "Ctrl+V",
        KEY,
        CLAIM,
        *KEYS.values(),
    }
    panel.show_holder(desk[1].workspace.holders.view(3))
    # Without a card a person can only claim one.
    assert [command.key for command in panel.commands() if command.enabled()] == ["claims.menu"]


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


def test_a_chosen_proof_goes_with_the_entry(desk, workspace, qtbot, slip):
    panel, context, _heard, answers = desk
    answers.choose_opens = lambda *_: [slip]
    dialog = open_dialog(EvidenceDialog, context, qtbot, 1, "used_normally")
    dialog.findChild(object, "add_proof").click()
    dialog.save()
    entry = dialog.saved.record
    (proof,) = workspace.proofs.of_entries([entry])[entry.id]
    assert (proof.file_name, proof.media_type) == ("小票.png", "image/png")
    panel.show_holder(workspace.holders.view(1))
    assert panel.findChild(QToolButton, f"proofs_{entry.id}").text() == "1"


def test_proofs_are_dropped_and_pasted_into_the_dialog(desk, qtbot, slip):
    _panel, context, *_ = desk
    dialog = open_dialog(EvidenceDialog, context, qtbot, 1, "notice_received")
    drop(dialog, dropped(slip))
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    QGuiApplication.clipboard().setImage(image)
    dialog._note.setFocus()
    qtbot.keyClick(dialog._note, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [file.file_name for file in dialog.tray.files()] == ["小票.png", "截图1.png"]
    QGuiApplication.clipboard().setText("电话 12333")
    qtbot.keyClick(dialog._note, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog._note.text() == "电话 12333"
    assert len(dialog.tray.files()) == 2


def test_a_picture_pasted_beside_the_fields_asks_what_it_shows(desk, workspace, qtbot):
    panel, *_ = desk
    paste = next(item for item in panel.commands() if item.key == "evidence.paste")
    QGuiApplication.clipboard().setText("words")
    assert not paste.enabled()
    assert not panel.desk.welcomes(None)  # what some systems say of an empty clipboard
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    QGuiApplication.clipboard().setImage(image)
    assert paste.enabled()
    once_open(lambda dialog: dialog.save())
    paste.run()
    entry = workspace.evidence.of_card(1)[-1]
    assert workspace.proofs.of_entries([entry])[entry.id][0].file_name == "截图1.png"
    QGuiApplication.clipboard().clear()


def test_a_proof_dropped_on_the_panel_asks_what_it_shows(desk, workspace, qtbot, slip):
    panel, *_ = desk
    heard = []
    panel.changed.connect(heard.append)
    once_open(lambda dialog: dialog.save())
    drop(panel, dropped(slip))
    entry = workspace.evidence.of_card(1)[-1]
    assert workspace.proofs.of_entries([entry])[entry.id][0].file_name == "小票.png"
    assert heard[0].cards == {1}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("表.xlsx", b"PK\x03\x04", "attachment_type"),
        ("空.png", b"", "attachment_empty"),
        ("坏.pdf", b"%PDF-1.4 nothing", "attachment_damaged"),
    ],
)
def test_what_cannot_be_a_proof_is_refused_in_words(desk, qtbot, tmp_path, name, content, code):
    _panel, context, *_ = desk
    path = tmp_path / name
    path.write_bytes(content)
    dialog = open_dialog(EvidenceDialog, context, qtbot, 1, "used_normally")
    dialog.tray.take_paths([path])
    assert dialog.tray.files() == ()
    assert dialog.findChild(QLabel, "evidence_findings").text() == code


def test_a_late_proof_is_attached_to_an_entry_that_stands(desk, workspace, slip):
    panel, _context, _heard, answers = desk
    heard = []
    panel.changed.connect(heard.append)
    answers.choose_opens = lambda *_: [slip]
    entry = workspace.evidence.of_card(1)[0]
    panel.findChild(QToolButton, f"proofs_{entry.id}").click()
    assert len(workspace.proofs.of_entries([entry])[entry.id]) == 1
    assert heard[0].cards == {1}


def test_the_viewer_turns_pages_and_saves_a_copy(desk, workspace, qtbot, slip, tmp_path):
    _panel, context, _heard, answers = desk
    files = [
        workspace.proofs.take("回单.pdf", pdf_of(2)),
        workspace.proofs.read(slip),
    ]
    entry = Evidence(1, EvidenceKind.USED_NORMALLY, dt.date(2026, 5, 1), detail="chip_settlement")
    stored = workspace.evidence.add(entry, files).record
    proofs = workspace.proofs.of_entries([stored])[stored.id]
    viewer = open_dialog(ProofViewer, context, qtbot, proofs)
    assert (viewer.page.page, viewer.page.pages) == (0, 2)
    assert not viewer.sheet.pixmap().isNull()
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.page.page == 1
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.proof.file_name == "小票.png"
    qtbot.keyClick(viewer, Qt.Key.Key_Left)
    target = tmp_path / "copy.pdf"
    answers.choose_save = lambda *_: target
    viewer.save_copy()
    assert target.read_bytes() == files[0].data
    assert "copy.pdf" in words(viewer)


def test_a_proof_that_cannot_be_drawn_is_told(desk, workspace, qtbot):
    from kabao.domain.evidence import Proof

    _panel, context, *_ = desk
    entry = workspace.evidence.of_card(1)[0]
    proof = workspace.ledger.proofs.add(entry.id, Proof("坏.png", "image/png"), b"\x89PNG nothing")
    viewer = open_dialog(ProofViewer, context, qtbot, (proof,))
    assert viewer.sheet.text() == "proof_unreadable"
    assert viewer.page is None


def test_the_timeline_shows_an_entry_and_what_took_it_back(workspace, theme, texts, qtbot):
    entry = workspace.evidence.of_card(1)[0]
    workspace.evidence.withdraw(entry)
    timeline = Timeline(theme, texts, workspace.rulebook.activation)
    qtbot.addWidget(timeline)
    timeline.show_entries(workspace.evidence.of_card(1))
    told = [label.text() for label in timeline.findChildren(QLabel)]
    assert "撤回 2026-03-18 的记录：社保功能密码已由初始密码改为本人密码" in told
    struck = [label.text() for label in timeline.findChildren(QLabel) if label.font().strikeOut()]
    assert struck == ["社保功能密码已由初始密码改为本人密码"]


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


def pdf_of(pages):
    """A PDF of empty pages."""
    import io

    import pikepdf

    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(200, 100))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_habits_survive_a_broken_file(tmp_path):
    file = Path(tmp_path / "habits.json")
    file.write_text("{nothing", encoding="utf-8")
    habits = Habits(file)
    assert habits.last("x") == ""
    habits.remember("x", "counter")
    assert Habits(file).last("x") == "counter"
    assert list(tmp_path.glob(".habits-*")) == []
