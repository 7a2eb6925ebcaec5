"""The statement for one person as a use case: find exactly one holder, plan the page, write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.documents.statement import StatementInput, plan_statement, write_statement
from kabao.domain.cards import current_card
from kabao.domain.errors import InputRefusedError
from kabao.domain.holders import HolderFilter
from kabao.domain.identity import plain_number
from kabao.services.sentences import masked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from kabao.documents.package import PackageResult
    from kabao.documents.plan import PackagePlan
    from kabao.domain.rules import Rulebook
    from kabao.services.status import Statuses
    from kabao.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class StatementOrder:
    """A frozen page and a file name without personal data."""

    plan: PackagePlan
    file_name: str


class Statements:
    """From one holder to one page."""

    def __init__(
        self,
        ledger: Ledger,
        rulebook: Rulebook,
        clock: Callable[[], dt.date],
        statuses: Statuses,
    ) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._clock = clock
        self._statuses = statuses

    def find(self, search: str) -> int:
        """Return the one holder that a card number, a name or a search in the register finds.

        Raises:
            InputRefusedError: Nobody was found, or several people.
        """
        wanted = search.strip()
        card = self._ledger.cards.by_number(plain_number(wanted)) if wanted else None
        if card is not None:
            return card.holder_id
        ids = list(self._ledger.holders.ids(HolderFilter(search=wanted))) if wanted else []
        # Of several finds a name that is the same to the letter goes before one that contains it.
        if len(ids) > 1:
            rows = self._ledger.holders.rows(ids)
            ids = [row.id for row in rows if row.name == wanted] or ids
        if not ids:
            raise InputRefusedError("statement_nobody", search=masked(wanted))
        if len(ids) > 1:
            raise InputRefusedError("statement_several", search=masked(wanted), count=len(ids))
        return int(ids[0])

    def order(self, holder_id: int, language: str) -> StatementOrder:
        """Plan the page for the current card of a holder in ``zh``, ``en`` or ``both``.

        Raises:
            InputRefusedError: The holder has no card on record.
        """
        holder = self._ledger.holders.get(holder_id)
        cards = self._ledger.cards.of_holder(holder_id)
        card = current_card(cards, self._ledger.projections.state)
        if card is None:
            raise InputRefusedError("statement_no_card", name=holder.name)
        today = self._clock()
        status = self._statuses.current(card.id)
        order = StatementInput(holder, card, status, self._rulebook, today)
        name = f"card-status-{card.id}-{today.isoformat()}.pdf"
        return StatementOrder(plan_statement(order, language), name)

    def write(self, order: StatementOrder, target: Path) -> PackageResult:
        """Write a planned page; may run in a worker thread."""
        return write_statement(order.plan, target)
