"""What is put in comes out the same, whatever a form can hold."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabao.domain.activation import (
    ActivationStatus,
    CardState,
    Financial,
    Grade,
    Light,
    Reason,
    SignalLight,
)
from kabao.domain.cards import Card
from kabao.domain.cases import PARTS, ApplicantKind, Case, CaseKind, MaterialKey
from kabao.domain.employers import Employer
from kabao.domain.errors import NotFoundError
from kabao.domain.evidence import Evidence, EvidenceKind, Signal, Strength
from kabao.domain.holders import Holder
from kabao.storage.ledger import Ledger

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
scalar = st.one_of(text, st.integers(), st.booleans(), st.none())
row = st.dictionaries(text, scalar, max_size=4)
value = st.one_of(
    scalar,
    st.lists(text, max_size=4).map(tuple),
    st.lists(row, max_size=3).map(tuple),
)
names = st.one_of(text, st.sampled_from(["name", "doc_no", "uscc", "card_number"]))
values = st.dictionaries(names, value, max_size=6)
day = st.dates(min_value=dt.date(1900, 1, 1))


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    with Ledger.create(tmp_path_factory.mktemp("round") / "a.kabao") as ledger:
        yield ledger


@given(values=values)
def test_employers(shared, values):
    stored = shared.employers.add(Employer(values))
    assert stored == Employer(values, stored.id, stored.uid)
    assert len(stored.uid) == 32
    assert shared.employers.get(stored.id) == stored == shared.employers.find(stored.uid)


@given(before=values, after=values)
def test_holders(shared, before, after):
    stored = shared.holders.add(Holder(before))
    assert stored == Holder(before, stored.id, stored.uid)
    assert shared.holders.get(stored.id) == stored == shared.holders.find(stored.uid)
    assert shared.holders.update(stored.with_values(after)) == stored.with_values(after)
    assert shared.holders.get(stored.id) == stored.with_values(after)


@given(before=values, after=values)
def test_cards(shared, before, after):
    holder = shared.holders.add(Holder())
    stored = shared.cards.add(Card(holder.id, before))
    assert shared.cards.get(stored.id) == stored == shared.cards.find(stored.uid)
    assert stored.values == before
    shared.cards.update(stored.with_values(after))
    assert shared.cards.get(stored.id).values == after


@given(values=values)
def test_drafts(shared, values):
    shared.drafts.put("holders", 3, values)
    assert shared.drafts.get("holders", 3) == values


@given(
    kind=st.sampled_from(EvidenceKind),
    strength=st.sampled_from(Strength),
    on=day,
    positive=st.booleans(),
    words=st.tuples(text, text, text),
)
def test_evidence(shared, kind, strength, on, positive, words):
    card = shared.cards.add(Card(shared.holders.add(Holder()).id))
    entry = Evidence(card.id, kind, on, positive, strength, *words)
    stored = shared.evidence.add(entry)
    assert shared.evidence.of_card(card.id) == [stored]
    assert shared.evidence.find(stored.uid) == stored
    assert dt.datetime.fromisoformat(stored.recorded_at).tzinfo is not None
    parts = ("kind", "strength", "observed_on", "positive", "detail", "channel", "note")
    assert [getattr(stored, part) for part in parts] == [getattr(entry, part) for part in parts]


@given(
    title=text,
    materials=st.dictionaries(st.sampled_from(PARTS[CaseKind.ISSUANCE]), values),
    accepted=st.dictionaries(text, text, max_size=3),
    annex=st.booleans(),
    people=st.integers(0, 3),
)
def test_cases(shared, title, materials, accepted, annex, people):
    holders = tuple(shared.holders.add(Holder()).id for _ in range(people))[::-1]
    case = Case(
        CaseKind.ISSUANCE,
        ApplicantKind.EMPLOYER,
        title,
        created_on="2026-11-22",
        employer_id=shared.employers.add(Employer()).id,
        holder_ids=holders,
        materials=materials,
        accepted=accepted,
        rulebook="2026.11",
        annex=annex,
    )
    stored = shared.cases.add(case)
    assert shared.cases.get(stored.id) == stored == shared.cases.find(stored.uid)
    for part in (
        "title",
        "materials",
        "accepted",
        "annex",
        "holder_ids",
        "rulebook",
        "employer_id",
    ):
        assert getattr(stored, part) == getattr(case, part)


@given(
    state=st.sampled_from(CardState),
    grade=st.one_of(st.none(), st.sampled_from(Grade)),
    financial=st.sampled_from(Financial),
    signals=st.dictionaries(
        st.sampled_from(Signal),
        st.builds(SignalLight, st.sampled_from(Light), st.one_of(st.none(), day)),
    ),
    reasons=st.lists(
        st.builds(Reason, text, st.dictionaries(text, st.one_of(text, st.integers()), max_size=3)),
        max_size=4,
    ).map(tuple),
    review_on=st.one_of(st.none(), day),
)
def test_projections(shared, state, grade, financial, signals, reasons, review_on):
    card = shared.cards.add(Card(shared.holders.add(Holder()).id))
    status = ActivationStatus(state, grade, financial, signals, reasons, review_on)
    shared.projections.put(card.id, status)
    assert shared.projections.get(card.id) == status
    assert dict(shared.projections.all())[card.id] == status


def test_half_a_character_is_refused_and_nothing_is_written(ledger, refused):
    assert refused(ledger.holders.add, Holder({"name": "\ud842"})).code == "text_not_storable"
    assert ledger.holders.count() == 0
    assert ledger.history.latest(1) == []


def test_an_identifier_from_elsewhere_is_kept(ledger):
    assert ledger.holders.add(Holder(uid="H-1")).uid == "H-1"
    assert ledger.holders.find("H-1") is not None
    assert ledger.holders.find("H-2") is None


def test_what_is_not_there_is_said_to_be_missing(ledger, refused, new_case, new_file):
    absent = [
        (ledger.holders.get, 9), (ledger.holders.update, Holder(id=9)), (ledger.holders.remove, 9),
        (ledger.cards.get, 9), (ledger.employers.get, 9), (ledger.employers.remove, 9),
        (ledger.employers.update, Employer(id=9)), (ledger.cases.get, 9),
        (ledger.cases.update, new_case(id=9)), (ledger.cases.remove, 9),
        (ledger.attachments.remove, 9),
    ]  # fmt: skip
    for action, argument in absent:
        assert isinstance(refused(action, argument), NotFoundError)
    assert isinstance(
        refused(ledger.cases.save_material, 9, MaterialKey.CARD_FACE, {}), NotFoundError
    )
    assert isinstance(refused(ledger.attachments.update, 9, new_file(id=9)), NotFoundError)
    assert refused(ledger.attachments.data, "0" * 64).code == "attachment_missing"
    assert ledger.history.latest(9) == []


def test_ids_of_removed_records_are_not_given_again(ledger):
    first = ledger.holders.add(Holder())
    ledger.holders.remove(first.id)
    assert ledger.holders.add(Holder()).id > first.id
