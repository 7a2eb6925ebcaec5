"""What is often asked for under material 6, offered with its reason and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from kabao.domain.cases import MaterialKey
from kabao.domain.checks import rows_of
from kabao.domain.other_slots import offered
from kabao.ui.kit.buttons import MenuButton
from kabao.ui.kit.labels import confidence_text
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.other_slots import OtherSlot
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

_FORM, _OTHER = MaterialKey.REGISTRATION_FORM, MaterialKey.OTHER_MATERIALS


class OfferedItems(QWidget):
    """A menu of common items; ``chosen`` carries the title of the one to add."""

    chosen = Signal(str)

    def __init__(self, context: RoomContext, session: CaseSession) -> None:
        super().__init__()
        self._context = context
        self._session = session
        texts = context.texts
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self.fill)
        self.button = MenuButton(context.theme, texts("cases.offers.open"), self.menu)
        self.button.setObjectName("offer_items")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(Label(texts("cases.offers.note"), "small", "ink_2", wrap=True), 1)

    def fill(self) -> None:
        """List what makes sense for the form as it stands; what is there already is ticked."""
        self.menu.clear()
        form = self._session.values(_FORM)
        present = self._present()
        for slot in offered(self._context.workspace.rulebook.other_slots, form):
            self._add(slot, advised=slot.is_advised(form), present=present)

    def _add(self, slot: OtherSlot, *, advised: bool, present: frozenset[str]) -> None:
        texts = self._context.texts
        title = slot.title.to(texts.language)
        words = texts("cases.offers.advised", title=title) if advised else title
        action = self.menu.addAction(words)
        action.setObjectName(slot.key)
        action.setCheckable(True)
        there = not present.isdisjoint({slot.title.zh, slot.title.en})
        action.setChecked(there)
        action.setEnabled(not there)
        trust = confidence_text(texts, slot.origin.confidence)
        source = self._context.workspace.rulebook.cite(slot.origin.source).to(texts.language)
        rule = texts("labels.rule_parts", first=source, second=trust)
        action.setToolTip(f"{slot.note.to(texts.language)}\n{rule}")
        action.triggered.connect(lambda: self.chosen.emit(title))

    def _present(self) -> frozenset[str]:
        rows = rows_of(self._session.values(_OTHER).get("items"))
        return frozenset(str(row.get("title")) for row in rows if isinstance(row, Mapping))
