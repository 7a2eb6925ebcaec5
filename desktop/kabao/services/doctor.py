"""The doctor as a use case: read the whole ledger and say what is in order and what is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.regions import pack_version
from kabao.rulebook.regions import shipped_packs
from kabao.services.backup_words import size_text

if TYPE_CHECKING:
    from kabao.domain.rules import Rulebook
    from kabao.services.status import Statuses
    from kabao.storage.chain import ChainReport
    from kabao.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at; its words are ``doctor.<code>``."""

    code: str
    count: int
    """How much is wrong."""
    entry: int = 0
    """The first entry of the history that is not as it was sealed."""
    head: str = ""
    """The newest seal of the history."""
    detail: str = ""
    """What there is, such as the version of the rules or the free space."""

    @property
    def is_well(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.count


class Doctor:
    """Looks only; nothing is changed or repaired."""

    def __init__(self, ledger: Ledger, statuses: Statuses, rulebook: Rulebook) -> None:
        self._ledger = ledger
        self._statuses = statuses
        self._rulebook = rulebook

    def examine(self) -> tuple[Diagnosis, ...]:
        """Look at file, links, what is derived, contents, history, rules and room on the disk."""
        health = self._ledger.health
        return (
            Diagnosis("file", health.damage()),
            Diagnosis("links", health.orphans()),
            Diagnosis("statuses", len(self._statuses.differing())),
            Diagnosis("register", health.register_differences()),
            Diagnosis("contents", health.missing_contents()),
            Diagnosis("altered", health.altered_contents()),
            Diagnosis("spare", health.spare_contents()),
            Diagnosis("history", health.broken_history()),
            _chain(health.chain()),
            self._rules(),
            self._space(),
        )

    def _rules(self) -> Diagnosis:
        """Count cases on rules not known here, and statuses by other rules than today's."""
        known = shipped_packs(self._rulebook)
        packs = (pack_version(case.rulebook) for case in self._ledger.cases.all())
        strange = sum(bool(pack) and pack not in known for pack in packs)
        basis = self._ledger.projections.basis()
        behind = bool(basis.rules) and basis != (self._statuses.rules, None)
        return Diagnosis("rules", strange + behind, detail=self._rulebook.version)

    def _space(self) -> Diagnosis:
        free, needed = self._ledger.health.space()
        return Diagnosis("space", int(free < needed), detail=size_text(free))


def _chain(report: ChainReport) -> Diagnosis:
    """Say where the chain over the history breaks, or how it ends."""
    if report.broken is None:
        return Diagnosis("chain", 0, head=report.head)
    return Diagnosis("chain", 1, entry=report.broken)
