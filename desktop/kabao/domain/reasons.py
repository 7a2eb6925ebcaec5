"""The reasons of an activation status, in the order in which they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.activation import CardState, Reason
from kabao.domain.days import ONE_DAY
from kabao.domain.evidence import EvidenceKind, Strength
from kabao.domain.observations import ACTIVATION_KINDS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from kabao.domain.activation_facts import ActivationFacts, Delay
    from kabao.domain.blocks import Block, Blocks
    from kabao.domain.cards import Card
    from kabao.domain.evidence import Evidence
    from kabao.domain.observations import Observations

MESSAGE_WITH_LINK = "notice_with_link"
"""The detail of a message that asks for a tap or a code: a sign of fraud, never of activation."""
OTHER_CARD = "notice_other_card"
"""The detail of a message whose last digits are not those of the card."""
_LOST = frozenset({CardState.LOST_TEMP, CardState.LOST_FORMAL})
_ORDER = {Strength.STRONG: 0, Strength.WEAK: 1, Strength.NONE: 2}


def explain_active(standing: Sequence[Evidence]) -> tuple[Reason, ...]:
    """Name the best observation of each kind, the strong ones first."""
    best = [_best(standing, kind) for kind in ACTIVATION_KINDS]
    found = sorted((item for item in best if item), key=lambda item: _ORDER[item.strength])
    return tuple(_seen(item, item.strength.value) for item in found)


def explain_doubt(seen: Observations) -> tuple[Reason, ...]:
    """Name what speaks against activation, then what spoke for it before."""
    return (*_against(seen), *explain_active(seen.positives))


def explain_missing(seen: Observations, received: dt.date, reminder: int) -> tuple[Reason, ...]:
    """Say since when evidence is missing, and which reminder has been reached."""
    reasons = [Reason("no_evidence", {"on": received.isoformat()}), *_against(seen)]
    enabled = [item.observed_on for item in seen.events if item.kind is EvidenceKind.ENABLED]
    if enabled:
        reasons.append(Reason("enabled_only", {"on": max(enabled).isoformat()}))
    if reminder:
        reasons.append(Reason("reminder", {"days": reminder}))
    return tuple(reasons)


def explain_delay(seen: Observations, delay: Delay | None) -> Iterator[Reason]:
    """Say that a card can take some days to work, where it was refused soon after activation."""
    last, against = seen.last_positive(), seen.last_negative()
    used = any(item.kind is EvidenceKind.USED_NORMALLY for item in seen.negatives)
    if delay is None or last is None or against is None or not used:
        return
    # A weekend may lie between the working days.
    if against - last <= ONE_DAY * (delay.working_days + 2):
        yield Reason("delay_possible", {"hours": delay.hours, "days": delay.working_days})


def explain_block(blocks: Blocks, seen: Observations, facts: ActivationFacts) -> tuple[Reason, ...]:
    """Name each block, what follows from it, and signals that contradict it."""
    reasons = [_block(block) for block in blocks.standing]
    if blocks.ends_on is not None:
        until = {"on": blocks.ends_on.isoformat()}
        reasons.append(Reason(f"loss_ends_in_{blocks.at_end}", until))
    return (
        *reasons,
        *_bank(blocks),
        *_electronic(blocks, facts),
        *_contradictions(blocks, seen),
    )


def explain_renewal(card: Card, renewal_on: dt.date | None, today: dt.date) -> Iterator[Reason]:
    """Say that a card can be renewed, from the day on which it can."""
    if renewal_on is not None and card.valid_to is not None and today >= renewal_on:
        yield Reason("renewal_open", {"on": card.valid_to.isoformat()})


def explain_rest(seen: Observations, blocks: Blocks) -> Iterator[Reason]:
    """Name what was recorded and does not count, and what is out of the ordinary."""
    against = seen.last_negative()
    if against and seen.standing() and len(seen.standing()) < len(seen.positives):
        yield Reason("before_refusal", {"on": against.isoformat()})
    if any(item.detail == MESSAGE_WITH_LINK for item in seen.uncounted):
        yield Reason("fraud_warning")
    for kind in ACTIVATION_KINDS:
        rest = [item for item in seen.uncounted if item.kind is kind]
        best = _best([item for item in rest if item.detail != MESSAGE_WITH_LINK], kind)
        if best is not None:
            yield _uncounted(best, seen.bank_channels)
    if seen.early:
        yield Reason("before_collection", {"count": len(seen.early)})
    allowed = blocks.rule is not None and blocks.rule.formal_release
    if blocks.formal_released_on is not None and not allowed:
        yield Reason("formal_release_rare", {"on": blocks.formal_released_on.isoformat()})


def _bank(blocks: Blocks) -> Iterator[Reason]:
    separate = blocks.rule.bank_separate if blocks.rule is not None else None
    if separate is None or not blocks.states.intersection(_LOST):
        return
    yield Reason("bank_reported_separately" if separate else "bank_reported_together")


def _electronic(blocks: Blocks, facts: ActivationFacts) -> Iterator[Reason]:
    if blocks.worst is not None and facts.electronic_while(blocks.worst.state):
        yield Reason(f"electronic_while_{blocks.worst.state}")


def _uncounted(entry: Evidence, bank_channels: frozenset[str]) -> Reason:
    if entry.channel in bank_channels:
        return Reason("bank_app_only", {"on": entry.observed_on.isoformat()})
    if entry.detail == OTHER_CARD:
        return Reason(OTHER_CARD, {"on": entry.observed_on.isoformat()})
    return _seen(entry, "not_counted")


def _best(entries: Iterable[Evidence], kind: EvidenceKind) -> Evidence | None:
    mine = [item for item in entries if item.kind is kind]
    return min(
        mine, key=lambda item: (_ORDER[item.strength], -item.observed_on.toordinal()), default=None
    )


def _seen(entry: Evidence, how: str) -> Reason:
    return Reason(f"{entry.kind}_{how}", {"on": entry.observed_on.isoformat()})


def _against(seen: Observations) -> tuple[Reason, ...]:
    last = seen.last_positive()
    latest = [item for item in seen.negatives if not last or item.observed_on >= last]
    found = (_best(latest, kind) for kind in ACTIVATION_KINDS)
    return tuple(_seen(item, "against") for item in found if item)


def _block(block: Block) -> Reason:
    code = "cancelled_by_rule" if block.by_rule else block.state.value
    return Reason(code, {"on": block.on.isoformat()})


def _contradictions(blocks: Blocks, seen: Observations) -> Iterator[Reason]:
    worst, last = blocks.worst, seen.last_positive()
    if blocks.lifted_late_on is not None:
        yield Reason("lifted_too_late", {"on": blocks.lifted_late_on.isoformat()})
    if worst is None or last is None:
        return
    if worst.state is CardState.SEALED and last <= worst.on:
        yield Reason("sealed_after_signals", {"on": last.isoformat()})
    elif worst.state is not CardState.EXPIRED and last > worst.on:
        yield Reason("signal_after_block", {"on": last.isoformat()})
    elif worst.state is not CardState.SEALED:
        yield Reason("signals_are_history", {"on": last.isoformat()})
