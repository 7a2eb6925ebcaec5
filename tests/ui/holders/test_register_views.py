"""Saved views by hand: kept, chosen, replaced, renamed, removed, and found among the commands."""

from __future__ import annotations

import pytest

from kabao.domain.errors import NotFoundError
from kabao.domain.holders import HolderFilter
from kabao.services.views import SHOWN, View
from ui.holders.register_desk import open_desk


@pytest.fixture
def typing(register):
    """Return a function that sets what is typed when a name is asked for."""
    typed = [""]
    asked = []

    def text(question, value=""):
        asked.append(value)
        return typed[0]

    register.answers.text = text

    def will_type(name):
        typed[0] = name
        return asked

    return will_type


def entries(desk):
    return [action.text() for action in desk.list.views.menu().actions() if action.text()]


def trigger(desk, words):
    next(one for one in desk.list.views.menu().actions() if one.text() == words).trigger()


def test_a_view_keeps_filter_order_and_columns_under_a_name(register, crowd, typing):
    typing("试点 & 单位")
    columns = register.list.columns
    columns.take(columns.layout.toggled("card"))
    register.list.take(HolderFilter(employer_id=1, order="-name"))
    register.room.search("安")
    register.run("holders.views.save")
    kept = crowd.views.get("试点 & 单位")
    assert kept.filter == HolderFilter(search="安", employer_id=1, order="-name")
    assert "card" not in kept.columns

    register.room.search("")
    register.list.take(HolderFilter())
    columns.reset()
    register.run("holders.view.试点 & 单位")
    assert register.names == ["安思源"]
    assert register.list.wanted.order == "-name"
    assert "card" not in register.list.table.shown_columns()
    assert "试点" in register.list.views.button.text()
    trigger(register, "全部持卡人")
    assert len(register.names) == 30


def test_a_view_is_no_longer_said_to_be_shown_once_something_else_is(register, crowd):
    crowd.views.save(View("一", HolderFilter(employer_id=1), SHOWN))
    trigger(register, "一")
    assert register.list.views.name == "一"
    register.list.choose_chip("not_activated")
    assert register.list.views.name == ""
    trigger(register, "更新“一”")
    assert crowd.views.get("一").filter.states == frozenset({"not_activated"})
    assert register.list.views.name == "一"


def test_a_name_is_taken_over_only_after_a_question(register, crowd, typing):
    crowd.views.save(View("一", HolderFilter(employer_id=1)))
    typing("一")
    register.answers.yes = False
    register.run("holders.views.save")
    assert crowd.views.get("一").filter.employer_id == 1
    register.answers.yes = True
    register.run("holders.views.save")
    assert crowd.views.get("一").filter.employer_id is None
    assert len(crowd.views.all()) == 1


def test_a_view_is_renamed_and_removed_and_both_can_be_taken_back(register, crowd, typing):
    crowd.views.save(View("一", HolderFilter(employer_id=1)))
    crowd.views.save(View("二", HolderFilter()))
    trigger(register, "一")
    asked = typing("三")
    trigger(register, "改名“一”")
    assert asked == ["一"]
    assert [view.name for view in crowd.views.all()] == ["三", "二"]
    trigger(register, "删除“三”")
    assert entries(register) == ["全部持卡人", "二", "保存当前视图"]
    assert register.offered == ["已删除视图“三”。"]
    crowd.history.undo(crowd.history.last_id())
    assert crowd.views.get("三").filter.employer_id == 1


def test_nothing_is_kept_without_a_name(register, crowd, typing):
    typing("  ")
    register.run("holders.views.save")
    assert crowd.views.all() == ()


def test_views_stay_with_the_ledger(register, crowd, texts, theme, jobs, qtbot):
    crowd.views.save(View("一", HolderFilter(employer_id=1)))
    again = open_desk(crowd, texts, theme, jobs)
    qtbot.addWidget(again.page)
    again.run("holders.view.一")
    assert again.names == ["安思源", "白晓棠"]
    again.page.close()


def test_a_view_that_is_not_there_is_told_with_those_that_are(crowd):
    crowd.views.save(View("一", HolderFilter()))
    with pytest.raises(NotFoundError) as refused:
        crowd.views.get("二")
    assert refused.value.params == {"name": "二", "known": "一"}


def test_a_spoilt_view_shows_everybody(crowd):
    crowd.ledger.views.put("一", {"filter": "{", "columns": ("x", 5, "state", "state")})
    assert crowd.views.get("一") == View("一", HolderFilter(), ("name", "state"))
