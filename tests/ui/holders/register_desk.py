"""A register of thirty people, and hands on the keyboard of its room."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kabao.domain.cards import Card
from kabao.domain.holders import Holder
from kabao.ui.holders import build_room
from ui.rooms import CARD, Answers, Heard, make_context, make_workspace

if TYPE_CHECKING:
    from kabao.ui.holders.room import HoldersRoom

MORE = 27


@dataclass
class Desk:
    """The room with what it said to the window."""

    room: HoldersRoom
    page: Any
    heard: Heard
    answers: Answers
    offered: list[str]

    @property
    def list(self):
        return self.room.list

    @property
    def names(self):
        model = self.room.list.model
        return [model.row(row).name for row in range(model.rowCount())]

    @property
    def chosen(self):
        return len(self.room.list.rows.ids())

    def press(self, *keys, to=None):
        """Press keys one after the other; a tuple is a key with its modifiers."""
        target = to or self.room.list.table
        for one in keys:
            pressed = one if isinstance(one, tuple) else (one, Qt.KeyboardModifier(0))
            QTest.keyClick(target, *pressed)
        QApplication.processEvents()

    def run(self, key):
        """Do a command of the room, as its shortcut and Ctrl+K do."""
        next(command for command in self.room.commands() if command.key == key).run()
        QApplication.processEvents()


def crowded(folder):
    """Return a ledger with the three people of the rooms and 27 more, each with a new card."""
    workspace = make_workspace(folder)
    first = workspace.ledger.holders.get(2)
    with workspace.ledger.transaction("rosters.import"):
        people = [
            Holder({**first.values, "name": f"甲{place:02}", "doc_no": f"T{place:03}X"})
            for place in range(MORE)
        ]
        ids = workspace.ledger.holders.add_many(people)
        for number in ids:
            card = workspace.ledger.cards.add(Card(number, {**CARD, "region": "990200"}))
            workspace.statuses.refresh(card.id)
    return workspace


def open_desk(workspace, texts, theme, jobs, preferences=None) -> Desk:
    """Build the room and show it."""
    context, heard, answers = make_context(workspace, texts, theme, jobs)
    offered: list[str] = []
    context = replace(context, preferences=preferences, offer_undo=offered.append)
    room = build_room(context)
    page = room.build()
    page.resize(1200, 700)
    page.show()
    room._people.finish()
    room.list.table.setFocus()
    return Desk(room, page, heard, answers, offered)
