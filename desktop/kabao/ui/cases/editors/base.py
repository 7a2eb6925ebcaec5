"""What the workspace asks of every editor of a material."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.domain.cases import MaterialKey
    from kabao.domain.findings import Finding, Place
    from kabao.domain.words import Words
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

WAITING_CODES = frozenset({"required", "case_file_missing"})
"""Findings that are told under a field only once the user has been there: it is plainly empty."""


class MaterialEditor(QWidget):
    """Edits one material of a session; ``focused`` names the field that has the keyboard."""

    focused = Signal(str)
    in_parts = False
    """Whether it is filled in a step of its own."""

    def __init__(self, context: RoomContext, session: CaseSession, key: MaterialKey) -> None:
        super().__init__(session.home)
        self.context = context
        self.session = session
        self.key = key

    def fill(self) -> None:
        """Make what an editor in parts leaves out at first."""

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show what the preflight found in this material."""
        raise NotImplementedError(self.key)

    def show_place(self, place: Place) -> None:
        """Go to a section or a field of this material."""
        raise NotImplementedError(self.key)

    def cite(self, source: str) -> Words:
        """Word a rule's source as the rules of this case do."""
        return self.context.workspace.cases.rules(self.session.case).cite(source)

    def enter(self) -> None:
        """Take the keyboard at the first place to type or choose."""
        self.setFocus()

    def step(self, by: int) -> None:
        """Go to the next or previous section."""


def base_name(finding: Finding) -> str:
    """Return the field of a finding without its column."""
    return finding.place.field.partition(".")[0]


def under_fields(findings: Iterable[Finding], visited: frozenset[str]) -> tuple[Finding, ...]:
    """Return the findings to be shown under the fields of a form, each at its whole field."""
    shown = []
    for item in findings:
        name = base_name(item)
        if item.place.room != "cases" or (item.code in WAITING_CODES and name not in visited):
            continue
        shown.append(item.at(replace(item.place, field=name)))
    return tuple(shown)
