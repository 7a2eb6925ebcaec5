"""What the preflight looks at: a case together with the records it was made for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kabao.domain.cases import MaterialKey
from kabao.domain.checks import rows_of

if TYPE_CHECKING:
    from kabao.domain.activation import CardState
    from kabao.domain.batch_claims.layouts import BatchLayout
    from kabao.domain.cards import Card
    from kabao.domain.cases import Attachment, Case
    from kabao.domain.clocks import Clock
    from kabao.domain.employers import Employer
    from kabao.domain.fields import Row
    from kabao.domain.follow_ups import Followed
    from kabao.domain.holders import Holder

_ROW_SLOT = re.compile(r"items[.\[]([0-9]{1,4})\]?")


@dataclass(frozen=True, slots=True)
class HolderCards:
    """One person of a case and that person's current card."""

    holder: Holder
    card: Card | None = None
    states: tuple[CardState, ...] = ()
    """Where each of the person's cards stands, the current one first; told where it is asked."""


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """What a batch is checked against besides its people."""

    layout: BatchLayout
    photos: Mapping[int, str]
    """SHA-256 of each photograph by the person's id."""
    cards: Mapping[int, int]
    """The card that the batch applied for, by the person's id."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with its employer and its people, in the order of the case."""

    case: Case
    employer: Employer | None = None
    holders: tuple[HolderCards, ...] = ()
    approved: Mapping[str, Any] | None = None
    """What was frozen when the case was approved; None while it was not."""
    clocks: tuple[Clock, ...] = ()
    """Periods of law of the employer; told where they are asked."""
    batch: BatchFacts | None = None
    """Layout, photographs and cards of a batch; None for any other case."""
    followed: Followed | None = None
    """The issuing case that an application for keys, PSAM cards or the test follows."""


def other_items(case: Case) -> tuple[Row, ...]:
    """Return the rows of material 6."""
    rows = rows_of(case.values(MaterialKey.OTHER_MATERIALS).get("items"))
    return tuple(row if isinstance(row, Mapping) else {} for row in rows)


def items_with_file(case: Case) -> frozenset[int]:
    """Return the rows of material 6 that have a file.

    A file belongs to the row that its slot names (``items[2]``) or whose title it bears; a file of
    no particular row answers the first row that says it has one and has none yet.
    """
    rows = other_items(case)
    answered: set[int] = set()
    loose = 0
    for item in case.attached(MaterialKey.OTHER_MATERIALS):
        number = _row_of(item, rows)
        if number is None:
            loose += 1
        else:
            answered.add(number)
    waiting = [n for n, row in enumerate(rows) if row.get("has_file") and n not in answered]
    return frozenset(answered) | frozenset(waiting[:loose])


def _row_of(item: Attachment, rows: tuple[Row, ...]) -> int | None:
    named = _ROW_SLOT.fullmatch(item.slot)
    if named and int(named[1]) < len(rows):
        return int(named[1])
    titles = [str(row.get("title") or "").strip() for row in rows]
    return next((titles.index(name) for name in (item.title, item.slot) if name in titles), None)
