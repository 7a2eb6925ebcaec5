"""A ledger with a few synthetic people, and the context that a room is given in tests."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from kabao.domain.evidence import Evidence, EvidenceKind
from kabao.services.workspace import Workspace
from kabao.ui.kit.context import RoomContext

if TYPE_CHECKING:
    from kabao.domain.changes import Changed

TODAY = dt.date(2026, 11, 22)
PEOPLE = (
    ("安思源", "110000199001010013", "1", "1990-01-01"),
    ("白晓棠", "110000199001010021", "2", "1990-01-01"),
    ("王䶮", "11000019900101003X", "1", "1990-01-01"),
)


class Answers:
    """Stands where alerts stand: remembers what was said and answers yes."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.yes = True

    def sentence(self, error):
        return error.code

    def show(self, error):
        self.said.append(error.code)

    def ask(self, question, text="", yes="", *, danger=False):
        self.said.append(question)
        return self.yes


@dataclass
class Heard:
    """What a room told the window."""

    places: list = field(default_factory=list)
    changes: list[Changed] = field(default_factory=list)


def make_workspace(folder) -> Workspace:
    """Return a ledger with one employer, three holders and two cards, one of them active."""
    workspace = Workspace.create(folder / "room.kabao", clock=lambda: TODAY)
    employer = workspace.employers.save(0, EMPLOYER).record
    for index, (name, number, sex, born) in enumerate(PEOPLE):
        values = {
            "name": name,
            "doc_type": "resident_id",
            "doc_no": number,
            "sex": sex,
            "birth_date": born,
            "nationality": "CHN",
            "ethnicity": "01",
            "region": "990100",
            "doc_long_term": True,
            "mobile": "19900000001",
        }
        holder = workspace.holders.save(0, values, employer.id if index < 2 else None).record
        if index < 2:
            workspace.cards.save(0, holder.id, CARD)
    card = workspace.cards.get(1)
    workspace.evidence.add(
        Evidence(card.id, EvidenceKind.PASSWORD_SET, dt.date(2026, 3, 18), detail="pin_changed")
    )
    return workspace


EMPLOYER = {
    "name": "青禾精密机械有限公司",
    "uscc": "91110000XXXX00019Y",
    "kind": "company",
    "established_on": "2026-11-10",
}
CARD = {
    "region": "990100",
    "card_kind": "physical",
    "issued_on": "2026-03-01",
    "collected_on": "2026-03-12",
    "valid_to": "2036-02-29",
}


def make_context(workspace, texts, theme, jobs) -> tuple[RoomContext, Heard, Answers]:
    """Return a context whose ways out of the room only remember."""
    heard, answers = Heard(), Answers()
    context = RoomContext(
        workspace=workspace,
        texts=texts,
        theme=theme,
        jobs=jobs,
        alerts=answers,
        navigate=heard.places.append,
        announce=heard.changes.append,
        clock=lambda: TODAY,
    )
    return context, heard, answers


def words(page) -> str:
    """Return everything that the labels of a page show once Qt has caught up."""
    QApplication.processEvents()
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def buttons(page) -> list[QPushButton]:
    """Return the push buttons that can be seen, in the order they were made."""
    QApplication.processEvents()
    return [button for button in page.findChildren(QPushButton) if button.isVisible()]
