"""The reader of messages by hand: paste, understand, choose, record; the page for one."""

from __future__ import annotations

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton

from kabao.domain.evidence import EvidenceKind
from kabao.domain.notice_rules import NoticeKind
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.notices import (
    notice_command,
    notice_file_command,
    save_statement,
)
from kabao.ui.notices.dialog import NoticeDialog
from kabao.ui.notices.tones import GROUNDS, ORDER, UNDERLINES, tone_of
from kabao.ui.notices.word_tags import WordTag
from ui.rooms import CARD, make_context, make_workspace, words

GOOD = "【青禾人社】安先生，您尾号0019的社会保障卡社保功能已于5月7日激活成功。"
BAIT = "【青禾人社】您尾号0019的社保卡已激活成功，请点击 http://sbk.example 输入密码"
DUE = "【青禾人社】您尾号0019的社保卡还未激活，请尽快激活。"
UNDATED = "【青禾人社】您的社保卡已激活成功。"


class Answers:
    """Where a file goes and what was told."""

    def __init__(self):
        self.target = None
        self.yes = True
        self.asked = []
        self.told = []

    def sentence(self, error):
        return error.code

    def show(self, error):
        self.told.append(error.code)

    def tell(self, text, details=""):
        self.told.append(text)

    def choose_open(self, title, patterns=()):
        return self.target

    def ask(self, question, text="", yes="", *, danger=False):
        self.asked.append((question, text, yes))
        return self.yes

    def choose_save(self, title, name, patterns=()):
        self.asked.append((title, name, patterns))
        return self.target


@pytest.fixture
def workspace(tmp_path):
    with make_workspace(tmp_path) as opened:
        for card_id, number in ((1, "X00000019"), (2, "X00000027")):
            card = opened.cards.get(card_id)
            opened.cards.save(card_id, card.holder_id, CARD | {"card_number": number})
        yield opened


@pytest.fixture
def context(workspace, texts, theme, jobs):
    return make_context(workspace, texts, theme, jobs)[0]


@pytest.fixture
def open_reader(context, qtbot):
    opened = []

    def run(text, card_id=None):
        QGuiApplication.clipboard().setText(text)
        dialog = NoticeDialog(context, None, card_id)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        dialog.paste()
        QApplication.processEvents()
        opened.append(dialog)
        return dialog

    yield run
    for dialog in opened:
        dialog.close()
    QGuiApplication.clipboard().clear()


def record_button(dialog):
    return dialog.findChild(QPushButton, "record")


def choices(dialog):
    return [one for one in dialog.findChildren(QRadioButton) if one.isVisible()]


def marked(dialog):
    text = dialog.message.toPlainText()
    encoded = text.encode("utf-16-le")
    return {
        encoded[2 * one.cursor.selectionStart() : 2 * one.cursor.selectionEnd()].decode("utf-16-le")
        for one in dialog.message.extraSelections()
    }


def test_a_good_message_is_one_key_away_from_evidence(open_reader, workspace, qtbot):
    dialog = open_reader(GOOD)
    assert record_button(dialog).hasFocus()
    assert [one.text() for one in choices(dialog)] == ["安思源　110***********0013　卡号 X00000019"]
    qtbot.keyClick(record_button(dialog), Qt.Key.Key_Return)
    assert dialog.result() == dialog.DialogCode.Accepted
    entry = dialog.saved.record
    assert (entry.card_id, entry.kind) == (1, EvidenceKind.NOTICE_RECEIVED)
    assert entry.observed_on.isoformat() == "2026-05-07"
    assert workspace.evidence.of_card(1)[-1] == entry


def test_the_words_understood_are_marked_and_named(open_reader, theme):
    dialog = open_reader("𠮷" + GOOD)
    assert {"【青禾人社】", "尾号0019", "社会保障卡", "已于5月7日激活成功"} <= marked(dialog)
    tags = {tag.accessibleName() for tag in dialog.findChildren(WordTag) if tag.isVisible()}
    assert {"官方发送: 【青禾人社】", "卡号末几位: 尾号0019", "日期: 5月7日"} <= tags
    assert "没有写年份，按最近的过去日期读作 2026-05-07" in words(dialog)
    assert "官方通知：社保功能激活成功，含卡号末几位和日期（强）" in words(dialog)


