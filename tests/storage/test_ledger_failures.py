"""Failures of disk and system become sentences; defects of the program stay what they are."""

import errno
import shutil
from collections import namedtuple

import pytest

from kabao.domain.errors import EnvironmentProblemError, LedgerLockedError
from kabao.domain.holders import Holder
from kabao.storage import driver
from kabao.storage.failures import translated
from kabao.storage.ledger import Ledger
from kabao.storage.locks import LedgerLock

Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "ledger_read_only"),
        (errno.EACCES, "ledger_read_only"),
        (errno.EIO, "disk_error"),
    ],
)
def test_what_the_system_reports(path, refused, number, code):
    def fail():
        with translated(path):
            raise OSError(number, "said by the system")

    error = refused(fail)
    assert isinstance(error, EnvironmentProblemError)
    assert (error.code, error.exit_code) == (code, 5)
    assert error.params["name"] == path.name


@pytest.mark.parametrize(("free", "code"), [(0, "disk_full"), (10**9, "disk_error")])
def test_a_failed_write_is_a_full_disk_where_no_room_is_left(
    path, refused, monkeypatch, free, code
):
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(10**9, 0, free))

    def fail():
        error = driver.DatabaseError("disk I/O error")
        error.sqlite_errorcode = 10
        with translated(path):
            raise error

    assert refused(fail).code == code


def test_an_export_that_meets_a_full_disk_says_so(path, refused):
    def fail():
        error = driver.DatabaseError("database or disk is full")
        error.sqlite_errorcode = 1
        with translated(path):
            raise error

    assert refused(fail).code == "disk_full"


def test_a_writer_that_ignores_the_lock_makes_the_ledger_busy(path, ledger, refused):
    other = driver.connect(path)
    other.execute("BEGIN IMMEDIATE")
    ledger._session.rows("PRAGMA busy_timeout=1")
    error = refused(ledger.holders.add, Holder())
    assert isinstance(error, LedgerLockedError)
    assert (error.code, error.exit_code) == ("ledger_busy", 4)
    other.execute("ROLLBACK")
    other.close()
    assert ledger.holders.add(Holder()).id


def test_a_defect_is_not_dressed_up(ledger):
    with pytest.raises(driver.DatabaseError, match="no such table"):
        ledger._session.rows("SELECT * FROM nowhere")


def test_a_lock_that_says_nothing_still_locks(path, ledger, refused):
    path.with_name(path.name + ".lock").write_text("")
    assert refused(Ledger.open, path).params["user"] == "?"


def test_a_lock_file_removed_between_two_steps_is_taken_anew(path, monkeypatch):
    lock = path.with_name(path.name + ".lock")
    taken = []

    def take_late(descriptor):
        if not taken:
            lock.unlink()
        taken.append(descriptor)

    monkeypatch.setattr("kabao.storage.locks._take", take_late)
    held = LedgerLock.acquire(path)
    assert len(taken) == 2
    assert lock.exists()
    held.release()
    assert not lock.exists()
