"""A filter as text: whole there and back, and harmless when the text is not ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabao.domain.activation import CardState, Grade
from kabao.domain.changes import Changed
from kabao.domain.evidence import Signal
from kabao.domain.findings import Finding, Level
from kabao.domain.holders import ORDERS, HolderFilter
from kabao.services.selection import BulkOutcome
from kabao.ui.holders.filters import filter_text, read_filter


def _some(items):
    return st.frozensets(st.sampled_from([item.value for item in items]))


@given(
    st.builds(
        HolderFilter,
        search=st.text(max_size=12),
        states=_some(CardState),
        employer_id=st.none() | st.integers(0, 2**62),
        review_until=st.just("") | st.dates().map(str),
        grades=_some(Grade),
        signals=_some(Signal),
        without_signals=_some(Signal),
        region=st.sampled_from(("", "440000", "990100")),
        attention=st.booleans(),
        order=st.sampled_from([*ORDERS, *(f"-{order}" for order in ORDERS)]),
    )
)
def test_a_filter_comes_back_from_its_text(wanted):
    assert read_filter(filter_text(wanted)) == wanted


def test_the_text_names_only_what_was_asked_for():
    assert filter_text(HolderFilter()) == "{}"
    assert filter_text(HolderFilter(states=frozenset({"b", "a"}))) == '{"states": ["a", "b"]}'


NOT_OURS = (
    *("", "{", "[1]", "null", '{"states": "active"}', '{"employer_id": true}', '{"nothing": 1}'),
    *(
        '{"attention": 1}',
        '{"states": [1]}',
        '{"search": null}',
        '{"order": "shoe"}',
        "[" * 100_000,
    ),
)


@pytest.mark.parametrize("text", NOT_OURS)
def test_a_text_that_is_not_ours_lets_everybody_through(text):
    assert read_filter(text) == HolderFilter()


def test_done_and_refused_add_up_to_what_was_asked():
    refused = ((7, Finding(Level.ERROR, "card_missing")),)
    assert BulkOutcome(Changed(), 4, refused).asked == 5
