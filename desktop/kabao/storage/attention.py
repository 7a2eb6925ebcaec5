"""Who deserves a look, as conditions over the register, and how many people employers have."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from kabao.domain.attention import read_kind
from kabao.storage.values import to_json

if TYPE_CHECKING:
    from collections.abc import Collection

    from kabao.domain.attention import AttentionKind
    from kabao.storage.session import Session

    Condition = tuple[str, tuple[object, ...]]

_STATES = {
    "in_doubt": "state = 'in_doubt'",
    "expired": "state = 'expired'",
    "lost_temp": "state = 'lost_temp'",
    "claimed": "state = 'active/claimed'",
}
_IN_FORCE = (
    "(state IN ('lost_temp', 'app_locked', 'not_activated', 'in_doubt')"
    " OR state >= 'active' AND state < 'active0')"
)
_BY_EMPLOYER = (
    "SELECT employer_id, state, count(*) FROM register INDEXED BY register_by_employer"
    " WHERE employer_id > 0 GROUP BY employer_id, state"
)
_OUTSTAYED = (
    "holder_id IN (SELECT id FROM holders WHERE fields ->> '$.keep_until' > ''"
    " AND fields ->> '$.keep_until' < ?)"
)
_AMONG = "holder_id IN (SELECT value FROM json_each(?))"


def attention_condition(codes: Collection[str], today: dt.date) -> Condition:
    """Return the condition that lets through whoever one of the kinds means."""
    kinds = [kind for code in sorted(codes) if (kind := read_kind(code)) is not None]
    parts = [_condition(kind, today) for kind in kinds]
    sql = " OR ".join(f"({part})" for part, _ in parts) or "0"
    return f"({sql})", tuple(param for _, params in parts for param in params)


def _condition(kind: AttentionKind, today: dt.date) -> Condition:
    day, soon = today.isoformat(), _day(today, kind.days)
    if kind.name in _STATES:
        return _STATES[kind.name], ()
    if kind.name == "unactivated":
        return "unactivated_since <= ?", (_day(today, -kind.days),)
    if kind.name == "expiring":
        return f"valid_to BETWEEN ? AND ? AND {_IN_FORCE}", (day, soon)
    if kind.name == "ready":
        return "ready_on <= ?", (day,)
    if kind.name == "outstayed":
        return _OUTSTAYED, (day,)
    if kind.name == "loss_ending":
        return "loss_ends_on <= ?", (soon,)
    if kind.name == "loss_ended":
        return "loss_ended_on <= ?", (day,)
    return "review_on <= ?", (soon,)


def _day(today: dt.date, days: int) -> str:
    return (today + dt.timedelta(days=days)).isoformat()


class Line(NamedTuple):
    """Who holds a card, for whom they work (0 for nobody), and the state kept."""

    holder_id: int
    employer_id: int
    state: str


class AttentionStore:
    """Counts over the register: each a part of an index, a tenth of a second for a million."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def counts(
        self, codes: Collection[str], today: dt.date, among: Collection[int] | None = None
    ) -> dict[str, int]:
        """Count the people of every kind by itself, of everybody or among some people."""
        self._session.catch_up()
        return {code: self._count(code, today, among) for code in codes}

    def by_employer(self) -> dict[int, dict[str, int]]:
        """Count the people of every employer by the state of their newest card."""
        self._session.catch_up()
        found: dict[int, dict[str, int]] = {}
        for employer_id, state, count in self._session.rows(_BY_EMPLOYER):
            found.setdefault(employer_id, {})[state] = count
        return found

    def lines(self, card_ids: Collection[int]) -> dict[int, Line]:
        """Return the lines of people by their newest card, for those cards that are newest."""
        self._session.catch_up()
        rows = self._session.rows(
            "SELECT r.card_id, r.holder_id, coalesce(r.employer_id, 0), r.state"
            " FROM json_each(?) AS wanted JOIN cards c ON c.id = wanted.value"
            " JOIN register r ON r.holder_id = c.holder_id AND r.card_id = c.id",
            (to_json(list(card_ids)),),
        )
        return {card: Line(*line) for card, *line in rows}

    def _count(self, code: str, today: dt.date, among: Collection[int] | None) -> int:
        condition, params = attention_condition((code,), today)
        if among is not None:
            condition, params = f"{condition} AND {_AMONG}", (*params, to_json(list(among)))
        sql = f"SELECT count(*) FROM register WHERE {condition}"  # noqa: S608 (constants)
        return int(self._session.rows(sql, params)[0][0])
