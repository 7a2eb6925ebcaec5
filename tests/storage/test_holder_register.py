"""The register: order, search, filters, lines and counts."""

import datetime as dt

import pytest

from kabao.domain.activation import CardState, Grade
from kabao.domain.cards import Card, current_card
from kabao.domain.employers import Employer
from kabao.domain.holders import Holder, HolderFilter, HolderRow


@pytest.fixture
def people(ledger):
    """Holders by name, some with rare characters and some at an employer."""
    works = ledger.employers.add(Employer({"name": "云泽精工有限公司"})).id
    listed = {
        "王小雨": ("110000199001010013", "A12345678", works),
        "王伟": ("110000199002020027", "B22222222", None),
        "䶮㛃": ("110000199003030031", "", works),
        "𠮷野": ("11000019900404004X", "C33333333", None),
        "100%真_名": ("E12345678", "", None),
        'O\'Neil "Al"': ("", "", None),
        "买买提·阿布都": ("110000199005050058", "D_4444444", None),
    }
    ids = {}
    for name, (doc_no, card_number, employer) in listed.items():
        values = {"name": name, "doc_no": doc_no} if doc_no else {"name": name}
        ids[name] = ledger.holders.add(Holder(values, employer_id=employer)).id
        if card_number:
            ledger.cards.add(Card(ids[name], {"card_number": card_number}))
    return ids


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("王", {"王小雨", "王伟"}),
        ("小雨", {"王小雨"}),
        ("王小雨", {"王小雨"}),
        ("雨小", set()),
        ("䶮", {"䶮㛃"}),
        ("㛃", {"䶮㛃"}),
        ("𠮷", {"𠮷野"}),
        ("阿布", {"买买提·阿布都"}),
        ("精工", {"王小雨", "䶮㛃"}),
        ("精工 䶮", {"䶮㛃"}),
        ("  王\u3000精工 ", {"王小雨"}),
        ("110000199001", {"王小雨"}),
        ("0013", {"王小雨"}),
        ("9001", set()),
        ("11000019900404004x", {"𠮷野"}),
        ("4X", {"𠮷野"}),
        ("A1234", {"王小雨"}),
        ("a1234", {"王小雨"}),
        ("345678", {"100%真_名"}),
        ("2222", set()),
        ("%", {"100%真_名"}),
        ("_", {"100%真_名"}),
        ("D_4", {"买买提·阿布都"}),
        ("A_2", set()),
        ("1%", set()),
        ("!", set()),
        ("'", {'O\'Neil "Al"'}),
        ('"', {'O\'Neil "Al"'}),
        ("o'neil", {'O\'Neil "Al"'}),
        ("' OR 1=1 --", set()),
        ("x" * 60_000, set()),
        ("王 " * 200, set()),
        ("\0", set()),
    ],
)
def test_search(ledger, people, search, found):
    ids = ledger.holders.ids(HolderFilter(search=search))
    assert {name for name, number in people.items() if number in ids} == found
    assert len(ids) == len(found)


def test_an_empty_filter_lists_everybody_by_name_then_by_entry(ledger, people):
    again = ledger.holders.add(Holder({"name": "王伟"})).id
    for empty in (HolderFilter(), HolderFilter(search="  ")):
        ids = ledger.holders.ids(empty)
        expected = sorted([*people.items(), ("王伟", again)])
        assert list(ids) == [number for _, number in expected]


def test_a_changed_name_is_found_at_once(ledger, people):
    holder = ledger.holders.get(people["王伟"])
    ledger.holders.update(holder.with_values({"name": "赵六"}))
    assert list(ledger.holders.ids(HolderFilter(search="赵六"))) == [holder.id]
    assert holder.id not in ledger.holders.ids(HolderFilter(search="王"))


def test_filters_join(ledger, people):
    works = ledger.holders.get(people["王小雨"]).employer_id
    assert set(ledger.holders.ids(HolderFilter(employer_id=works))) == {
        people["王小雨"],
        people["䶮㛃"],
    }
    both = HolderFilter(search="王", employer_id=works)
    assert list(ledger.holders.ids(both)) == [people["王小雨"]]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        (CardState.ACTIVE, CardState.NOT_COLLECTED, "A12345678"),
        (CardState.LOST_TEMP, CardState.NOT_COLLECTED, "A12345678"),
        (CardState.LOST_FORMAL, CardState.NOT_COLLECTED, "A99999999"),
        (CardState.EXPIRED, CardState.NOT_COLLECTED, "A99999999"),
        (CardState.CANCELLED, CardState.NOT_COLLECTED, "A99999999"),
        (CardState.NOT_COLLECTED, CardState.NOT_COLLECTED, "A99999999"),
        (CardState.ACTIVE, CardState.NOT_ACTIVATED, "A99999999"),
        (CardState.ACTIVE, None, "A99999999"),
    ],
)
def test_the_card_in_use_stands_until_the_new_one_is_collected(
    ledger, people, status, old, new, shown
):
    kept = ledger.projections
    first = ledger.cards.by_number("A12345678")
    values = {"card_number": "A99999999", "progress": "ready"}
    second = ledger.cards.add(Card(first.holder_id, values))
    kept.put(first.id, status(old))
    if new:
        kept.put(second.id, status(new))
    [line] = ledger.holders.rows([first.holder_id])
    assert line.card_number == shown
    # The same rule, told apart from the database.
    cards = ledger.cards.of_holder(first.holder_id)
    assert current_card(cards, kept.state).number == shown
    # Whichever is shown, a card that lies ready waits to be collected.
    waiting = ledger.holders.ids(
        HolderFilter(attention_kinds=frozenset({"ready"}), today="2026-11-22")
    )
    assert (first.holder_id in waiting) == (new is CardState.NOT_COLLECTED)


