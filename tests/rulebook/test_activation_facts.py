"""Sections 1 to 7 of what is known about activation stand in the rulebook, each with its source."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest

from kabao import rulebook
from kabao.domain.activation import BLOCKS, CardState
from kabao.domain.cards import Card
from kabao.domain.derivation import derive_status
from kabao.domain.errors import InputRefusedError
from kabao.domain.evidence import Evidence, EvidenceKind, Signal
from kabao.domain.findings import Confidence
from kabao.domain.state_codes import read_state_code

START = dt.date(2026, 1, 10)
RELEASES = (EvidenceKind.LOSS_RELEASED, EvidenceKind.UNLOCKED, EvidenceKind.ENABLED)
RECORDED = [state for state in BLOCKS if state is not CardState.EXPIRED]


@pytest.fixture(scope="module")
def rules(national):
    return national.activation


@pytest.fixture(scope="module")
def facts(rules):
    return rules.facts


def on(kind, day, number=0):
    return Evidence(1, EvidenceKind(kind), START + dt.timedelta(days=day), id=number)


def derive(rules, *entries, region="999999", at=30):
    card = Card(1, {"region": region, "collected_on": START.isoformat()}, id=1)
    return derive_status(card, entries, rules, START + dt.timedelta(days=at))


# Sections 1 and 2


def test_two_switches_three_passwords_and_when_they_lock(facts):
    switches = [item.code for item in facts.switches]
    assert switches == ["social", "financial", "independent", "initial_password"]
    assert [item.code for item in facts.passwords] == ["social", "bank", "electronic"]
    assert "123456" in facts.passwords[0].initial.zh
    assert (facts.lock_tries(("110000",)), facts.lock_tries(("431002", "431000"))) == (6, 8)
    assert facts.passwords[2].origin.confidence is Confidence.SINGLE
    assert (facts.delay.hours, facts.delay.working_days) == (24, 3)


@pytest.mark.parametrize(
    ("typed", "state", "detail", "confidence"),
    [
        ("national:0", "sealed", "status_sealed", "confirmed"),
        ("national:1", "active", "status_normal", "confirmed"),
        ("national:2", "lost_formal", "loss_formal", "confirmed"),
        ("national:3", "app_locked", "pin_locked", "confirmed"),
        ("national:4", "lost_temp", "loss_temporary", "confirmed"),
        ("national:6", "cancelled", "card_void", "single"),
        ("national:9", "cancelled", "card_cancelled", "confirmed"),
        ("mobile:0", "", "", "single"),
        ("mobile:1", "active", "status_normal", "single"),
        ("mobile:2", "", "", "single"),
        ("mobile:3", "cancelled", "card_cancelled", "single"),
        ("gateway:未激活", "not_activated", "status_not_activated", "single"),
        ("gateway:书面挂失", "lost_formal", "loss_formal", "single"),
        ("gateway:口头挂失", "lost_temp", "loss_temporary", "single"),
        ("gateway:冻结", "", "", "single"),
        *((f"shanghai:{number}", "", "", "single") for number in (35, 41, 45, 70)),
        ("electronic:00", "", "", "single"),
        ("electronic:01", "", "electronic_card_issued", "single"),
    ],
)
def test_codes_of_the_card_state(facts, typed, state, detail, confidence):
    found = read_state_code(facts, typed)
    assert (found.state, found.detail) == (state, detail)
    assert found.origin.confidence == confidence


def test_a_code_recorded_as_evidence_gives_its_state(rules, facts):
    details = {item.code: item for item in rules.details}
    for system in facts.systems:
        for code in system.codes:
            if not (code.state and code.detail):
                continue
            known = details[code.detail]
            entry = Evidence(
                1, EvidenceKind(known.kind), START, positive=known.positive, detail=known.code
            )
            assert derive(rules, entry).state == code.state, (system.code, code.code)


def test_sealed_is_told_as_not_enabled_and_never_as_contributions_that_stopped(facts):
    note = read_state_code(facts, "national:0").note
    assert "尚未启用" in note.zh
    assert "不是停保" in note.zh


# Sections 3 and 4


def test_the_signals_carry_their_numbers(facts):
    assert [item.number for item in facts.signals] == [f"S{number}" for number in range(1, 8)]
    assert {item.value for item in Signal} < {item.code for item in facts.signals}


def test_blocks_stand_in_the_order_in_which_they_rank(rules, facts):
    assert [item.state for item in facts.blocks] == [state.value for state in BLOCKS]
    for graver, lighter in combinations(RECORDED, 2):
        for days in ((3, 5), (5, 3)):
            status = derive(rules, on(graver, days[0], 1), on(lighter, days[1], 2))
            assert status.state is graver


@pytest.mark.parametrize("state", RECORDED)
def test_a_block_is_released_by_what_the_rulebook_names_and_by_nothing_else(rules, facts, state):
    fact = next(item for item in facts.blocks if item.state == state)
    for release in RELEASES:
        freed = derive(rules, on(state, 3, 1), on(release, 5, 2)).state is not state
        assert freed == (release.value in fact.released_by), release
    used = derive(rules, on(state, 3, 1), on("used_normally", 5, 2)).state is not state
    assert used == fact.by_signal
    alone = derive(rules, on(state, 3, 1), region="990100", at=60).state is not state
    assert alone == fact.by_region


# Section 5


def test_the_electronic_card_while_the_physical_one_is_blocked(facts):
    rows = {item.state: (item.usable, item.origin.confidence.value) for item in facts.electronic}
    assert rows == {
        "active": ("all", "confirmed"),
        "lost_temp": ("authorised", "confirmed"),
        "lost_formal": ("disputed", "single"),
        "app_locked": ("no", "single"),
        "cancelled": ("no", "confirmed"),
    }
    assert facts.electronic_while("lost_temp").against is not None
    assert facts.electronic_while("sealed") is None
    assert {item.code for item in facts.electronic_notes} == {"follows", "family", "face"}


def test_every_row_has_a_reason_in_words(rules, facts):
    for fact in facts.electronic:
        if fact.state == "active":
            continue
        codes = [item.code for item in derive(rules, on(fact.state, 3, 1)).reasons]
        assert f"electronic_while_{fact.state}" in codes


# Sections 6 and 7


@pytest.mark.parametrize(
    ("region", "at_end", "days", "separate", "undoes"),
    [
        ("default", "stay", 0, None, False),
        ("110000", "stay", 0, True, False),
        ("220100", "stay", 0, False, False),
        ("310000", "stay", 0, None, True),
        ("330784", "stay", 0, True, False),
        ("440200", "cancel", 15, None, False),
        ("610100", "stay", 0, True, False),
        ("990100", "release", 10, None, False),
    ],
)
def test_rules_of_regions(rules, region, at_end, days, separate, undoes):
    rule = rules.loss[region]
    assert (rule.at_end, rule.temp_days) == (at_end, days)
    assert (rule.bank_separate, rule.formal_release) == (separate, undoes)
    assert rule.name.zh
    assert rule.origin.source


def test_no_real_region_makes_a_card_active_by_the_calendar(rules):
    released = {code for code, rule in rules.loss.items() if rule.at_end == "release"}
    assert released == {"990100"}


def test_time_limits_are_reminders_and_none_is_national(rules, facts):
    assert rules.reminder_days == (30, 90, 180)
    assert rules.origins["reminders"].confidence is Confidence.INFERRED
    codes = {item.code for item in facts.limits}
    assert {"six_months", "300_days", "three_months", "void_after_six_months", "none"} <= codes
    assert {"temporary_card", "loss_temporary", "loss_bank", "validity", "fraud"} <= codes
    assert rules.origins["renewal"].confidence is Confidence.CONFIRMED
    for days in (29, 3000):
        assert derive(rules, at=days).state is CardState.NOT_ACTIVATED


def test_the_app_of_the_bank_tells_of_the_bank_only(rules):
    assert rules.financial_channels == {"bank_app"}


def test_every_fact_has_both_wordings_and_a_source(national, facts):
    for part in (facts.switches, facts.signals, facts.electronic_notes, facts.limits):
        for item in part:
            assert all((item.title.zh, item.title.en, item.text.zh, item.text.en))
            assert item.origin.source in national.citations
    for item in (*facts.passwords, *facts.systems, *facts.blocks, *facts.electronic):
        assert item.origin.source in national.citations


# Broken files


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        (
            "activation_facts.toml",
            'detail = "status_sealed"',
            'detail = "status_shut"',
            "systems/national/0/detail",
        ),
        ("activation_facts.toml", '{ code = "4", zh', '{ code = "3", zh', "systems/national/3"),
        ("activation_facts.toml", 'usable = "all"', 'usable = "yes"', "electronic/1/usable"),
        ("activation_facts.toml", 'state = "lost_formal"\nrel', 'state = "cancelled"\nrel',
         "blocks/cancelled"),
        ("activation_facts.toml", 'source = "PAGE"', 'source = "PAPER"',
         "signals/used_normally/source"),
        ("activation.toml", '["bank_app"]', '["bank_ap"]', "channels/financial_only"),
        ("activation.toml", "bank_separate = true", 'bank_separate = "yes"',
         "loss/110000/bank_separate"),
    ],
)  # fmt: skip
def test_a_broken_fact_is_refused_with_its_place(rule_folder, name, old, new, place):
    path = rule_folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputRefusedError) as caught:
        rulebook.load(rule_folder)
    assert caught.value.params["file"] == name
    assert caught.value.params["place"] == place
