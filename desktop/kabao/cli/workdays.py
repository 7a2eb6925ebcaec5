"""``kabao workdays``: the holiday schedule, and the days a user enters when a new notice is out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kabao.cli.session import common_options, current
from kabao.cli.spoken import command
from kabao.domain.workdays import DayKind, DayNote

if TYPE_CHECKING:
    import datetime as dt

    from kabao.services.deadlines import Deadlines
    from kabao.texts import Texts

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@command("workdays")
@click.option("--rest", multiple=True, type=_DAY)
@click.option("--work", multiple=True, type=_DAY)
@click.option("--forget", multiple=True, type=_DAY)
@click.option("--source", default="")
@common_options
def workdays(
    rest: tuple[dt.datetime, ...],
    work: tuple[dt.datetime, ...],
    forget: tuple[dt.datetime, ...],
    source: str,
) -> None:
    """List or enter rest days and working days."""
    session = current()
    changes = bool(rest or work or forget)
    service = session.workspace(read_only=not changes).deadlines
    if changes:
        service.forget_days(day.date() for day in forget)
        service.enter_days(
            DayNote(day.date(), kind, source)
            for kind, days in ((DayKind.REST, rest), (DayKind.WORK, work))
            for day in days
        )
    session.emit(_document(service), _lines(service, session.texts))


def _document(service: Deadlines) -> dict[str, object]:
    calendar = service.calendar()
    return {
        "known_from": calendar.known_from,
        "known_through": calendar.known_through,
        "entered": [
            {"day": note.day.isoformat(), "kind": note.kind.value, "source": note.source}
            for note in service.days()
        ],
    }


def _lines(service: Deadlines, texts: Texts) -> list[str]:
    calendar = service.calendar()
    first, last = calendar.known_from, calendar.known_through
    known = texts("deadlines.days.known", first=first, last=last)
    entered = [
        texts(f"deadlines.days.{note.kind}", day=note.day, source=note.source or "-")
        for note in service.days()
    ]
    return [known, *(entered or [texts("deadlines.days.none")])]
