"""Every column orders the register both ways, whoever is asked for and however many."""

import datetime as dt
import random
from itertools import product

import pytest

from kabao.domain.activation import ActivationStatus, CardState, Grade
from kabao.domain.cards import Card
from kabao.domain.employers import Employer
from kabao.domain.holders import ORDERS, Holder, HolderFilter
from kabao.storage import orders, reading
from kabao.storage.ledger import Ledger

KEYS = {
    "name": lambda row: row["name"].encode(),
    "number": lambda row: row["doc_no"],
    "card": lambda row: row["card"],
    "employer": lambda row: row["employer"],
    "state": lambda row: row["state"],
    "review": lambda row: row["review"],
}


@pytest.fixture
def crowd(ledger):
    """Forty people with many equal and empty entries; by id."""
    chance = random.Random(3)
    works = [ledger.employers.add(Employer({"name": name})).id for name in ("乙", "甲", "乙")]
    rows = {}
    for _ in range(40):
        place = chance.choice([None, 0, 1, 2])
        row = {
            "name": chance.choice(["王伟", "李𠮷", "Al", ""]),
            "doc_no": chance.choice(["", "11", "E2", "11000019900404004X"]),
            "card": chance.choice(["", "A1", "b2", "C3"]),
            "employer": () if place is None else ("乙甲乙"[place], works[place]),
            "state": "",
            "review": "",
        }
        holder = ledger.holders.add(
            Holder(
                {"name": row["name"], "doc_no": row["doc_no"]},
                employer_id=None if place is None else works[place],
            )
        )
        _give_card(ledger, holder.id, row, chance)
        rows[holder.id] = row
    return rows


def _give_card(ledger, holder_id, row, chance):
    if chance.random() < 0.2:
        row["card"] = ""
        return
    card = ledger.cards.add(Card(holder_id, {"card_number": row["card"]}))
    state = chance.choice([CardState.ACTIVE, CardState.EXPIRED])
    grade = chance.choice(list(Grade)) if state is CardState.ACTIVE else None
    review = chance.choice([None, *map(_day, (1, 5))])
    ledger.projections.put(card.id, ActivationStatus(state, grade, review_on=review))
    row["state"] = f"{state}/{grade}" if grade else str(state)
    row["review"] = review.isoformat() if review else ""


def _day(number):
    return dt.date(2026, 12, number)


def _expected(rows, order, ids):
    key = KEYS[order.removeprefix("-")]
    down = order.startswith("-")
    named = order.endswith("name")
    filled = [known for known in ids if named or key(rows[known])]
    blank = sorted(known for known in ids if not (named or key(rows[known])))
    folded = {known: _folded(key(rows[known])) for known in ids}
    filled.sort(key=lambda known: (folded[known], known), reverse=down)
    return [*filled, *(reversed(blank) if down else blank)]


def _folded(key):
    return key.lower() if isinstance(key, str) and key.isascii() else key


@pytest.mark.parametrize(("order", "sign"), list(product(ORDERS, ("", "-"))))
def test_everybody_and_some_come_in_the_same_order(ledger, crowd, order, sign):
    order = sign + order
    some = HolderFilter(search="王", order=order)
    ids = [known for known in crowd if crowd[known]["name"] == "王伟"]
    by_sql = list(ledger.holders.ids(some))
    assert by_sql == _expected(crowd, order, ids)
    assert list(ledger.holders.ids(HolderFilter(order=order))) == _expected(
        crowd, order, list(crowd)
    )
    assert list(ledger.holders.ids(some)) == by_sql  # now by the places kept in memory


@pytest.mark.parametrize("order", ["name", "-card"])
def test_many_are_put_in_order_by_places_and_a_few_by_sql_alike(ledger, crowd, order, monkeypatch):
    wanted = HolderFilter(search="王", order=order)
    few = list(ledger.holders.ids(wanted))
    monkeypatch.setattr(orders, "FEW", 0)
    ledger.holders.add(Holder({"name": "新"}))
    assert list(ledger.holders.ids(wanted)) == few
    monkeypatch.setattr(reading, "SPARSE", 0)
    monkeypatch.setattr(reading, "_FEW", 0)
    ledger.holders.add(Holder({"name": "又新"}))
    assert list(ledger.holders.ids(wanted)) == few


def test_nobody_can_change_the_ids_of_everybody(ledger, crowd):
    ids = ledger.holders.ids(HolderFilter())
    with pytest.raises(TypeError):
        ids[0] = 7
    part = ids[:3]
    part.pop()
    assert len(ledger.holders.ids(HolderFilter())) == len(ids) == len(crowd)


