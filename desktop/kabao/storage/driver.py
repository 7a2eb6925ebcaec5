"""The one SQLite driver: sqlcipher3, known to sqlite-utils as its own, and the way to a file.

sqlite-utils itself is imported with the first record it inserts: opening and reading a ledger
go without its 70 ms.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import sqlcipher3
import sqlcipher3.dbapi2

# sqlite-utils takes ``pysqlite3`` where it finds one and catches only that module's exceptions,
# so the name must stand before its first import.
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2
_early = sys.modules.get("sqlite_utils.utils")
if _early is not None and vars(_early)["sqlite3"] is not sqlcipher3:
    raise ImportError("kabao.storage.driver must be imported before sqlite_utils")

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlite_utils import Database

    from kabao.storage.keys import LedgerKey

Connection = Any
DatabaseError: type[Exception] = sqlcipher3.dbapi2.DatabaseError

BUSY_SECONDS = 5
_SETTINGS = (
    "cipher_log_level=NONE",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "foreign_keys=ON",
    "secure_delete=ON",
    # Without it INSERT OR REPLACE would pass over the triggers of what it replaces.
    "recursive_triggers=ON",
    "synchronous=FULL",
)
_CACHE_KB = 16 * 1024
"""Room for pages of the window's connection; what a search among a million people reads fits."""
_CACHE_KEYED_KB = 64 * 1024
"""A page of an encrypted file has to be checked and decrypted each time it is read anew."""
_CACHE_BESIDE_KB = 4 * 1024
"""A reader goes through a table once and ends; pages it kept would stay in the process."""


def connect(path: Path, *, read_only: bool = False, key: LedgerKey | None = None) -> Connection:
    """Connect to a file that exists; a ``key`` opens an encrypted one.

    Transactions are begun and ended by hand. A read-only connection may be used in another
    thread than the one that made it.
    """
    path = path.resolve()
    connection = sqlcipher3.dbapi2.connect(
        f"{path.as_uri()}?{_mode(path, read_only=read_only)}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=not read_only,
    )
    try:
        if key is not None:
            connection.execute(f'PRAGMA key="{key.literal()}"')
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        own = _CACHE_KB if key is None else _CACHE_KEYED_KB
        kept = _CACHE_BESIDE_KB if read_only else own
        connection.execute(f"PRAGMA cache_size={-kept}")
        if read_only:
            connection.execute("PRAGMA query_only=ON")
    except BaseException:
        connection.close()
        raise
    return connection


class Statements:
    """A connection that runs statements as a sqlite-utils database does, for all that reads."""

    def __init__(self, connection: Connection) -> None:
        self.conn = connection

    def execute(self, sql: str, params: Sequence[object] = ()) -> Any:
        """Run a statement and return its cursor."""
        return self.conn.execute(sql, params)


def database(connection: Connection) -> Database:
    """Return the sqlite-utils database over a connection."""
    import sqlite_utils

    return sqlite_utils.Database(connection, execute_plugins=False)


def _mode(path: Path, *, read_only: bool) -> str:
    if not read_only:
        return "mode=rw"
    if os.access(path.parent, os.W_OK) or path.with_name(f"{path.name}-wal").exists():
        return "mode=ro"
    # SQLite cannot put its -shm file into a read-only folder; without a log the file is whole.
    return "mode=ro&immutable=1"
