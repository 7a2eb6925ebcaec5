"""A pytest plugin: every database that a test opens is one of ours.

``KABAO_SUITE=plain``: sqlcipher3 with the settings of ``kabao.storage.driver``. ``encrypted``: with
a key too, and databases in memory become encrypted files. Used by ``sqlite_utils_suite.py``.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import sqlcipher3
import sqlcipher3.dbapi2

from kabao.storage import driver

KEY = "x'" + bytes(range(48)).hex() + "'"
_plain = sqlcipher3.dbapi2.connect
_encrypted = os.environ.get("KABAO_SUITE") == "encrypted"
_WITHOUT = {"synchronous", *os.environ.get("KABAO_SUITE_WITHOUT", "").split()}
"""Settings left out: small files by the thousand take an hour on a disk; others to find out why."""
_folder = tempfile.TemporaryDirectory(prefix="kabao-suite-")
_made = [0]


def connect(database: Any, *args: Any, **more: Any) -> Any:
    """Connect as the program does: transactions by hand, its settings, its key."""
    in_memory = str(database) == ":memory:" or "mode=memory" in str(database)
    if _encrypted and in_memory and "mode=memory" not in str(database):
        _made[0] += 1
        database = str(Path(_folder.name) / f"{_made[0]}.db")
    if "isolation" not in _WITHOUT:
        more.setdefault("isolation_level", None)
    connection = _plain(database, *args, **more)
    if _encrypted and "mode=memory" not in str(database):
        connection.execute(f'PRAGMA key="{KEY}"')
    for setting in driver._SETTINGS:
        if setting.partition("=")[0] not in _WITHOUT:
            connection.execute(f"PRAGMA {setting}")
    return connection


sqlcipher3.connect = connect
sqlcipher3.dbapi2.connect = connect
