"""A ledger of any earlier version becomes, when opened, the same as a new one."""

import json

import pytest

from kabao.domain.holders import HolderFilter
from kabao.storage import driver
from kabao.storage.ledger import Ledger
from kabao.storage.migrations import APPLICATION_ID, STEPS, migrate, structure, version
from kabao.storage.register import Register

PEOPLE = (("王小雨", "110000199001010013"), ("单𠮷", ""), ("买买提·阿布都", "E12345678"))
STATUS = '["active","supported","on","{\\"password_set\\":[\\"weak\\",null]}","[]","2026-12-01"]'


@pytest.fixture
def older(path):
    """Make a ledger that has gone through only the first so many steps, with people in it."""

    def make(steps):
        path.touch()
        db = driver.database(driver.connect(path))
        db.execute("PRAGMA auto_vacuum=INCREMENTAL")
        db.execute("PRAGMA journal_mode=WAL")
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        migrate(db, STEPS[:steps])
        for number, (name, doc_no) in enumerate(PEOPLE, 1):
            fields = json.dumps({"name": name, "doc_no": doc_no})
            db.execute("INSERT INTO holders (uid, fields) VALUES (?, ?)", (f"H{number}", fields))
        card = json.dumps({"card_number": "A12345678", "region": "990101"})
        db.execute("INSERT INTO cards (uid, holder_id, fields) VALUES ('C1', 1, ?)", (card,))
        db.execute(
            "INSERT INTO projections"
            " (card_id, state, grade, financial, signals, reasons, review_on)"
            " VALUES (1, ?, ?, ?, ?, ?, ?)",
            json.loads(STATUS),
        )
        db.execute(
            "INSERT INTO evidence (uid, card_id, kind, observed_on, positive, strength, detail,"
            " channel, note, recorded_at)"
            " VALUES ('E1', 1, 'password_set', '2026-03-18', 1, 'weak', '', '', '', '')"
        )
        if steps > 2:
            Register(db.conn).catch_up()
        db.conn.commit()
        db.close()
        return path

    return make


def opened(path):
    db = driver.database(driver.connect(path))
    found = structure(db), version(db)
    db.close()
    return found


@pytest.mark.parametrize("steps", range(1, len(STEPS)))
def test_an_older_ledger_gets_the_schema_of_a_new_one(older, steps, tmp_path):
    fresh = tmp_path / "fresh.kabao"
    Ledger.create(fresh).close()
    path = older(steps)
    assert opened(path) != opened(fresh)
    Ledger.open(path).close()
    assert opened(path) == opened(fresh)


@pytest.mark.parametrize("steps", range(1, len(STEPS)))
def test_people_of_an_older_ledger_are_found_and_counted(older, steps):
    with Ledger.open(older(steps)) as ledger:
        for search, found in {
            "雨": [1], "wxy": [1], "0013": [1], "A123": [1], "shan": [2], "𠮷": [2], "·阿": [3],
        }.items():  # fmt: skip
            assert list(ledger.holders.ids(HolderFilter(search=search))) == found
        assert ledger.holders.counts_by_state() == {"active/supported": 1, "no_card": 2}
        lit = HolderFilter(signals=frozenset({"password_set"}), region="990100")
        assert list(ledger.holders.ids(lit)) == [1]
        assert [entry.uid for entry in ledger.evidence.of_card(1)] == ["E1"]
        assert ledger.cards.by_tail("5678")[0].uid == "C1"
        assert ledger._session.rows("PRAGMA integrity_check") == [("ok",)]


def test_a_kill_in_the_middle_of_a_migration_leaves_the_older_ledger(older, python):
    path = older(1)
    before = opened(path)
    writer = python(KILLED, path)
    writer.communicate()
    assert writer.returncode == -9
    assert opened(path) == before
    with Ledger.open(path) as ledger:
        assert list(ledger.holders.ids(HolderFilter(search="wxy"))) == [1]


KILLED = """
import os, signal, sys
from pathlib import Path
from kabao.storage import register
from kabao.storage.ledger import Ledger
renew = register.Register._renew_names
def renew_and_die(self):
    renew(self)
    os.kill(os.getpid(), signal.SIGKILL)
register.Register._renew_names = renew_and_die
Ledger.open(Path(sys.argv[1]))
"""
