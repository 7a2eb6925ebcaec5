"""Who deserves a look, as conditions over the register, and how many people employers have."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kabao.domain.attention import read_kind

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
_CARD = "EXISTS (SELECT 1 FROM cards WHERE cards.id = register.card_id AND {rule})"
_RECEIVED = (
    "coalesce(nullif(fields ->> '$.collected_on', ''),"
    " CASE WHEN fields ->> '$.card_kind' = 'electronic' THEN fields ->> '$.issued_on' END) <= ?"
)
_READY = (
    "(fields ->> '$.progress' = 'ready' OR (coalesce(fields ->> '$.progress', '') = ''"
    " AND fields ->> '$.issued_on' <= ?))"
)
_REASON = (
    "EXISTS (SELECT 1 FROM projections p, json_each(p.reasons) told"
    " WHERE p.card_id = register.card_id AND {rule})"
)
_ENDS = "told.value ->> '$[0]' LIKE 'loss_ends_in%' AND told.value ->> '$[1].on' <= ?"
_ENDED = "told.value ->> '$[0]' = 'released_by_calendar'"
# A card in force is looked at again at the latest on the day after its validity; only blocks of
# higher rank hide that day.
_EXPIRING = (
    "(state IN ('lost_temp', 'app_locked') OR review_on <= ?) AND"
    " (state IN ('lost_temp', 'app_locked', 'not_activated', 'in_doubt')"
    " OR state >= 'active' AND state < 'active0')"
)
_BY_EMPLOYER = (
    "SELECT h.employer_id, r.state, count(*)"
    " FROM holders h INDEXED BY holders_by_employer JOIN register r ON r.holder_id = h.id"
    " WHERE h.employer_id IS NOT NULL GROUP BY 1, 2"
)


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
        since = _day(today, -kind.days)
        return f"state = 'not_activated' AND {_CARD.format(rule=_RECEIVED)}", (since,)
    if kind.name == "expiring":
        rule = _CARD.format(rule="fields ->> '$.valid_to' BETWEEN ? AND ?")
        return f"{_EXPIRING} AND {rule}", (_day(today, kind.days + 1), day, soon)
    if kind.name == "ready":
        return f"state = 'not_collected' AND {_CARD.format(rule=_READY)}", (day,)
    if kind.name == "loss_ending":
        return f"state = 'lost_temp' AND {_REASON.format(rule=_ENDS)}", (soon,)
    if kind.name == "loss_ended":
        lost = "card_id IN (SELECT card_id FROM evidence WHERE kind = 'lost_temp')"
        return f"{lost} AND {_REASON.format(rule=_ENDED)}", ()
    return "review_on <= ?", (soon,)


def _day(today: dt.date, days: int) -> str:
    return (today + dt.timedelta(days=days)).isoformat()


class AttentionStore:
    """Counts that read the whole register: for a worker, with a connection of its own."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def counts(self, codes: Collection[str], today: dt.date) -> dict[str, int]:
        """Count the people of every kind by itself."""
        self._session.catch_up()
        return {code: self._count(code, today) for code in codes}

    def by_employer(self) -> dict[int, dict[str, int]]:
        """Count the people of every employer by the state of their newest card."""
        self._session.catch_up()
        found: dict[int, dict[str, int]] = {}
        for employer_id, state, count in self._session.rows(_BY_EMPLOYER):
            found.setdefault(employer_id, {})[state] = count
        return found

    def _count(self, code: str, today: dt.date) -> int:
        condition, params = attention_condition((code,), today)
        sql = f"SELECT count(*) FROM register WHERE {condition}"  # noqa: S608 (constants)
        return int(self._session.rows(sql, params)[0][0])
