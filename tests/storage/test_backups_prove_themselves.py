"""Backups of real files: while others write, on full disks, under kills, altered afterwards."""

import os
import signal
import threading
import time

import pytest

from kabao.domain.backups import Reason, Rotation
from kabao.domain.errors import EnvironmentProblemError
from kabao.domain.holders import Holder
from kabao.storage import backups, driver
from kabao.storage.backup_folder import BackupFolder
from kabao.storage.ledger import Ledger
from kabao.storage.migrations import APPLICATION_ID, STEPS, migrate
from kabao.storage.replacing import put_in_place, stage, staged_path

COPY = """
import sys
from pathlib import Path
from kabao.storage.backup_folder import BackupFolder
from kabao.domain.backups import Reason
folder = BackupFolder.of(Path(sys.argv[1]))
while True:
    print(folder.make(Reason.SCHEDULE).path.name, flush=True)
"""
SWAP = """
import sys
from pathlib import Path
from kabao.storage.replacing import put_in_place, stage
first, ledger = map(Path, sys.argv[1:])
print("go", flush=True)
while True:
    put_in_place(stage(first, ledger), ledger)
"""


def folder_of(ledger):
    return BackupFolder.of(ledger.path)


def people(path):
    with Ledger.open(path) as ledger:
        return [holder.values["name"] for holder in ledger.holders.all()]


def test_a_backup_holds_what_the_ledger_holds(ledger, add_card):
    add_card()
    made = folder_of(ledger).make(Reason.HAND)
    assert backups.contents(made.path) == backups.contents(ledger.path)
    assert backups.contents(made.path).counts["cards"] == 1
    assert made.proven_at
    assert [made] == folder_of(ledger).listed()
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert {path.name for path in made.path.parent.iterdir()} == {"proofs.json", made.path.name}


def test_it_is_whole_while_another_connection_writes(ledger, add_card):
    add_card()
    stop = threading.Event()
    done = []

    def make():
        done.extend(folder_of(ledger).make(Reason.SCHEDULE) for _ in range(5))
        stop.set()

    worker = threading.Thread(target=make)
    worker.start()
    written = 0
    while not stop.is_set():
        ledger.holders.add(Holder({"name": f"人{written}"}))
        written += 1
    worker.join()
    assert len(done) == 5
    assert written
    for made in done:
        assert backups.contents(made.path).digest == made.digest


def test_never_over_another_file(ledger, tmp_path, refused):
    target = tmp_path / "mine.kabao"
    target.write_text("mine")
    assert refused(backups.copy_ledger, ledger.path, target).code == "backup_exists"
    assert target.read_text() == "mine"


def test_a_copy_that_reads_otherwise_gets_no_name(ledger, tmp_path, monkeypatch, refused):
    ledger.holders.add(Holder({"name": "甲"}))
    whole = backups._copy

    def spoilt(connection, part, key):
        whole(connection, part, key)
        other = driver.connect(part)
        other.execute("UPDATE holders SET fields = json_set(fields, '$.name', '乙')")
        other.close()

    monkeypatch.setattr(backups, "_copy", spoilt)
    target = tmp_path / "copy.kabao"
    assert refused(backups.copy_ledger, ledger.path, target).code == "backup_differs"
    assert not list(tmp_path.glob("copy*"))


def test_a_backup_altered_or_damaged_later_is_found(ledger, add_card, refused):
    add_card()
    folder = folder_of(ledger)
    made = folder.make(Reason.HAND)
    assert folder.prove(made).proven_at
    connection = driver.connect(made.path)
    connection.execute("UPDATE holders SET fields = '{}'")
    connection.close()
    assert refused(folder.prove, made).code == "backup_altered"
    data = bytearray(made.path.read_bytes())
    data[4096 * 3 : 4096 * 6] = os.urandom(4096 * 3)
    made.path.write_bytes(data)
    assert refused(folder.prove, made).code == "ledger_damaged"


def test_before_risky_work_nothing_is_copied_twice_and_nothing_of_an_empty_ledger(ledger):
    folder = folder_of(ledger)
    assert folder.make_before(Reason.IMPORT) is None
    assert not folder.folder.exists()
    with ledger.transaction("holders.add", "王*雨"):
        ledger.holders.add(Holder({"name": "王小雨"}))
    first = folder.make_before(Reason.IMPORT)
    assert folder.make_before(Reason.RESTORE) == first
    with ledger.transaction("holders.add", "李*"):
        ledger.holders.add(Holder({"name": "李伟"}))
    assert folder.make_before(Reason.RESTORE) != first


def test_an_older_ledger_is_backed_up_before_it_takes_steps(path):
    older = path
    _make_older(older, len(STEPS) - 1)
    Ledger.open(older).close()
    (made,) = BackupFolder.of(older).listed()
    assert made.reason is Reason.MIGRATION
    copy = driver.connect(made.path, read_only=True)
    assert copy.execute("PRAGMA user_version").fetchone() == (len(STEPS) - 1,)
    copy.close()


