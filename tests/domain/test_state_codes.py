"""A code of the card state is read only with its system."""

from __future__ import annotations

import pytest

from kabao.domain.activation_facts import ActivationFacts, StateCode, StateSystem
from kabao.domain.errors import InputRefusedError
from kabao.domain.fields import Origin
from kabao.domain.findings import Confidence
from kabao.domain.state_codes import read_state_code
from kabao.domain.words import Words

ORIGIN = Origin(Confidence.SINGLE)


def code(system, number, state):
    return StateCode(system, number, Words(state, state), ORIGIN, state)


FACTS = ActivationFacts(
    systems=(
        StateSystem("one", Words("一", "one"), ORIGIN, (code("one", "2", "lost_formal"),)),
        StateSystem("two", Words("二", "two"), ORIGIN, (code("two", "2", "cancelled"),)),
    )
)


@pytest.mark.parametrize(
    ("typed", "state"),
    [("one:2", "lost_formal"), ("two:2", "cancelled"), (" ONE ： 2 ", "lost_formal")],
)
def test_the_same_number_means_something_else_in_another_system(typed, state):
    assert read_state_code(FACTS, typed).state == state


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("2", "state_code_without_system"),
        ("", "state_code_without_system"),
        ("three:2", "state_code_system_unknown"),
        (":2", "state_code_system_unknown"),
        ("one:3", "state_code_unknown"),
        ("one:", "state_code_unknown"),
    ],
)
def test_a_code_without_its_system_is_refused(typed, error):
    with pytest.raises(InputRefusedError) as caught:
        read_state_code(FACTS, typed)
    assert caught.value.code == error
