"""A ledger goes through every step it lacks, or stays what it was."""

import pytest

from kabao.domain.cards import Card
from kabao.domain.holders import Holder
from kabao.storage import driver
from kabao.storage.ledger import Ledger
from kabao.storage.migrations import STEPS, migrate, structure, version


def add_phone(db):
    db.execute("ALTER TABLE drafts ADD COLUMN kept_at TEXT")


def rebuild_holders(db):
    db.execute("CREATE TABLE kept AS SELECT * FROM holders")
    db.execute("DELETE FROM holders")
    db.execute(
        "INSERT INTO holders (id, uid, employer_id, fields)"
        " SELECT id, uid, employer_id, fields FROM kept"
    )


def fail(db):
    db.execute("CREATE TABLE half_done (a)")
    raise LookupError("in the middle")


def orphan(db):
    db.execute("DELETE FROM holders")


@pytest.fixture
def db(closed):
    database = driver.database(driver.connect(closed))
    yield database
    database.close()


def test_a_ledger_remembers_its_steps(db):
    assert version(db) == len(STEPS)
    names = [name for (name,) in db.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
    assert names == [step.__name__ for step in STEPS]


def test_a_second_opening_changes_nothing(closed):
    before = closed.read_bytes()
    Ledger.open(closed).close()
    assert closed.read_bytes() == before


def test_only_the_missing_steps_are_gone_through(db):
    migrate(db, (*STEPS, add_phone))
    assert version(db) == len(STEPS) + 1
    assert db.execute("SELECT name FROM holders").fetchall() == [("王小雨",)]
    db.execute("SELECT kept_at FROM drafts")


def test_a_failing_step_leaves_no_trace_of_itself_nor_of_those_before_it(db):
    before = structure(db)
    with pytest.raises(LookupError, match="in the middle"):
        migrate(db, (*STEPS, add_phone, fail))
    assert structure(db) == before
    assert version(db) == len(STEPS)
    assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    migrate(db, (*STEPS, add_phone))
    assert version(db) == len(STEPS) + 1


def test_rebuilding_a_table_does_not_take_its_children_along(path):
    with Ledger.create(path) as ledger:
        holder = ledger.holders.add(Holder({"name": "甲"}))
        ledger.cards.add(Card(holder.id))
    db = driver.database(driver.connect(path))
    migrate(db, (*STEPS, rebuild_holders))
    assert db.execute("SELECT count(*) FROM cards").fetchone() == (1,)
    with pytest.raises(RuntimeError, match="parents"):
        migrate(db, (*STEPS, rebuild_holders, orphan))
    assert db.execute("SELECT count(*) FROM holders").fetchone() == (1,)
    db.close()


def test_an_older_ledger_is_not_changed_while_only_read(closed, refused):
    db = driver.database(driver.connect(closed))
    db.execute("PRAGMA user_version=0")
    db.close()
    before = closed.read_bytes()
    assert refused(Ledger.open, closed, read_only=True).code == "ledger_older"
    assert closed.read_bytes() == before
