"""Many records at once: the same as one by one, in one transaction."""

import pytest

from kabao.domain.cards import Card
from kabao.domain.errors import NotFoundError
from kabao.domain.holders import Holder


def test_many_holders_are_stored_in_order(ledger, employer):
    ledger.holders.remove(ledger.holders.add(Holder()).id)
    new = [Holder({"name": f"人{number}"}, employer_id=employer.id) for number in range(5)]
    ids = ledger.holders.add_many([*new, Holder({"name": "末"}, uid="H-9")])
    assert ids == list(range(2, 8))
    assert [ledger.holders.get(number).name for number in ids] == [
        *(holder.name for holder in new), "末",
    ]  # fmt: skip
    assert ledger.holders.get(ids[0]).employer_id == employer.id
    assert ledger.holders.find("H-9").id == ids[-1]
    assert [entry.action for entry in ledger.history.latest(1)] == ["holders.add"]
    assert ledger.holders.add(Holder()).id == 8
    assert ledger.holders.add_many([]) == []


def test_many_changes_are_one_and_none_when_one_fails(ledger):
    ids = ledger.holders.add_many([Holder({"name": "甲"}), Holder({"name": "乙"})])
    ledger.holders.update_many([Holder({"name": "丙"}, id=ids[0]), Holder({}, id=ids[1])])
    assert [ledger.holders.get(number).name for number in ids] == ["丙", ""]
    with pytest.raises(NotFoundError):
        ledger.holders.update_many([Holder({"name": "丁"}, id=ids[0]), Holder(id=99)])
    assert ledger.holders.get(ids[0]).name == "丙"


def test_many_numbers_are_looked_up_at_once(ledger):
    ids = ledger.holders.add_many(
        [Holder({"doc_no": "11000019900404004X"}), Holder({"doc_no": "E1"}), Holder()]
    )
    again = ledger.holders.add(Holder({"doc_no": "E1"})).id
    found = ledger.holders.by_numbers(["11000019900404004x", "E1", "E2", ""])
    assert {number: holder.id for number, holder in found.items()} == {
        "11000019900404004x": ids[0],
        "E1": ids[1],
    }
    assert again not in {holder.id for holder in found.values()}
    assert ledger.holders.by_numbers([]) == {}


def test_an_employer_is_given_to_many_and_can_be_given_back(ledger, employer):
    ids = ledger.holders.add_many([Holder(employer_id=employer.id), Holder(), Holder()])
    before = ledger.holders.assign_employer([*ids[:2], 99], employer.id)
    assert before == {ids[0]: employer.id, ids[1]: None}
    assert [holder.id for holder in ledger.holders.of_employer(employer.id)] == ids[:2]
    assert ledger.holders.assign_employer(ids, None) == {
        ids[0]: employer.id, ids[1]: employer.id, ids[2]: None,
    }  # fmt: skip
    assert ledger.holders.of_employer(employer.id) == []
    assert len(ledger.history.latest(99)) == 4


def test_many_cards_and_entries(ledger, observed):
    holders = ledger.holders.add_many([Holder(), Holder()])
    cards = ledger.cards.add_many([Card(holder, {"card_number": "A1"}) for holder in holders])
    assert [ledger.cards.get(card).holder_id for card in cards] == holders
    stored = ledger.evidence.add_many([observed(card) for card in cards for _ in range(2)])
    assert [entry.id for entry in stored] == [1, 2, 3, 4]
    assert ledger.evidence.of_card(cards[1]) == stored[2:]
    assert len({entry.uid for entry in stored}) == 4
    assert ledger.evidence.add_many([]) == []


def test_current_cards_are_found_by_the_end_of_their_number(ledger, add_card):
    old = add_card(number="A12345678")
    assert ledger.cards.by_tail("5678") == [old]
    new = ledger.cards.add(Card(old.holder_id, {"card_number": "B11115678"}))
    other = add_card(number="C9999978x")
    assert ledger.cards.by_tail("678") == ledger.cards.by_tail("5678") == [new]
    assert ledger.cards.by_tail("78X") == [other]
    assert ledger.cards.by_tail("%") == ledger.cards.by_tail("") == []


def test_a_failure_among_many_ends_the_whole_change(ledger):
    def change():
        with ledger.transaction("rosters.import"):
            ledger.holders.add(Holder({"name": "甲"}))
            with pytest.raises(NotFoundError):
                ledger.holders.update_many([Holder(id=99)])
            ledger.holders.add(Holder({"name": "乙"}))

    with pytest.raises(RuntimeError, match="rolled back"):
        change()
    assert ledger.holders.count() == 0
    assert ledger.history.latest(9) == []
    ledger.holders.add_many([Holder({"name": "丙"})])
    assert ledger.holders.count() == 1


def test_many_records_open_no_level_that_would_slow_each_of_them(ledger, observed, status):
    said = []
    with ledger.transaction("rosters.import"):
        ledger._session._connection.set_trace_callback(said.append)
        ids = ledger.holders.add_many([Holder({"name": "甲"})] * 3)
        cards = ledger.cards.add_many([Card(known) for known in ids])
        ledger.evidence.add_many([observed(card) for card in cards])
        ledger.projections.put_many((card, status()) for card in cards)
        ledger.holders.update_many([Holder(id=known) for known in ids])
        ledger.holders.assign_employer(ids, None)
        ledger._session._connection.set_trace_callback(None)
    assert any("INSERT INTO evidence" in statement for statement in said)
    assert not [statement for statement in said if "SAVEPOINT" in statement]
