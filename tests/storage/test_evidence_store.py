"""Evidence is written once; it leaves only with its card."""

import datetime as dt

import pytest

from kabao.domain.evidence import EvidenceKind


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE evidence SET note = 'later'",
        "UPDATE evidence SET card_id = card_id",
        "DELETE FROM evidence",
        "INSERT OR REPLACE INTO evidence SELECT * FROM evidence",
    ],
)
def test_entries_can_be_neither_changed_nor_removed(ledger, add_card, observed, sql):
    entry = ledger.evidence.add(observed(add_card().id, note="柜台修改"))
    with pytest.raises(Exception, match="append-only"):
        ledger._session.rows(sql)
    assert ledger.evidence.of_card(entry.card_id) == [entry]


def test_entries_are_listed_by_day_then_by_entry(ledger, add_card, observed):
    card = add_card().id
    late, early, same = (
        ledger.evidence.add(observed(card, observed_on=dt.date(2026, 3, day)))
        for day in (18, 2, 18)
    )
    assert ledger.evidence.of_card(card) == [early, late, same]


def test_an_entry_withdraws_only_one_of_the_same_card(ledger, add_card, observed):
    mine, other = add_card().id, add_card(number="B12345678").id
    entry = ledger.evidence.add(observed(mine))
    back = observed(mine, kind=EvidenceKind.WITHDRAWN, withdraws=entry.id)
    assert ledger.evidence.add(back).withdraws == entry.id
    for wrong in (observed(other, withdraws=entry.id), observed(mine, withdraws=999)):
        with pytest.raises(Exception, match="same card"):
            ledger.evidence.add(wrong)
    assert ledger.evidence.of_card(other) == []


def test_removing_a_holder_takes_cards_evidence_status_and_drafts_along(
    ledger, add_card, observed, status
):
    card, other = add_card(), add_card("李四")
    entry = ledger.evidence.add(observed(card.id))
    ledger.evidence.add(observed(card.id, kind=EvidenceKind.WITHDRAWN, withdraws=entry.id))
    kept = ledger.evidence.add(observed(other.id))
    ledger.projections.put(card.id, status())
    ledger.drafts.put("holders", card.holder_id, {"name": "王"})
    ledger.drafts.put("cards", card.id, {})
    ledger.drafts.put("holders", other.holder_id, {"name": "李"})
    ledger.holders.remove(card.holder_id)
    assert [item.id for item in ledger.cards.all()] == [other.id]
    assert ledger._session.rows("SELECT id FROM evidence") == [(kept.id,)]
    assert ledger.projections.get(card.id) is None
    assert ledger.drafts.all() == [("holders", other.holder_id)]
    assert ledger._session.rows("PRAGMA foreign_key_check") == []


def test_removed_people_leave_no_trace_in_the_file(path, ledger, add_card):
    card = add_card("删除我", "110000199001010013")
    ledger.holders.remove(card.holder_id)
    ledger.history.drop_images("9999")  # what it takes to undo the removal
    ledger.close()
    assert "删除我".encode() not in path.read_bytes()
    assert b"110000199001010013" not in path.read_bytes()
