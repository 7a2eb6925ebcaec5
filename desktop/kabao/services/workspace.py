"""The workspace: one opened ledger with its rules and every use case over it."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from kabao.storage.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kabao.domain.rules import Rulebook
    from kabao.services.attachments import Attachments
    from kabao.services.backups import Backups
    from kabao.services.batch_claims import BatchClaims
    from kabao.services.batch_claims.packing import BatchPacking
    from kabao.services.card_life import CardLife
    from kabao.services.cards import Cards
    from kabao.services.case_report import CaseReports
    from kabao.services.case_way import CaseWay
    from kabao.services.cases import Cases
    from kabao.services.claims import Claims
    from kabao.services.copying import Copying
    from kabao.services.deadlines import Deadlines
    from kabao.services.doctor import Doctor
    from kabao.services.employers import Employers
    from kabao.services.evidence import EvidenceEntries
    from kabao.services.exchange import Exchange
    from kabao.services.faces import Faces
    from kabao.services.habits import Habits
    from kabao.services.history import History
    from kabao.services.holder_photos import HolderPhotos
    from kabao.services.holders import Holders
    from kabao.services.name_clinic import NameClinic
    from kabao.services.notices import Notices
    from kabao.services.overview import Overview
    from kabao.services.packages import Packages
    from kabao.services.photos import Photos
    from kabao.services.privacy import Privacy
    from kabao.services.proofs import Proofs
    from kabao.services.regions import Regions
    from kabao.services.register import Register
    from kabao.services.rosters import Rosters
    from kabao.services.selection import Selections
    from kabao.services.snapshots import Snapshots
    from kabao.services.statements import Statements
    from kabao.services.status import Statuses
    from kabao.services.structures import Structures
    from kabao.services.supplements import Supplements
    from kabao.services.views import Views
    from kabao.storage.keys import LedgerKey


class Workspace:
    """What windows and command line are given: use cases by noun over one ledger.

    A use case is imported and built when it is first asked for: the first page needs few of them.
    """

    def __init__(
        self,
        ledger: Ledger,
        rulebook: Rulebook,
        clock: Callable[[], dt.date] = dt.date.today,
    ) -> None:
        self.ledger = ledger
        self.rulebook = rulebook
        self.clock = clock

    @cached_property
    def statuses(self) -> Statuses:
        """The kept status of every card."""
        from kabao.services.status import Statuses

        return Statuses(self.ledger, self.rulebook, self.clock)

    @cached_property
    def holders(self) -> Holders:
        """People."""
        from kabao.services.holders import Holders

        return Holders(self.ledger, self.rulebook, self.clock)

    @cached_property
    def register(self) -> Register:
        """The register as of today."""
        from kabao.services.register import Register

        return Register(self.ledger, self.clock, self.statuses)

    @cached_property
    def cards(self) -> Cards:
        """Cards."""
        from kabao.services.cards import Cards

        return Cards(self.ledger, self.rulebook, self.clock, self.statuses)

    @cached_property
    def card_life(self) -> CardLife:
        """What happens to cards after they were applied for."""
        from kabao.services.card_life import CardLife

        return CardLife(self.ledger, self.rulebook, self.clock, self.statuses, self.cards)

    @cached_property
    def proofs(self) -> Proofs:
        """The files that show what evidence says."""
        from kabao.services.proofs import Proofs

        return Proofs(self.ledger)

    @cached_property
    def holder_photos(self) -> HolderPhotos:
        """Photographs of people."""
        from kabao.services.holder_photos import HolderPhotos

        return HolderPhotos(self.ledger, self.clock)

    @cached_property
    def photos(self) -> Photos:
        """Pictures measured and made into photographs."""
        from kabao.services.photos import Photos

        return Photos(self.ledger, self.rulebook)

    @cached_property
    def name_clinic(self) -> NameClinic:
        """Names as they are typed."""
        from kabao.services.name_clinic import NameClinic

        return NameClinic()

    @cached_property
    def habits(self) -> Habits:
        """What the user chose last."""
        from kabao.services.habits import Habits

        return Habits()

    @cached_property
    def evidence(self) -> EvidenceEntries:
        """What was observed about cards."""
        from kabao.services.evidence import EvidenceEntries

        return EvidenceEntries(self.ledger, self.clock, self.statuses)

    @cached_property
    def employers(self) -> Employers:
        """Employers."""
        from kabao.services.employers import Employers

        return Employers(self.ledger, self.rulebook, self.clock)

    @cached_property
    def deadlines(self) -> Deadlines:
        """Periods of law."""
        from kabao.services.deadlines import Deadlines

        return Deadlines(self.ledger, self.rulebook, self.clock)

    @cached_property
    def attachments(self) -> Attachments:
        """Pages and pictures of cases."""
        from kabao.services.attachments import Attachments

        return Attachments(self.ledger)

    @cached_property
    def cases(self) -> Cases:
        """Applications."""
        from kabao.services.cases import Cases

        return Cases(self.ledger, self.rulebook, self.clock)

    @cached_property
    def claims(self) -> Claims:
        """Claims of people and registrations of employers."""
        from kabao.services.claims import Claims

        return Claims(self.ledger, self.rulebook, self.cases)

    @cached_property
    def snapshots(self) -> Snapshots:
        """Applications as they once were."""
        from kabao.services.snapshots import Snapshots

        return Snapshots(self.ledger, self.rulebook, self.cases)

    @cached_property
    def case_way(self) -> CaseWay:
        """What became of applications."""
        from kabao.services.case_way import CaseWay
        from kabao.services.claim_cards import ClaimCards

        cards = ClaimCards(self.ledger, self.card_life)
        return CaseWay(self.ledger, self.rulebook, self.clock, self.cases, self.snapshots, cards)

    @cached_property
    def copying(self) -> Copying:
        """Forms taken over from earlier applications."""
        from kabao.services.copying import Copying

        return Copying(self.ledger, self.cases)

    @cached_property
    def case_reports(self) -> CaseReports:
        """Reports of checks."""
        from kabao.services.case_report import CaseReports

        return CaseReports(self.cases, self.packages, self.clock)

    @cached_property
    def supplements(self) -> Supplements:
        """What bureaus ask for."""
        from kabao.services.supplements import Supplements

        return Supplements(self.ledger)

    @cached_property
    def batch_claims(self) -> BatchClaims:
        """Claims of many cards by an employer."""
        from kabao.services.batch_claims import BatchClaims

        return BatchClaims(self.ledger, self.rulebook, self.clock, self.card_life)

    @cached_property
    def batch_packing(self) -> BatchPacking:
        """Packages of batches."""
        from kabao.services.batch_claims.packing import BatchPacking

        return BatchPacking(self.ledger, self.rulebook, self.clock, self.cases, self.packages)

    @cached_property
    def structures(self) -> Structures:
        """File structures of departments."""
        from kabao.services.structures import Structures

        return Structures(self.rulebook, self.cases)

    @cached_property
    def packages(self) -> Packages:
        """Packages for the bank."""
        from kabao.services.packages import Packages

        return Packages(self.ledger, self.rulebook, self.clock, self.cases, self.statuses)

    @cached_property
    def faces(self) -> Faces:
        """Card faces of cases."""
        from kabao.services.faces import Faces

        return Faces(self.ledger, self.rulebook, self.cases, self.packages)

    @cached_property
    def exchange(self) -> Exchange:
        """Files between ledgers."""
        from kabao.services.exchange import Exchange

        return Exchange(self.ledger, self.rulebook, self.clock, self.statuses)

    @cached_property
    def regions(self) -> Regions:
        """Rules of regions."""
        from kabao.services.regions import Regions

        return Regions(self.rulebook, self.clock, self.cases)

    @cached_property
    def rosters(self) -> Rosters:
        """People in spreadsheets."""
        from kabao.services.rosters import Rosters

        return Rosters(self.ledger, self.rulebook, self.clock, self.statuses)

    @cached_property
    def overview(self) -> Overview:
        """What needs attention today."""
        from kabao.services.overview import Overview

        return Overview(self.ledger, self.rulebook, self.clock, self.statuses)

    @cached_property
    def notices(self) -> Notices:
        """Activation messages."""
        from kabao.services.notices import Notices

        return Notices(self.ledger, self.rulebook, self.clock, self.evidence)

    @cached_property
    def statements(self) -> Statements:
        """The statement of one person."""
        from kabao.services.statements import Statements

        return Statements(self.ledger, self.rulebook, self.clock, self.statuses)

    @cached_property
    def selections(self) -> Selections:
        """Many people at once."""
        from kabao.services.selection import Selections

        return Selections(self.ledger)

    @cached_property
    def views(self) -> Views:
        """Saved views of the register."""
        from kabao.services.views import Views

        return Views(self.ledger)

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
