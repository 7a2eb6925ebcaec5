"""Kills and full disks: what was acknowledged is there, and nothing is half there."""

import random
import signal
import time

from kabao.domain.holders import Holder, HolderFilter
from kabao.storage.ledger import Ledger

WRITE = """
import sys
from pathlib import Path
from kabao.domain.cards import Card
from kabao.domain.holders import Holder
from kabao.storage.ledger import Ledger
with Ledger.open(Path(sys.argv[1])) as ledger:
    number = ledger.holders.count()
    print("ready", flush=True)
    while True:
        with ledger.transaction("holders.add", str(number)):
            holder = ledger.holders.add(Holder({"name": f"人{number}", "remark": "x" * 3000}))
            ledger.cards.add(Card(holder.id, {"card_number": f"A{number:08d}"}))
        number += 1
        ledger.drafts.put("holders", 0, {"name": str(number)})
        print(number, flush=True)
"""

FILL = """
import resource, sys
from pathlib import Path
from kabao.domain.errors import KabaoError
from kabao.domain.holders import Holder
from kabao.storage.ledger import Ledger
with Ledger.open(Path(sys.argv[1])) as ledger:
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
    while True:
        try:
            ledger.holders.add(Holder({"name": "王小雨", "remark": "x" * 5000}))
        except KabaoError as error:
            print(error.exit_code, error.code, ledger.holders.count())
            break
"""

DRAFT = """
import os, signal, sys
from pathlib import Path
from kabao.storage.ledger import Ledger
ledger = Ledger.open(Path(sys.argv[1]))
ledger.drafts.put("holders", 0, {"name": "𠮷", "rows": ({"a": 1},)})
os.kill(os.getpid(), signal.SIGKILL)
"""

CREATE = """
import resource, sys
from pathlib import Path
from kabao.domain.errors import KabaoError
from kabao.storage.ledger import Ledger
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    Ledger.create(Path(sys.argv[1]))
except KabaoError as error:
    print(error.exit_code)
"""


def test_kills_in_the_middle_of_writing_lose_nothing(path, python):
    Ledger.create(path).close()
    chance = random.Random(7)
    for _ in range(6):
        writer = python(WRITE, path)
        assert writer.stdout.readline() == b"ready\n", writer.stderr.read()
        time.sleep(chance.uniform(0.05, 0.3))
        writer.kill()
        said, _errors = writer.communicate()
        acknowledged = int(said.split(b"\n")[-2]) if b"\n" in said else 0
        with Ledger.open(path) as ledger:
            count = ledger.holders.count()
            assert count >= acknowledged
            assert len(list(ledger.cards.all())) == count
            assert len(ledger.history.latest(100_000)) == count
            kept = ledger.drafts.get("holders", 0)
            assert int(kept["name"] if kept else 0) >= acknowledged
            assert ledger._session.rows("PRAGMA integrity_check") == [("ok",)]
            assert len(ledger.holders.ids(HolderFilter(search="人"))) == count
            assert ledger._session.rows("SELECT count(*) FROM sounds") == [(count,)]
            assert ledger._session.rows(
                "SELECT * FROM register_now EXCEPT SELECT * FROM register"
            ) == ledger._session.rows("SELECT * FROM touched")
            names = [holder.name for holder in ledger.holders.all()]
            assert names == [f"人{number}" for number in range(count)]


def test_a_draft_is_on_disk_when_put_returns(closed, python):
    writer = python(DRAFT, closed)
    writer.communicate()
    assert writer.returncode == -signal.SIGKILL
    with Ledger.open(closed) as ledger:
        assert ledger.drafts.get("holders", 0) == {"name": "𠮷", "rows": ({"a": 1},)}


def test_a_disk_that_takes_no_more_ends_one_change_and_harms_none(closed, python):
    writer = python(FILL, closed)
    said, errors = writer.communicate()
    assert errors == b""
    exit_code, code, count = said.split()
    assert (exit_code, code) == (b"5", b"disk_error")
    with Ledger.open(closed) as ledger:
        assert ledger.holders.count() == int(count)
        assert ledger._session.rows("PRAGMA integrity_check") == [("ok",)]
        assert len(ledger.history.latest(1000)) == int(count)


def test_a_full_ledger_is_told_and_stays_usable(ledger, refused):
    (pages,) = ledger._session.row("PRAGMA page_count")
    ledger._session.rows(f"PRAGMA max_page_count={pages + 2}")

    def fill():
        with ledger.transaction("exchange.import"):
            for _ in range(100):
                ledger.holders.add(Holder({"name": "王小雨", "remark": "x" * 5000}))

    error = refused(fill)
    assert (error.code, error.exit_code) == ("disk_full", 5)
    assert ledger.holders.count() == 0
    assert ledger.history.latest(9) == []
    ledger._session.rows("PRAGMA max_page_count=100000")
    fill()
    assert ledger.holders.count() == 100


def test_a_new_ledger_on_a_full_disk_leaves_nothing_behind(path, python):
    said, errors = python(CREATE, path).communicate()
    assert (said, errors) == (b"5\n", b"")
    assert list(path.parent.iterdir()) == []
