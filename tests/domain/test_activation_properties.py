"""What holds for the activation status of any card with any evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from domain.activation_cases import (
    BY_CODE,
    CANCELS,
    COLLECTED,
    DEMANDS,
    RELEASES,
    RULES,
    STAYS,
    card,
    day,
    seen,
    withdrawal,
)
from kabao.domain.activation import BLOCKS, CardState, Light
from kabao.domain.derivation import derive_status
from kabao.domain.evidence import Signal
from kabao.texts import Texts

TEXTS = (Texts("zh"), Texts("en"))
STRONG = ("pin_changed", "chip_settlement", "status_normal", "notice_full", "office_says_active")
NOW = 120
cards = st.builds(
    lambda region, valid_to: card(region, **({"valid_to": valid_to} if valid_to else {})),
    st.sampled_from([STAYS, RELEASES, CANCELS, DEMANDS, ""]),
    st.none() | st.dates(day(1), day(900)).map(dt.date.isoformat),
)
entries = st.lists(
    st.tuples(st.sampled_from(sorted(BY_CODE)), st.integers(-3, NOW)), max_size=8
).map(lambda pairs: [seen(code, offset, number) for number, (code, offset) in enumerate(pairs, 1)])


def derive(one, evidence, at=NOW):
    return derive_status(one, evidence, RULES, day(at))


@given(one=cards, evidence=entries, data=st.data())
def test_the_order_of_entry_does_not_matter(one, evidence, data):
    shuffled = data.draw(st.permutations(evidence))
    renumbered = [replace(item, id=number) for number, item in enumerate(shuffled, 1)]
    assert derive(one, renumbered) == derive(one, evidence)


@given(one=cards, evidence=entries, code=st.sampled_from(STRONG))
def test_a_later_strong_signal_never_takes_an_active_state_away(one, evidence, code):
    before = derive(one, evidence, NOW + 1)
    after = derive(one, [*evidence, seen(code, NOW + 1, 99)], NOW + 1)
    if before.state is CardState.ACTIVE:
        assert after.state is CardState.ACTIVE
    if before.state in (CardState.NOT_ACTIVATED, CardState.IN_DOUBT, CardState.SEALED):
        assert after.state is CardState.ACTIVE
    if before.state in BLOCKS and before.state is not CardState.SEALED:
        assert after.state is before.state


@given(one=cards, evidence=entries.filter(bool), data=st.data())
def test_an_entry_taken_back_counts_as_absent(one, evidence, data):
    target = data.draw(st.sampled_from(evidence))
    without = [item for item in evidence if item.id != target.id]
    taken_back = [*evidence, withdrawal(target.id, NOW, 99)]
    assert derive(one, taken_back) == derive(one, without)
    assert derive(one, [*taken_back, withdrawal(99, NOW, 100)]) == derive(one, evidence)


@given(one=cards, evidence=entries, at=st.integers(-5, 700))
@example(one=card(RELEASES), evidence=[seen("loss_temporary", 1, 1)], at=1)
def test_nothing_changes_by_the_calendar_before_the_review(one, evidence, at):
    status = derive(one, evidence, at)
    if status.review_on is None:
        assert derive(one, evidence, at + 4000) == status
        return
    assert status.review_on > day(at)
    eve = (status.review_on - COLLECTED).days - 1
    assert derive(one, evidence, eve) == status


@given(one=cards, evidence=entries, at=st.integers(-5, 700))
def test_every_status_has_reasons_in_both_languages_and_four_lights(one, evidence, at):
    status = derive(one, evidence, at)
    assert status.reasons
    assert len({(item.code, str(item.params)) for item in status.reasons}) == len(status.reasons)
    for texts in TEXTS:
        for reason in status.reasons:
            assert "{" not in texts(f"reasons.{reason.code}", **reason.params)
    assert set(status.signals) == set(Signal)
    assert (status.grade is not None) == (status.state is CardState.ACTIVE)
    if status.state in BLOCKS:
        assert not {Light.STRONG, Light.WEAK} & {item.light for item in status.signals.values()}
