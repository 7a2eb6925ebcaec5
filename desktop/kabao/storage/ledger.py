"""The ledger: the one file a user works in, opened whole or refused in words."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Self

from kabao.domain.errors import InputRefusedError
from kabao.storage import opening
from kabao.storage.failures import translated
from kabao.storage.history import HistoryStore
from kabao.storage.holders import HolderStore
from kabao.storage.keys import key_for
from kabao.storage.locks import LedgerLock
from kabao.storage.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from kabao.storage.attachments import AttachmentStore
    from kabao.storage.attention import AttentionStore
    from kabao.storage.batch_claims import BatchClaimStore
    from kabao.storage.cards import CardStore
    from kabao.storage.case_steps import CaseChangeStore, CaseStepStore, SnapshotStore
    from kabao.storage.cases import CaseStore
    from kabao.storage.clocks import ClockStore
    from kabao.storage.drafts import DraftStore
    from kabao.storage.employers import EmployerStore
    from kabao.storage.entry_records import EntryRecords
    from kabao.storage.evidence import EvidenceStore
    from kabao.storage.file_versions import FileVersionStore
    from kabao.storage.health import HealthStore
    from kabao.storage.keys import LedgerKey
    from kabao.storage.notices import NoticeStore
    from kabao.storage.photos import PhotoStore
    from kabao.storage.projections import ProjectionStore
    from kabao.storage.proofs import ProofStore
    from kabao.storage.purging import Purging
    from kabao.storage.rare_text import RareText
    from kabao.storage.selections import SelectionStore
    from kabao.storage.session import Transaction
    from kabao.storage.views import MappingStore, ViewStore


class Ledger:
    """An open ledger with one store for each kind of record, made when it is first asked for."""

    def __init__(self, session: Session, lock: LedgerLock | None) -> None:
        self.path: Path = session.path
        self.read_only: bool = session.read_only
        self.key: LedgerKey | None = session.key
        """What the file is encrypted with, while it is open; None for a plain one."""
        self._session = session
        self._lock = lock
        self._open = True
        self.holders = HolderStore(session)
        self.history = HistoryStore(session)

    @cached_property
    def health(self) -> HealthStore:
        """Whether the file is sound."""
        from kabao.storage.health import HealthStore

        return HealthStore(self._session)

    @cached_property
    def rare_text(self) -> RareText:
        """Rare characters."""
        from kabao.storage.rare_text import RareText

        return RareText(self._session)

    @cached_property
    def cards(self) -> CardStore:
        """Cards."""
        from kabao.storage.cards import CardStore

        return CardStore(self._session)

    @cached_property
    def evidence(self) -> EvidenceStore:
        """What was observed about cards."""
        from kabao.storage.evidence import EvidenceStore

        return EvidenceStore(self._session)

    @cached_property
    def employers(self) -> EmployerStore:
        """Employers."""
        from kabao.storage.employers import EmployerStore

        return EmployerStore(self._session)

    @cached_property
    def cases(self) -> CaseStore:
        """Applications."""
        from kabao.storage.cases import CaseStore

        return CaseStore(self._session)

    @cached_property
    def attachments(self) -> AttachmentStore:
        """Pages and pictures of cases."""
        from kabao.storage.attachments import AttachmentStore

        return AttachmentStore(self._session)

    @cached_property
    def file_versions(self) -> FileVersionStore:
        """Files that others replaced."""
        from kabao.storage.file_versions import FileVersionStore

        return FileVersionStore(self._session)

    @cached_property
    def case_steps(self) -> CaseStepStore:
        """What became of applications."""
        from kabao.storage.case_steps import CaseStepStore

        return CaseStepStore(self._session)

    @cached_property
    def snapshots(self) -> SnapshotStore:
        """Applications as they once were."""
        from kabao.storage.case_steps import SnapshotStore

        return SnapshotStore(self._session)

    @cached_property
    def case_changes(self) -> CaseChangeStore:
        """What change cases change."""
        from kabao.storage.case_steps import CaseChangeStore

        return CaseChangeStore(self._session)

    @cached_property
    def clocks(self) -> ClockStore:
        """Days that clocks were stopped or ended."""
        from kabao.storage.clocks import ClockStore

        return ClockStore(self._session)

    @cached_property
    def drafts(self) -> DraftStore:
        """What was typed and not saved."""
        from kabao.storage.drafts import DraftStore

        return DraftStore(self._session)

    @cached_property
    def projections(self) -> ProjectionStore:
        """Kept results of derivations."""
        from kabao.storage.projections import ProjectionStore

        return ProjectionStore(self._session)

    @cached_property
    def proofs(self) -> ProofStore:
        """Pictures that prove evidence."""
        from kabao.storage.proofs import ProofStore

        return ProofStore(self._session)

    @cached_property
    def photos(self) -> PhotoStore:
        """Photographs of people."""
        from kabao.storage.photos import PhotoStore

        return PhotoStore(self._session)

    @cached_property
    def notices(self) -> NoticeStore:
        """Messages that were read."""
        from kabao.storage.notices import NoticeStore

        return NoticeStore(self._session)

    @cached_property
    def views(self) -> ViewStore:
        """Saved views of the register."""
        from kabao.storage.views import ViewStore

        return ViewStore(self._session)

    @cached_property
    def mappings(self) -> MappingStore:
        """Columns of rosters as they were read."""
        from kabao.storage.views import MappingStore

        return MappingStore(self._session)

    @cached_property
    def entry_records(self) -> EntryRecords:
        """What entries of the history are about."""
        from kabao.storage.entry_records import EntryRecords

        return EntryRecords(self._session)

    @cached_property
    def attention(self) -> AttentionStore:
        """Who deserves a look."""
        from kabao.storage.attention import AttentionStore

        return AttentionStore(self._session)

    @cached_property
    def selections(self) -> SelectionStore:
        """Many people at once."""
        from kabao.storage.selections import SelectionStore

        return SelectionStore(self._session)

    @cached_property
    def batch_claims(self) -> BatchClaimStore:
        """Cards and layouts of batches."""
        from kabao.storage.batch_claims import BatchClaimStore

        return BatchClaimStore(self._session)

    @cached_property
    def purging(self) -> Purging:
        """Taking one person out for ever."""
        from kabao.storage.purging import Purging

        return Purging(self._session)

    @classmethod
    def create(cls, path: Path, *, key: LedgerKey | None = None) -> Self:
        """Make an empty ledger, readable by its owner only, and open it for writing.

        With a ``key`` the whole file is encrypted.
        """
        if not path.parent.is_dir():
            raise InputRefusedError("folder_missing", name=path.parent.name)
        _refuse_existing(path)
        with translated(path):
            lock = LedgerLock.acquire(path)
            try:
                _refuse_existing(path)
                opening.create_file(path, key)
                try:
                    return cls._opened(path, lock, key)
                except BaseException:
                    opening.remove_file(path)
                    raise
            except BaseException:
                lock.release()
                raise

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, key: LedgerKey | None = None) -> Self:
        """Open a ledger; for writing it takes the lock, for reading it stands beside a writer.

        An encrypted one needs its ``key``, which is wiped when the ledger is closed.
        """
        with translated(path):
            opening.refuse_foreign(path)
            if read_only:
                return cls._opened(path, None, key)
            lock = LedgerLock.acquire(path)
            try:
                opening.clear_remains(path)
                return cls._opened(path, lock, key)
            except BaseException:
                lock.release()
                raise

    @classmethod
    def _opened(cls, path: Path, lock: LedgerLock | None, key: LedgerKey | None) -> Self:
        read_only = lock is None
        own = key_for(path, key)
        own = own and own.copy()
        connection = opening.open_file(path, read_only=read_only, key=own)
        return cls(Session(connection, path, read_only=read_only, key=own), lock)

    def transaction(self, action: str, subject: str = "") -> AbstractContextManager[Transaction]:
        """Run a change whole or not at all, with one entry in the history; nested ones join.

        What it yields has ``roll_back()``, which keeps nothing and raises nothing.
        """
        return self._session.transaction(action, subject)

    @contextmanager
    def beside(self, *, read_only: bool = True) -> Iterator[Self]:
        """Open the file once more for a worker thread, under the lock held here."""
        with translated(self.path):
            connection = opening.open_file(self.path, read_only=read_only, key=self.key)
        own = self.key and self.key.copy()
        twin = type(self)(Session(connection, self.path, read_only=read_only, key=own), None)
        try:
            yield twin
        finally:
            twin.close()

    @contextmanager
    def for_worker(self) -> Iterator[Self]:
        """Lend a worker thread the right to write, with a ledger that it uses in the block.

        Until the block ends this ledger reads what was committed before, refuses to begin a change
        (LedgerLockedError) and keeps drafts in memory; ``drafts.settle()`` then writes them.
        """
        with self._session.lending.begun(self.path), self.beside(read_only=self.read_only) as twin:
            yield twin

    def lent_briefly(self) -> AbstractContextManager[None]:
        """Lend the right to write for a moment, for which this ledger rather waits than refuses.

        What is written then goes through a twin of the worker's own (``beside``).
        """
        return self._session.lending.begun(self.path, brief=True)

    def discard(self) -> None:
        """Close and remove a ledger that was made a moment ago and could not be begun."""
        try:
            self.close()
        finally:
            opening.remove_file(self.path)

    def close(self) -> None:
        """Close the file and give up the lock; closing twice does no harm."""
        if not self._open:
            return
        self._open = False
        try:
            self._session.lending.wait()
            self.drafts.settle()
        finally:
            self._end()

    def _end(self) -> None:
        try:
            self._session.close()
        finally:
            if self.key is not None:
                self.key.wipe()
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise InputRefusedError("ledger_exists", name=path.name)
