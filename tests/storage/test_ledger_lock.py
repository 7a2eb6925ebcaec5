"""One window writes; others read beside it, and a kill never leaves a ledger locked."""

import getpass
import json
import os
import socket

from kabao.domain.errors import LedgerLockedError
from kabao.domain.holders import Holder
from kabao.storage.ledger import Ledger

HOLD = """
import sys, time
from pathlib import Path
from kabao.storage.ledger import Ledger
ledger = Ledger.open(Path(sys.argv[1]))
print("open", flush=True)
time.sleep(60)
"""


def test_a_second_window_is_told_who_has_the_ledger(path, ledger, refused):
    error = refused(Ledger.open, path)
    assert isinstance(error, LedgerLockedError)
    assert (error.code, error.exit_code) == ("ledger_in_use", 4)
    assert error.params["pid"] == os.getpid()
    assert error.params["host"] == socket.gethostname()
    assert error.params["user"] == getpass.getuser()


def test_a_second_process_is_locked_out_until_the_first_is_killed(closed, python, refused):
    other = python(HOLD, closed)
    assert other.stdout.readline() == b"open\n"
    assert refused(Ledger.open, closed).params["pid"] == other.pid
    assert refused(Ledger.open, closed).code == "ledger_in_use", "being refused unlocks nothing"
    other.kill()
    other.communicate()
    with Ledger.open(closed) as ledger:
        assert ledger.holders.count() == 1


def test_the_lock_holds_for_every_name_of_the_file(path, ledger, refused):
    link = path.with_name("link.kabao")
    link.symlink_to(path)
    assert refused(Ledger.open, link).code == "ledger_in_use"


def test_a_lock_file_left_behind_locks_nobody_out(closed):
    left = closed.with_name(closed.name + ".lock")
    left.write_text(json.dumps({"pid": 1, "host": "elsewhere", "user": "somebody"}))
    Ledger.open(closed).close()
    assert not left.exists()


def test_a_refused_ledger_is_not_left_locked(path, refused):
    path.write_bytes(b"SQLite format 3\0" + b"\0" * 52 + b"KABA" + b"\0" * 5000)
    assert refused(Ledger.open, path).code == "ledger_damaged"
    assert [item.name for item in path.parent.iterdir()] == [path.name]


def test_readers_stand_beside_a_writer_and_see_what_is_committed(path, ledger):
    ledger.holders.add(Holder({"name": "甲"}))
    with Ledger.open(path, read_only=True) as one, Ledger.open(path, read_only=True) as two:
        with ledger.transaction("holders.add"):
            ledger.holders.add(Holder({"name": "乙"}))
            assert (one.holders.count(), two.holders.count()) == (1, 1)
        assert (one.holders.count(), two.holders.count()) == (2, 2)
    ledger.holders.add(Holder({"name": "丙"}))
    assert ledger.holders.count() == 3
