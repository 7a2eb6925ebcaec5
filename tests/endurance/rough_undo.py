"""Every step back under the eye: what the ledger says after it is what it said before the step."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

from PySide6.QtWidgets import QApplication
from rough_watch import Companion

from kabao.domain.cases import ApplicantKind
from kabao.domain.errors import KabaoError
from kabao.domain.evidence import Evidence, EvidenceKind
from services.ledger_contents import logical

DERIVED = ("projections", "register")
"""Follows the calendar, so another day may change it without a step."""
KEPT = 60
"""So many steps are remembered with all that the ledger said."""


class Undoing(Companion):
    """Remembers what each entry of the history found and left."""

    def __init__(self, hand, *, days=False) -> None:
        super().__init__(hand)
        self.left_out = DERIVED if days else ()
        self.known = {}
        self.path, self.last, self.said = None, 0, None
        self.compared = 0

    def ways(self):
        """Return what may be done besides: steps that there is something to take back of."""
        return {self.deed: 2, self.back_and_forward: 2}

    def back_and_forward(self, _top) -> str:
        """Take steps back and bring them again by the commands, wherever the keyboard is."""
        steps = self.window._steps
        if self.window.frame is None or QApplication.activeModalWidget() is not None:
            return "nothing"
        told = self.hand.say("back and forward")
        for _ in range(self.hand.chance.randint(1, 5)):
            self.hand.chance.choice((steps.undo, steps.undo, steps.redo))()
            self.look()
        return told

    def deed(self, _top) -> str:
        """Store something as a page would, and tell the window."""
        ledger = self.hand.ledger()
        if ledger is None or ledger.read_only or ledger._session.lending.is_lent:
            return "nothing"
        made = self.hand.chance.choice(DEEDS)
        told = self.hand.say(f"deed {made.__name__}")
        try:
            changed = made(self.window.workspace, self.hand.number)
        except (KabaoError, IndexError) as problem:
            return f"{told}: {type(problem).__name__}"
        self.window._announce(changed)
        return told

    def look(self) -> None:
        """Take note of the entries that came since the last look, and judge a step back."""
        ledger = self.hand.ledger()
        if ledger is None or ledger.read_only:  # who reads only may meet half of another's step
            self.said = None
            return
        last, said = self.window.workspace.history.last_id(), self.content(ledger)
        if ledger.path != self.path or last < self.last:
            self.known, self.said = {}, None
        elif last == self.last + 1 and self.said is not None and said is not None:
            self.judge(self.window.workspace.history.get(last), said)
        self.path, self.last, self.said = ledger.path, last, said

    def content(self, ledger):
        """Return what the ledger says by tables, or None if it cannot be asked now."""
        try:
            said = logical(ledger)
        except AssertionError as error:
            self.hand.blame(f"the ledger contradicts itself: {str(error)[:150]}")
        except (KabaoError, OSError):
            return None
        else:
            return {table: rows for table, rows in said.items() if table not in self.left_out}
        return None

    def judge(self, entry, said) -> None:
        """Hold a step back against the step that it takes back."""
        self.known[entry.id] = (self.said, said)
        before, after = self.known.get(entry.undoes, (None, None))
        for old in list(self.known)[:-KEPT]:
            del self.known[old]
        if entry.undoes is None or after is None or digest(self.said) != digest(after):
            return
        self.compared += 1
        if digest(said) != digest(before):
            root = self.window.workspace.history.root(entry)
            tables = [table for table in before if before[table] != said[table]]
            self.hand.blame(
                f"entry {entry.id} takes {entry.undoes} back: {differences(before, said, tables)}\n"
                f"{'redo' if root.id != entry.undoes else 'undo'} of {root.action} differs in"
                f" {', '.join(tables)}"
            )


def change_holder(work, number):
    """Give somebody another telephone."""
    holder = list(work.ledger.holders.all())[number % 3]
    values = {**holder.values, "mobile": f"1990001{number:04d}"}
    return work.holders.save(holder.id, values, holder.employer_id).changed


def change_firm(work, number):
    """Give an employer another telephone."""
    firm = work.employers.all()[0]
    values = {**firm.values, "contact_phone": f"1990002{number:04d}"}
    return work.employers.save(firm.id, values).changed


def see_use(work, number):
    """Note that a card was used."""
    card = list(work.ledger.cards.all())[0]  # noqa: RUF015 (there may be none)
    day = work.clock() - dt.timedelta(days=number % 30)
    return work.evidence.add(Evidence(card.id, EvidenceKind.USED_NORMALLY, day)).changed


def begin_case(work, number):
    """Begin a case."""
    return work.cases.create(ApplicantKind.PERSON, f"申请 {number}").changed


def remove_case(work, _number):
    """Remove the case that was begun last."""
    return work.cases.remove(work.cases.all()[-1].id)


DEEDS = (change_holder, change_firm, see_use, begin_case, remove_case)


def digest(said) -> str:
    """Return a digest of what a ledger says."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def differences(before, after, tables) -> str:
    """Return the rows that differ, shortened."""
    told = []
    for table in tables:
        gone = [row for row in before[table] if row not in after[table]]
        come = [row for row in after[table] if row not in before[table]]
        told.append(f"{table}: expected {str(gone)[:300]}, found {str(come)[:300]}")
    return "; ".join(told)
