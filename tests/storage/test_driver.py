"""One driver for keyed and plain files, the same one that sqlite-utils uses."""

import sys

import pytest
import sqlcipher3
import sqlite_utils.utils

from kabao.storage import driver
from kabao.storage.keys import LedgerKey


@pytest.fixture
def plain(tmp_path):
    path = tmp_path / "plain.db"
    path.touch()
    return path


def test_sqlite_utils_catches_the_drivers_own_exceptions():
    assert sys.modules["pysqlite3"] is sqlcipher3
    assert vars(sqlite_utils.utils)["sqlite3"] is sqlcipher3
    assert sqlite_utils.utils.OperationalError is sqlcipher3.dbapi2.OperationalError


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("foreign_keys", 1),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("busy_timeout", 5000),
        ("cache_size", -16384),
    ],
)
def test_every_connection_is_set_for_safety(plain, setting, value):
    connection = driver.connect(plain)
    db = driver.database(connection)
    assert db.execute(f"PRAGMA {setting}").fetchone() == (value,)
    db.close()


def test_a_missing_file_is_never_made(tmp_path):
    with pytest.raises(driver.DatabaseError):
        driver.connect(tmp_path / "none.db").execute("SELECT * FROM sqlite_master")
    assert list(tmp_path.iterdir()) == []


def test_a_raw_key_encrypts_and_only_it_opens(plain):
    keyed = driver.connect(plain, key=LedgerKey(b"k" * 48))
    keyed.execute("CREATE TABLE t (word TEXT)")
    keyed.execute("INSERT INTO t VALUES ('王小雨')")
    keyed.close()
    assert not plain.read_bytes().startswith(b"SQLite")
    assert "王小雨".encode() not in plain.read_bytes()
    again = driver.connect(plain, key=LedgerKey(b"k" * 48))
    assert again.execute("SELECT word FROM t").fetchall() == [("王小雨",)]
    again.close()
    for key in (None, LedgerKey(b"x" * 48)):
        with pytest.raises(driver.DatabaseError, match="not a database"):
            driver.connect(plain, key=key).execute("SELECT * FROM t")


def test_a_reading_connection_cannot_write(plain):
    writer = driver.connect(plain)
    writer.execute("CREATE TABLE t (a)")
    reader = driver.connect(plain, read_only=True)
    with pytest.raises(driver.DatabaseError):
        reader.execute("INSERT INTO t VALUES (1)")
    reader.close()
    writer.close()
