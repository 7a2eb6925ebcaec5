"""The workspace: one opened ledger with its rules and every use case over it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kabao import rulebook as rulebooks
from kabao.services.attachments import Attachments
from kabao.services.cards import Cards
from kabao.services.cases import Cases
from kabao.services.employers import Employers
from kabao.services.evidence import EvidenceEntries
from kabao.services.exchange import Exchange
from kabao.services.holders import Holders
from kabao.services.notices import Notices
from kabao.services.overview import Overview
from kabao.services.packages import Packages
from kabao.services.register import Register
from kabao.services.rosters import Rosters
from kabao.services.statements import Statements
from kabao.services.status import Statuses
from kabao.storage.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kabao.domain.rules import Rulebook


class Workspace:
    """What windows and command line are given: use cases by noun over one ledger."""

    def __init__(
        self,
        ledger: Ledger,
        rulebook: Rulebook,
        clock: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        self.ledger = ledger
        self.rulebook = rulebook
        self.clock = clock
        self.statuses = Statuses(ledger, rulebook, clock)
        self.holders = Holders(ledger, rulebook, clock)
        self.register = Register(ledger, clock, self.statuses)
        self.cards = Cards(ledger, rulebook, clock, self.statuses)
        self.evidence = EvidenceEntries(ledger, clock, self.statuses)
        self.employers = Employers(ledger, rulebook, clock)
        self.attachments = Attachments(ledger)
        self.cases = Cases(ledger, rulebook, clock)
        self.packages = Packages(ledger, rulebook, clock, self.cases, self.statuses)
        self.exchange = Exchange(ledger, rulebook, clock, self.statuses)
        self.rosters = Rosters(ledger, rulebook, clock, self.statuses)
        self.overview = Overview(ledger, rulebook, clock)
        self.notices = Notices(ledger, rulebook, clock, self.evidence)
        self.statements = Statements(ledger, rulebook, clock, self.statuses)

    @classmethod
    def create(
        cls,
        path: Path,
        rulebook: Rulebook | None = None,
        clock: Callable[[], dt.date] = dt.date.today,
    ) -> Workspace:
        """Make an empty ledger at a path that must not exist yet, and open it."""
        rules = rulebook or rulebooks.load()
        return cls(Ledger.create(path), rules, clock)

    @classmethod
    def open(
        cls,
        path: Path,
        rulebook: Rulebook | None = None,
        clock: Callable[[], dt.date] = dt.date.today,
        *,
        read_only: bool = False,
    ) -> Workspace:
        """Open a ledger and bring every kept status up to today; raises the KabaoError family."""
        rules = rulebook or rulebooks.load()
        ledger = Ledger.open(path, read_only=read_only)
        try:
            workspace = cls(ledger, rules, clock)
            if not read_only:
                workspace.statuses.refresh_due()
        except BaseException:
            ledger.close()
            raise
        return workspace

    def close(self) -> None:
        """Close the ledger and give up its lock."""
        self.ledger.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
