"""A pick list that narrows a page to one employer: agencies keep many in one ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy

from kabao.ui.kit.fields import ComboBox

if TYPE_CHECKING:
    from kabao.ui.kit.context import RoomContext

_LETTERS, _FEW_LETTERS = 18, 12


class EmployerChoice(ComboBox):
    """``employer_chosen`` says that another employer, or everybody, was chosen."""

    employer_chosen = Signal()

    def __init__(self, context: RoomContext, *, compact: bool = False) -> None:
        """``compact`` makes it as high as the chips it stands beside, and leaves them room."""
        super().__init__(context.theme)
        self.setProperty("compact", "true" if compact else "false")
        self._context = context
        self._names: list[tuple[int, str]] | None = None
        self.setObjectName("employer_choice")
        self.setAccessibleName(context.texts("kit.employer_choice"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_FEW_LETTERS if compact else _LETTERS)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.reload()
        self.activated.connect(lambda _index: self.employer_chosen.emit())

    @property
    def employer(self) -> int | None:
        """Id of the employer chosen; None for everybody."""
        return int(self.currentData()) or None

    def reload(self) -> None:
        """Read the employers again and keep the choice, where that one is still there."""
        found = sorted(
            ((item.id, item.name) for item in self._context.workspace.employers.all()),
            key=lambda item: item[1],
        )
        if found == self._names:
            return
        chosen, self._names = self.currentData(), found
        self.clear()
        self.addItem(self._context.texts("kit.every_employer"), 0)
        for number, name in found:
            self.addItem(name, number)
        self.setCurrentIndex(max(self.findData(chosen), 0))
        # Shown before it has a place, it would be a window of its own.
        if not found or self.parentWidget() is not None:
            self.setVisible(bool(found))

    def choose(self, employer: int | None) -> None:
        """Choose an employer, or everybody, as if by hand."""
        self.setCurrentIndex(max(self.findData(employer or 0), 0))
        self.employer_chosen.emit()