@pytest.mark.parametrize(("order", "sign"), list(product(ORDERS, ("", "-"))))
def test_the_first_rows_come_before_the_rest_is_read_and_fit_it(
    ledger, crowd, order, sign, monkeypatch
):
    wanted = HolderFilter(order=sign + order)
    whole = list(ledger.holders.ids(wanted))
    monkeypatch.setattr(orders, "AT_ONCE", 0)
    monkeypatch.setattr(orders, "HEAD", 30)
    ledger.holders.update(ledger.holders.get(whole[0]))
    ledger.employers.add(Employer({"name": "丙"}))
    ledger._session.register.forget()
    ids = ledger.holders.ids(wanted)
    assert len(ids) == len(crowd)
    assert list(ids[:30]) == whole[:30]
    assert list(ids) == whole
    assert ids.index(whole[-1]) == len(whole) - 1


def test_who_comes_or_goes_while_the_rest_is_read_leaves_a_promised_row_blank(
    ledger, crowd, monkeypatch
):
    monkeypatch.setattr(orders, "AT_ONCE", 0)
    monkeypatch.setattr(orders, "HEAD", 5)
    before = ledger.holders.ids(HolderFilter())
    last = max(crowd)
    ledger.holders.remove(last)
    assert len(before) == len(crowd)
    assert len(list(before)) == len(crowd)
    assert list(before)[-1] == 0
    again = ledger.holders.ids(HolderFilter())
    assert sorted(again) == sorted(set(crowd) - {last})
    grown = ledger.holders.ids(HolderFilter())
    ledger.holders.add(Holder({"name": "a"}))
    assert len(list(grown)) == len(crowd) - 1


def test_a_change_under_way_is_in_the_order_at_once(ledger, crowd, monkeypatch):
    monkeypatch.setattr(orders, "AT_ONCE", 0)
    with ledger.transaction("holders.add"):
        added = ledger.holders.add(Holder({"name": "龙"})).id
        assert added in ledger.holders.ids(HolderFilter())
        assert ledger.holders.count() == len(crowd) + 1


def test_a_ledger_closes_while_the_rest_is_being_read(path, monkeypatch):
    monkeypatch.setattr(orders, "AT_ONCE", 0)
    with Ledger.create(path) as ledger:
        ledger.holders.add_many([Holder({"name": str(number)}) for number in range(600)])
        ids = ledger.holders.ids(HolderFilter())
        assert len(ids) == 600
    assert not path.with_name(f"{path.name}-wal").exists()


@pytest.mark.parametrize("order", ORDERS)
def test_a_change_of_order_is_seen_at_once(ledger, crowd, order):
    wanted = HolderFilter(order=order)
    assert len(ledger.holders.ids(wanted)) == 40
    holder = ledger.holders.add(
        Holder({"name": " ", "doc_no": "0"}, employer_id=ledger.employers.add(Employer()).id)
    )
    card = ledger.cards.add(Card(holder.id, {"card_number": "0"}))
    ledger.projections.put(card.id, ActivationStatus(CardState.ACTIVE, review_on=_day(1)))
    ids = ledger.holders.ids(wanted)
    assert len(ids) == 41
    assert holder.id in ids[:20]


def test_a_renamed_employer_changes_places(ledger):
    first, second = (ledger.employers.add(Employer({"name": name})) for name in "甲乙")
    ids = ledger.holders.add_many([Holder(employer_id=item.id) for item in (first, second)])
    wanted = HolderFilter(order="employer")
    assert list(ledger.holders.ids(wanted)) == ids[::-1]  # 乙 comes before 甲
    ledger.employers.update(Employer({"name": "丁"}, id=first.id))
    assert list(ledger.holders.ids(wanted)) == ids


def test_everybody_is_read_when_the_first_are_drawn_or_somebody_waits(ledger, crowd, monkeypatch):
    monkeypatch.setattr(reading, "_AFTER_S", 60)
    monkeypatch.setattr(orders, "AT_ONCE", 0)
    monkeypatch.setattr(orders, "HEAD", 8)
    ids = ledger.holders.ids(HolderFilter())
    assert len(ids[:8]) == 8
    begun = ledger.holders._orders._reading[1]
    assert begun._thread.is_alive()  # it waits for the window
    assert sorted(ids) == sorted(crowd)
    assert not begun._thread.is_alive()
