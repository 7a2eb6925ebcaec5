"""Cards: one physical or electronic card of a holder; a replacement is a new card."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.domain.fields import Values


def parse_date(text: object) -> dt.date | None:
    """Read an ISO date; None for anything that is not one."""
    if not isinstance(text, str):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Card:
    """One card; ``values`` are those of the rulebook form ``card``."""

    holder_id: int
    values: Values = field(default_factory=dict)
    id: int = 0
    uid: str = ""

    def text(self, name: str) -> str:
        """Return one value as text, empty when missing."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    @property
    def number(self) -> str:
        """Social security card number (社会保障卡卡号), nine characters as a rule."""
        return self.text("card_number")

    @property
    def region(self) -> str:
        """Six-digit division code of the issuing region."""
        return self.text("region")

    @property
    def collected_on(self) -> dt.date | None:
        """The day the holder received the card."""
        return parse_date(self.values.get("collected_on"))

    @property
    def valid_to(self) -> dt.date | None:
        """The last day of validity."""
        return parse_date(self.values.get("valid_to"))

    def with_values(self, values: Values) -> Card:
        """Return the same card with other values."""
        return replace(self, values=values)
