"""The calendar of clocks: all on the same days, today through all of them, told and followed."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, Qt

from kabao.domain.clocks import Counter, clocks_of
from kabao.rulebook import load
from kabao.rulebook.schedules import read_schedule
from kabao.services.deadlines import Deadline
from kabao.ui.employers.axis_legend import keys_of
from kabao.ui.employers.clock_calendar import ClockCalendar
from kabao.ui.employers.clock_rows import clock_rows
from kabao.ui.employers.day_axis import Scale, days_of

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def deadlines():
    rules = load()
    counter = Counter(read_schedule())

    def of(record, number, values):
        found = clocks_of(number, f"名{number}", values, rules.deadlines.of(record), counter, TODAY)
        return [Deadline(clock, str(number), 1, "甲厂") for clock in found]

    return [
        *of("employer", 1, {"established_on": "2026-10-10"}),
        *of("employer", 2, {"established_on": "2026-11-05"}),
        *of("holder", 3, {"work_started_on": "2026-11-06"}),
        *of("holder", 4, {"work_started_on": "2026-11-10"}),
    ]


def test_people_of_one_clock_share_a_row(deadlines, texts):
    rows = clock_rows(deadlines, texts)
    assert [row.name for row in rows] == ["名1", "名2", "2 人"]
    assert rows[2].clock.nominal_due == dt.date(2026, 12, 6)
    assert rows[2].others == (dt.date(2026, 12, 10),)
    assert "顺延到 2026-12-07" in rows[2].told(texts)
    assert rows[0].place.record == 1


def test_every_row_lies_on_the_same_days(deadlines):
    clocks = [item.clock for item in deadlines]
    days = days_of(clocks, TODAY)
    assert days.first == dt.date(2026, 10, 5)  # the Monday before the first event
    assert days.last >= dt.date(2026, 12, 10)
    scale = Scale(days, 100, 700)
    assert scale.left_of(days.first) == 100
    assert scale.x(TODAY) - scale.x(dt.date(2026, 11, 16)) == pytest.approx(7 * scale.step)
    # What is late for years does not press today to the edge.
    assert (TODAY - days_of(clocks, dt.date(2029, 1, 1)).first).days < 0


def test_the_legend_explains_what_is_there(deadlines):
    assert keys_of(item.clock for item in deadlines[1:2]) == ["due", "moved", "spent", "rest"]
    assert "late" in keys_of(item.clock for item in deadlines)


def test_rows_are_followed_by_keys_and_pointer(deadlines, theme, texts, qtbot):
    calendar = ClockCalendar(theme, texts)
    qtbot.addWidget(calendar)
    rows = clock_rows(deadlines, texts)
    calendar.show_rows(rows, {dt.date(2026, 11, 22)}, TODAY)
    calendar.resize(640, calendar.sizeHint().height())
    calendar.show()
    assert "名2" in calendar.accessibleName()
    assert "逾期" in calendar.accessibleDescription()
    places = []
    calendar.chosen.connect(places.append)
    qtbot.keyClick(calendar, Qt.Key.Key_Down)
    qtbot.keyClick(calendar, Qt.Key.Key_Return)
    at = calendar._box(0).center().toPoint()
    qtbot.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=at)
    assert [place.record for place in places] == [2, 1]
    qtbot.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert len(places) == 2
