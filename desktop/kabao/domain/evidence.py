"""Evidence: dated observations about one card, written once and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


class Signal(StrEnum):
    """The four signals of the source, each enough by itself."""

    PASSWORD_SET = "password_set"  # noqa: S105 (the name of a signal, not a secret)
    USED_NORMALLY = "used_normally"
    QUERYABLE_ONLINE = "queryable_online"
    NOTICE_RECEIVED = "notice_received"


class EvidenceKind(StrEnum):
    """What was observed: a signal, another state, a block, a release or a withdrawal."""

    PASSWORD_SET = "password_set"  # noqa: S105 (S1)
    USED_NORMALLY = "used_normally"  # S2
    QUERYABLE_ONLINE = "queryable_online"  # S3
    NOTICE_RECEIVED = "notice_received"  # S4
    ELECTRONIC_CARD = "electronic_card"  # S5
    OFFICE_CONFIRMED = "office_confirmed"  # S6
    BANK_ACTIVATED = "bank_activated"  # S7, financial switch only
    CANCELLED = "cancelled"
    LOST_FORMAL = "lost_formal"
    APP_LOCKED = "app_locked"
    LOST_TEMP = "lost_temp"
    SEALED = "sealed"
    LOSS_RELEASED = "loss_released"
    """解挂 or 解除挂失: releases a temporary or, where allowed, a formal loss."""
    UNLOCKED = "unlocked"
    ENABLED = "enabled"
    """启用: releases 封存."""
    WITHDRAWN = "withdrawn"
    """Takes back an earlier entry, which it names."""


class Strength(StrEnum):
    """How much an observation proves."""

    STRONG = "strong"
    WEAK = "weak"
    NONE = "none"
    """Recorded, but it does not count (bank PIN, kept initial password, fraud-like message)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One entry of the append-only list of a card."""

    card_id: int
    kind: EvidenceKind
    observed_on: dt.date
    positive: bool = True
    """False for an observation against the signal, such as a refusal at a pharmacy."""
    strength: Strength = Strength.STRONG
    detail: str = ""
    """Code of what exactly was seen; a key of ``evidence_details`` in the rulebook."""
    channel: str = ""
    """Code of the channel from the rulebook's pick list."""
    note: str = ""
    withdraws: int | None = None
    """Id of the entry that a ``WITHDRAWN`` entry takes back."""
    recorded_at: str = ""
    """ISO date and time of entry, UTC."""
    id: int = 0
    uid: str = ""
