"""Holders, cards, employers and evidence: checked, saved as one step, drafts kept and dropped."""

from __future__ import annotations

import pytest

from kabao.domain.cases import ApplicantKind
from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.domain.evidence import Evidence, EvidenceKind
from kabao.domain.holders import HolderFilter
from services.people_at_hand import CARD, EMPLOYER, HOLDER, OTHER_HOLDER, TODAY


def codes(findings):
    return {item.code for item in findings}


def test_a_holder_is_saved_as_one_step(workspace, employer):
    workspace.holders.keep_draft(0, {"name": "安"})

    saved = workspace.holders.save(0, HOLDER, employer.id)

    view = workspace.holders.view(saved.record.id)
    assert view.holder.values == HOLDER
    assert view.employer == employer
    assert view.card is None
    assert saved.changed.holders == {saved.record.id}
    assert workspace.ledger.drafts.all() == []
    assert workspace.ledger.history.latest(1)[0].subject == "安思源"
    assert workspace.holders.ids(HolderFilter(search="思源")).tolist() == [saved.record.id]


def test_a_wrong_holder_is_not_saved_and_the_typing_stays(workspace, contents):
    typed = HOLDER | {"doc_no": "110000199001010014"}
    workspace.holders.keep_draft(0, typed)
    before = contents()

    with pytest.raises(InputRefusedError) as caught:
        workspace.holders.save(0, typed)

    assert caught.value.code == "holder_not_saved"
    assert any(item.place.field == "doc_no" for item in caught.value.findings)
    assert contents() == before
    assert workspace.holders.draft().values == typed


@pytest.mark.parametrize("number", ["11000019900101003X", "11000019900101003x"])
def test_the_same_number_twice(workspace, number):
    workspace.holders.save(0, HOLDER | {"doc_no": "11000019900101003X"})

    assert "holder_twice" in codes(workspace.holders.check(HOLDER | {"doc_no": number}))


def test_a_number_in_wide_digits_is_the_same(workspace, holder):
    wide = HOLDER | {"doc_no": "１１００００１９９００１０１００１３"}

    assert "holder_twice" in codes(workspace.holders.check(wide))
    assert "holder_twice" not in codes(workspace.holders.check(HOLDER, holder.id))


def test_people_without_a_number_are_no_duplicates(workspace):
    workspace.ledger.holders.add(
        type(workspace.holders.view(workspace.holders.save(0, HOLDER).record.id).holder)({})
    )

    assert "holder_twice" not in codes(workspace.holders.check({}))


def test_removing_a_holder_takes_cards_and_drafts_along(workspace, holder, card):
    workspace.holders.keep_draft(holder.id, {"name": "x"})
    workspace.cards.keep_draft(card.id, {"card_number": "x"})
    workspace.cards.keep_draft(0, {"card_number": "y"}, holder.id)

    changed = workspace.holders.remove(holder.id)

    assert changed.holders == {holder.id}
    assert changed.cards == {card.id}
    assert workspace.ledger.drafts.all() == []
    assert workspace.holders.count() == 0
    assert workspace.ledger.cards.find(card.uid) is None


def test_a_holder_in_a_case_stays(workspace, holder, contents):
    workspace.cases.create(ApplicantKind.PERSON, "申请", holder_ids=(holder.id,))
    workspace.holders.keep_draft(holder.id, {"name": "x"})
    before = contents()

    with pytest.raises(InputRefusedError) as caught:
        workspace.holders.remove(holder.id)

    assert (caught.value.code, caught.value.params["count"]) == ("holder_in_case", 1)
    assert contents() == before


def test_a_card_is_saved_with_its_status(workspace, holder):
    saved = workspace.cards.save(0, holder.id, CARD)

    assert saved.changed.cards == {saved.record.id}
    assert workspace.ledger.projections.get(saved.record.id).state == "not_activated"
    later = CARD | {"collected_on": None}
    workspace.cards.save(saved.record.id, holder.id, later)
    assert workspace.ledger.projections.get(saved.record.id).state == "not_collected"


