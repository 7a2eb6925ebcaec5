"""Kinds of attention as conditions of the register, and filters over very many people."""

from __future__ import annotations

import datetime as dt
import threading
import time
from dataclasses import replace

import pytest

from kabao.domain.attention import attention_kinds
from kabao.domain.findings import Place
from kabao.domain.holders import HolderFilter
from kabao.services.views import View, filter_text
from kabao.storage import orders
from kabao.ui.holders.condition_words import ConditionOptions, ConditionWords
from kabao.ui.holders.filters import Condition, conditions, toggled, without
from kabao.ui.kit.jobs import JobRunner
from ui.holders.register_desk import open_desk
from ui.rooms import TODAY

WAITING = HolderFilter(attention_kinds=frozenset({"unactivated:90"}))
CLAIMED = HolderFilter(attention_kinds=frozenset({"claimed"}))


def chips(desk):
    return [chip.text() for chip in desk.list.conditions.row.chips()]


def test_a_kind_is_seen_as_a_chip_and_taken_away(register):
    section = f"filter:{filter_text(replace(WAITING, today=TODAY.isoformat()))}"
    register.room.show_place(Place("holders", section=section))
    assert len(register.names) == 28
    assert chips(register) == ["领卡满 90 天未激活"]
    (condition,) = conditions(WAITING)
    assert condition == Condition("kind", "unactivated:90")
    assert without(WAITING, condition) == HolderFilter()
    register.list.conditions.row.chips()[0].click()
    assert len(register.names) == 30


def test_kinds_widen_each_other(register):
    both = toggled(toggled(HolderFilter(), Condition("kind", "claimed")), *conditions(WAITING))
    register.list.take(both)
    assert len(register.names) == 28
    assert sorted(chips(register)) == ["只有弱依据", "领卡满 90 天未激活"]
    register.list.take(CLAIMED)
    assert register.names == []


def test_every_kind_of_the_first_page_is_offered_and_ticked(register, crowd):
    context = register.list._context
    options = ConditionOptions(context, lambda _wanted: None)
    wanted = replace(WAITING, attention_kinds=frozenset({"unactivated:90", "unactivated:45"}))
    shown = {
        item.key.value: item for item in options.options(wanted, "") if item.key.kind == "kind"
    }
    told = [kind.code for kind in attention_kinds(crowd.rulebook.activation)]
    assert list(shown) == [*told, "unactivated:45"]
    assert {code for code, item in shown.items() if item.checked} == wanted.attention_kinds
    assert shown["loss_ending:7"].text == "临时挂失 7 天内到期"
    found = [item.key.value for item in options.options(HolderFilter(), "未激活 180")]
    assert found == ["unactivated:180"]
    unknown = ConditionWords(context).value(Condition("kind", "made up"))
    assert unknown == "made up"


def test_a_saved_view_counts_from_the_day_it_is_opened(crowd, texts, theme, jobs, qtbot):
    day = [dt.date(2026, 4, 1)]  # twenty days after the cards were collected
    crowd.clock = lambda: day[0]
    desk = open_desk(crowd, texts, theme, jobs)
    qtbot.addWidget(desk.page)
    desk.list._context = replace(desk.list._context, clock=lambda: day[0])
    desk.list.take(WAITING)
    assert desk.names == []
    crowd.views.save(replace(desk.list._view(), name="催办"))
    assert crowd.views.get("催办") == View("催办", WAITING, desk.list.columns.layout.shown)
    day[0] = dt.date(2026, 7, 1)
    desk.list.show_view(crowd.views.get("催办"))
    assert len(desk.names) == 28
    desk.page.close()


@pytest.fixture
def many(crowd, texts, theme, qapp, qtbot, monkeypatch):
    """A register that takes thirty people for very many, with a worker of its own."""
    monkeypatch.setattr(orders, "AT_ONCE", 10)
    jobs = JobRunner(qapp)
    desk = open_desk(crowd, texts, theme, jobs)
    qtbot.addWidget(desk.page)
    yield desk
    jobs.abandon(5000)
    desk.page.close()


def until_shown(desk, qtbot, count):
    qtbot.waitUntil(lambda: not desk.list.late.is_waiting and len(desk.names) == count)


def test_among_very_many_people_are_found_beside_the_window(many, texts, qtbot):
    assert len(many.names) == 30
    many.list.take(WAITING)
    assert many.names == []
    assert many.list._header.note.text() == texts("holders.finding")
    assert chips(many) == ["领卡满 90 天未激活"]
    until_shown(many, qtbot, 28)
    assert "28" in many.list._header.note.text()
    assert many.names == sorted(many.names)
    many.list.sort_by("-name")
    until_shown(many, qtbot, 28)
    assert many.names == sorted(many.names, reverse=True)


def test_only_what_was_asked_last_is_shown(many, qtbot):
    many.list.take(WAITING)
    many.list.take(HolderFilter(states=frozenset({"no_card"})))
    until_shown(many, qtbot, 1)
    many.list.take(WAITING)
    many.list.take(HolderFilter())
    assert len(many.names) == 30
    qtbot.wait(100)
    assert len(many.names) == 30


def test_somebody_chosen_meanwhile_is_chosen_when_found(many, crowd, qtbot):
    wanted = crowd.ledger.holders.ids(WAITING)[17]
    many.list.take(WAITING)
    many.list.choose(wanted)
    until_shown(many, qtbot, 28)
    assert many.list.chosen_id() == wanted


def test_the_window_waits_for_nobody_who_is_slow_to_find(many, crowd, qtbot, monkeypatch):
    store = type(crowd.ledger.holders)
    found = store.found

    may_go_on, threads = threading.Event(), []

    def slowly(self, wanted):
        threads.append(threading.current_thread())
        assert may_go_on.wait(30)
        return found(self, wanted)

    monkeypatch.setattr(store, "found", slowly)
    many.list.take(WAITING)  # comes back while nobody has been found
    may_go_on.set()
    until_shown(many, qtbot, 28)
    assert threading.main_thread() not in threads


def test_people_come_meanwhile_are_left_to_the_next_reading(many, crowd):
    arrange = crowd.holders.arranger("name")
    while arrange is None:
        time.sleep(0.01)
        arrange = crowd.holders.arranger("name")
    everybody = list(crowd.ledger.holders.ids(HolderFilter()))
    assert list(arrange([*everybody, 10_000_000, max(everybody) + 1])) == everybody