def test_states_are_those_of_the_newest_card(ledger, people, status):
    kept = ledger.projections
    old = ledger.cards.by_number("A12345678")
    kept.put(old.id, status(CardState.CANCELLED))
    new = ledger.cards.add(Card(old.holder_id, {"card_number": "A99999999"}))
    kept.put(new.id, status(grade=Grade.CLAIMED, review_on=dt.date(2026, 12, 1)))
    kept.put(ledger.cards.by_number("B22222222").id, status(grade=Grade.SUPPORTED))
    kept.put(ledger.cards.by_number("C33333333").id, status(CardState.LOST_TEMP))

    def names(**parts):
        wanted = {key: frozenset(part) if key == "states" else part for key, part in parts.items()}
        ids = ledger.holders.ids(HolderFilter(**wanted))
        return {name for name, number in people.items() if number in ids}

    assert names(states={"active"}) == {"王小雨", "王伟"}
    assert names(states={"active/claimed"}) == {"王小雨"}
    assert names(states={"active/claimed", "lost_temp"}) == {"王小雨", "𠮷野"}
    assert names(states={"cancelled"}) == set()
    assert names(states={"no_card"}) == {"䶮㛃", "100%真_名", 'O\'Neil "Al"'}
    assert names(states={"active"}, search="伟") == {"王伟"}
    assert names(review_until="2026-12-01") == {"王小雨"}
    assert names(review_until="2026-11-30") == set()
    counts = ledger.holders.counts_by_state()
    assert counts == {
        "active/claimed": 1,
        "active/supported": 1,
        "lost_temp": 1,
        "no_card": 3,
        "unknown": 1,
    }
    assert sum(counts.values()) == ledger.holders.count() == len(people)


def test_lines_keep_the_order_asked_for_and_mask_the_number(ledger, people, status):
    card = ledger.cards.by_number("A12345678")
    ledger.projections.put(card.id, status())
    asked = [people["王伟"], people["王小雨"], people["䶮㛃"], people["王伟"], 999]
    second, first, third, again = ledger.holders.rows(asked)
    assert second == again
    assert first == HolderRow(
        people["王小雨"],
        "王小雨",
        "110***********0013",
        "A12345678",
        "云泽精工有限公司",
        status(),
        card.id,
    )
    assert (third.card_number, third.status, third.card_id) == ("", None, None)
    assert ledger.holders.rows([]) == []


def test_people_are_found_by_number_whatever_the_case_of_its_x(ledger, people):
    assert ledger.holders.by_number("11000019900404004x").id == people["𠮷野"]
    assert ledger.holders.by_number("110000") is None
    assert ledger.holders.by_number("") is None
    assert ledger.cards.by_number("") is None


def test_people_of_an_employer_and_all_people(ledger, people):
    works = ledger.holders.get(people["王小雨"]).employer_id
    assert [holder.name for holder in ledger.holders.of_employer(works)] == ["䶮㛃", "王小雨"]
    assert [holder.id for holder in ledger.holders.all()] == sorted(people.values())


def test_going_through_many_people_is_complete(ledger):
    with ledger.transaction("exchange.import"):
        for number in range(2300):
            holder = ledger.holders.add(Holder({"name": str(number)}))
            ledger.cards.add(Card(holder.id))
    assert [holder.name for holder in ledger.holders.all()] == list(map(str, range(2300)))
    assert len(list(ledger.cards.all())) == 2300


def test_cards_of_a_holder_come_newest_first(ledger, add_card):
    old = add_card()
    new = ledger.cards.add(Card(old.holder_id))
    assert [card.id for card in ledger.cards.of_holder(old.holder_id)] == [new.id, old.id]


def test_due_cards_are_those_whose_day_has_come(ledger, add_card, status):
    cards = [add_card() for _ in range(3)]
    for card, day in zip(cards, (1, 2, None), strict=True):
        review = dt.date(2026, 12, day) if day else None
        ledger.projections.put(card.id, status(review_on=review))
    assert ledger.projections.due(dt.date(2026, 11, 30)) == []
    assert ledger.projections.due(dt.date(2026, 12, 1)) == [cards[0].id]
    assert ledger.projections.due(dt.date(2027, 1, 1)) == [cards[0].id, cards[1].id]
    ledger.projections.put(cards[0].id, status(CardState.EXPIRED))
    assert ledger.projections.due(dt.date(2027, 1, 1)) == [cards[1].id]
    assert ledger.projections.get(999) is None