def _make_older(path, steps):
    path.touch()
    db = driver.database(driver.connect(path))
    db.execute(f"PRAGMA application_id={APPLICATION_ID}")
    migrate(db, STEPS[:steps])
    db.execute("INSERT INTO holders (uid, fields) VALUES ('H1', '{\"name\":\"王小雨\"}')")
    db.conn.commit()
    db.close()


def test_a_full_disk_stops_the_backup_in_words_and_leaves_nothing(closed, python):
    code = """
import resource, signal, sys
from pathlib import Path
from kabao.storage.backup_folder import BackupFolder
from kabao.domain.backups import Reason
from kabao.domain.errors import KabaoError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
folder = BackupFolder.of(Path(sys.argv[1]))
try:
    folder.make(Reason.HAND)
except KabaoError as error:
    print(error.code)
print(sorted(path.name for path in folder.folder.iterdir()))
"""
    out, err = python(code, closed).communicate(timeout=30)
    said = out.decode().split("\n")
    assert said[0] in ("disk_full", "disk_error"), err
    assert said[1] == "[]"
    assert people(closed) == ["王小雨"]


def test_a_second_place_that_is_gone_is_told(ledger, tmp_path, refused):
    ledger.holders.add(Holder({"name": "甲"}))
    made = folder_of(ledger).make(Reason.HAND)
    there = BackupFolder.within(tmp_path / "usb", ledger.path)
    error = refused(there.take, made)
    assert (error.code, isinstance(error, EnvironmentProblemError)) == ("backup_place_gone", True)
    (tmp_path / "usb").mkdir()
    copy = there.take(made)
    assert copy.path.read_bytes() == made.path.read_bytes()
    assert there.prove(copy).digest == made.digest
    assert refused(there.take, made).code == "backup_exists"


def test_thinning_removes_proven_ones_only(ledger):
    ledger.holders.add(Holder({"name": "甲"}))
    folder = folder_of(ledger)
    made = [folder.make(Reason.SCHEDULE) for _ in range(3)]
    strange = folder.folder / "notes.txt"
    strange.write_text("mine")
    gone = folder.thin_out(Rotation(1, 1, 1))
    assert len(gone) == 2
    assert len(folder.listed()) == 1
    assert strange.exists()
    assert not any(path.exists() for path in gone)
    assert {made[0].path.parent} == {path.parent for path in gone}


def test_a_restored_ledger_is_the_backup_and_the_present_file_is_kept(closed):
    made = BackupFolder.of(closed).make(Reason.HAND)
    with Ledger.open(closed) as ledger:
        ledger.holders.add(Holder({"name": "后来的人"}))
    aside = put_in_place(stage(made.path, closed), closed)
    assert people(closed) == ["王小雨"]
    assert sorted(people(aside)) == ["后来的人", "王小雨"]
    assert not staged_path(closed).exists()


def test_a_restore_that_is_in_place_is_not_told_as_failed(closed, monkeypatch):
    staged = stage(BackupFolder.of(closed).make(Reason.HAND).path, closed)

    def dying(_):
        raise OSError(5, "dying disk")

    monkeypatch.setattr("kabao.storage.replacing.sync_folder", dying)
    assert put_in_place(staged, closed).exists()
    assert people(closed) == ["王小雨"]


def test_a_damaged_ledger_is_replaced_and_kept_with_its_log(closed):
    made = BackupFolder.of(closed).make(Reason.HAND)
    closed.write_bytes(b"spoilt" * 2000)
    log = closed.with_name(f"{closed.name}-wal")
    log.write_bytes(b"log of the spoilt one")
    aside = put_in_place(stage(made.path, closed), closed)
    assert people(closed) == ["王小雨"]
    assert aside.read_bytes().startswith(b"spoilt")
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"log of the spoilt one"


def test_nothing_is_restored_while_a_window_has_the_ledger(ledger, refused):
    ledger.holders.add(Holder({"name": "甲"}))
    made = folder_of(ledger).make(Reason.HAND)
    assert refused(put_in_place, stage(made.path, ledger.path), ledger.path).code == "ledger_in_use"


@pytest.mark.parametrize("round_", range(6))
def test_a_kill_while_backups_are_made_leaves_only_sound_ones(closed, python, round_):
    process = python(COPY, closed)
    process.stdout.readline()
    time.sleep(0.011 * round_)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    folder = BackupFolder.of(closed)
    for made in folder.listed():
        assert backups.contents(made.path).counts["holders"] == 1
    assert folder.make(Reason.HAND).proven_at
    assert people(closed) == ["王小雨"]


@pytest.mark.parametrize("round_", range(6))
def test_a_kill_while_restoring_leaves_a_whole_ledger_at_its_place(closed, python, round_):
    made = BackupFolder.of(closed).make(Reason.HAND)
    process = python(SWAP, made.path, closed)
    process.stdout.readline()
    time.sleep(0.05 + 0.013 * round_)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert people(closed) == ["王小雨"]
    put_in_place(stage(made.path, closed), closed)
    assert people(closed) == ["王小雨"]
