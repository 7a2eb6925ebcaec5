"""What the records that a form fills in have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.domain.fields import Values


class FormRecord:
    """The base of frozen records whose ``values`` are those of a rulebook form."""

    __slots__ = ()

    values: Values

    def text(self, name: str) -> str:
        """Return one value as text, empty when missing."""
        value = self.values.get(name)
        return "" if value is None else str(value)
