"""Evidence: dated observations about one card, written once and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kabao.domain.field_values import own_error
from kabao.domain.findings import Place
from kabao.domain.plain_text import has_six_digits, looks_like_password

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from kabao.domain.cards import Card
    from kabao.domain.findings import Finding


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


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that shows what an entry says, such as the photo of a slip; kept as long as it."""

    file_name: str
    media_type: str
    sha256: str = ""
    """Filled in from the bytes when stored."""
    size: int = 0
    id: int = 0


def check_evidence(
    entry: Evidence, card: Card, others: Sequence[Evidence], today: dt.date
) -> tuple[Finding, ...]:
    """Say what keeps an entry from being written; ``others`` are the entries of the card."""
    found = (
        *_check_note(entry),
        *_check_withdrawal(entry, others),
        *_check_date(entry, card, today),
    )
    return tuple(
        finding.at(Place(room="cards", record=card.id, section="evidence", field=name))
        for name, finding in found
    )


def withdrawn_ids(entries: Sequence[Evidence]) -> frozenset[int]:
    """Return the ids taken back; a withdrawal that was itself taken back does not count."""
    taken: set[int] = set()
    for entry in sorted(entries, key=lambda item: item.id, reverse=True):
        target = entry.withdraws
        if entry.kind is not EvidenceKind.WITHDRAWN or target is None or entry.id in taken:
            continue
        if target < entry.id:
            taken.add(target)
    return frozenset(taken)


def _check_note(entry: Evidence) -> Iterator[tuple[str, Finding]]:
    about_password = entry.kind is EvidenceKind.PASSWORD_SET and has_six_digits(entry.note)
    if about_password or looks_like_password(entry.note):
        yield "note", own_error("note_has_password")


def _check_withdrawal(entry: Evidence, others: Sequence[Evidence]) -> Iterator[tuple[str, Finding]]:
    if entry.kind is not EvidenceKind.WITHDRAWN:
        if entry.withdraws is not None:
            yield "withdraws", own_error("evidence_withdraws_unexpected")
        return
    earlier = {item.id for item in others if not entry.id or item.id < entry.id}
    if entry.withdraws not in earlier:
        yield "withdraws", own_error("evidence_withdraws_unknown")
    elif entry.withdraws in withdrawn_ids(others):
        yield "withdraws", own_error("evidence_withdrawn_before")


def _check_date(entry: Evidence, card: Card, today: dt.date) -> Iterator[tuple[str, Finding]]:
    if entry.observed_on > today:
        yield "observed_on", own_error("evidence_in_future")
    if entry.kind is EvidenceKind.WITHDRAWN:
        return
    received = card.received_on
    if received is None or received > today:
        yield "observed_on", own_error("evidence_before_card")
    elif entry.observed_on < received:
        yield "observed_on", own_error("evidence_before_collection", on=received.isoformat())
    elif card.issued_on is not None and entry.observed_on < card.issued_on:
        yield "observed_on", own_error("evidence_before_issue", on=card.issued_on.isoformat())
