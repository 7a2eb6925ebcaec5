"""One connection in use: statements, transactions and the history row of each."""

from __future__ import annotations

import datetime as dt
import json
from array import array
from contextlib import contextmanager
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.storage import driver
from kabao.storage.chain import Chain
from kabao.storage.changes import Recorder
from kabao.storage.failures import translated
from kabao.storage.lending import Lending
from kabao.storage.register import Register

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlite_utils import Database

    from kabao.storage.driver import Connection
    from kabao.storage.keys import LedgerKey

    Row = tuple[Any, ...]


def new_uid() -> str:
    """Return a fresh identifier for a record."""
    return uuid4().hex


def now() -> str:
    """Return the present moment as ISO text, UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


class Transaction:
    """A change under way."""

    def __init__(self) -> None:
        self.is_rolled_back = False

    def roll_back(self) -> None:
        """Let nothing of the change be kept when it ends, without an error; for rehearsals."""
        self.is_rolled_back = True


class Session:
    """What the stores of a ledger share; everything SQLite reports leaves it in words."""

    def __init__(
        self,
        connection: Connection,
        path: Path,
        *,
        read_only: bool,
        key: LedgerKey | None = None,
    ) -> None:
        self.path = path
        self.key = key
        self.read_only = read_only
        self._connection = connection
        self._depth = 0
        self._recorder = Recorder(connection)
        self.register = Register(connection)
        self.lending = Lending()
        self.at_close: list[Callable[[], object]] = []
        """What is to end before the file is closed."""

    @property
    def chain(self) -> Chain:
        """The seals of the history."""
        return Chain(self._connection)

    @property
    def is_changing(self) -> bool:
        """Whether a change is under way that other connections do not see yet."""
        return self._depth > 0

    @cached_property
    def _db(self) -> Database:
        return driver.database(self._connection)

    def rows(self, sql: str, params: Sequence[object] = ()) -> list[Row]:
        """Run a statement and return all its rows."""
        with translated(self.path):
            found: list[Row] = self._connection.execute(sql, params).fetchall()
            return found

    def column(self, sql: str, params: Sequence[object] = ()) -> array[int]:
        """Run a statement that returns ids and return them without a list between."""
        with translated(self.path):
            return array("q", map(itemgetter(0), self._connection.execute(sql, params)))

    def found(self, sql: str, params: Sequence[object] = ()) -> list[int]:
        """Return the ids named ``found`` that a statement selects; three times as quick as rows."""
        row = self.row(f"SELECT json_group_array(found) FROM ({sql})", params)  # noqa: S608 (own SQL)
        assert row is not None
        ids: list[int] = json.loads(row[0])
        return ids

    def row(self, sql: str, params: Sequence[object] = ()) -> Row | None:
        """Run a statement and return its first row, or None."""
        return next(iter(self.rows(sql, params)), None)

    def insert(self, table: str, record: Mapping[str, object]) -> int:
        """Insert a record and return its id."""
        with translated(self.path):
            known = self._db.table(table).insert(dict(record)).last_rowid
        assert known is not None
        return known

    def many(self, sql: str, records: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each record."""
        with translated(self.path):
            self._connection.executemany(sql, records)

    def next_id(self, table: str) -> int:
        """Return the id that the next record of a table gets; hold the transaction until then."""
        row = self.row("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
        return int(row[0]) + 1 if row else 1

    def change(self, sql: str, params: Sequence[object]) -> None:
        """Run a statement that must touch a record; raises NotFoundError when none is there."""
        with translated(self.path):
            touched = self._connection.execute(sql, params).rowcount
        if not touched:
            raise NotFoundError("record_missing")

    @contextmanager
    def transaction(self, action: str, subject: str = "") -> Iterator[Transaction]:
        """Run a change whole or not at all and enter it into the history; a nested one joins in."""
        with self.quietly() as transaction:
            if self._depth > 1:
                yield transaction
                return
            with self.entry(action, subject):
                yield transaction

    @contextmanager
    def entry(self, action: str, subject: str, undoes: int | None = None) -> Iterator[None]:
        """Enter what is done meanwhile into the history; one at a time, inside a transaction."""
        with translated(self.path):
            self._recorder.open(undoes)
        yield
        self._refuse_ended()
        with translated(self.path):
            self._recorder.close(now(), action, subject)

    @contextmanager
    def in_bulk(self, action: str) -> Iterator[None]:
        """Join the transaction under way without a level of its own; a failure ends it whole.

        While a level is open SQLite remembers more with every statement that has triggers, so
        that 50,000 records take minutes instead of a second.
        """
        if not self._depth:
            with self.transaction(action):
                yield
            return
        self._refuse_ended()
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                self._control("ROLLBACK")
            self.register.forget()
            raise

    @contextmanager
    def quietly(self) -> Iterator[Transaction]:
        """Run a change whole or not at all without an entry in the history."""
        begin, end, undo = self._statements()
        self._control(begin)
        self._depth += 1
        transaction = Transaction()
        try:
            yield transaction
            if self._depth == 1 and not transaction.is_rolled_back:
                self.catch_up()
            self._control(*(undo if transaction.is_rolled_back else (end,)))
        except BaseException:
            # A full disk may have ended the transaction already.
            transaction.is_rolled_back = True
            if self._connection.in_transaction:
                self._control(*undo)
            raise
        finally:
            self._depth -= 1
            if transaction.is_rolled_back:
                self.register.forget()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Run a change that no other is around: it makes entries of the history by itself."""
        if self._depth:
            raise RuntimeError("going back in the history is no part of another change")
        with self.quietly():
            yield

    def catch_up(self) -> None:
        """Let the register know of what this transaction changed so far."""
        if self._depth:
            with translated(self.path):
                self.register.catch_up()

    def stamp(self) -> int:
        """Return a number that changes when another process has changed the file."""
        return int(self.rows("PRAGMA data_version")[0][0])

    def close(self) -> None:
        """Close the connection."""
        for end in self.at_close:
            end()
        self._connection.close()

    def _statements(self) -> tuple[str, str, tuple[str, ...]]:
        if self.read_only:
            raise InputRefusedError("ledger_view_only", name=self.path.name)
        if not self._depth:
            self.lending.refuse_while_lent(self.path)
            return "BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",)
        self._refuse_ended()
        name = f"level_{self._depth}"
        undo = (f"ROLLBACK TO {name}", f"RELEASE {name}")
        return f"SAVEPOINT {name}", f"RELEASE {name}", undo

    def _refuse_ended(self) -> None:
        if not self._connection.in_transaction:
            raise RuntimeError("the transaction was rolled back by a failure; end it first")

    def _control(self, *statements: str) -> None:
        with translated(self.path):
            for statement in statements:
                self._connection.execute(statement)
