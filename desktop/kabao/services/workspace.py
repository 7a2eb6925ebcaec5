"""The workspace: one opened ledger with its rules and every use case over it."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from kabao.services.case_use_cases import CaseUseCases
from kabao.storage.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kabao.domain.rules import Rulebook
    from kabao.services.backups import Backups
    from kabao.services.doctor import Doctor
    from kabao.services.history import History
    from kabao.services.privacy import Privacy
    from kabao.storage.keys import LedgerKey


class Workspace(CaseUseCases):
    """What windows and command line are given: use cases by noun over one ledger.

    A use case is imported and built when it is first asked for: the first page needs few of them.
    """

    @cached_property
    def backups(self) -> Backups:
        """Copies that prove themselves."""
        from kabao.services.backups import Backups

        return Backups(self.ledger.path, key=self.ledger.key)

    @cached_property
    def doctor(self) -> Doctor:
        """Whether the ledger is sound."""
        from kabao.services.doctor import Doctor

        return Doctor(self.ledger, self.statuses, self.rulebook)

    @cached_property
    def history(self) -> History:
        """What was done, undo and redo."""
        from kabao.services.history import History

        return History(self.ledger, self.clock, self.statuses)

    @cached_property
    def privacy(self) -> Privacy:
        """Numbers shown and noted, days that are over, reports about one person, the purge."""
        from kabao.services.privacy import Privacy

        return Privacy(self)

    @classmethod
    def create(
        cls,
        path: Path,
        rulebook: Rulebook | None = None,
        clock: Callable[[], dt.date] = dt.date.today,
        *,
        key: LedgerKey | None = None,
    ) -> Workspace:
        """Make an empty ledger at a path that must not exist yet, and open it."""
        ledger = Ledger.create(path, key=key)
        try:
            workspace = cls(ledger, rulebook or _national(clock), clock)
            workspace.statuses.renew(())  # notes by which rules they will be
        except BaseException:
            ledger.discard()
            raise
        return workspace

    @classmethod
    def open(
        cls,
        path: Path,
        rulebook: Rulebook | None = None,
        clock: Callable[[], dt.date] = dt.date.today,
        *,
        read_only: bool = False,
        key: LedgerKey | None = None,
    ) -> Workspace:
        """Open a ledger and bring every kept status up to today; raises the KabaoError family."""
        ledger = Ledger.open(path, read_only=read_only, key=key)
        try:
            workspace = cls(ledger, rulebook or _national(clock), clock)
            if not read_only:
                workspace.history.drop_old()
                workspace.statuses.refresh_due()
        except BaseException:
            ledger.close()
            raise
        return workspace

    @contextmanager
    def for_worker(self) -> Iterator[Workspace]:
        """Give a worker thread a workspace that writes, while this one refuses to; see ``Ledger``.

        When it has ended, the thread of this workspace calls ``ledger.drafts.settle()``.
        """
        with self.ledger.for_worker() as ledger:
            yield Workspace(ledger, self.rulebook, self.clock)

    @contextmanager
    def beside(self, *, read_only: bool = True) -> Iterator[Workspace]:
        """Open the same ledger once more for reading, for one worker thread to use.

        One that may write does so only while the right is lent (``Ledger.lent_briefly``).
        """
        with self.ledger.beside(read_only=read_only) as ledger:
            yield Workspace(ledger, self.rulebook, self.clock)

    def close(self) -> None:
        """Close the ledger and give up its lock."""
        self.ledger.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _national(clock: Callable[[], dt.date]) -> Rulebook:
    from kabao.services.regions import national_rules

    return national_rules(clock)
