"""Every kind of attention on a real ledger: exactly the people meant, and the count of the list."""

from __future__ import annotations

import datetime as dt

import pytest

from kabao.domain.attention import KINDS, attention_kinds, deserves, read_kind
from kabao.domain.evidence import EvidenceKind, Strength
from kabao.domain.holders import HolderFilter
from kabao.services.views import filter_text, read_filter
from services.people_at_hand import CARD, HOLDER, TODAY

OTHER_NUMBERS = ("110000199001010021", "11000019900101003X")


@pytest.fixture
def person(workspace):
    """Return a function that adds a person with a card, given by what differs from the sample."""
    numbers = iter((HOLDER["doc_no"], *OTHER_NUMBERS))

    def add(**more):
        number = next(numbers)
        sex = "2" if number == OTHER_NUMBERS[0] else "1"
        holder = workspace.holders.save(0, HOLDER | {"doc_no": number, "sex": sex}).record
        card = CARD | {"card_number": f"X0000{number[-4:]}"} | more
        values = {name: value for name, value in card.items() if value}
        return workspace.cards.save(0, holder.id, values).record

    return add


def meant(workspace, code, today=TODAY):
    wanted = HolderFilter(attention_kinds=frozenset({code}), today=today.isoformat())
    found = list(workspace.holders.ids(wanted))
    assert workspace.ledger.attention.counts([code], today) == {code: len(found)}
    # What is said of all by their lines is said of each by card and status.
    kind = read_kind(code)
    assert kind is not None
    one_by_one = {
        card.holder_id
        for card in workspace.ledger.cards.all()
        if deserves(kind, card, workspace.statuses.derive(card.id), today)
    }
    assert one_by_one == set(found)
    return found


def back(days):
    return (TODAY - dt.timedelta(days=days)).isoformat()


@pytest.mark.parametrize("days", [30, 90, 180])
def test_not_activated_from_the_very_day(workspace, person, days):
    on_the_day = person(collected_on=back(days), issued_on="2025-11-01")
    person(collected_on=back(days - 1), issued_on="2025-11-01")
    assert meant(workspace, f"unactivated:{days}") == [on_the_day.holder_id]


def test_an_electronic_card_counts_from_its_issue(workspace, person):
    card = person(card_kind="electronic", collected_on="", issued_on=back(30))
    assert meant(workspace, "unactivated:30") == [card.holder_id]


def test_expiring_from_sixty_days_to_the_last_day(workspace, person):
    def ends(days):
        return back(-days)

    first, last = person(valid_to=ends(60)), person(valid_to=ends(0))
    person(valid_to=ends(61))
    assert sorted(meant(workspace, "expiring:60")) == [first.holder_id, last.holder_id]
    assert meant(workspace, "expired") == []


def test_a_lost_card_expires_too_and_a_cancelled_one_does_not(workspace, person, observe):
    lost, gone = person(valid_to=back(-20)), person(valid_to=back(-20))
    observe(lost, EvidenceKind.LOST_TEMP, on=back(1))
    observe(gone, EvidenceKind.CANCELLED, on=back(1))
    assert meant(workspace, "expiring:60") == [lost.holder_id]


def test_expired_once_the_calendar_has_moved(workspace, person, clock):
    card = person(valid_to=back(0))
    clock.today = TODAY + dt.timedelta(days=1)
    workspace.statuses.refresh_due()
    assert meant(workspace, "expired", clock.today) == [card.holder_id]
    assert meant(workspace, "expiring:60", clock.today) == []


def test_temporary_loss_ending_and_ended(workspace, person, observe, clock):
    soon, late = person(), person()
    for card, on in ((soon, back(4)), (late, back(1))):
        observe(card, on="2026-05-07")
        observe(card, EvidenceKind.LOST_TEMP, on=on)
    assert meant(workspace, "loss_ending:7") == [soon.holder_id]
    assert sorted(meant(workspace, "lost_temp")) == [soon.holder_id, late.holder_id]
    clock.today = TODAY + dt.timedelta(days=7)
    workspace.statuses.refresh_due()
    assert meant(workspace, "loss_ended", clock.today) == [soon.holder_id]
    assert meant(workspace, "loss_ending:7", clock.today) == [late.holder_id]


def test_contradicting_evidence_and_weak_evidence(workspace, person, observe):
    doubted, claimed = person(), person()
    observe(doubted)
    observe(doubted, positive=False, on=back(1))
    observe(claimed, EvidenceKind.NOTICE_RECEIVED, on=back(1), strength=Strength.WEAK)
    assert meant(workspace, "in_doubt") == [doubted.holder_id]
    assert meant(workspace, "claimed") == [claimed.holder_id]


def test_ready_but_not_collected(workspace, person):
    ready = person(collected_on="", progress="ready", issued_on="")
    issued = person(collected_on="")
    person(collected_on="", progress="making", issued_on="")
    assert sorted(meant(workspace, "ready")) == [ready.holder_id, issued.holder_id]


def test_review_within_days(workspace, person):
    card = person(collected_on=back(0))
    assert meant(workspace, "review:29") == []
    assert meant(workspace, "review:30") == [card.holder_id]


def test_kinds_widen_each_other_and_survive_being_written(workspace, person, observe):
    doubted, waiting = person(), person(collected_on="")
    observe(doubted)
    observe(doubted, positive=False, on=back(1))
    kinds = frozenset({"in_doubt", "ready", "no such kind", "unactivated:-1"})
    wanted = HolderFilter(attention_kinds=kinds, today=TODAY.isoformat())
    assert read_filter(filter_text(wanted)) == wanted
    assert sorted(workspace.holders.ids(wanted)) == [doubted.holder_id, waiting.holder_id]
    unknown = HolderFilter(attention_kinds=frozenset({"no such kind"}))
    assert list(workspace.holders.ids(unknown)) == []


def test_every_kind_is_told_with_the_days_of_the_rulebook(rulebook):
    kinds = attention_kinds(rulebook.activation)
    assert tuple(dict.fromkeys(kind.name for kind in kinds)) == KINDS
    days = [kind.days for kind in kinds if kind.name == "unactivated"]
    assert sorted(days) == sorted(rulebook.activation.reminder_days)
    assert all(read_kind(kind.code) == kind for kind in kinds)
    assert read_kind("unactivated:²") is None


def test_people_of_employers_by_state(workspace, employer, holder, card, observe):
    workspace.holders.assign_employer([holder.id], employer.id)
    observe(card)
    (found,) = workspace.overview.people().employers
    assert (found.name, found.counts, found.total) == (employer.name, {"active/supported": 1}, 1)
