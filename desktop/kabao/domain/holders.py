"""Holders: people who have or apply for a card."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kabao.domain.identity import mask_number

if TYPE_CHECKING:
    from kabao.domain.activation import ActivationStatus
    from kabao.domain.fields import Values


@dataclass(frozen=True, slots=True)
class Holder:
    """One person; ``values`` are those of the rulebook form ``holder``."""

    values: Values = field(default_factory=dict)
    id: int = 0
    """Ledger id; 0 while not saved."""
    uid: str = ""
    """Identifier that stays the same in every ledger and exchange file."""
    employer_id: int | None = None

    def text(self, name: str) -> str:
        """Return one value as text, empty when missing."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    @property
    def name(self) -> str:
        """The name exactly as on the document."""
        return self.text("name")

    @property
    def doc_no(self) -> str:
        """The full document number; show ``masked_number`` in lists, titles and logs."""
        return self.text("doc_no")

    @property
    def masked_number(self) -> str:
        """The document number with all but its first three and last four places starred."""
        return mask_number(self.doc_no)

    def with_values(self, values: Values) -> Holder:
        """Return the same person with other values."""
        return replace(self, values=values)


@dataclass(frozen=True, slots=True)
class HolderRow:
    """One line of the register: a holder, the current card and its kept status."""

    id: int
    name: str
    masked_number: str
    card_number: str
    employer: str
    status: ActivationStatus | None
    """None while the holder has no card record."""
    card_id: int | None = None


@dataclass(frozen=True, slots=True)
class HolderFilter:
    """What the register shows; every part left empty lets everything through."""

    search: str = ""
    """Part of a name, last digits of a number, card number or employer."""
    states: frozenset[str] = frozenset()
    """Codes of ``CardState``, or ``active/claimed`` with a grade."""
    employer_id: int | None = None
    review_until: str = ""
    """ISO date: only cards whose next review falls on or before it."""
