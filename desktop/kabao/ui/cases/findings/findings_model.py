"""The findings of a case as rows: place, field, sentence, rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from kabao.domain.preflight import finding_key
from kabao.services.batch_claims.paper import people_words
from kabao.ui.cases.words import field_text, place_text
from kabao.ui.kit.labels import (
    cited,
    finding_description,
    finding_remedy,
    finding_rule,
    finding_text,
)
from kabao.ui.kit.lines_model import Index, LinesModel
from kabao.ui.kit.roles import ICON_ROLE, LEVEL_ROLE, TONE_ROLE

if TYPE_CHECKING:
    from kabao.domain.batch_claims.grouping import Alike
    from kabao.domain.cases import Case
    from kabao.domain.findings import Finding
    from kabao.domain.rules import Rulebook
    from kabao.texts import Texts
    from kabao.ui.cases.findings.examiner import Checked

COLUMNS = ("place", "field", "text", "rule", "go")
_QUIET = frozenset({"place", "rule"})


class FindingsModel(LinesModel["Finding"]):
    """Gravest first; accepted ones stay, quieter, with their reason.

    What was found alike about many people of a batch is one row, which can be opened.
    """

    def __init__(self, texts: Texts, rulebook: Rulebook) -> None:
        super().__init__(texts, COLUMNS, "")
        self._rulebook = rulebook
        self._case: Case | None = None
        self._kinds: tuple[Alike, ...] = ()
        self._behind: dict[int, Alike] = {}
        self._opened: set[str] = set()

    def show_case(self, case: Case, result: Checked, rulebook: Rulebook) -> None:
        """Replace all rows by the findings of a case, told by the rules that it is pinned to."""
        self._case = case
        self._rulebook = rulebook
        self._kinds = result.kinds
        self._show_kinds()

    def behind(self, row: int) -> tuple[Finding, ...]:
        """Return what a row tells: one finding, or one for each of many people."""
        kind = self._behind.get(row)
        return kind.findings if kind else (self.line(row),)

    def is_opened(self, row: int) -> bool:
        """Say whether the findings that a row tells together stand below it one by one."""
        kind = self._behind.get(row)
        return kind is not None and _name(kind) in self._opened

    def open_row(self, row: int, *, opened: bool) -> None:
        """Tell the findings of a row one by one below it, or together again."""
        kind = self._behind.get(row)
        if kind is None or opened == self.is_opened(row):
            return
        (self._opened.add if opened else self._opened.discard)(_name(kind))
        self._show_kinds()

    def _show_kinds(self) -> None:
        lines: list[Finding] = []
        self._behind = {}
        for kind in self._kinds:
            if not kind.is_many:
                lines.append(kind.first)
                continue
            self._behind[len(lines)] = kind
            lines.append(self._together(kind))
            if _name(kind) in self._opened:
                lines += kind.findings
        self.show(lines)

    def _together(self, kind: Alike) -> Finding:
        assert self._case is not None
        return kind.told(people_words(kind, self._texts), self._case.id)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, mark or tone of a cell."""
        finding, column = self._lines[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(finding, column)
        if role == LEVEL_ROLE:
            return finding.level if column == "place" else None
        if role == ICON_ROLE:
            return ("arrow-right", "accent") if column == "go" else None
        if role == TONE_ROLE:
            return self._tone(finding, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._whole(finding)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            place = self._text(finding, "place")
            return finding_description(self._texts, finding, place)
        return None

    def _text(self, finding: Finding, column: str) -> str:
        texts, rulebook, case = self._texts, self._rulebook, self._case
        assert case is not None
        if column == "place":
            return place_text(texts, rulebook, case, finding)
        if column == "field":
            return field_text(texts, rulebook, case, finding)
        if column == "rule":
            return finding_rule(texts, cited((finding,), rulebook, texts)[0])
        if column == "go":
            return ""
        sentence = finding_text(texts, finding)
        if finding.accepted:
            return texts("cases.accepted", reason=finding.accepted, sentence=sentence)
        return sentence

    def _tone(self, finding: Finding, column: str) -> str:
        if finding.accepted:
            return "ink_3"
        return "ink_2" if column in _QUIET else "ink"

    def _whole(self, finding: Finding) -> str:
        parts = (
            self._text(finding, "text"),
            finding_remedy(self._texts, finding),
            self._text(finding, "rule"),
        )
        return "\n".join(part for part in parts if part)


def _name(kind: Alike) -> str:
    """Return a name that stays while other people of the kind come and go."""
    return finding_key(kind.told("", 1))