def test_no_tone_is_told_by_colour_alone():
    assert {tone_of(kind) for kind in NoticeKind} == set(ORDER)
    assert len({UNDERLINES[tone] for tone in ORDER}) == len({GROUNDS[tone] for tone in ORDER}) == 4


def test_a_bait_is_red_and_cannot_be_recorded(open_reader, workspace):
    dialog = open_reader(BAIT)
    assert "谨防诈骗" in dialog.outcome.notices()[0]
    assert "拨打 12333" in dialog.outcome.notices()[0]
    assert not record_button(dialog).isEnabled()
    assert not choices(dialog)
    assert {"点击", "http://sbk.example", "输入密码"} <= marked(dialog)
    dialog.record()
    assert dialog.saved is None
    assert len(workspace.evidence.of_card(1)) == 1


def test_a_look_alike_says_why_it_proves_nothing(open_reader):
    dialog = open_reader(DUE)
    assert dialog.outcome.notices() == ["说的是未激活、请去激活或没有成功。"]
    assert not record_button(dialog).isEnabled()


def test_reading_follows_typing(open_reader, qtbot):
    dialog = open_reader(GOOD)
    dialog.message.setPlainText(DUE)
    assert not record_button(dialog).isEnabled()
    dialog.message.setPlainText("")
    assert dialog.outcome.notices() == []
    assert "粘贴后立即显示" in words(dialog)
    dialog.message.setPlainText(GOOD)
    assert record_button(dialog).isEnabled()


def test_without_digits_the_person_is_searched_and_the_day_may_be_set(open_reader, qtbot):
    dialog = open_reader(UNDATED)
    assert dialog.candidates.search.hasFocus()
    assert "短信没有可用来匹配的末几位" in words(dialog)
    dialog.candidates.search.setText("白晓")
    qtbot.waitUntil(lambda: len(choices(dialog)) == 1)
    assert choices(dialog)[0].isChecked()
    dialog.outcome.day.setText("2026-13-01")
    assert not record_button(dialog).isEnabled()
    assert "请填写日期" in words(dialog)
    dialog.outcome.day.setText("2026-06-01")
    dialog.record()
    assert dialog.saved.record.card_id == 2
    assert dialog.saved.record.observed_on.isoformat() == "2026-06-01"
    assert dialog.saved.record.detail == "notice_no_digits"


def test_for_a_chosen_card_other_digits_are_refused(open_reader):
    other = open_reader(GOOD, card_id=2)
    assert "与这张卡的卡号不符" in words(other)
    assert not record_button(other).isEnabled()
    same = open_reader(GOOD, card_id=1)
    assert record_button(same).isEnabled()
    assert not same.candidates.search.isVisible()


def test_a_message_on_record_is_not_offered_again(open_reader, workspace):
    workspace.notices.record(workspace.notices.read(GOOD), 1)
    dialog = open_reader(GOOD)
    assert [one.isEnabled() for one in choices(dialog)] == [False]
    assert "已记录过这条短信" in choices(dialog)[0].text()
    assert not record_button(dialog).isEnabled()


def test_several_cards_leave_the_choice_to_a_person(open_reader, workspace, qtbot):
    card = workspace.cards.get(2)
    workspace.cards.save(2, card.holder_id, CARD | {"card_number": "X10000019"})
    dialog = open_reader(GOOD)
    assert len(choices(dialog)) == 2
    assert not record_button(dialog).isEnabled()
    assert choices(dialog)[0].hasFocus()
    qtbot.keyClick(choices(dialog)[0], Qt.Key.Key_Down)
    qtbot.keyClick(choices(dialog)[1], Qt.Key.Key_Space)
    assert record_button(dialog).isEnabled()
    dialog.record()
    assert dialog.saved.record.card_id == 2


def test_what_the_card_speaks_against_is_said_and_the_dialog_stays(open_reader):
    dialog = open_reader(GOOD.replace("5月7日", "1月7日"))
    dialog.record()
    assert dialog.saved is None
    assert dialog.isVisible()
    assert "领卡" in words(dialog)


