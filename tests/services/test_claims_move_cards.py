"""The life of a card follows the claim that it comes from, when that is wanted."""

import pytest

from kabao.domain.errors import InputRefusedError
from kabao.services.case_way import StepDraft
from services.claimants import AGENT, COMPANY, FOREIGNER, FORM, completed, put
from services.people_at_hand import CARD

DAY = "2026-11-20"


def step(workspace, case, key, *, with_card=True, **told):
    draft = StepDraft(key, told.pop("on", DAY), "甲", with_card=with_card, **told)
    return workspace.case_way.record(case.id, draft)


@pytest.fixture
def handed_in(workspace):
    """A claim that was handed in, with its card."""
    case = completed(workspace, FOREIGNER)
    workspace.case_way.record(case.id, StepDraft("make_ready", DAY, "甲"))
    step(workspace, case, "hand_in")
    return case


def cards(workspace, case):
    return workspace.ledger.cards.of_holder(case.holder_ids[0])


def test_handing_in_enters_the_card_with_what_the_claim_says(workspace, handed_in):
    (card,) = cards(workspace, handed_in)
    told = {name: card.text(name) for name in ("progress", "applied_on", "apply_for", "bank")}
    assert told == {"progress": "submitted", "applied_on": DAY, "apply_for": "new", "bank": "313"}
    assert card.text("region") == "990100"


def test_the_card_goes_all_the_way_and_one_undo_takes_back_both(workspace, handed_in):
    step(workspace, handed_in, "office_accepts", reference="R-1")
    saved = step(workspace, handed_in, "card_ready", on="2026-11-21")
    (card,) = cards(workspace, handed_in)
    assert card.text("progress") == "ready"
    assert card.id in saved.changed.cards
    step(workspace, handed_in, "card_collected", on="2026-11-22")
    assert cards(workspace, handed_in)[0].text("collected_on") == "2026-11-22"
    workspace.history.undo(workspace.history.last_id())
    assert workspace.case_way.state(handed_in.id).key == "ready"
    assert cards(workspace, handed_in)[0].text("progress") == "ready"
    assert not cards(workspace, handed_in)[0].text("collected_on")


def test_nothing_is_written_unless_it_is_wanted(workspace):
    case = completed(workspace, FOREIGNER)
    workspace.case_way.record(case.id, StepDraft("make_ready", DAY, "甲"))
    offer = workspace.case_way.card_offer(case, "handed_in")
    assert (offer.state, offer.card_id) == ("submitted", 0)
    step(workspace, case, "hand_in", with_card=False)
    assert cards(workspace, case) == []


def test_a_card_that_is_further_is_left_alone(workspace, handed_in):
    (card,) = cards(workspace, handed_in)
    workspace.cards.save(card.id, card.holder_id, {**card.values, "progress": "making"})
    assert workspace.case_way.card_offer(handed_in, "accepted") is None
    step(workspace, handed_in, "office_accepts", reference="R-1")
    assert cards(workspace, handed_in)[0].text("progress") == "making"


def test_a_return_is_kept_with_its_reason(workspace, handed_in):
    step(workspace, handed_in, "office_returns", reasons="照片模糊")
    (card,) = cards(workspace, handed_in)
    assert (card.text("progress"), card.text("progress_reason")) == ("returned", "照片模糊")


def test_a_day_before_the_card_was_issued_is_refused_and_nothing_kept(workspace, handed_in):
    (card,) = cards(workspace, handed_in)
    workspace.cards.save(card.id, card.holder_id, {**card.values, "issued_on": "2026-11-22"})
    step(workspace, handed_in, "office_accepts", reference="R-1")
    with pytest.raises(InputRefusedError, match="life_refused"):
        step(workspace, handed_in, "card_collected", on="2026-11-21")
    assert workspace.case_way.state(handed_in.id).key == "accepted"


def test_a_replacement_names_the_card_it_replaces(workspace):
    case = completed(workspace, AGENT)
    holder = case.holder_ids[0]
    workspace.cards.save(0, holder, CARD)
    put(workspace, case, FORM, apply_for="renew", apply_reason="damaged")
    workspace.case_way.record(case.id, StepDraft("make_ready", DAY, "甲"))
    step(workspace, workspace.cases.get(case.id), "hand_in")
    told = cards(workspace, case)[0]
    assert (told.text("apply_for"), told.text("replaces")) == ("renew", "X00000019")
    assert told.text("replace_reason") == "damaged"


def test_a_registration_has_no_card(workspace):
    employer = workspace.employers.save(0, COMPANY).record
    registration = workspace.claims.register(employer.id, "登记").record
    assert workspace.case_way.card_offer(registration, "filed") is None
