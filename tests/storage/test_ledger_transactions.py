"""Every change is whole and has one entry in the history, in the same transaction."""

import datetime as dt

import pytest

from kabao.domain.holders import Holder
from kabao.storage.ledger import Ledger


def actions(ledger):
    return [(entry.action, entry.subject) for entry in ledger.history.latest(100)]


def interrupted(ledger, error, name):
    """Write in a nested and an outer transaction, then fail."""
    with ledger.transaction("exchange.import"):
        with ledger.transaction("holders.add", name):
            ledger.holders.add(Holder({"name": name}))
        ledger.drafts.put("holders", 0, {"name": name})
        raise error


def test_a_change_and_its_history_are_committed_together(path, ledger):
    with Ledger.open(path, read_only=True) as beside:
        with ledger.transaction("holders.add", "王小雨"):
            ledger.holders.add(Holder({"name": "王小雨"}))
            assert actions(beside) == []
        assert actions(beside) == [("holders.add", "王小雨")]
    (entry,) = ledger.history.latest(1)
    age = dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(entry.at)
    assert dt.timedelta(0) <= age < dt.timedelta(minutes=1)


def test_any_exception_undoes_everything(ledger):
    with pytest.raises(KeyboardInterrupt):
        interrupted(ledger, KeyboardInterrupt, "王小雨")
    assert ledger.holders.count() == 0
    assert ledger.drafts.all() == []
    assert actions(ledger) == []
    ledger.holders.add(Holder({"name": "李四"}))
    assert ledger.holders.count() == 1


def test_a_nested_transaction_joins_the_outer_one(ledger):
    with ledger.transaction("exchange.import", "a.json"):
        with ledger.transaction("holders.add", "甲"):
            ledger.holders.add(Holder({"name": "甲"}))
        with pytest.raises(LookupError):
            interrupted(ledger, LookupError, "乙")
    assert [holder.name for holder in ledger.holders.all()] == ["甲"]
    assert actions(ledger) == [("exchange.import", "a.json")]
    with pytest.raises(LookupError):
        interrupted(ledger, LookupError, "丙")
    assert ledger.holders.count() == 1


def test_a_rehearsal_keeps_nothing_and_raises_nothing(ledger):
    with ledger.transaction("exchange.import") as change:
        holder = ledger.holders.add(Holder({"name": "甲"}))
        assert ledger.holders.get(holder.id).name == "甲"
        change.roll_back()
    assert ledger.holders.count() == 0
    assert actions(ledger) == []


def test_a_change_outside_a_transaction_is_one_by_itself(ledger):
    ledger.holders.add(Holder({"name": "甲"}))
    assert actions(ledger) == [("holders.add", "")]


def test_history_is_listed_from_the_newest_and_cannot_be_rewritten(ledger):
    for name in "甲乙丙":
        with ledger.transaction("holders.add", name):
            pass
    assert [entry.subject for entry in ledger.history.latest(2)] == ["丙", "乙"]
    for sql in ("UPDATE history SET subject = ''", "DELETE FROM history"):
        with pytest.raises(Exception, match="append-only"):
            ledger._session.rows(sql)
    assert len(ledger.history.latest(9)) == 3


def test_a_transaction_ended_by_a_failure_takes_no_further_writes(ledger):
    def write_on():
        with ledger.transaction("holders.add"):
            ledger._session._connection.execute("ROLLBACK")
            ledger.holders.add(Holder({"name": "甲"}))

    with pytest.raises(RuntimeError, match="rolled back"):
        write_on()
    assert ledger.holders.count() == 0
