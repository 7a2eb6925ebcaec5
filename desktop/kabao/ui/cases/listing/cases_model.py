"""The rows of the list of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from kabao.domain.case_way_rules import BEGINNING
from kabao.ui.cases.words import applicant_text, level_count
from kabao.ui.kit.lines_model import Index, LinesModel
from kabao.ui.kit.roles import LEVEL_ROLE, TONE_ROLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.case_way_rules import WayState
    from kabao.domain.cases import Case
    from kabao.domain.rules import Rulebook
    from kabao.texts import Texts
    from kabao.ui.cases.listing.summaries import CaseSummaries

COLUMNS = ("number", "title", "applicant", "kind", "state", "created", "share", "level")
SHARE_ROLE = Qt.ItemDataRole.UserRole + 40
"""``(done, total)`` of a bar of completeness."""


class CasesModel(LinesModel["Case"]):
    """Cases newest first; completeness and worst finding follow as they are worked out."""

    def __init__(self, texts: Texts, summaries: CaseSummaries, rulebook: Rulebook) -> None:
        super().__init__(texts, COLUMNS, "cases.column")
        self._rulebook = rulebook
        self._states: Mapping[int, WayState] = {}
        self._summaries = summaries
        summaries.ready.connect(self._ready)

    def tell_states(self, states: Mapping[int, WayState]) -> None:
        """Take over where each case stands, before the cases are shown."""
        self._states = states

    def row_of(self, case_id: int) -> int:
        """Return the row of a case, or -1."""
        return next((row for row, case in enumerate(self._lines) if case.id == case_id), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell, its bar or its mark."""
        case, column = self._lines[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(case, column)
        if role == SHARE_ROLE and column == "share":
            summary = self._summaries.get(case.id)
            return (summary.complete, len(summary.shares)) if summary else None
        if column == "level" and role in (LEVEL_ROLE, TONE_ROLE):
            return self._level(case, role)
        if column == "state" and role == TONE_ROLE:
            return "ok" if self._state(case).official else "ink"
        if role == Qt.ItemDataRole.AccessibleTextRole and column == "number":
            return self._spoken(case)
        return None

    def _text(self, case: Case, column: str) -> str:
        texts, summary = self._texts, self._summaries.get(case.id)
        if column == "share":
            if summary is None:
                return texts("cases.share.counting")
            return texts("cases.share.materials", done=summary.complete, total=len(summary.shares))
        if column == "level":
            if summary is None:
                return ""
            return level_count(texts, summary.findings)[1] or texts("cases.no_findings")
        if column == "applicant":
            return applicant_text(texts, case.applicant_kind)
        if column == "kind":
            return self._rulebook.kind(case.kind).title.to(texts.language)
        if column == "state":
            return self._state(case).label.to(texts.language)
        return {"number": case.number, "title": case.title, "created": case.created_on}[column]

    def _state(self, case: Case) -> WayState:
        return self._states.get(case.id) or self._rulebook.way.state(BEGINNING)

    def _level(self, case: Case, role: int) -> Any:
        summary = self._summaries.get(case.id)
        level = level_count(self._texts, summary.findings)[0] if summary else None
        if role == LEVEL_ROLE:
            return level
        return "ink" if level else "ink_3"

    def _spoken(self, case: Case) -> str:
        return self._texts("labels.comma").join(self._text(case, name) for name in COLUMNS)

    def _ready(self, case_id: int) -> None:
        row = self.row_of(case_id)
        if row >= 0:
            self.redraw(row, row)
