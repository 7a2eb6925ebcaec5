"""Kept results of ``derive_status``, so that cards can be filtered and counted by state."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, NamedTuple

from kabao.domain.activation import (
    ActivationStatus,
    CardState,
    Financial,
    Grade,
    Light,
    Reason,
    SignalLight,
)
from kabao.domain.evidence import Signal
from kabao.storage.values import from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kabao.domain.cards import Card
    from kabao.storage.session import Session

STATUS_COLUMNS = "p.state, p.grade, p.financial, p.signals, p.reasons, p.review_on"
# Looked up by the thousand: calling an enumeration costs ten times as much.
_STATES = {state.value: state for state in CardState}
_GRADES = {grade.value: grade for grade in Grade}
_FINANCIAL = {financial.value: financial for financial in Financial}
_SIGNALS = {signal.value: signal for signal in Signal}
_LIGHTS = {light.value: light for light in Light}
_SELECT = f"SELECT {STATUS_COLUMNS}, card_id FROM projections p"  # noqa: S608 (constants)


_BASIS = "statuses.basis"


class Basis(NamedTuple):
    """The rules behind kept statuses, and how far a change to them has come."""

    rules: str
    """Fingerprint of derivation and rules."""
    after: int | None
    """Cards up to this id are by these rules, later ones by others; None when all are."""


class ProjectionStore:
    """The table of kept statuses, one for each card."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, card_id: int, status: ActivationStatus) -> None:
        """Keep the status of a card in place of the one kept before."""
        self.put_many(((card_id, status),))

    def put_many(self, statuses: Iterable[tuple[int, ActivationStatus]]) -> None:
        """Keep the statuses of many cards in place of those kept before."""
        with self._session.in_bulk("status.refresh"):
            self._session.many(
                "INSERT OR REPLACE INTO projections"
                " (card_id, state, grade, financial, signals, reasons, review_on)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                ((card_id, *_columns(status)) for card_id, status in statuses),
            )

    def renew(self, statuses: Iterable[tuple[int, ActivationStatus]]) -> None:
        """Keep statuses that came of the day alone: nobody did anything, so no entry tells it."""
        with self._session.quietly():
            self.put_many(statuses)

    def get(self, card_id: int) -> ActivationStatus | None:
        """Return the kept status of a card, or None."""
        row = self._session.row(f"{_SELECT} WHERE card_id = ?", (card_id,))
        return to_status(row[:-1]) if row else None

    def state(self, card: Card) -> CardState | None:
        """Return the kept state of a card, or None."""
        row = self._session.row("SELECT state FROM projections WHERE card_id = ?", (card.id,))
        return _STATES[row[0]] if row else None

    def due(self, today: dt.date) -> list[int]:
        """Return the cards whose status may have changed by the calendar alone."""
        rows = self._session.rows(
            "SELECT card_id FROM projections WHERE review_on <= ? ORDER BY +card_id",
            (today.isoformat(),),
        )
        return [card_id for (card_id,) in rows]

    def basis(self) -> Basis:
        """Return by which rules the kept statuses were derived, as far as that is known."""
        row = self._session.row("SELECT value FROM settings WHERE name = ?", (_BASIS,))
        return Basis(*from_json(row[0])) if row else Basis("", 0)

    def set_basis(self, basis: Basis) -> None:
        """Note by which rules statuses are; no part of the history, as all settings."""
        with self._session.quietly():
            self._session.rows(
                "INSERT OR REPLACE INTO settings VALUES (?, ?)", (_BASIS, to_json(list(basis)))
            )

    def all(self) -> Iterator[tuple[int, ActivationStatus]]:
        """Go through every kept status with the id of its card."""
        for *columns, card_id in self._session.rows(f"{_SELECT} ORDER BY card_id"):
            yield card_id, to_status(columns)


def _columns(status: ActivationStatus) -> tuple[str | None, ...]:
    lights = {
        signal.value: [light.light.value, _iso(light.on)]
        for signal, light in status.signals.items()
    }
    reasons = [[reason.code, dict(reason.params)] for reason in status.reasons]
    return (
        status.state.value,
        status.grade.value if status.grade else None,
        status.financial.value,
        to_json(lights),
        to_json(reasons),
        _iso(status.review_on),
    )


def to_status(columns: Sequence[Any]) -> ActivationStatus:
    """Build a status from the columns named in ``STATUS_COLUMNS``."""
    state, grade, financial, signals, reasons, review_on = columns
    return ActivationStatus(
        state=_STATES[state],
        grade=_GRADES[grade] if grade else None,
        financial=_FINANCIAL[financial],
        signals={
            _SIGNALS[name]: SignalLight(_LIGHTS[light], _date(on))
            for name, (light, on) in from_json(signals).items()
        },
        reasons=tuple(Reason(code, params) for code, params in from_json(reasons)),
        review_on=_date(review_on),
    )


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