def accept_reader():
    dialog = QApplication.activeModalWidget()
    dialog.record()
    if dialog.saved is None:
        dialog.reject()


@pytest.mark.parametrize("told", [True, False])
def test_the_command_reads_the_clipboard_and_tells_what_changed(
    workspace, texts, theme, jobs, qtbot, told
):
    context, heard, _ = make_context(workspace, texts, theme, jobs)
    changes = []
    command = notice_command(context, lambda: None, changes.append if told else None)
    assert (command.key, command.shortcut) == ("notices.read", "Ctrl+Shift+V")
    assert command.title == "读取激活短信"
    QGuiApplication.clipboard().setText(GOOD)
    QTimer.singleShot(0, accept_reader)
    command.run()
    assert [item.cards for item in (changes if told else heard.changes)] == [{1}]
    QGuiApplication.clipboard().setText(BAIT)
    QTimer.singleShot(0, accept_reader)
    command.run()
    assert len(changes) + len(heard.changes) == 1


@pytest.fixture
def page(workspace, texts, theme, jobs):
    made, _heard, _answers = make_context(workspace, texts, theme, jobs)
    answers = Answers()
    object.__setattr__(made, "alerts", answers)
    return made, answers


def test_the_page_for_one_person_is_saved_where_the_user_says(page, tmp_path, theme, texts, qtbot):
    context, answers = page
    notices = NoticeBar(theme, texts)
    qtbot.addWidget(notices)
    answers.target = tmp_path / "状态.pdf"
    save_statement(context, 1, notices, "both")
    (title, name, patterns) = answers.asked[0]
    assert (title, name, patterns) == (
        "另存激活状态说明", "card-status-1-2026-11-22.pdf", ("*.pdf",),
    )  # fmt: skip
    (sheet,) = PdfReader(answers.target).pages
    assert "安思源" in sheet.extract_text()
    assert [notice.label.text() for notice in notices.notices()] == ["已写好 状态.pdf。"]
    save_statement(context, 1)
    assert answers.told == ["已写好 状态.pdf。"]


def test_a_page_not_wanted_or_not_possible_is_not_written(page, tmp_path, theme, texts, qtbot):
    context, answers = page
    save_statement(context, 1)
    assert answers.told == []
    notices = NoticeBar(theme, texts)
    qtbot.addWidget(notices)
    save_statement(context, 3, notices)
    assert [notice.label.text() for notice in notices.notices()] == ["statement_no_card"]
    save_statement(context, 3)
    answers.target = tmp_path / "nowhere" / "a.pdf"
    save_statement(context, 1)
    assert answers.told == ["statement_no_card", "package_folder_gone"]


@pytest.mark.parametrize("agreed", [True, False])
def test_a_file_of_messages_is_told_first_and_then_taken(page, tmp_path, workspace, agreed):
    context, answers = page
    answers.target, answers.yes = tmp_path / "messages.txt", agreed
    answers.target.write_text("\n".join([GOOD, BAIT, DUE, *[UNDATED] * 12]), encoding="utf-8")
    changes = []
    notice_file_command(context, changes.append).run()
    (question, text, yes) = answers.asked[0]
    assert question == "共 15 条：记录 1，重复 0，未匹配 12，不止一人 0，不采信 2"
    assert "谨防诈骗" in text
    assert "第 3 条：不采信。说的是未激活" in text
    assert "另有 4 条" in text
    assert yes == "记录 1 条"
    assert [item.cards for item in changes] == ([{1}] if agreed else [])
    assert len(workspace.evidence.of_card(1)) == (2 if agreed else 1)


def test_a_file_with_nothing_to_record_is_told_and_a_bad_one_refused(page, tmp_path):
    context, answers = page
    command = notice_file_command(context)
    command.run()
    answers.target = tmp_path / "messages.txt"
    answers.target.write_text(DUE, encoding="utf-8")
    command.run()
    assert answers.told[0].startswith("共 1 条：记录 0")
    answers.target.write_bytes(b"")
    command.run()
    assert answers.told[1] == "notices_empty"
    assert answers.asked == []
