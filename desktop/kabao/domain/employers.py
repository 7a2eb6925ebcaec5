"""Employers: organisations with registration clocks under article 57."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kabao.domain.cards import parse_date

if TYPE_CHECKING:
    import datetime as dt

    from kabao.domain.fields import Values


@dataclass(frozen=True, slots=True)
class Employer:
    """One employer; ``values`` are those of the rulebook form ``employer``."""

    values: Values = field(default_factory=dict)
    id: int = 0
    uid: str = ""

    def text(self, name: str) -> str:
        """Return one value as text, empty when missing."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    @property
    def name(self) -> str:
        """Full registered name."""
        return self.text("name")

    @property
    def uscc(self) -> str:
        """Unified social credit code."""
        return self.text("uscc")

    @property
    def established_on(self) -> dt.date | None:
        """Day of establishment, the start of the 30 days of article 57."""
        return parse_date(self.values.get("established_on"))

    @property
    def filed_on(self) -> dt.date | None:
        """Day the application for registration was received, the start of the 15 days."""
        return parse_date(self.values.get("filed_on"))

    def with_values(self, values: Values) -> Employer:
        """Return the same employer with other values."""
        return replace(self, values=values)
