"""A search finds exactly who a plain look at everybody finds, in the order of a plain sort."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kabao.domain.employers import Employer
from kabao.domain.holders import Holder, HolderFilter
from kabao.storage import orders
from kabao.storage.ledger import Ledger
from kabao.storage.pinyin import Pinyin

CHARACTERS = "王李伟小单青禾A·"
WORKS = ("青禾纺织", "云泽王", "")
NUMBERS = ("110000199001010013", "11000019900404004X", "E1234", "")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """Some hundred people whose names and employers share characters; what is known of each."""
    with Ledger.create(tmp_path_factory.mktemp("crowd") / "a.kabao") as ledger:
        employers = [ledger.employers.add(Employer({"name": name})) for name in WORKS if name]
        people = {}
        for number in range(180):
            digits = [number % 9, number // 9 % 9, number * 7 % 9][: 1 + number % 3]
            name = "".join(CHARACTERS[digit] for digit in digits)
            works = employers[number % 3] if number % 3 < 2 else None
            doc_no = NUMBERS[number % 4]
            holder = Holder(
                {"name": name, "doc_no": doc_no}, employer_id=works.id if works else None
            )
            people[ledger.holders.add(holder).id] = (name, doc_no, works.name if works else "")
        yield ledger, people


def _is_found(person, word):
    name, doc_no, employer = person
    sound = Pinyin().sound(name)
    typed = word.lower()
    by_sound = (
        word.isascii()
        and word.isalpha()
        and any(
            reading.startswith(typed)
            for reading in (sound.full, sound.initials, sound.other_full, sound.other_initials)
            if reading
        )
    )
    number, end = doc_no.lower(), word.isascii()
    by_number = bool(number) and end and (number.startswith(typed) or number.endswith(typed))
    return typed in name.lower() or typed in employer.lower() or by_sound or by_number


words = st.one_of(
    st.text(CHARACTERS, min_size=1, max_size=3),
    st.sampled_from(
        ["w", "wa", "li", "lw", "shan", "dan", "qinghe", "x", "11", "004X", "E1", "13"]
    ),
)


@pytest.mark.parametrize(("few", "many"), [(0, 1000), (0, 2), (orders.FEW, 32)])
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.lists(words, min_size=1, max_size=2), down=st.booleans())
def test_a_search_is_a_plain_look_at_everybody(crowd, monkeypatch, few, many, typed, down):
    ledger, people = crowd
    monkeypatch.setattr(orders, "FEW", few)
    monkeypatch.setattr(orders, "_MANY", many)
    together = "".join(typed)
    expected = [
        known
        for known, person in people.items()
        if all(_is_found(person, word) for word in typed)
        or (len(typed) > 1 and _sounds(together) and _is_found((person[0], "", ""), together))
    ]
    expected.sort(key=lambda known: (people[known][0].encode(), known), reverse=down)
    wanted = HolderFilter(search=" ".join(typed), order="-name" if down else "name")
    found = ledger.holders.ids(wanted)
    assert len(found) == len(expected)
    assert list(found) == expected
    assert list(found[3:9]) == expected[3:9]


def _sounds(word):
    return word.isascii() and word.isalpha()
