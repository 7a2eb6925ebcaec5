"""Activation status: what follows from a card, its evidence, the rules and today."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from kabao.domain.evidence import Signal
    from kabao.domain.findings import Param


class CardState(StrEnum):
    """The state of a card for its social security function."""

    NOT_COLLECTED = "not_collected"
    NOT_ACTIVATED = "not_activated"
    ACTIVE = "active"
    IN_DOUBT = "in_doubt"
    LOST_TEMP = "lost_temp"
    LOST_FORMAL = "lost_formal"
    APP_LOCKED = "app_locked"
    EXPIRED = "expired"
    SEALED = "sealed"
    CANCELLED = "cancelled"


OVER = (CardState.CANCELLED, CardState.LOST_FORMAL, CardState.EXPIRED)
"""States from which a card does not come back."""
BLOCKS = (
    CardState.CANCELLED,
    CardState.LOST_FORMAL,
    CardState.APP_LOCKED,
    CardState.LOST_TEMP,
    CardState.EXPIRED,
    CardState.SEALED,
)
"""States that hold whatever the signals say, in order of rank."""


class Grade(StrEnum):
    """How well an active card is supported, best first."""

    WELL_SUPPORTED = "well_supported"
    SUPPORTED = "supported"
    CLAIMED = "claimed"


class Financial(StrEnum):
    """The second switch: the bank account on the card."""

    ON = "on"
    OFF = "off"
    UNKNOWN = "unknown"


class Light(StrEnum):
    """How one signal shows: the shape says the strength."""

    STRONG = "strong"
    WEAK = "weak"
    NOT_COUNTED = "not_counted"
    AGAINST = "against"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of why; its text is ``reasons.<code>`` in the catalogue of words."""

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignalLight:
    """One of the four lights: how it shows and the day of its latest observation."""

    light: Light = Light.NONE
    on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ActivationStatus:
    """State, grade and reasons of one card, with the next day on which they could change."""

    state: CardState
    grade: Grade | None = None
    financial: Financial = Financial.UNKNOWN
    signals: Mapping[Signal, SignalLight] = field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()
    review_on: dt.date | None = None
