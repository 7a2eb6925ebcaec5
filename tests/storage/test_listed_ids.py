"""Marked places and heads of lists behave as the plain list of the same ids."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabao.storage import listing
from kabao.storage.listing import Everybody, Marked
from kabao.storage.reading import places_of

people = st.lists(st.integers(1, 300), unique=True, max_size=120)


@st.composite
def marked(draw):
    everybody = array("q", draw(people))
    chosen = draw(st.sets(st.sampled_from(list(everybody)))) if everybody else set()
    marks = bytearray(number in chosen for number in everybody)
    return Marked(everybody, places_of(everybody) or array("i"), marks), [
        number for number in everybody if number in chosen
    ]


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch):
    monkeypatch.setattr(listing, "_BLOCK", 7)


@given(marked(), st.integers(-130, 130), st.integers(-130, 130))
def test_marked_ids_are_those_of_a_plain_list(pair, start, stop):
    ids, plain = pair
    assert len(ids) == len(plain)
    assert list(ids) == ids.tolist() == plain
    assert ids == plain
    assert list(ids[start:stop]) == plain[start:stop]
    assert list(ids[start:stop:3]) == plain[start:stop:3]
    if -len(plain) <= start < len(plain):
        assert ids[start] == plain[start]
    else:
        with pytest.raises(IndexError):
            ids[start]


@given(marked())
def test_the_row_of_an_id_is_found_and_a_stranger_is_not(pair):
    ids, plain = pair
    for wanted in range(-1, 302):
        assert (wanted in ids) == (wanted in plain)
        if wanted in plain:
            assert ids.index(wanted) == plain.index(wanted)
        else:
            with pytest.raises(ValueError, match=str(wanted)):
                ids.index(wanted)


@given(people, st.integers(0, 130))
def test_a_head_asks_for_the_rest_only_beyond_it(plain, known):
    asked = []

    def rest():
        asked.append(1)
        return array("q", plain)

    ids = Everybody(array("q", plain[:known]), len(plain), rest)
    assert list(ids[:known]) == plain[:known]
    assert not asked
    assert list(ids) == plain
    assert list(ids[known:]) == plain[known:]
    assert len(asked) == (known < len(plain))


def test_ids_far_apart_have_no_places():
    assert places_of(array("q", [1, 10**9])) is None
