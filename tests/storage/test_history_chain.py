"""The chain over the history: whoever changes, takes out or cuts off an entry is found out."""

import shutil

import pytest

from kabao.domain.holders import Holder
from kabao.storage import driver
from kabao.storage.ledger import Ledger

OPEN_TRIGGERS = (
    "DROP TRIGGER history_stays_as_written",
    "DROP TRIGGER history_stays",
    "DROP TRIGGER seals_stay_as_written",
    "DROP TRIGGER seals_stay",
    "DROP TRIGGER undo_images_stay_as_written",
)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    """A ledger with a history of six entries, closed, which no test changes."""
    path = tmp_path_factory.mktemp("chain") / "made.kabao"
    with Ledger.create(path) as ledger:
        for name in "甲乙丙丁":
            ledger.holders.add(Holder({"name": name}))
        ledger.holders.update(Holder({"name": "戊"}, 2, ledger.holders.get(2).uid))
        ledger.holders.remove(3)
    return path


@pytest.fixture
def told(path, made_once):
    """A copy of it."""
    shutil.copyfile(made_once, path)
    return path


@pytest.fixture
def tamper(told):
    """Change the file as another program would, triggers taken away and put back."""

    def run(*statements):
        connection = driver.connect(told)
        kept = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        connection.execute("PRAGMA foreign_keys=OFF")
        for statement in (*OPEN_TRIGGERS, *statements):
            connection.execute(statement)
        for (sql,) in kept:
            name = sql.split()[2]
            connection.execute(f"DROP TRIGGER IF EXISTS {name}")
            connection.execute(sql)
        connection.close()
        return check(told)

    return run


def check(path):
    with Ledger.open(path, read_only=True) as ledger:
        return ledger.health.chain()


def test_an_untouched_history_is_whole_and_its_head_moves_on(told):
    first = check(told)
    assert (first.entries, first.broken) == (6, None)
    with Ledger.open(told) as ledger:
        ledger.holders.add(Holder({"name": "己"}))
        later = ledger.health.chain()
    assert (later.entries, later.broken) == (7, None)
    assert later.head != first.head
    assert len(later.head) == 64


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("UPDATE history SET actor = 'somebody' WHERE id = 2", 2),
        ("UPDATE history SET at = '2020-01-01T00:00:00+00:00' WHERE id = 4", 4),
        ("UPDATE history SET subject = 'x', action = 'holders.remove' WHERE id = 1", 1),
        ("DELETE FROM history WHERE id = 3", 3),
        ("DELETE FROM history WHERE id = 6", 6),
        ("DELETE FROM history_chain WHERE entry = 5", 5),
        ("UPDATE history_chain SET link = zeroblob(32) WHERE entry = 4", 4),
        ("UPDATE undo_images SET old = json_object('fields', '{}') WHERE entry = 6", 6),
        ("DELETE FROM undo_ranges WHERE entry = 2", 2),
        ("UPDATE settings SET value = json_quote(hex(zeroblob(32))) WHERE name = 'chain.key'", 1),
    ],
)
def test_the_first_entry_that_was_touched_is_named(tamper, statement, entry):
    assert tamper(statement).broken == entry


def test_an_entry_taken_out_with_its_seal_is_missed(tamper):
    gone = [f"DELETE FROM {name} = 3" for name in ("history WHERE id", "history_chain WHERE entry")]
    assert tamper(*gone).broken == 4


def test_a_tail_cut_off_with_its_seals_is_missed(tamper):
    gone = [f"DELETE FROM {name} > 4" for name in ("history WHERE id", "history_chain WHERE entry")]
    assert tamper(*gone).broken == 5


def test_a_rolled_back_change_leaves_the_chain_whole(told):
    with Ledger.open(told) as ledger:
        with ledger.transaction("roster.import") as transaction:
            ledger.holders.add(Holder({"name": "己"}))
            transaction.roll_back()
        with ledger.for_worker() as worker:
            worker.holders.add(Holder({"name": "庚"}))
        ledger.holders.add(Holder({"name": "辛"}))
        assert ledger.health.chain().broken is None
        assert ledger.health.chain().entries == 8


def test_what_is_forgotten_after_its_time_leaves_the_chain_provable(told):
    with Ledger.open(told) as ledger:
        assert ledger.history.drop_images("9999") > 0
        report = ledger.health.chain()
    assert (report.entries, report.broken) == (6, None)


def test_other_programs_cannot_change_seals_unseen(told):
    connection = driver.connect(told)
    for statement in ("UPDATE history_chain SET link = x'00'", "DELETE FROM history_chain"):
        with pytest.raises(driver.DatabaseError, match="append-only"):
            connection.execute(statement)
    connection.close()


def test_an_older_ledger_gets_its_chain_when_it_is_opened(told):
    connection = driver.connect(told)
    connection.execute("PRAGMA foreign_keys=OFF")
    for later in ("history_chain", "history_emptied"):
        connection.execute(f"DROP TABLE {later}")
    connection.execute("DROP INDEX holders_by_keeping")
    connection.execute("DELETE FROM settings WHERE name = 'chain.key'")
    step = "DELETE FROM _sqlite_migrations WHERE name IN ('chain_of_history', 'emptied_entries')"
    assert connection.execute(step).rowcount == 2
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute(f"PRAGMA user_version={int(version) - 2}")
    connection.close()
    Ledger.open(told).close()
    report = check(told)
    assert (report.entries, report.broken) == (6, None)
