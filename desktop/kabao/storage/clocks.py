"""Dates that start and stop clocks, read without the rest of a record, and the user's own days."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, NamedTuple

from kabao.domain.workdays import DayKind, DayNote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kabao.storage.session import Session

_NOTES = "clocks.days"
_NO_CARD = (
    "NOT EXISTS (SELECT 1 FROM cards WHERE cards.holder_id = holders.id"
    " AND coalesce(cards.fields ->> '$.issued_on', cards.fields ->> '$.collected_on')"
    " IS NOT NULL)"
)


class Dated(NamedTuple):
    """A person with the dates asked for."""

    id: int
    uid: str
    name: str
    employer_id: int | None
    dates: Mapping[str, str | None]


class ClockStore:
    """Reads the dates of people at work.

    Whoever has been issued a card has been registered: it comes with the registration. Such people
    and those whose registration is complete are left out unless everybody is asked for.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def people(
        self, fields: Sequence[str], *, employer_id: int | None = None, everybody: bool = False
    ) -> Iterator[Dated]:
        """Yield people with a first working day; ``fields`` are names of dates of their form."""
        # The names are those of rule files, which hold nothing but small letters.
        dates = ", ".join(f"fields ->> '$.{name}'" for name in fields)
        wanted = ["fields ->> '$.work_started_on' IS NOT NULL"]
        params: list[object] = []
        if not everybody:
            wanted.append("fields ->> '$.insured_on' IS NULL")
            wanted.append(_NO_CARD)
        if employer_id is not None:
            wanted.append("employer_id = ?")
            params.append(employer_id)
        sql = (
            f"SELECT id, uid, name, employer_id, {dates} FROM holders WHERE {' AND '.join(wanted)}"  # noqa: S608
        )
        for number, uid, name, employer, *days in self._session.rows(sql, params):
            yield Dated(number, uid, name, employer, dict(zip(fields, days, strict=True)))

    def notes(self) -> tuple[DayNote, ...]:
        """Return the rest days and working days that the user has entered, by day."""
        row = self._session.row("SELECT value FROM settings WHERE name = ?", (_NOTES,))
        entries = json.loads(row[0]) if row else []
        return tuple(
            DayNote(dt.date.fromisoformat(day), DayKind(kind), source)
            for day, kind, source in entries
        )

    def set_notes(self, notes: Iterable[DayNote]) -> None:
        """Keep these days in place of those before; no part of the history, as all settings."""
        entries = [
            (note.day.isoformat(), note.kind.value, note.source)
            for note in sorted(notes, key=lambda note: note.day)
        ]
        with self._session.quietly():
            self._session.rows(
                "INSERT OR REPLACE INTO settings VALUES (?, ?)",
                (_NOTES, json.dumps(entries, ensure_ascii=False)),
            )
