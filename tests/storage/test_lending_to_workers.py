"""A worker writes on its own connection: the window never waits, and typing is not lost."""

from __future__ import annotations

import threading
import time

import pytest

from kabao.domain.errors import InputRefusedError, LedgerLockedError
from kabao.domain.holders import Holder
from kabao.storage.ledger import Ledger
from kabao.texts import Texts


@pytest.fixture
def ledger(tmp_path):
    with Ledger.create(tmp_path / "a.kabao") as opened:
        yield opened


def in_thread(work):
    """Run some work in another thread and hand on what it raises."""
    caught = []

    def run():
        try:
            work()
        except Exception as error:  # noqa: BLE001 (raised again below)
            caught.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    if caught:
        raise caught[0]


def write_in_worker(ledger, meanwhile=lambda: None):
    def work():
        with ledger.for_worker() as other, other.transaction("roster.import", "a.xlsx"):
            other.holders.add_many([Holder({"name": "安思源"})])
            meanwhile()

    in_thread(work)


def test_what_a_worker_wrote_is_seen_with_its_entry(ledger):
    write_in_worker(ledger)
    assert ledger.holders.count() == 1
    assert ledger.history.latest(1)[0].action == "roster.import"


def test_the_window_refuses_at_once_and_reads_on(ledger):
    took = []

    def meanwhile():
        start = time.perf_counter()
        with pytest.raises(LedgerLockedError) as caught, ledger.transaction("holders.add"):
            raise AssertionError("began")
        took.append(time.perf_counter() - start)
        assert "a.kabao" in Texts("zh")(f"errors.{caught.value.code}", **caught.value.params)

    with ledger.for_worker() as other, other.transaction("roster.import"):
        meanwhile()
        assert ledger.holders.count() == 0
    assert took[0] < 0.5
    ledger.holders.add(Holder({"name": "白晓棠"}))


def test_typing_waits_in_memory_and_is_written_afterwards(ledger, tmp_path):
    ledger.drafts.put("holders", 1, {"name": "旧"})
    with ledger.for_worker() as other, other.transaction("roster.import"):
        ledger.drafts.put("holders", 0, {"name": "新"})
        ledger.drafts.remove("holders", 1)
        assert ledger.drafts.get("holders", 0) == {"name": "新"}
        assert ledger.drafts.get("holders", 1) is None
        assert ledger.drafts.all() == [("holders", 0)]
    ledger.drafts.settle()
    with Ledger.open(ledger.path, read_only=True) as reader:
        assert reader.drafts.all() == [("holders", 0)]


def test_closing_waits_for_the_worker_and_keeps_the_typing(tmp_path):
    ledger = Ledger.create(tmp_path / "b.kabao")
    begun, go_on = threading.Event(), threading.Event()

    def work():
        with ledger.for_worker() as other, other.transaction("roster.import"):
            other.holders.add_many([Holder({"name": "安思源"})])
            begun.set()
            go_on.wait(10)

    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(10)
    ledger.drafts.put("holders", 0, {"name": "新"})
    threading.Timer(0.2, go_on.set).start()
    ledger.close()
    thread.join(10)
    with Ledger.open(tmp_path / "b.kabao") as again:
        assert again.holders.count() == 1
        assert again.drafts.get("holders", 0) == {"name": "新"}


def test_a_worker_that_fails_gives_the_right_back(ledger):
    def work():
        with ledger.for_worker() as other, other.transaction("roster.import"):
            other.holders.add_many([Holder({"name": "安思源"})])
            raise InputRefusedError("roster_no_rows", name="a")

    with pytest.raises(InputRefusedError):
        in_thread(work)
    assert ledger.holders.count() == 0
    assert ledger.history.latest(1) == []
    ledger.holders.add(Holder({"name": "白晓棠"}))


def test_only_one_worker_writes(ledger):
    with ledger.for_worker(), pytest.raises(LedgerLockedError), ledger.for_worker():
        pass
