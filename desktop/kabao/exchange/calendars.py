"""Days to remember as an iCalendar file, which every calendar program reads."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.exchange.spreadsheets.saving import saved_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from icalendar import Event

PRODUCT = "-//Kabao//deadlines//ZH"


@dataclass(frozen=True, slots=True)
class DayEvent:
    """One whole-day entry with reminders some days before."""

    uid: str
    """The same for the same clock every time, so that importing again moves and never doubles."""
    day: dt.date
    title: str
    text: str
    remind_before: tuple[int, ...] = ()
    """Days before at nine in the morning."""


def write_days(events: Iterable[DayEvent], name: str, stamp: dt.date, target: Path) -> int:
    """Write an iCalendar file whole or not at all and return the number of its entries.

    ``stamp`` is the day it is made.

    Raises:
        InputRefusedError: The folder is not there.
        EnvironmentProblemError: The file cannot be written.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    moment = dt.datetime(stamp.year, stamp.month, stamp.day, tzinfo=dt.UTC)
    for item in events:
        calendar.add_component(_event(item, moment))
    with saved_whole(target) as beside:
        beside.write_bytes(calendar.to_ical())
    return len(calendar.subcomponents)


def _event(item: DayEvent, moment: dt.datetime) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", item.uid)
    event.add("dtstamp", moment)
    event.add("dtstart", item.day)
    event.add("dtend", item.day + dt.timedelta(days=1))
    event.add("summary", item.title)
    event.add("description", item.text)
    event.add("transp", "TRANSPARENT")
    for days in item.remind_before:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", item.title)
        alarm.add("trigger", dt.timedelta(days=-days, hours=9))
        event.add_component(alarm)
    return event
