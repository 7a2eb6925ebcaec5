"""Further combinations of the truth table: several blocks, releases, withdrawals and limits."""

from __future__ import annotations

import datetime as dt

import pytest

from domain.activation_cases import (
    CANCELS,
    DEMANDS,
    KNOWING,
    RELEASES,
    SEPARATE,
    STAYS,
    TOGETHER,
    UNDOES,
    card,
    day,
    seen,
    timeline,
    withdrawal,
)
from kabao.domain.activation import CardState, Grade
from kabao.domain.cards import Card
from kabao.domain.derivation import derive_status
from kabao.domain.evidence import Evidence, EvidenceKind

FOUR = (("pin_changed", 1), ("chip_settlement", 2), ("status_normal", 3), ("notice_full", 4))
LOST = (*FOUR, ("loss_temporary", 90))
BANK = ("bank_account_active", 5)
WELL, ONE, CLAIM = "well_supported", "supported", "claimed"

TABLE = [
    # Two blocks at once, and the release of the wrong one
    ("loss and lock", (("loss_temporary", 5), ("pin_locked", 6)), STAYS, 30, "app_locked"),
    ("loss, lock, lifted", (*FOUR, ("loss_temporary", 5), ("pin_locked", 6), ("loss_lifted", 7)),
     STAYS, 30, "app_locked"),
    ("loss, lock, unlocked", (*FOUR, ("loss_temporary", 5), ("pin_locked", 6), ("pin_reset", 7)),
     STAYS, 30, "lost_temp"),
    ("both released", (*FOUR, ("loss_temporary", 5), ("pin_locked", 6), ("pin_reset", 7),
     ("loss_lifted", 7)), STAYS, 30, "active"),
    ("lock, formal, unlock", (*FOUR, ("pin_locked", 5), ("loss_formal", 6), ("pin_reset", 7)),
     STAYS, 30, "lost_formal"),
    ("wrong release of a lock", (("pin_locked", 5), ("loss_lifted", 6)), STAYS, 30, "app_locked"),
    ("wrong release of a loss", (("loss_temporary", 5), ("pin_reset", 6)), STAYS, 30, "lost_temp"),
    ("wrong release of a seal", (("status_sealed", 5), ("pin_reset", 6)), STAYS, 30, "sealed"),
    ("enabled does not find a card", (("loss_formal", 5), ("function_enabled", 6)), STAYS, 30,
     "lost_formal"),
    ("one release for both losses", (*FOUR, ("loss_temporary", 5), ("loss_formal", 6),
     ("loss_lifted", 7)), STAYS, 30, "active"),
    ("lost again after a release", (*FOUR, ("loss_temporary", 5), ("loss_lifted", 7),
     ("loss_temporary", 9)), STAYS, 30, "lost_temp"),
    ("release before the loss", (*FOUR, ("loss_lifted", 4), ("loss_temporary", 5)), STAYS, 30,
     "lost_temp"),
    ("cancelled outranks all", (("card_cancelled", 5), ("loss_formal", 6), ("pin_locked", 7),
     ("loss_temporary", 8), ("status_sealed", 9)), STAYS, 30, "cancelled"),
    ("nothing brings back a cancelled card", (("card_cancelled", 5), ("loss_lifted", 6),
     ("pin_reset", 6), ("function_enabled", 6), *((code, 9) for code, _ in FOUR)), STAYS, 30,
     "cancelled"),
    # Seals
    ("sealed, then weak", (("status_sealed", 5), ("contributions_visible", 9)), STAYS, 30,
     "sealed"),
    ("sealed, then strong", (("status_sealed", 5), ("office_says_active", 9)), STAYS, 30, "active"),
    ("sealed and strong on one day", (("status_sealed", 5), ("pin_changed", 5)), STAYS, 30,
     "sealed"),
    ("sealed, enabled, nothing else", (("status_sealed", 5), ("function_enabled", 6)), STAYS, 30,
     "not_activated"),
    ("sealed, enabled, used", (("status_sealed", 5), ("function_enabled", 6), ("pin_changed", 1)),
     STAYS, 30, "active"),
    ("enabled before sealed", (("function_enabled", 4), ("status_sealed", 5)), STAYS, 30,
     "sealed"),
    ("sealed twice", (("status_sealed", 5), ("pin_changed", 6), ("status_sealed", 7)), STAYS, 30,
     "sealed"),
    ("only the bank after a seal", (("status_sealed", 5), ("bank_account_active", 9)), STAYS, 30,
     "sealed"),
    ("electronic card opens a seal where it proves something",
     (("status_sealed", 5), ("electronic_card_issued", 9)), DEMANDS, 30, "active"),
    ("and does not elsewhere", (("status_sealed", 5), ("electronic_card_issued", 9)), STAYS, 30,
     "sealed"),
    # The calendar of a loss
    ("reported again in time", (*LOST, ("loss_temporary", 99)), RELEASES, 105, "lost_temp"),
    ("reported again after the end", (*LOST, ("loss_temporary", 120)), RELEASES, 121,
     "lost_temp"),
    ("formal loss outlives the calendar", (*LOST, ("loss_formal", 95)), RELEASES, 200,
     "lost_formal"),
    ("lifted in time", (*LOST, ("loss_lifted", 105)), CANCELS, 200, "active"),
    ("lifted too late", (*LOST, ("loss_lifted", 106)), CANCELS, 200, "cancelled"),
    ("an unknown region never ends a loss", LOST, "999999", 4000, "lost_temp"),
    ("a district has the rule of its city", LOST, "440203", 106, "cancelled"),
    # Electronic card and bank beside other evidence
    ("S5 where it proves nothing, with S7", (("electronic_card_issued", 1), BANK), STAYS, 30,
     "not_activated"),
    ("S5 refused elsewhere", (("electronic_card_issued", 3), ("refused", 9)), DEMANDS, 30,
     "in_doubt"),
    ("S7 against", (("bank_account_inactive", 9), ("pin_changed", 1)), STAYS, 30, "active"),
    # Doubt
    ("doubt on one day", (("pin_changed", 5), ("office_says_not_active", 5)), STAYS, 30,
     "in_doubt"),
    ("doubt, then weak", (("pin_changed", 5), ("refused", 6), ("contributions_visible", 7)),
     STAYS, 30, "active"),
    ("doubt under a block", (("pin_changed", 5), ("refused", 6), ("pin_locked", 7)), STAYS, 30,
     "app_locked"),
    # Days
    ("on the day of collection", (("pin_changed", 0),), STAYS, 0, "active"),
    ("another card in the message", (("notice_other_card", 3),), STAYS, 30, "not_activated"),
]  # fmt: skip


