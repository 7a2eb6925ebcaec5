"""The ledger: the one file a user works in, opened whole or refused in words."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from kabao.domain.errors import InputRefusedError
from kabao.storage import opening
from kabao.storage.attachments import AttachmentStore
from kabao.storage.cards import CardStore
from kabao.storage.cases import CaseStore
from kabao.storage.clocks import ClockStore
from kabao.storage.drafts import DraftStore
from kabao.storage.employers import EmployerStore
from kabao.storage.evidence import EvidenceStore
from kabao.storage.failures import translated
from kabao.storage.history import HistoryStore
from kabao.storage.holders import HolderStore
from kabao.storage.locks import LedgerLock
from kabao.storage.notices import NoticeStore
from kabao.storage.projections import ProjectionStore
from kabao.storage.proofs import ProofStore
from kabao.storage.selections import SelectionStore
from kabao.storage.session import Session
from kabao.storage.views import MappingStore, ViewStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from kabao.storage.session import Transaction


class Ledger:
    """An open ledger with one store for each kind of record."""

    def __init__(self, session: Session, lock: LedgerLock | None) -> None:
        self.path: Path = session.path
        self.read_only: bool = session.read_only
        self._session = session
        self._lock = lock
        self._open = True
        self.holders = HolderStore(session)
        self.cards = CardStore(session)
        self.evidence = EvidenceStore(session)
        self.employers = EmployerStore(session)
        self.cases = CaseStore(session)
        self.attachments = AttachmentStore(session)
        self.clocks = ClockStore(session)
        self.drafts = DraftStore(session)
        self.history = HistoryStore(session)
        self.projections = ProjectionStore(session)
        self.proofs = ProofStore(session)
        self.notices = NoticeStore(session)
        self.views = ViewStore(session)
        self.mappings = MappingStore(session)
        self.selections = SelectionStore(session)

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make an empty ledger, readable by its owner only, and open it for writing."""
        if not path.parent.is_dir():
            raise InputRefusedError("folder_missing", name=path.parent.name)
        _refuse_existing(path)
        with translated(path):
            lock = LedgerLock.acquire(path)
            try:
                _refuse_existing(path)
                opening.create_file(path)
                return cls._opened(path, lock)
            except BaseException:
                lock.release()
                raise

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open a ledger; for writing it takes the lock, for reading it stands beside a writer."""
        with translated(path):
            opening.refuse_foreign(path)
            if read_only:
                return cls._opened(path, None)
            lock = LedgerLock.acquire(path)
            try:
                return cls._opened(path, lock)
            except BaseException:
                lock.release()
                raise

    @classmethod
    def _opened(cls, path: Path, lock: LedgerLock | None) -> Self:
        read_only = lock is None
        connection = opening.open_file(path, read_only=read_only)
        return cls(Session(connection, path, read_only=read_only), lock)

    def beside(self) -> Self:
        """Open the file once more under the lock held here, for one worker thread to use and close.

        What it commits is seen here at once; while it writes, a change made here has to wait.
        """
        with translated(self.path):
            connection = opening.open_file(self.path, read_only=self.read_only)
            return type(self)(Session(connection, self.path, read_only=self.read_only), None)

    def transaction(self, action: str, subject: str = "") -> AbstractContextManager[Transaction]:
        """Run a change whole or not at all, with one entry in the history; nested ones join.

        What it yields has ``roll_back()``, which keeps nothing and raises nothing.
        """
        return self._session.transaction(action, subject)

    @contextmanager
    def for_worker(self) -> Iterator[Self]:
        """Lend a worker thread the right to write, with a ledger that it uses in the block.

        Until the block ends this ledger reads what was committed before, refuses to begin a change
        (LedgerLockedError) and keeps drafts in memory; ``drafts.settle()`` then writes them.
        """
        with self._session.lending.begun(self.path), self.beside() as twin:
            yield twin

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
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise InputRefusedError("ledger_exists", name=path.name)
