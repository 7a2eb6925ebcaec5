"""Undo in the whole window: keys, the card that offers it, the page of the history."""

from __future__ import annotations

import shutil

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from kabao import app
from kabao.domain.findings import Place
from kabao.services import history as history_service
from kabao.settings import Loaded, Settings
from kabao.ui.kit.jobs import JobRunner
from ui.rooms import Answers, make_workspace

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A ledger with some steps, made once."""
    with make_workspace(tmp_path_factory.mktemp("desk")) as workspace:
        return workspace.ledger.path


@pytest.fixture(scope="module")
def frame_of_all(qapp, dressed):
    """One window for all tests: dressing the application takes longer than most of them."""
    window = app.make_window(qapp, Loaded(Settings(language="zh", theme="light")), JobRunner(qapp))
    yield window
    window.close()
    window.parts.words.speak("en")
    window.deleteLater()
    dressed.apply(qapp)


@pytest.fixture
def window(frame_of_all, template, tmp_path):
    """The window with a ledger of its own."""
    window = frame_of_all
    path = shutil.copy(template, tmp_path / "desk.kabao")
    assert window.open_path(path)
    window.parts.preferences.change(language="zh")
    window.show()
    window.activateWindow()
    window.answers = Answers()
    context(window).alerts.show = window.answers.show
    context(window).alerts.ask = window.answers.ask
    yield window
    window._jobs.wait()
    QApplication.processEvents()
    window.close_ledger()
    window.hide()
    # Keys of a frame that is gone would be ambiguous with those of the next one.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def context(window):
    return room(window, "history")._context


def room(window, key):
    return window.frame.room(key)


@pytest.fixture
def history(window):
    return window.workspace.history


@pytest.fixture
def press(window, qtbot):
    def run(key, modifiers=CTRL):
        QApplication.processEvents()
        qtbot.keyClick(QApplication.focusWidget() or window, key, modifiers)

    return run


@pytest.fixture
def toast(window):
    return context(window).steps.toasts.toast


def number_of(window, name):
    people = window.workspace.ledger.holders.all()
    return next(person.id for person in people if person.name == name)


def test_the_keys_take_back_and_bring_again(window, history, press, toast):
    window.frame.show_room("holders")
    window.workspace.holders.remove(number_of(window, "王䶮"))
    press(Qt.Key.Key_Z)
    assert window.workspace.holders.count() == 3
    assert toast.label.text() == "已撤销：删除持卡人“王䶮”"
    assert toast.action.text() == "重做"
    press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert window.workspace.holders.count() == 2
    assert toast.label.text() == "已重做：删除持卡人“王䶮”"
    press(Qt.Key.Key_Z, CTRL | SHIFT)
    assert toast.label.text() == "没有可以重做的步骤。"


def test_what_is_shown_follows(window, press, qtbot):
    window.frame.show_room("holders")
    table = room(window, "holders").regions()
    models = [part.model() for part in table if hasattr(part, "model")]
    qtbot.waitUntil(lambda: models[0].rowCount() > 0)
    shown = models[0].rowCount()
    changed = window.workspace.holders.remove(number_of(window, "王䶮"))
    window.frame.announce(changed)
    assert models[0].rowCount() == shown - 1
    press(Qt.Key.Key_Z)
    assert models[0].rowCount() == shown


def test_a_text_field_keeps_the_keys_for_itself(window, history, qtbot):
    search = window.frame.top.search
    search.setFocus()
    qtbot.keyClicks(search, "an")
    last = history.last_id()
    qtbot.keyClick(search, Qt.Key.Key_Z, CTRL)
    assert search.text() == ""
    qtbot.keyClick(search, Qt.Key.Key_Z, CTRL)
    assert history.last_id() == last


def test_a_step_is_offered_and_the_card_never_takes_the_keyboard(window, history, toast, qtbot):
    window.frame.show_room("holders")
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    window.workspace.holders.remove(number_of(window, "王䶮"))
    context(window).offer_undo("已删除 王䶮")
    assert toast.isVisible()
    assert QApplication.focusWidget() is focus
    assert toast.accessibleName() == "已删除 王䶮 撤销"
    window.workspace.employers.save(1, {**window.workspace.employers.stored(1), "phone": ""})
    qtbot.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    assert window.workspace.holders.count() == 3
    assert toast.label.text().startswith("已撤销：删除持卡人")
    assert toast.timer.isActive()
    toast.timer.timeout.emit()
    assert not toast.isVisible()


def test_what_was_removed_is_offered_even_if_no_room_does(window, toast):
    changed = window.workspace.holders.remove(number_of(window, "王䶮"))
    context(window).announce(changed)
    assert (toast.label.text(), toast.action.text()) == ("已删除持卡人“王䶮”", "撤销")
    toast.action.click()
    assert window.workspace.holders.count() == 3
    context(window).announce(changed)
    assert toast.label.text() == "已撤销：删除持卡人“王䶮”"


def test_a_card_that_is_closed_is_gone_and_stands_at_the_foot(window, toast, qtbot):
    window.resize(1300, 900)
    context(window).steps.toasts.show("一句话")
    assert not toast.action.isVisible()
    foot = toast.geometry()
    assert abs(foot.center().x() - window.frame.width() / 2) <= 1
    assert foot.bottom() < window.frame.height()
    window.resize(1100, 700)
    QApplication.processEvents()
    assert toast.geometry().bottom() < window.frame.height()
    qtbot.mouseClick(toast.close_button, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()


def test_a_conflict_is_said_and_nothing_done(window, history):
    steps = context(window).steps
    entry = history.latest(1)[0]
    window.workspace.evidence.withdraw(window.workspace.evidence.of_card(1)[0])
    last = history.last_id()
    steps.undo_entry(entry)
    assert window.answers.said == ["undo_conflict"]
    assert history.last_id() == last


@pytest.fixture
def page(window):
    window.frame.show_room("history")
    QApplication.processEvents()
    return room(window, "history")


def lines(page):
    model = page.table.model()
    return [model.index(row, 2).data() for row in range(model.rowCount())]


def test_the_page_tells_who_did_what_and_when(page, history):
    assert lines(page)[0] == "记录依据“安思源”"
    assert lines(page)[-1] == "新建单位“青禾精密机械有限公司”"
    model = page.table.model()
    entry = history.latest(1)[0]
    assert model.index(0, 0).data() == str(entry.id)
    assert model.index(0, 4).data() == entry.actor
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole).startswith("时间 20")


def test_what_was_done_stays_readable_in_a_narrow_window(page, window):
    window.resize(1300, 800)
    QApplication.processEvents()
    assert not any(page.table.isColumnHidden(column) for column in range(6))
    page.table.resize(600, 400)
    assert page.table.isColumnHidden(3)
    assert page.table.isColumnHidden(4)
    assert page.table.columnWidth(2) > 150


def test_the_page_is_filtered_by_kind_and_by_name(page, window):
    page._chips.chip("employers").click()
    assert lines(page) == ["新建单位“青禾精密机械有限公司”"]
    page._chips.chip("all").click()
    page.search("白晓棠")
    assert set(lines(page)) == {"新建卡片“白晓棠”", "新建持卡人“白晓棠”"}


def test_a_step_is_undone_and_redone_by_keys_alone(page, window, history, press):
    row = lines(page).index("新建持卡人“王䶮”")
    press(Qt.Key.Key_Home)
    for _ in range(row):
        press(Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    assert page.undo_button.isEnabled()
    assert not page.redo_button.isEnabled()
    press(Qt.Key.Key_U)
    assert window.workspace.holders.count() == 2
    assert lines(page)[0].startswith("撤销：新建持卡人“王䶮”")
    chosen = page.chosen()
    assert (chosen.action, chosen.subject) == ("holders.add", "王䶮")
    assert not page.undo_button.isEnabled()
    assert page.redo_button.isEnabled()
    assert "王䶮" in page.redo_button.accessibleName()
    press(Qt.Key.Key_Y)
    assert window.workspace.holders.count() == 3


def test_going_back_asks_first_with_a_count(page, window, history, press, toast):
    page.show_place(Place("history", 2))
    assert page.chosen().id == 2
    window.answers.yes = False
    last = history.last_id()
    press(Qt.Key.Key_G)
    assert window.answers.said == ["回到第 2 条（新建持卡人“安思源”）之后？"]
    assert history.last_id() == last
    window.answers.yes = True
    press(Qt.Key.Key_G)
    assert [holder.name for holder in window.workspace.ledger.holders.all()] == ["安思源"]
    assert toast.label.text() == f"已撤销 {last - 2} 步，回到第 2 条之后。"
    press(Qt.Key.Key_G)
    assert window.answers.said[-1] == "go_back_nothing"


def test_how_long_steps_can_be_undone_is_chosen_here(page, history):
    texts = [page.keep.itemText(place) for place in range(page.keep.count())]
    assert texts == ["90 天", "1 年", "5 年", "一直保留"]
    assert page.keep.currentText() == "5 年"
    page.keep.setCurrentIndex(3)
    page.keep.activated.emit(3)
    assert history.keep_days() == 0


def test_the_page_comes_back_in_another_language(page, window):
    page._chips.chip("cards").click()
    window.parts.preferences.change(language="en")
    again = room(window, "history")
    assert again is not page
    assert lines(again)[0] == "Recorded evidence '安思源'"
    assert len(lines(again)) == 3


class Beats(QObject):
    """Counts how often the window comes to its senses while something runs."""

    def __init__(self, parent):
        super().__init__(parent)
        self.count = 0
        self.timer = QTimer(self, interval=1)
        self.timer.timeout.connect(self.beat)
        self.timer.start()

    def beat(self):
        self.count += 1


def test_a_long_step_is_done_beside_the_window(window, monkeypatch, qtbot):
    monkeypatch.setattr(history_service, "LARGE", 1)
    said = []
    steps = context(window).steps
    show = steps.toasts.show
    steps.toasts.show = lambda text, *rest, **more: (said.append(text), show(text, *rest, **more))
    window.workspace.holders.remove(number_of(window, "王䶮"))
    beats = Beats(window)
    steps.undo()
    assert window.workspace.holders.count() == 2
    qtbot.waitUntil(lambda: said[-1].startswith("已撤销"))
    assert window.workspace.holders.count() == 3
    assert said[0] == "正在撤销：删除持卡人“王䶮”，已完成 0%"
    assert beats.count > 0
    beats.timer.stop()
