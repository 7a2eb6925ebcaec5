"""Conditions by hand: chosen from a list by keys, seen as chips, counted truly, taken away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kabao.domain.findings import Place
from kabao.domain.holders import HolderFilter
from kabao.ui.holders.condition_words import ConditionWords
from kabao.ui.holders.conditions import SHORTCUT
from kabao.ui.holders.filters import (
    CHIPS,
    Condition,
    chip_filter,
    chip_of,
    conditions,
    filter_text,
    state_count,
    toggled,
    without,
)
from ui.holders.register_desk import open_desk
from ui.rooms import TODAY

Key = Qt.Key


def choose(desk, key):
    """Go to an option of the open list by the arrows and take it by Space."""
    opened = desk.list.conditions.list
    desk.press(*[Key.Key_PageUp] * 5, to=opened.line)
    for _ in opened.options():
        if opened.current().key == key:
            break
        desk.press(Key.Key_Down, to=opened.line)
    assert opened.current().key == key
    desk.press(Key.Key_Space, to=opened.line)


def chips(desk):
    return [chip.text() for chip in desk.list.conditions.row.chips()]


def test_one_shortcut_opens_the_list_arrows_and_space_choose_esc_closes(register):
    command = next(item for item in register.room.commands() if item.shortcut == SHORTCUT)
    command.run()
    opened = register.list.conditions.list
    assert opened.isVisible()
    choose(register, Condition("dark", "password_set"))
    assert len(register.names) == 29
    assert opened.isVisible()
    choose(register, Condition("state", "no_card"))
    assert register.names == ["王䶮"]
    register.press(Key.Key_Escape, to=opened.line)
    assert register.list.conditions.list is None


SHOWN = (
    (Condition("state", "active"), 1),
    (Condition("state", "no_card"), 1),
    (Condition("grade", "supported"), 1),
    (Condition("lit", "password_set"), 1),
    (Condition("dark", "password_set"), 29),
    (Condition("employer", "1"), 2),
    (Condition("region", "990200"), 27),
    (Condition("region", "990000"), 29),
    (Condition("attention"), 28),
    (Condition("search", "0013"), 1),
)
"""Conditions with how many of the thirty people they let through."""


def test_each_kind_of_condition_shows_as_many_as_it_means(register):
    for condition, count in SHOWN:
        register.list.take(toggled(HolderFilter(), condition))
        assert len(register.names) == count, condition
        register.list.take(without(register.list.wanted, condition))
        assert len(register.names) == 30


def test_the_number_at_a_state_or_grade_is_how_many_it_shows(register):
    register.list.take(HolderFilter(employer_id=1))
    register.list.conditions.open()
    noted = {one.key: one for one in register.list.conditions.list.options() if one.note}
    assert {key.kind for key in noted} == {"state", "grade"}
    for condition, option in noted.items():
        register.list.take(toggled(HolderFilter(employer_id=1), condition))
        assert str(len(register.names)) == option.note, condition
    register.list.conditions.list.reject()


def test_chips_count_within_the_other_conditions(register, qtbot):
    register.list.take(HolderFilter(employer_id=1))
    for key, count in (("all", 2), ("not_activated", 1)):
        chip = register.list.chips.chip(key)
        assert chip.text().endswith(f"  {count}")
        register.list.choose_chip(key)
        assert len(register.names) == count
    assert register.list.wanted.employer_id == 1
    register.room.search("没有这个人")
    chip = register.list.chips.chip("all")
    assert chip.text() == "全部"  # nobody waits for the second search
    qtbot.waitUntil(lambda: chip.text().endswith("  0"))


def test_typing_narrows_the_list_and_enter_takes_what_is_found(register):
    register.list.conditions.open()
    opened = register.list.conditions.list
    opened.line.setText("精密")  # as an input method would
    assert [one.text for one in opened.options()] == ["青禾精密机械有限公司"]
    register.press(Key.Key_Return, to=opened.line)
    assert register.names == ["安思源", "白晓棠"]
    opened.line.clear()
    QTest.keyClicks(opened.line, "9902")
    register.press(Key.Key_Return, to=opened.line)
    assert register.names == []
    opened.line.clear()
    QTest.keyClicks(opened.line, "a b")
    assert opened.line.text() == "a b"
    assert opened.options() == []
    opened.reject()


def test_a_typed_day_is_a_condition_of_review(register):
    register.list.conditions.open()
    opened = register.list.conditions.list
    QTest.keyClicks(opened.line, "2027-1-5")
    assert [one.key for one in opened.options()] == [Condition("review", "2027-01-05")]
    register.press(Key.Key_Return, to=opened.line)
    assert register.list.wanted.review_until == "2027-01-05"
    opened.reject()


def test_chips_say_what_holds_and_delete_takes_it_away(register):
    register.list.take(
        HolderFilter(states=frozenset({"active", "no_card"}), signals=frozenset({"password_set"}))
    )
    assert chips(register) == ["状态：已激活", "状态：没有卡片", "信号亮：社保密码已修改"]
    row = register.list.conditions.row
    for key in (Key.Key_Delete, Key.Key_Backspace, Key.Key_Space):
        register.press(key, to=row.chips()[-1])
    assert chips(register) == []
    assert not row.isVisible()
    assert len(register.names) == 30


def test_everything_is_cleared_at_once_and_the_order_stays(register):
    register.list.take(HolderFilter(employer_id=1, attention=True, order="-name"))
    register.page.findChild(object, "clear_conditions").click()
    assert register.list.wanted == HolderFilter(order="-name")
    assert len(register.names) == 30


def test_nobody_found_offers_to_clear(register):
    register.list.take(HolderFilter(employer_id=1, region="990200"))
    button = register.page.findChild(object, "clear_when_empty")
    assert button.isVisible()
    button.click()
    assert len(register.names) == 30


def test_a_chip_and_its_conditions_are_the_same_thing(register):
    register.list.choose_chip("lost")
    assert chips(register) == []
    register.list.take(toggled(register.list.wanted, Condition("state", "lost_temp")))
    assert register.list.chips.selected() == ""
    assert chips(register) == ["状态：应用锁定", "状态：正式挂失"]


def test_other_rooms_lead_to_a_filter_with_its_chips(register):
    wanted = HolderFilter(employer_id=1, without_signals=frozenset({"password_set"}), search="白")
    register.room.show_place(Place("holders", section=f"filter:{filter_text(wanted)}"))
    assert register.names == ["白晓棠"]
    assert chips(register) == [
        "信号不亮：社保密码已修改",
        "用人单位：青禾精密机械有限公司",
        "搜索：白",
    ]


def test_attention_counts_from_the_day_of_the_window(register):
    register.list.take(HolderFilter(attention=True))
    assert register.list.wanted.today == TODAY.isoformat()


def test_every_condition_has_words_in_both_languages(register, english):
    context = replace(register.room._context, texts=english)
    every = HolderFilter(
        search="x",
        states=frozenset({"active/claimed", "lost_temp"}),
        employer_id=99,
        review_until="2026-12-22",
        grades=frozenset({"claimed"}),
        signals=frozenset({"password_set"}),
        without_signals=frozenset({"used_normally"}),
        region="990000",
        attention=True,
    )
    said = [ConditionWords(context).chip(item) for item in conditions(every)]
    assert len(said) == 10
    assert "State: Active (Stated)" in said
    assert "Review: within 30 days" in said
    assert "Region: all of 990000" in said


def test_lit_and_unlit_exclude_each_other():
    lit = toggled(HolderFilter(), Condition("lit", "password_set"))
    dark = toggled(lit, Condition("dark", "password_set"))
    assert (dark.signals, dark.without_signals) == (frozenset(), frozenset({"password_set"}))


@pytest.mark.parametrize("key", [chip.key for chip in CHIPS])
def test_a_chip_is_known_again_from_its_filter(key):
    assert chip_of(chip_filter(key, HolderFilter(region="990000"), TODAY), TODAY) == key


def test_a_part_of_a_filter_without_a_chip_of_its_own_can_be_taken_away(monkeypatch):
    wanted = HolderFilter(attention=True)
    monkeypatch.setattr("kabao.ui.holders.filters._COVERED", frozenset())
    found = list(conditions(wanted))
    assert Condition("attention", "True") in found
    assert without(wanted, Condition("attention", "True")) == HolderFilter()


def test_state_counts_join_states_and_grades():
    counts = {"active/claimed": 3, "active/supported": 2, "no_card": 1}
    claimed = HolderFilter(grades=frozenset({"claimed"}))
    assert state_count(claimed, Condition("state", "active"), counts) == 3
    active = HolderFilter(states=frozenset({"no_card"}))
    assert state_count(active, Condition("grade", "claimed"), counts) == 0


def test_another_language_shows_the_same_people(register, crowd, english, theme, jobs, qtbot):
    register.room.search("0013")
    register.list.take(HolderFilter(employer_id=1, order="-name"))
    renewed = open_desk(crowd, english, theme, jobs)
    qtbot.addWidget(renewed.page)
    renewed.room.restore(register.room.state())
    assert renewed.names == register.names == ["安思源"]
    assert renewed.list.chosen_id() == register.list.chosen_id()
    assert "Search: 0013" in chips(renewed)
    renewed.page.close()


@pytest.mark.parametrize("typing", [(0,), (1,), (1, 1)])
def test_another_language_and_a_lock_leave_the_form_open(
    register, crowd, english, theme, jobs, qtbot, typing
):
    register.room.restore((0, HolderFilter(), typing))
    kept = register.room.state()
    assert kept[2] == typing
    renewed = open_desk(crowd, english, theme, jobs)
    qtbot.addWidget(renewed.page)
    renewed.room.restore(kept)
    assert renewed.room.form is not None
    renewed.room.restore((0, HolderFilter(), (999,)))  # not in the ledger that was put back
    renewed.page.close()


def test_the_keyboard_goes_back_to_where_it_was(register, qtbot):
    table, row = register.list.table, register.list.conditions.row
    register.page.activateWindow()
    table.setFocus()
    register.list.conditions.open()
    opened = register.list.conditions.list
    qtbot.waitUntil(lambda: QApplication.focusWidget() is opened.line)
    register.press(Key.Key_Space, Key.Key_Escape, to=opened.line)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is table)
    row.chips()[0].setFocus()
    register.list.conditions.open()
    opened = register.list.conditions.list
    register.press(Key.Key_Space, Key.Key_Escape, to=opened.line)  # the chip is gone by now
    assert row.chips() == []
    assert register.list.conditions.list is None


def test_counts_follow_a_change_of_records(register, crowd):
    register.list.take(HolderFilter(employer_id=1))
    crowd.holders.assign_employer([3], 1)
    register.list.reload()
    assert register.list.chips.chip("all").text().endswith("  3")


def test_many_found_are_not_counted_while_somebody_waits(register, monkeypatch):
    monkeypatch.setattr("kabao.ui.holders.state_counts.AT_MOST", 1)
    register.list.take(HolderFilter(employer_id=1))
    assert register.list.chips.chip("all").text() == "全部"
    register.list.take(HolderFilter())
    assert register.list.chips.chip("all").text().endswith("  30")


def test_the_list_fits_into_a_low_window(register, theme):
    register.page.resize(1000, 420)
    register.list.conditions.open()
    opened = register.list.conditions.list
    assert opened.height() <= register.page.window().height()
    opened.reject()


def test_a_low_window_keeps_rows_in_sight_and_every_chip_in_the_list(register, theme):
    assert register.list.chips.isVisible()
    register.page.resize(1200, 330)
    QApplication.processEvents()
    assert not register.list.chips.isVisible()
    assert register.list.table.viewport().height() >= 2 * theme.height("row")
    register.list.conditions.open()
    options = {one.key for one in register.list.conditions.list.options()}
    register.list.conditions.list.reject()
    for chip in CHIPS:
        asked = conditions(chip_filter(chip.key, HolderFilter(), TODAY))
        assert {Condition(one.kind, one.value.partition("/")[0]) for one in asked} <= options
    register.page.resize(1200, 700)
    QApplication.processEvents()
    assert register.list.chips.isVisible()
