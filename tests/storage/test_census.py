"""The counts by state are those of the register after whatever was done to it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kabao.domain.activation import ActivationStatus, CardState, Grade
from kabao.domain.cards import Card
from kabao.domain.holders import Holder
from kabao.storage.ledger import Ledger

states = st.sampled_from(
    [
        ActivationStatus(CardState.NOT_ACTIVATED),
        ActivationStatus(CardState.ACTIVE, Grade.CLAIMED),
        ActivationStatus(CardState.IN_DOUBT),
    ]
)


class Census(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        self.ledger = Ledger.create(Path(self.folder.name) / "a.kabao")
        self.people = []

    @rule(count=st.integers(1, 3))
    def come(self, count):
        self.people += self.ledger.holders.add_many([Holder({"name": "甲"})] * count)

    @rule(place=st.integers(0, 20), status=states)
    def get_card(self, place, status):
        if self.people:
            card = self.ledger.cards.add(Card(self.people[place % len(self.people)]))
            self.ledger.projections.put(card.id, status)

    @rule(place=st.integers(0, 20), status=states)
    def change(self, place, status):
        if self.people:
            cards = self.ledger.cards.of_holder(self.people[place % len(self.people)])
            if cards:
                self.ledger.projections.put(cards[0].id, status)

    @rule(place=st.integers(0, 20))
    def go(self, place):
        if self.people:
            self.ledger.holders.remove(self.people.pop(place % len(self.people)))

    @rule(place=st.integers(0, 20))
    def stay_after_all(self, place):
        if self.people:
            with self.ledger.transaction("holders.remove") as change:
                self.ledger.holders.remove(self.people[place % len(self.people)])
                assert self.ledger.holders.count() == len(self.people) - 1
                change.roll_back()

    @invariant()
    def counts_are_true(self):
        counted = self.ledger._session.rows("SELECT state, count(*) FROM register GROUP BY state")
        assert self.ledger.holders.counts_by_state() == dict(counted)
        assert self.ledger.holders.count() == len(self.people)

    def teardown(self):
        self.ledger.close()
        self.folder.cleanup()


Census.TestCase.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)
TestCensus = Census.TestCase
