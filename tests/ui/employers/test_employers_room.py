"""Employers used by hand: the checked code, and article 57 at work."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt

from kabao import rulebook
from kabao.domain.changes import Changed
from kabao.domain.clocks import Counter, clocks_of, nearest_first
from kabao.domain.findings import Place
from kabao.domain.workdays import DayKind, DayNote
from kabao.rulebook.schedules import read_schedule
from kabao.ui.employers import build_room
from kabao.ui.employers.clock_words import clock_sentence, clock_tone
from kabao.ui.employers.days_dialog import DaysDialog
from kabao.ui.employers.table_model import COLUMNS
from kabao.ui.kit.buttons import LinkButton, SecondaryButton
from kabao.ui.kit.roles import ICON_ROLE
from ui.rooms import TODAY, make_context, make_workspace, words


@pytest.fixture
def workspace(tmp_path):
    with make_workspace(tmp_path) as opened:
        yield opened


@pytest.fixture
def desk(workspace, texts, theme, jobs, qtbot):
    context, heard, answers = make_context(workspace, texts, theme, jobs)
    room = build_room(context)
    page = room.build()
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    yield room, page, heard, answers
    page.close()


RULES = rulebook.load().deadlines
COUNTER = Counter(read_schedule())


def nearest(values):
    found = nearest_first(clocks_of(1, "甲", values, RULES.of("employer"), COUNTER, TODAY))
    return found[0] if found else None


@pytest.mark.parametrize(
    ("values", "sentence", "tone"),
    [
        ({"established_on": "2026-11-10"}, "申请社会保险登记：还有 18 天", "ink_2"),
        ({"established_on": "2026-10-30"}, "申请社会保险登记：还有 7 天", "warning"),
        ({"established_on": "2026-10-25"}, "申请社会保险登记：还有 2 天", "error"),
        ({"established_on": "2026-10-23"}, "申请社会保险登记：今天到期", "error"),
        ({"established_on": "2026-10-13"}, "申请社会保险登记：已逾期 10 天", "error"),
        (
            {"established_on": "2026-10-23", "filed_on": "2026-11-20"},
            "经办机构审核并发给登记证件：还有 13 天",
            "ink_2",
        ),
        (
            {
                "established_on": "2026-09-23",
                "filed_on": "2026-10-20",
                "registered_on": "2026-10-30",
            },
            "经办机构审核并发给登记证件：已于 2026-10-30 办理",
            "ok",
        ),
        ({}, "没有成立日期，无法计算", "ink_3"),
    ],
)
def test_the_clock_speaks_plainly(texts, values, sentence, tone):
    assert clock_sentence(texts, nearest(values)) == sentence
    assert clock_tone(nearest(values)) == tone


def test_the_list_says_first_how_the_next_clock_stands(desk):
    room, *_ = desk
    index = room._model.index(0, COLUMNS.index("clock"))
    assert index.data() == "还有 18 天，申请社会保险登记"
    assert index.data(ICON_ROLE) == ("clock", "ink_2")


def test_the_panel_shows_the_clock_with_the_law_and_todays_practice(desk):
    _, page, *_ = desk
    said = words(page)
    assert "2026-12-10" in said
    assert "领取营业执照时已同步登记" in said
    assert "社会保险法第五十七条第一款" not in said
    (more,) = [b for b in page.findChildren(LinkButton) if b.text() == "为什么是这一天"]
    more.click()
    assert "社会保险法第五十七条第一款" in words(page)
    more.click()
    assert "社会保险法第五十七条第一款" not in words(page)


def test_filing_starts_the_agencys_fifteen_days(desk, workspace):
    room, page, *_ = desk
    room.edit(1)
    room._form.form.set_value("filed_on", "2026-11-20")
    room._form.save()
    assert "2026-12-05" in words(page)
    clock, *_ = workspace.deadlines.of_employer(workspace.employers.get(1))
    assert clock.nominal_due == dt.date(2026, 12, 5)


def test_typing_goes_into_the_first_field_of_a_new_page(desk, qtbot, qapp):
    room, page, *_ = desk
    page.activateWindow()
    room.add()
    qapp.processEvents()
    focused = qapp.focusWidget()
    assert focused is not None
    qtbot.keyClicks(focused, "Qinghe")
    assert room._form.form.values()["name"] == "Qinghe"
    room.flush()


def test_a_wrong_credit_code_is_refused(desk, workspace):
    room, *_ = desk
    room.edit(1)
    room._form.form.set_value("uscc", "91110000XXXX00019A")
    room._form.save()
    assert room._form is not None
    assert workspace.employers.get(1).uscc == "91110000XXXX00019Y"


def test_who_was_removed_elsewhere_is_told_not_opened(desk):
    room, _, _, answers = desk
    room.edit(4711)
    assert answers.said == ["record_missing"]
    assert room._form is None


def test_the_same_code_twice_is_refused(desk, workspace):
    room, *_ = desk
    room.add()
    room._form.form.set_values(dict(workspace.employers.get(1).values) | {"name": "另一家"})
    room._form.save()
    assert len(workspace.employers.all()) == 1


def test_the_form_is_open_again_after_a_lock(desk):
    room = desk[0]
    assert room.state()[1] == -1
    room.add()
    kept = room.state()
    room._close_form()
    room.restore(kept)
    assert room._form is not None
    room._close_form()
    room.restore((0, 999))  # not in the ledger that was put back
    assert room._form is None


def test_an_employer_with_people_cannot_be_removed(desk, workspace):
    room, _, _, answers = desk
    room._remove(1)
    assert answers.said[-1] == "employer_in_use"
    assert len(workspace.employers.all()) == 1


def test_its_people_are_one_click_away(desk):
    room, _, heard, _ = desk
    room._show_people(1)
    assert heard.places == [Place("holders", section="employer:1")]


def test_the_page_of_deadlines_lists_the_nearest_first(desk, workspace, qtbot):
    room, _, heard, _ = desk
    person = workspace.holders.view(3).holder
    workspace.holders.save(3, dict(person.values) | {"work_started_on": "2026-10-20"})
    room.refresh(Changed(holders=frozenset({3})))
    room.show_part("deadlines")
    page = room._deadlines
    shown = [page._model.line(row).clock.name for row in range(page._model.rowCount())]
    assert shown == [person.name, workspace.employers.get(1).name]
    assert "2026-11-19" in words(page.panel)
    assert "社会保险法第五十八条第一款" in words(page.panel)
    page.chips.chip("late").click()
    assert page._model.rowCount() == 1
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert heard.places[-1] == Place("holders", 3, field="insure_filed_on")


def test_a_place_opens_the_deadlines_and_search_narrows_them(desk):
    room, *_ = desk
    room.show_place(Place("employers", section="deadlines"))
    assert room._deadlines.isVisible()
    assert room._deadlines._model.rowCount() == 1
    room.search("没有这家")
    assert room._deadlines._model.rowCount() == 0
    assert room._deadlines.chips.isVisible()


def test_the_calendar_file_holds_what_is_shown(desk, tmp_path):
    room, _, _, answers = desk
    target = tmp_path / "due.ics"
    answers.choose_save = lambda *_: target
    room._deadlines.export()
    assert target.read_text(encoding="utf-8").count("BEGIN:VEVENT") == 1
    answers.choose_save = lambda *_: tmp_path / "none" / "due.ics"
    room._deadlines.export()
    assert answers.said == ["folder_missing"]


def test_the_drawing_tells_the_day_under_the_pointer(desk, qtbot):
    room, *_ = desk
    room.show_part("deadlines")
    page = room._deadlines
    assert "42 天内到期 1 项" in page._line.accessibleName()
    due = dt.date(2026, 12, 10)
    at = QPoint(round(page._line._scale.x(due)), 20)
    with qtbot.waitSignal(page._line.day_chosen) as told:
        qtbot.mouseClick(page._line, Qt.MouseButton.LeftButton, pos=at)
    assert told.args == [due]


def test_days_of_a_notice_are_typed_in_and_removed(desk, workspace, qtbot):
    room, *_ = desk
    dialog = DaysDialog(room._context)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClicks(dialog.day, "6.2.2027")
    qtbot.keyClick(dialog.day, Qt.Key.Key_Return)
    assert workspace.deadlines.days() == ()
    assert "2027-02-06" in words(dialog)
    dialog.day.setText("2027-02-06")
    dialog.kind.setCurrentIndex(1)
    dialog.source.setText("通知")
    dialog.enter()
    assert workspace.deadlines.days() == (DayNote(dt.date(2027, 2, 6), DayKind.WORK, "通知"),)
    dialog._list.selectAll()
    dialog.remove_chosen()
    assert workspace.deadlines.days() == ()


def test_a_room_without_employers_offers_the_first_one(desk, qtbot):
    room = desk[0]
    room.search("nobody is called so")
    qtbot.waitUntil(lambda: room._empty.isVisible() and not room._table.isVisible())
    assert room._header.pos() == QPoint(0, 0)
    assert room._empty.title.text() == room._context.texts("employers.none_found")
    assert room._header.note.text() == "0 / 1 家"
    room._empty.findChild(SecondaryButton).click()
    assert room._form is not None
    room._close_form()


def test_a_form_given_up_leaves_the_keyboard_where_it_was(desk, qtbot):
    room, page, _, _ = desk
    with qtbot.waitActive(page.window()):
        page.window().activateWindow()
    room._table.setFocus()
    room.add()
    assert not room._table.hasFocus()
    room._form.cancel()
    assert room._table.hasFocus()
