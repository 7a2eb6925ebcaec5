"""What came of one use case over many records at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.domain.changes import Changed
    from kabao.domain.findings import Finding


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """One step over many records: what it changed, how many it took and which it refused."""

    changed: Changed
    done: int
    """Records taken."""
    refused: tuple[tuple[int, Finding], ...] = ()
    """Ids of records left as they were, each with the reason."""

    @property
    def asked(self) -> int:
        """Count every record that was asked for; done and refused always add up to it."""
        return self.done + len(self.refused)
