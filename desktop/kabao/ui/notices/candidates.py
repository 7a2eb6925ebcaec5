"""Whose card a message is about: those matched by last digits, or found by a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from kabao.ui.kit.fields import SearchField
from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.services.notice_report import NoticeMatch
    from kabao.ui.kit.context import RoomContext


class Candidates(QWidget):
    """A search field and, below it, the holders to choose from, numbers masked."""

    searched = Signal(str)
    chosen = Signal()

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._matches: Sequence[NoticeMatch] = ()
        texts, theme = context.texts, context.theme
        self.search = SearchField(theme, texts("notices.search"))
        self.search.setObjectName("find_holder")
        self.search.searched.connect(self.searched)
        self._note = Label("", tone="ink_2", wrap=True)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda _: self.chosen.emit())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s2"))
        column.addWidget(self.search)
        column.addWidget(self._note)
        column.addLayout(self._rows)

    def show_matches(self, matches: Sequence[NoticeMatch], note: str = "") -> None:
        """Offer holders; a single one is chosen at once."""
        for button in self._group.buttons():
            self._group.removeButton(button)
        empty_layout(self._rows)
        self._matches = matches
        self._note.setText(note)
        self._note.setVisible(bool(note))
        for place, match in enumerate(matches):
            button = QRadioButton(self._words(match))
            button.setObjectName(f"candidate_{match.card_id}")
            button.setEnabled(not match.known)
            self._group.addButton(button, place)
            self._rows.addWidget(button)
            button.show()  # a hidden one, as new ones are for a moment, takes no keyboard
        free = [place for place, match in enumerate(matches) if not match.known]
        if len(matches) == 1 and free:
            self._group.button(0).setChecked(True)
        self.chosen.emit()

    @property
    def match(self) -> NoticeMatch | None:
        """The holder chosen."""
        place = self._group.checkedId()
        return self._matches[place] if 0 <= place < len(self._matches) else None

    def focus_first(self) -> None:
        """Give the keyboard to the first holder who can be chosen, else to the search."""
        button = next((one for one in self._group.buttons() if one.isEnabled()), None)
        (button or self.search).setFocus()

    def _words(self, match: NoticeMatch) -> str:
        texts = self._context.texts
        key = "notices.match_known" if match.known else "notices.match"
        card = match.card_number or texts("notices.no_card_number")
        return texts(key, name=match.name, number=match.masked_number, card=card)
