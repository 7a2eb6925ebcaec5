"""Another passphrase, a first one or none: whole at every moment, also when killed in between."""

import os
import signal

import pytest

from kabao.domain.holders import Holder
from kabao.storage import backups, driver, opening, rekeying
from kabao.storage.keys import LedgerKey, is_encrypted
from kabao.storage.ledger import Ledger
from kabao.storage.rekeying import rekey

OLD, NEW = bytes(range(48)), bytes(range(48, 96))
NAME = "王小雨"


def key(raw):
    return LedgerKey(raw) if raw else None


@pytest.fixture
def keyed(path):
    """Make a closed ledger of one person under a raw key, or under none."""

    def make(raw):
        with Ledger.create(path, key=key(raw)) as ledger:
            ledger.holders.add(Holder({"name": NAME}))
        return path

    return make


@pytest.mark.parametrize(
    ("old", "new"), [(None, NEW), (OLD, NEW), (OLD, None)], ids=["given", "other", "taken"]
)
def test_a_passphrase_is_given_changed_and_taken_away(keyed, tmp_path, old, new, refused):
    path = keyed(old)
    before = backups.contents(path, key(old))
    rekey(path, key(old), key(new))
    assert backups.contents(path, key(new)).digest == before.digest
    assert is_encrypted(path) is bool(new)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert (NAME.encode() in path.read_bytes()) is not bool(new)
    if old and new:
        assert refused(Ledger.open, path, key=key(old)).exit_code == 4
    with Ledger.open(path, key=key(new)) as ledger:
        ledger.holders.add(Holder({"name": "乙"}))


def test_what_was_done_before_can_still_be_undone(keyed):
    path = keyed(None)
    rekey(path, None, key(NEW))
    with Ledger.open(path, key=key(NEW)) as ledger:
        (entry,) = ledger.history.latest(1)
        assert entry.undoable
        assert ledger.health.damage() == ledger.health.register_differences() == 0


def test_it_waits_for_nobody_who_reads(keyed, refused):
    path = keyed(OLD)
    with Ledger.open(path, read_only=True, key=key(OLD)):
        assert refused(rekey, path, key(OLD), key(NEW)).code == "ledger_read_elsewhere"
    with Ledger.open(path, key=key(OLD)):
        assert refused(rekey, path, key(OLD), key(NEW)).code == "ledger_in_use"
    rekey(path, key(OLD), key(NEW))


def test_a_wrong_key_changes_nothing(keyed, refused):
    path = keyed(OLD)
    whole = path.read_bytes()
    wrong = LedgerKey(bytes(32) + OLD[32:])
    assert refused(rekey, path, wrong, None).code == "ledger_passphrase_wrong"
    assert path.read_bytes() == whole


def test_a_copy_that_is_not_the_same_is_not_put_in_place(keyed, monkeypatch, refused, tmp_path):
    path = keyed(None)
    whole = backups._export

    def spoilt(source, part, old, new):
        whole(source, part, old, new)
        other = driver.connect(part, key=new)
        other.execute("UPDATE holders SET fields = json_set(fields, '$.name', '乙')")
        other.close()

    monkeypatch.setattr(backups, "_export", spoilt)
    assert refused(rekey, path, None, key(NEW)).code == "backup_differs"
    assert not is_encrypted(path)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


STOPS = (
    (rekeying, "fold_log", 1),
    (backups, "_export", 1),
    (backups, "_compare", 1),
    (backups, "sync_folder", 1),
    (rekeying.opening, "open_file", 2),
    (rekeying, "sync_folder", 1),
)
"""After the log is folded, the copy written, compared, named, opened, and put in place."""


@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: f"{stop[0].__name__}{stop[1]}")
@pytest.mark.parametrize(("old", "new"), [(None, NEW), (OLD, None)], ids=["given", "taken"])
def test_a_kill_at_any_step_leaves_the_old_ledger_or_the_new(keyed, tmp_path, old, new, stop):
    path = keyed(old)
    child = os.fork()
    if not child:
        _die_after(*stop)
        rekey(path, key(old), key(new))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    now = new if is_encrypted(path) is bool(new) else old
    with Ledger.open(path, key=key(now)) as ledger:
        assert ledger.holders.get(1).values["name"] == NAME
        assert ledger.health.damage() == 0
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def _die_after(module, name, times):
    """Have this process killed right after a step is done for so many times."""
    step = getattr(module, name)
    done = []

    def die(*args, **kwargs):
        result = step(*args, **kwargs)
        done.append(1)
        if len(done) == times:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(module, name, die)


def test_a_plain_copy_left_behind_goes_with_the_next_opening(keyed):
    path = keyed(OLD)
    left = opening.rekeyed_path(path)
    left.write_bytes(NAME.encode())
    left.with_name(f"{left.name}.part").write_bytes(NAME.encode())
    with Ledger.open(path, read_only=True, key=key(OLD)):
        assert left.exists()  # somebody may be changing the passphrase at this moment
    with Ledger.open(path, key=key(OLD)):
        assert not list(path.parent.glob("*.rekeying*"))
