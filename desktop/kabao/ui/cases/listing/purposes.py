"""What a new case is for: the kinds of cases that a kind of applicant may start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from kabao.domain.cases import ApplicantKind, CaseKind
from kabao.ui.kit.panels import SectionHeading
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.case_kinds import KindProfile
    from kabao.ui.kit.context import RoomContext

_USUAL = (CaseKind.CLAIM, CaseKind.BATCH_CLAIM)
"""What persons and employers file at the counter stands first; issuance is a department's (the
rules say so beside each case). All three can still be chosen."""


class PurposeChoice(QWidget):
    """One line for each kind of case; put away where there is nothing to choose."""

    chosen = Signal(object)

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme, texts = context.theme, context.texts
        self.buttons: dict[CaseKind, QRadioButton] = {}
        self._notes: dict[CaseKind, Label] = {}
        offered = context.workspace.rulebook.offered()
        self._profiles = sorted(
            (item for item in offered if item.kind != CaseKind.CHANGE),
            key=lambda item: item.kind not in _USUAL,
        )
        self._by_hand = False
        self._group = QButtonGroup(self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.space("s4"))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnStretch(1, 1)
        for row, profile in enumerate(self._profiles):
            self._add(row, profile, texts.language)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s4"))
        column.addWidget(SectionHeading(texts("cases.new_purpose")))
        column.addLayout(self._grid)
        self.show_for(ApplicantKind.PERSON)

    def show_for(self, applicant: ApplicantKind) -> None:
        """Offer what this kind of applicant files; the usual is chosen until somebody chooses."""
        mine = [item.kind for item in self._profiles if applicant in item.applicants]
        for kind, button in self.buttons.items():
            button.setVisible(kind in mine)
            self._notes[kind].setVisible(kind in mine)
        self.setVisible(len(mine) > 1)
        if not (self._by_hand and any(self.buttons[kind].isChecked() for kind in mine)):
            self.choose(mine[0])

    def choose(self, kind: CaseKind) -> None:
        """Choose a kind of case."""
        if kind in self.buttons:
            self.buttons[kind].setChecked(True)

    def kind(self) -> CaseKind:
        """Return the kind of case chosen."""
        chosen = (kind for kind, button in self.buttons.items() if button.isChecked())
        return next(chosen, CaseKind.ISSUANCE)

    def _add(self, row: int, profile: KindProfile, language: str) -> None:
        english = language == "en"
        button = QRadioButton(profile.title.en if english else profile.title.zh)
        button.setObjectName(f"purpose_{profile.kind}")
        note = profile.note.en if english else profile.note.zh
        button.setAccessibleDescription(note)
        self._group.addButton(button)
        self.buttons[profile.kind] = button
        self._notes[profile.kind] = Label(note, tone="ink_2", wrap=True)
        self._grid.addWidget(button, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self._notes[profile.kind], row, 1)
        button.clicked.connect(self._remember_hand)
        button.toggled.connect(lambda on, it=profile.kind: self.chosen.emit(it) if on else None)

    def _remember_hand(self) -> None:
        self._by_hand = True
