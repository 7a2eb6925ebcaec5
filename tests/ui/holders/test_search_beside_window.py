"""Typing among very many people: rows stay while others are looked for, and are said to."""

from __future__ import annotations

import pytest

from kabao.domain.holders import HolderFilter
from kabao.storage import orders
from kabao.storage.search import is_wide
from kabao.ui.kit.jobs import JobRunner
from ui.holders.register_desk import open_desk


@pytest.fixture
def many(crowd, texts, theme, qapp, qtbot, monkeypatch):
    """A register that takes thirty people for very many, with workers of its own."""
    monkeypatch.setattr(orders, "AT_ONCE", 10)
    jobs = JobRunner(qapp)
    desk = open_desk(crowd, texts, theme, jobs)
    qtbot.addWidget(desk.page)
    yield desk
    jobs.abandon(5000)
    desk.page.close()


def until_shown(desk, qtbot, count):
    qtbot.waitUntil(lambda: not desk.list.late.is_waiting and len(desk.names) == count)


def test_rows_stay_while_a_surname_is_looked_for_and_nobody_takes_them_for_found(
    many, texts, qtbot
):
    names = many.names
    many.list.search("甲")
    assert many.list._header.note.text() == texts("holders.finding")
    assert many.names == names
    assert list(many.list.ids()) == []
    until_shown(many, qtbot, 27)
    assert len(many.list.ids()) == 27
    assert all(name.startswith("甲") for name in many.names)


def test_rows_go_where_looking_takes_long(many, qtbot, monkeypatch):
    monkeypatch.setattr(many.list.late, "ask", lambda _wanted: None)
    many.list.search("甲")
    qtbot.waitUntil(lambda: many.names == [])


def test_a_search_does_not_queue_up_behind_other_work(many, qtbot):
    over = []
    many.list.late._context.jobs.run(
        lambda control: [None for _ in iter(control.cancelled, True)],
        over.append,
        over.append,
    )
    many.list.search("甲")
    until_shown(many, qtbot, 27)
    assert over == []
    many.list.late._context.jobs.cancel_all()
    qtbot.waitUntil(lambda: bool(over))


def test_a_whole_name_is_found_at_once_when_the_order_is_known(many, crowd, qtbot):
    qtbot.waitUntil(lambda: crowd.holders.is_quick(HolderFilter()))
    many.list.search("甲03")
    assert many.names == ["甲03"]
    many.list.search("")
    assert len(many.names) == 30


def test_what_may_find_many_is_known_by_its_length():
    assert [is_wide(text) for text in ("", "王", "zh", "110", "王 青")] == [
        False,
        *[True] * 3,
        False,
    ]
    assert not any(map(is_wide, ("王伟", "zhang", "1101", "王伟 青禾")))
