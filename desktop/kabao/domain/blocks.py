"""Blocks of a card: losses, locks, seals, the end of validity, and what releases them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.domain.activation import BLOCKS, CardState
from kabao.domain.days import ONE_DAY
from kabao.domain.evidence import EvidenceKind
from kabao.domain.observations import region_codes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.domain.cards import Card
    from kabao.domain.observations import Observations
    from kabao.domain.rules import ActivationRules, RegionLossRule

RELEASE = "release"
CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Block:
    """One standing block."""

    state: CardState
    on: dt.date
    by_rule: bool = False
    """Follows from a rule of the region when a temporary loss ran out, not from an entry."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """The standing blocks by rank, and what the calendar does or will do to them."""

    standing: tuple[Block, ...] = ()
    released_on: dt.date | None = None
    """Day from which a temporary loss is over by the region's rule alone."""
    ends_on: dt.date | None = None
    """Day on which a standing temporary loss will end by the region's rule."""
    at_end: str = ""
    """What the rule does on that day: ``release`` or ``cancel``."""
    changes: tuple[dt.date, ...] = ()
    """Days on which the calendar changes a block."""
    lifted_late_on: dt.date | None = None
    """Day of a recorded release after the region's rule had cancelled the card."""
    formal_released_on: dt.date | None = None
    """Day on which a formal loss was taken back, which few regions know."""
    rule: RegionLossRule | None = None
    """The rule of the card's region."""

    @property
    def worst(self) -> Block | None:
        """Return the block of highest rank."""
        return self.standing[0] if self.standing else None

    @property
    def states(self) -> frozenset[CardState]:
        """Return the states of all standing blocks."""
        return frozenset(block.state for block in self.standing)


def standing_blocks(
    card: Card, seen: Observations, rules: ActivationRules, today: dt.date
) -> Blocks:
    """Return every block that has not been released, gravest first."""
    turning = (card.valid_to + ONE_DAY,) if card.valid_to else ()
    if not seen.events:  # as most cards: only the end of validity can block them
        return Blocks(tuple(_expiry(card, today)), changes=turning)
    rule = _loss_rule(card, rules)
    lost = _loss(seen, rule, today)
    found = [*lost.standing, *_recorded(seen), *_expiry(card, today)]
    found.sort(key=lambda block: (BLOCKS.index(block.state), block.by_rule))
    if found and found[0].state is CardState.CANCELLED:
        late = lost.lifted_late_on if found[0].by_rule else None
        return Blocks((found[0],), lifted_late_on=late, rule=rule)
    return replace(
        lost,
        standing=tuple(found),
        changes=(*lost.changes, *turning),
        formal_released_on=_formal_release(seen),
        rule=rule,
    )


def _recorded(seen: Observations) -> list[Block]:
    kinds = EvidenceKind
    # A report of formal loss and a release on one day: the release was of an earlier report.
    formal = _days(seen, kinds.LOST_FORMAL)
    days = {
        CardState.CANCELLED: max(_days(seen, kinds.CANCELLED), default=None),
        CardState.LOST_FORMAL: _unreleased(formal, _days(seen, kinds.LOSS_RELEASED) - formal),
        CardState.APP_LOCKED: _unreleased(
            _days(seen, kinds.APP_LOCKED), _days(seen, kinds.UNLOCKED)
        ),
        CardState.SEALED: _sealed(seen),
    }
    return [Block(state, day) for state, day in days.items() if day is not None]


def _sealed(seen: Observations) -> dt.date | None:
    day = max(_days(seen, EvidenceKind.SEALED), default=None)
    if day is None:
        return None
    enabled = any(item >= day for item in _days(seen, EvidenceKind.ENABLED))
    used = any(item.observed_on > day for item in seen.strong())
    return None if enabled or used else day


def _expiry(card: Card, today: dt.date) -> Iterable[Block]:
    if card.valid_to is not None and card.valid_to < today:
        yield Block(CardState.EXPIRED, card.valid_to)


def _formal_release(seen: Observations) -> dt.date | None:
    formal = _days(seen, EvidenceKind.LOST_FORMAL)
    released = {day for day in _days(seen, EvidenceKind.LOSS_RELEASED) - formal if formal}
    last = max(formal, default=None)
    return min((day for day in released if last and day > last), default=None)


def _loss(seen: Observations, rule: RegionLossRule | None, today: dt.date) -> Blocks:
    reported = _days(seen, EvidenceKind.LOST_TEMP)
    released = _days(seen, EvidenceKind.LOSS_RELEASED)
    if rule is None or rule.at_end not in (RELEASE, CANCEL):
        day = _unreleased(reported, released)
        return Blocks((Block(CardState.LOST_TEMP, day),) if day else ())
    term = dt.timedelta(days=rule.temp_days + 1)
    if rule.at_end == CANCEL:
        over = _run_out(reported, released, term)
        if over is not None and over <= today:
            late = max((day for day in released if day >= over), default=None)
            return Blocks((Block(CardState.CANCELLED, over, by_rule=True),), lifted_late_on=late)
    day = _unreleased(reported, released, term)
    if day is None:
        return Blocks()
    if today >= day + term:
        return Blocks(released_on=day + term)
    lost = (Block(CardState.LOST_TEMP, day),)
    return Blocks(lost, ends_on=day + term, at_end=rule.at_end, changes=(day + term,))


def _run_out(reported: set[dt.date], released: set[dt.date], term: dt.timedelta) -> dt.date | None:
    """Return the first day on which a report has run out before anything was recorded."""
    standing: dt.date | None = None
    for day in sorted(reported | released):
        if standing is not None and day >= standing + term:
            break
        standing = _after(standing, day, reported, released)
    return None if standing is None else standing + term


def _loss_rule(card: Card, rules: ActivationRules) -> RegionLossRule | None:
    codes = (*region_codes(card.region), "default")
    return next((rules.loss[code] for code in codes if code in rules.loss), None)


def _days(seen: Observations, kind: EvidenceKind) -> set[dt.date]:
    return {item.observed_on for item in seen.events if item.kind is kind}


def _unreleased(
    blocked: set[dt.date], released: set[dt.date], term: dt.timedelta | None = None
) -> dt.date | None:
    """Walk through the days; return the latest report that no release followed.

    Both on one day: a card that was blocked before was released and blocked again, which is the
    careful reading; one that was not was blocked and released. A report ends after its ``term``.
    """
    standing: dt.date | None = None
    for day in sorted(blocked | released):
        if standing is not None and term is not None and day >= standing + term:
            standing = None
        standing = _after(standing, day, blocked, released)
    return standing


def _after(
    standing: dt.date | None, day: dt.date, blocked: set[dt.date], released: set[dt.date]
) -> dt.date | None:
    """Return the report that stands after a day on which something was recorded."""
    if day not in blocked:
        return None
    return day if day not in released or standing is not None else None
