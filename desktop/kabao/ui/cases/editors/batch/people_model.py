"""The people of a batch as lines: who, which claim, photograph, how far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from kabao.domain.identity import mask_number
from kabao.ui.kit.lines_model import Index, LinesModel
from kabao.ui.kit.roles import ICON_ROLE, TONE_ROLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.batch_claims.progress import Member
    from kabao.texts import Texts

COLUMNS = ("seq", "name", "number", "state", "reason", "photo", "apply_for", "card_number", "since")
_TONES = {"collected": "ok", "ready": "ok", "withdrawn": "ink_2", "draft": "ink_2"}


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One person with the running number on the list."""

    number: int
    member: Member
    has_photo: bool
    waived: bool = False


class MembersModel(LinesModel[MemberLine]):
    """What each cell says; ``states`` and ``kinds`` hold the words of both pick lists."""

    def __init__(self, texts: Texts, states: Mapping[str, str], kinds: Mapping[str, str]) -> None:
        super().__init__(texts, COLUMNS, "batch.column")
        self._states = states
        self._kinds = kinds

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, tone or icon of a cell."""
        line, column = self.line(index.row()), COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(line, column)
        if role == Qt.ItemDataRole.ToolTipRole and column == "reason":
            return line.member.reason
        if role == TONE_ROLE:
            return self._tone(line, column)
        if role == ICON_ROLE and column == "photo":
            if line.has_photo:
                return ("circle-check", "ok")
            return ("circle-dashed", "ink_2" if line.waived else "warning")
        return None

    def _text(self, line: MemberLine, column: str) -> str:
        member = line.member
        if column == "photo":
            known = "yes" if line.has_photo else "waived" if line.waived else "no"
            return self._texts(f"batch.photo_cell.{known}")
        return {
            "seq": str(line.number),
            "name": member.name,
            "number": mask_number(member.number),
            "state": self._states.get(member.state, member.state),
            "reason": member.reason,
            "apply_for": self._kinds.get(member.apply_for or "new", member.apply_for),
            "card_number": member.card_number,
            "since": member.since,
        }[column]

    def _tone(self, line: MemberLine, column: str) -> str | None:
        member = line.member
        if column == "state":
            failed = member.failed and member.state != "withdrawn"
            return "error" if failed else _TONES.get(member.state, "ink")
        return "ink_2" if column in ("seq", "since") else None
