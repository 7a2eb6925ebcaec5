"""The lines of a batch of pictures, and of people who have none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from kabao.services.photo_batches import reasons_of
from kabao.services.sentences import masked
from kabao.ui.kit.lines_model import Index, LinesModel
from kabao.ui.kit.roles import ICON_ROLE

if TYPE_CHECKING:
    from kabao.services.photo_batches import Batch, Candidate
    from kabao.texts import Texts

COLUMNS = ("file", "person", "size", "state", "reason")
STATES = ("ready", "look", "refused", "unmatched", "without")
_ICONS = {
    "ready": ("circle-check", "ok"),
    "look": ("filled/alert-triangle", "warning"),
    "refused": ("filled/circle-x", "error"),
    "unmatched": ("help-circle", "ink_2"),
    "without": ("user", "ink_2"),
}


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One picture, or one person without any."""

    state: str
    file: str
    person: str
    size: str = ""
    reason: str = ""
    candidate: Candidate | None = None


def lines_of(batch: Batch, texts: Texts) -> list[BatchLine]:
    """Return the lines of a batch, what needs a hand first."""
    lines = [
        BatchLine(
            item.state,
            masked(item.name),
            item.person,
            f"{len(item.made.data) / 1024:.1f} KB" if item.made else "",
            " ".join(reasons_of(item, texts)),
            item,
        )
        for item in batch.candidates
    ]
    order = {"refused": 0, "unmatched": 1, "look": 2, "ready": 3}
    lines.sort(key=lambda line: (order[line.state], line.file))
    missing = texts("photos.match.without")
    return [*lines, *(BatchLine("without", "", name, "", missing) for _, name in batch.without)]


class BatchModel(LinesModel[BatchLine]):
    """Shows the lines of a batch."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, COLUMNS, "photos.batch.column")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, the icon of a state, or the whole reason as a tip."""
        if not index.isValid():
            return None
        line, column = self.line(index.row()), COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._state(line) if column == "state" else getattr(line, column)
        if role == ICON_ROLE and column == "state":
            return _ICONS[line.state]
        if role == Qt.ItemDataRole.ToolTipRole and column == "reason":
            return line.reason
        return None

    def _state(self, line: BatchLine) -> str:
        if line.state == "without":
            return self._texts("photos.match.without").rstrip("。.")
        return self._texts(f"photos.state.{line.state}")