def test_the_typing_of_a_new_card_stays_with_its_person(workspace, holder):
    other = workspace.holders.save(0, OTHER_HOLDER).record
    workspace.cards.keep_draft(0, {"card_number": "X00000019"}, holder.id)

    begun = {"region": HOLDER["region"], "card_kind": "physical"}
    assert workspace.cards.draft(0, other.id).values == begun
    assert workspace.cards.draft(0, holder.id).values == {"card_number": "X00000019"}

    workspace.cards.save(0, holder.id, CARD)
    assert workspace.ledger.drafts.all() == []


def test_a_dropped_draft_shows_the_stored_values_again(workspace, card):
    workspace.cards.keep_draft(card.id, {"card_number": "typed"})
    assert workspace.cards.draft(card.id).values == {"card_number": "typed"}

    workspace.cards.drop_draft(card.id)
    assert workspace.cards.draft(card.id).values == card.values


def test_the_same_card_number_twice_is_a_warning(workspace, card):
    other = workspace.holders.save(0, OTHER_HOLDER).record

    saved = workspace.cards.save(0, other.id, CARD)

    assert "card_number_twice" in codes(saved.findings)
    assert "card_number_twice" not in codes(workspace.cards.check(CARD, card.id))


def test_a_wrong_card_is_not_saved(workspace, holder):
    with pytest.raises(InputRefusedError) as caught:
        workspace.cards.save(0, holder.id, CARD | {"collected_on": "2026-02-01"})

    assert caught.value.code == "card_not_saved"
    assert workspace.ledger.cards.of_holder(holder.id) == []


def test_an_employer_with_a_code_that_is_there_already(workspace, employer):
    again = EMPLOYER | {"name": "另一家公司"}

    with pytest.raises(InputRefusedError) as caught:
        workspace.employers.save(0, again)

    assert "employer_twice" in codes(caught.value.findings)
    workspace.employers.save(employer.id, EMPLOYER | {"name": "新名称有限公司"})
    assert [item.name for item in workspace.employers.all()] == ["新名称有限公司"]


def test_an_employer_goes_with_its_draft_once_nobody_names_it(workspace, employer):
    holder = workspace.holders.save(0, HOLDER, employer.id).record
    workspace.employers.keep_draft(employer.id, {"name": "x"})
    with pytest.raises(InputRefusedError):
        workspace.employers.remove(employer.id)
    assert workspace.employers.draft(employer.id).values == {"name": "x"}

    workspace.holders.remove(holder.id)
    workspace.employers.remove(employer.id)

    assert workspace.employers.all() == ()
    assert workspace.ledger.drafts.all() == []


def test_the_people_and_the_clock_of_an_employer(workspace, employer):
    holder = workspace.holders.save(0, HOLDER, employer.id).record
    workspace.holders.save(0, OTHER_HOLDER)

    assert workspace.employers.holders(employer.id) == (holder,)
    clock = workspace.employers.clock(employer)
    assert (clock.nominal_due.isoformat(), clock.days_left) == ("2026-12-10", 18)


def test_evidence_lights_the_status_and_can_be_taken_back(workspace, card, observe):
    entry = observe(card, detail="pin_changed")
    assert workspace.statuses.current(card.id).state == "active"

    saved = workspace.evidence.withdraw(entry, "误录")

    assert workspace.statuses.current(card.id).state == "not_activated"
    assert workspace.evidence.of_card(card.id) == (entry, saved.record)
    assert saved.record.observed_on == TODAY


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"observed_on": TODAY.replace(year=2027)}, "evidence_in_future"),
        ({"observed_on": TODAY.replace(month=3, day=2)}, "evidence_before_collection"),
        ({"note": "密码是 123456"}, "note_has_password"),
    ],
)
def test_evidence_that_cannot_be_is_refused(workspace, card, contents, more, code):
    before = contents()
    entry = {"observed_on": TODAY} | more

    with pytest.raises(InputRefusedError) as caught:
        workspace.evidence.add(Evidence(card.id, EvidenceKind.PASSWORD_SET, **entry))

    assert code in codes(caught.value.findings)
    assert contents() == before


def test_a_record_that_is_gone(workspace, holder):
    workspace.holders.remove(holder.id)

    for ask in (workspace.holders.view, workspace.holders.remove, workspace.holders.draft):
        with pytest.raises(NotFoundError):
            ask(holder.id)
