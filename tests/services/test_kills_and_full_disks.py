"""Kills and full disks over every kind of writing; ``tests/endurance`` does it by the thousand."""

import random

import pytest

from endurance import desks, disk_faults, kills
from endurance import operations as ops
from full_disks import no_file_beyond

KILLED = ("typing", "import of a file", "passphrase")
FULL = (
    ("saving", 1_000),
    ("import of a file", 100_000),
    ("prose", 5_000),
    ("new ledger", 20_000),
    ("backup", 50_000),
    ("passphrase set", 300_000),
    ("salvage", 100_000),
)


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return desks.make_base(tmp_path_factory.mktemp("kills") / "base")


@pytest.mark.parametrize("name", KILLED)
def test_what_was_said_before_a_kill_is_there(base, tmp_path, name):
    work = next(work for work in kills.WORKS if work.name == name)
    desk = desks.copied(base, tmp_path / "try")
    count, _ = kills.once(work, desk, random.Random(name), 0.3)
    found, _ = kills.checked(work, desk, count)
    assert found == []


@pytest.mark.parametrize(("name", "size"), FULL)
def test_a_full_disk_is_told_and_leaves_what_was_there(base, tmp_path, name, size):
    item = next(item for item in ops.OPERATIONS if item.name == name)
    said = disk_faults.tried(item, base, tmp_path / "try", lambda _folder: no_file_beyond(size))
    assert said["bad"] == []
    assert said["told"] != "" or name == "passphrase set"
