"""What kills leave beside a ledger holds people's data: it goes when nobody needs it any more."""

import os

import pytest

from kabao.domain.backups import Reason
from kabao.storage import opening, replacing
from kabao.storage.backup_folder import BackupFolder
from kabao.storage.folders import take_name
from kabao.storage.ledger import Ledger

LONG_AGO = 1_000_000_000


def left(path, *, old):
    path.write_bytes(b"people")
    if old:
        os.utime(path, (LONG_AGO, LONG_AGO))
    return path


@pytest.mark.parametrize("old", [True, False])
def test_a_file_staged_for_a_restore_long_ago_goes_with_the_next_opening(closed, old):
    staged = left(replacing.staged_path(closed), old=old)
    part = left(staged.with_name(f"{staged.name}.part"), old=old)
    Ledger.open(closed).close()
    assert (staged.exists(), part.exists()) == (not old, not old)


@pytest.mark.parametrize("old", [True, False])
def test_a_copy_that_never_got_its_name_goes_with_the_next_backup(closed, old):
    folder = BackupFolder.of(closed)
    folder.make(Reason.HAND)
    part = left(folder.folder / "desk 20260101T000000000Z hand.kabao.part", old=old)
    folder.make(Reason.HAND)
    assert part.exists() is not old
    assert len(folder.listed()) == 2


def test_of_a_new_ledger_that_failed_nothing_stays(tmp_path):
    path = tmp_path / "new.kabao"
    for suffix in ("", "-wal", "-shm", "-journal"):
        left(path.with_name(path.name + suffix), old=False)
    opening.remove_file(path)
    assert not list(tmp_path.iterdir())


def test_a_name_that_is_taken_stays_with_whom_it_belongs(tmp_path):
    part, target = tmp_path / "a.part", tmp_path / "a"
    part.write_text("new")
    target.write_text("old")
    with pytest.raises(FileExistsError):
        take_name(part, target)
    assert (part.read_text(), target.read_text()) == ("new", "old")


def test_a_file_system_without_second_names_does_as_well(tmp_path, monkeypatch):
    def no_links(*_):
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    part, target = tmp_path / "a.part", tmp_path / "a"
    part.write_text("new")
    take_name(part, target)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert target.read_text() == "new"
    part.write_text("newer")
    with pytest.raises(FileExistsError):
        take_name(part, target)
    assert target.read_text() == "new"
