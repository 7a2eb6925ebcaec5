"""Random steps in random order, undone and redone: the ledger says what it said before."""

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from kabao.domain.cases import ApplicantKind, Attachment, MaterialKey
from kabao.domain.errors import InputRefusedError
from kabao.domain.evidence import Evidence, EvidenceKind
from kabao.rulebook import load
from kabao.services.workspace import Workspace
from services.ledger_contents import logical
from services.people_at_hand import CARD, EMPLOYER, HOLDER, TODAY

RULES = load()
NUMBERS = ("110000199001010013", "110000199001010021", "11000019900101003X")
CODES = ("91110000XXXX00019Y", "91110000600037341L")
FILE = Attachment(5, "measures", "办法", "办法.pdf", "application/pdf", "", 0, 1)
SEEN = (EvidenceKind.PASSWORD_SET, EvidenceKind.LOST_TEMP, EvidenceKind.USED_NORMALLY)
pick = st.integers(0, 5)


class Desk(RuleBasedStateMachine):
    """A desk where people do and undo things."""

    @initialize()
    def open_ledger(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "desk.kabao"
        self.work = Workspace.create(self.path, RULES, lambda: TODAY)
        self.empty = logical(self.work.ledger)

    def people(self):
        return list(self.work.ledger.holders.all())

    def tried(self, act):
        """A refusal must leave everything as it was."""
        before = logical(self.work.ledger)
        try:
            act()
        except InputRefusedError:
            assert logical(self.work.ledger) == before

    @rule(number=st.sampled_from(CODES))
    def employer(self, number):
        self.tried(lambda: self.work.employers.save(0, {**EMPLOYER, "uscc": number}))

    @rule(number=st.sampled_from(NUMBERS), name=st.sampled_from("甲乙丙"))
    def person(self, number, name):
        self.tried(lambda: self.work.holders.save(0, {**HOLDER, "name": name, "doc_no": number}))

    @rule(at=pick, number=st.sampled_from(NUMBERS))
    @precondition(lambda self: self.people())
    def change(self, at, number):
        person = self.people()[at % len(self.people())]
        values = {**person.values, "doc_no": number, "mobile": f"1990000000{at}"}
        self.tried(lambda: self.work.holders.save(person.id, values, person.employer_id))

    @rule(at=pick)
    @precondition(lambda self: self.people())
    def assign(self, at):
        firms = [None, *(firm.id for firm in self.work.ledger.employers.all())]
        ids = [person.id for person in self.people()]
        self.work.holders.assign_employer(ids[: at + 1], firms[at % len(firms)])

    @rule(at=pick)
    @precondition(lambda self: self.people())
    def card(self, at):
        person = self.people()[at % len(self.people())]
        number = f"X0000{at}019"
        self.tried(lambda: self.work.cards.save(0, person.id, {**CARD, "card_number": number}))

    @rule(at=pick, kind=st.sampled_from(SEEN))
    def observe(self, at, kind):
        cards = list(self.work.ledger.cards.all())
        if cards:
            card = cards[at % len(cards)]
            day = dt.date(2026, 6, 1 + at)
            self.tried(lambda: self.work.evidence.add(Evidence(card.id, kind, day)))

    @rule(at=pick)
    def withdraw(self, at):
        entries = [
            e for c in self.work.ledger.cards.all() for e in self.work.evidence.of_card(c.id)
        ]
        if entries:
            self.tried(lambda: self.work.evidence.withdraw(entries[at % len(entries)]))

    @rule(at=pick)
    def case(self, at):
        people = tuple(person.id for person in self.people()[: at % 3])
        made = self.work.cases.create(ApplicantKind.PERSON, "申请", holder_ids=people).record
        self.work.ledger.attachments.add(made.id, FILE, bytes([at]))
        self.work.cases.save_material(made.id, MaterialKey.CARD_FACE, {"title": str(at)})

    @rule(at=pick, what=st.sampled_from(("holders", "employers", "cases", "attachments")))
    def remove(self, at, what):
        ledger = self.work.ledger
        if what == "attachments":
            found = [(c.id, a) for c in ledger.cases.all() for a in c.attachments]
            if found:
                self.work.attachments.remove(*found[at % len(found)])
            return
        found = list(getattr(ledger, what).all())
        if found:
            self.tried(lambda: getattr(self.work, what).remove(found[at % len(found)].id))

    @rule()
    def undo_and_redo(self):
        entry = self.work.history.undo_candidate()
        if entry is None:
            return
        before = logical(self.work.ledger)
        self.tried(lambda: self.work.history.undo(entry.id))
        redo = self.work.history.redo_candidate()
        if redo is not None and redo.undoes == entry.id:
            self.work.history.redo(redo.id)
            assert logical(self.work.ledger) == before

    @rule()
    def undo(self):
        entry = self.work.history.undo_candidate()
        if entry is not None:
            self.tried(lambda: self.work.history.undo(entry.id))

    @rule(at=pick)
    def undo_any(self, at):
        entries = self.work.history.latest(6)
        if at < len(entries):
            self.tried(lambda: self.work.history.undo(entries[at].id))

    @rule()
    def reopen(self):
        before = logical(self.work.ledger)
        self.work.close()
        self.work = Workspace.open(self.path, RULES, lambda: TODAY)
        assert logical(self.work.ledger) == before

    def teardown(self):
        if not hasattr(self, "work"):
            return
        history, ledger = self.work.history, self.work.ledger
        before, last = logical(ledger), history.last_id()
        if history.way_back(0).entries:
            history.go_back(0)
        assert logical(ledger) == self.empty
        if history.last_id() > last:
            history.go_back(last)
        assert logical(ledger) == before
        assert self.work.statuses.differing() == ()
        assert ledger._session.rows("PRAGMA integrity_check") == [("ok",)]
        self.work.close()
        self.folder.cleanup()


Desk.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestDesk = Desk.TestCase