def derive(entries, region=STAYS, at=30, **values):
    return derive_status(card(region, **values), timeline(*entries), KNOWING, day(at))


def reasons(status):
    return {reason.code: reason.params for reason in status.reasons}


@pytest.mark.parametrize(
    ("entries", "region", "at", "state"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_combinations(entries, region, at, state):
    assert derive(entries, region, at).state is CardState(state)


@pytest.mark.parametrize(
    ("entries", "region", "at", "grade"),
    [
        ((("electronic_card_issued", 1), ("bank_account_active", 2)), DEMANDS, 30, ONE),
        ((("electronic_card_issued", 1), ("pin_changed", 2)), DEMANDS, 30, WELL),
        ((("electronic_card_issued", 1), ("pin_changed", 2)), STAYS, 30, ONE),
        ((("office_says_active", 1), ("contributions_visible", 2)), STAYS, 30, ONE),
        ((("office_says_active", 1), ("notice_full", 2)), STAYS, 30, WELL),
        ((*FOUR, ("refused", 9), ("contributions_visible", 10)), STAYS, 30, CLAIM),
        (LOST, RELEASES, 470, CLAIM),
        ((*LOST, ("loss_lifted", 150)), RELEASES, 151, WELL),
        ((*LOST, ("contributions_visible", 150)), RELEASES, 151, ONE),
        ((("password_unspecified", 1), ("contributions_visible", 2)), STAYS, 30, CLAIM),
    ],
)
def test_grades_of_combinations(entries, region, at, grade):
    assert derive(entries, region, at).grade is Grade(grade)


@pytest.mark.parametrize(
    ("entries", "region", "valid_to", "switch", "told"),
    [
        ((BANK, ("loss_temporary", 9)), STAYS, None, "on", None),
        ((BANK, ("loss_temporary", 9)), SEPARATE, None, "on", "bank_reported_separately"),
        ((BANK, ("loss_temporary", 25)), TOGETHER, None, "unknown", "bank_reported_together"),
        ((BANK, ("loss_temporary", 9)), TOGETHER, None, "on", None),
        ((BANK, ("loss_formal", 9)), SEPARATE, None, "on", "bank_reported_separately"),
        ((BANK, ("loss_formal", 9)), TOGETHER, None, "unknown", "bank_reported_together"),
        ((BANK, ("loss_formal", 9)), STAYS, None, "unknown", None),
        ((BANK, ("loss_temporary", 25), ("pin_locked", 26)), TOGETHER, None, "unknown",
         "bank_reported_together"),
        ((BANK, ("loss_temporary", 9)), SEPARATE, 20, "unknown", "bank_reported_separately"),
        ((BANK, ("card_cancelled", 9)), SEPARATE, None, "unknown", None),
    ],
)  # fmt: skip
def test_the_account_follows_the_way_a_region_reports_a_loss(
    entries, region, valid_to, switch, told
):
    values = {"valid_to": day(valid_to).isoformat()} if valid_to else {}
    status = derive(entries, region, 30, **values)
    assert status.financial == switch
    assert {code for code in reasons(status) if code.startswith("bank_r")} == {told} - {None}


def test_a_lost_card_that_expires_stays_lost_and_says_both():
    status = derive([("loss_temporary", 5)], at=40, valid_to=day(20).isoformat())
    assert (status.state, list(reasons(status))[:2]) == ("lost_temp", ["lost_temp", "expired"])
    formal = derive([("loss_formal", 5)], at=40, valid_to=day(20).isoformat())
    assert formal.state is CardState.LOST_FORMAL


# Withdrawals


def with_withdrawals(entries, *taken):
    made = list(timeline(*entries))
    for of, offset in taken:
        made.append(withdrawal(of, offset, len(made) + 1))
    return derive_status(card(CANCELS), made, KNOWING, day(120))


def test_a_release_taken_back_leaves_the_block():
    entries = (("pin_changed", 1), ("pin_locked", 5), ("pin_reset", 6))
    assert with_withdrawals(entries).state is CardState.ACTIVE
    assert with_withdrawals(entries, (3, 7)).state is CardState.APP_LOCKED
    assert with_withdrawals(entries, (3, 7), (4, 8)).state is CardState.ACTIVE
    assert with_withdrawals(entries, (3, 7), (4, 8), (5, 9)).state is CardState.APP_LOCKED


def test_a_release_taken_back_lets_the_rule_run_out():
    entries = (("pin_changed", 1), ("loss_temporary", 5), ("loss_lifted", 7))
    assert with_withdrawals(entries).state is CardState.ACTIVE
    assert with_withdrawals(entries, (3, 110)).state is CardState.CANCELLED


def test_a_refusal_taken_back_gives_the_earlier_evidence_back():
    entries = (("pin_changed", 1), ("chip_settlement", 2), ("refused", 5), ("status_normal", 6))
    assert with_withdrawals(entries).grade is Grade.SUPPORTED
    assert with_withdrawals(entries, (3, 8)).grade is Grade.WELL_SUPPORTED


def test_a_withdrawal_to_come_counts_from_its_day():
    entries = (*timeline(("pin_changed", 1)), withdrawal(1, 20, 2))
    before = derive_status(card(), entries, KNOWING, day(19))
    assert (before.state, before.review_on) == (CardState.ACTIVE, day(20))
    assert derive_status(card(), entries, KNOWING, day(20)).state is CardState.NOT_ACTIVATED


def test_an_entry_to_come_that_changes_nothing_is_no_day_of_review():
    entries = timeline(("pin_changed", 1), ("loss_lifted", 20), ("refused", 25))
    assert derive_status(card(), entries, KNOWING, day(19)).review_on == day(25)


# Whose evidence


def test_evidence_of_another_card_is_not_evidence():
    other = Evidence(2, EvidenceKind.PASSWORD_SET, day(1), id=1)
    assert derive_status(card(), (other,), KNOWING, day(30)).state is CardState.NOT_ACTIVATED
    lost = Evidence(2, EvidenceKind.LOST_FORMAL, day(1), id=2)
    entries = (*timeline(("pin_changed", 1)), lost)
    assert derive_status(card(), entries, KNOWING, day(30)).state is CardState.ACTIVE


@pytest.mark.parametrize("code", ["status_normal", "notice_full", "pin_changed", "refused"])
def test_the_app_of_the_bank_tells_of_the_bank_only(code):
    entry = seen(code, 3, 1, channel="bank_app")
    status = derive_status(card(), (entry,), KNOWING, day(30))
    assert status.state is CardState.NOT_ACTIVATED
    assert list(reasons(status)) == ["no_evidence", "reminder", "bank_app_only"]
    bank = seen("bank_account_active", 3, 1, channel="bank_app")
    assert derive_status(card(), (bank,), KNOWING, day(30)).financial == "on"


# Leap days


def test_leap_days():
    born = dt.date(2024, 2, 29)
    leap = Card(1, {"collected_on": "2024-02-29", "valid_to": "2028-02-29"}, id=1)
    pin = Evidence(1, EvidenceKind.PASSWORD_SET, born, id=1)

    def at(*on):
        return derive_status(leap, (pin,), KNOWING, dt.date(*on))

    assert at(2024, 2, 29).grade is Grade.SUPPORTED
    assert at(2024, 2, 29).review_on == dt.date(2025, 3, 1)
    assert at(2025, 2, 28).grade is Grade.SUPPORTED
    assert at(2025, 3, 1).grade is Grade.CLAIMED
    assert at(2025, 3, 1).review_on == dt.date(2027, 12, 31)
    assert at(2028, 2, 29).state is CardState.ACTIVE
    assert at(2028, 3, 1).state is CardState.EXPIRED


def test_a_loss_over_a_leap_day():
    leap = Card(1, {"collected_on": "2024-02-01", "region": RELEASES}, id=1)
    lost = Evidence(1, EvidenceKind.LOST_TEMP, dt.date(2024, 2, 20), id=1)
    assert derive_status(leap, (lost,), KNOWING, dt.date(2024, 2, 21)).review_on == dt.date(
        2024, 3, 2
    )


# Renewal


@pytest.mark.parametrize(
    ("entries", "state", "renewal"),
    [
        ((), "not_activated", True),
        ((("pin_changed", 1),), "active", True),
        ((("pin_changed", 1), ("refused", 9)), "in_doubt", True),
        ((("loss_temporary", 9),), "lost_temp", True),
        ((("pin_locked", 9),), "app_locked", True),
        ((("status_sealed", 9),), "sealed", True),
        ((("loss_formal", 9),), "lost_formal", False),
        ((("card_cancelled", 9),), "cancelled", False),
    ],
)
def test_renewal_is_told_60_days_before_the_end_in_every_state_that_can_be_renewed(
    entries, state, renewal
):
    last = day(300).isoformat()
    eve, open_ = (derive(entries, at=at, valid_to=last) for at in (239, 240))
    assert (eve.state, open_.state) == (CardState(state), CardState(state))
    assert "renewal_open" not in reasons(eve)
    assert ("renewal_open" in reasons(open_)) == renewal
    assert (eve.review_on == day(240)) == renewal
    over = derive(entries, at=301, valid_to=last)
    assert "renewal_open" not in reasons(over)


# The electronic card, and other reasons with their confidence


@pytest.mark.parametrize(
    ("entry", "code", "confidence"),
    [
        ("loss_temporary", "electronic_while_lost_temp", "confirmed"),
        ("loss_formal", "electronic_while_lost_formal", "single"),
        ("pin_locked", "electronic_while_app_locked", "single"),
        ("card_cancelled", "electronic_while_cancelled", "confirmed"),
        ("status_sealed", None, None),
    ],
)
def test_the_electronic_card_while_the_physical_one_is_blocked(entry, code, confidence):
    found = reasons(derive([("pin_changed", 1), (entry, 9)]))
    told = {name for name in found if name.startswith("electronic_while")}
    assert told == {code} - {None}
    if code:
        assert found[code]["confidence"] == confidence


def test_an_electronic_card_by_itself_has_no_physical_one_beside_it():
    values = {"card_kind": "electronic", "issued_on": day(0).isoformat()}
    alone = Card(1, values, id=1)
    status = derive_status(alone, timeline(("loss_temporary", 5)), KNOWING, day(9))
    assert [item.code for item in status.reasons] == ["lost_temp"]


def test_what_rests_on_a_rule_of_a_region_carries_its_confidence():
    def confidence(code, *parts):
        return reasons(derive(*parts))[code]["confidence"]

    assert confidence("cancelled_by_rule", LOST, CANCELS, 106) == "single"
    assert confidence("loss_ends_in_cancel", LOST, CANCELS, 91) == "single"
    assert confidence("lifted_too_late", (*LOST, ("loss_lifted", 110)), CANCELS, 110) == "single"
    assert confidence("released_by_calendar", LOST, RELEASES, 101) == "own"
    issued = (("electronic_card_issued", 1),)
    assert confidence("electronic_card_strong", issued, DEMANDS, 30) == "single"
    assert "confidence" not in reasons(derive(FOUR))["password_set_strong"]


@pytest.mark.parametrize(("region", "told"), [(STAYS, True), (UNDOES, False)])
def test_a_formal_loss_undone_is_out_of_the_ordinary_in_most_places(region, told):
    status = derive([*FOUR, ("loss_formal", 9), ("loss_lifted", 12)], region)
    assert status.state is CardState.ACTIVE
    assert ("formal_release_rare" in reasons(status)) == told
    assert "formal_release_rare" not in reasons(derive([*FOUR, ("loss_lifted", 12)], region))


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ((("pin_changed", 5), ("refused", 6)), True),
        ((("pin_changed", 5), ("refused", 10)), True),
        ((("pin_changed", 5), ("refused", 11)), False),
        ((("pin_changed", 5), ("office_says_not_active", 6)), False),
    ],
)
def test_a_refusal_soon_after_activation_may_be_a_delay(entries, told):
    status = derive(entries)
    assert status.state is CardState.IN_DOUBT
    assert ("delay_possible" in reasons(status)) == told


def test_enabling_alone_is_told_and_is_no_signal():
    status = derive([("status_sealed", 5), ("function_enabled", 6)])
    assert list(reasons(status)) == ["no_evidence", "enabled_only", "reminder"]
    assert "enabled_only" not in reasons(derive([("function_enabled", 6), ("pin_changed", 7)]))


def test_a_message_about_another_card_says_so():
    assert "notice_other_card" in reasons(derive([("notice_other_card", 3)]))
