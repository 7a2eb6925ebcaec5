"""Material 6: a free list, and the files of each of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.domain.cases import ApplicantKind
from kabao.domain.checks import rows_of
from kabao.domain.errors import KabaoError
from kabao.ui.cases.editors.grouped import GroupedEditor
from kabao.ui.cases.editors.offered_items import OfferedItems
from kabao.ui.cases.editors.other_rows import ROW_SLOT, moved_rows, row_slot
from kabao.ui.cases.editors.slots.slot_editor import LooseSlotEditor, SlotEditor
from kabao.ui.kit.panels import SectionHeading
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.cases import MaterialKey
    from kabao.domain.changes import Changed
    from kabao.domain.fields import Row, Value
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

_ITEMS = "items"


class OtherMaterialsEditor(GroupedEditor):
    """The list, then one place for files under the title of each row, then files of no row."""

    def __init__(self, context: RoomContext, session: CaseSession, key: MaterialKey) -> None:
        super().__init__(context, session, key)
        theme, texts = context.theme, context.texts
        if session.case.applicant_kind is ApplicantKind.DEPARTMENT:
            self.offers = OfferedItems(context, session)
            self.offers.chosen.connect(self.add_item)
            self.scroller.body.insertWidget(0, self.offers)
        self._titles: list[Label] = []
        self._slots: list[SlotEditor] = []
        files = QWidget()
        self._column = QVBoxLayout(files)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))
        self.add_below(SectionHeading(texts("cases.slots.by_row")))
        self.add_below(files)
        self.add_below(SectionHeading(texts("cases.slots.no_row")))
        self.add_below(LooseSlotEditor(context, session, key, ROW_SLOT, takes_files=_ITEMS))
        self._nothing = Label(texts("cases.slots.no_rows"), tone="ink_2", wrap=True)
        self._column.addWidget(self._nothing)
        self._show_rows()
        session.replaced.connect(self._show_rows)

    def add_item(self, title: str) -> None:
        """Add a row of this title to the list."""
        added: Row = {"title": title, "has_file": True}
        before = rows_of(self.session.values(self.key).get(_ITEMS))
        rows: tuple[Row, ...] = (*(row for row in before if isinstance(row, Mapping)), added)
        self.view.set_value(_ITEMS, rows)
        self._edited(_ITEMS, rows)
        self.view.focus_field(_ITEMS, len(rows) - 1)

    def _edited(self, name: str, value: Value) -> None:
        before = self.session.values(self.key).get(_ITEMS)
        super()._edited(name, value)
        if name == _ITEMS:
            self._move_files(moved_rows(rows_of(before), rows_of(value)))
            self._show_rows()

    def _show_rows(self) -> None:
        rows = rows_of(self.session.values(self.key).get(_ITEMS))
        while len(self._slots) > len(rows):
            for widget in (self._titles.pop(), self._slots.pop()):
                self._column.removeWidget(widget)
                widget.deleteLater()
        while len(self._slots) < len(rows):
            slot = SlotEditor(self.context, self.session, self.key, row_slot(len(self._slots)))
            label = Label("", tone="ink_2", wrap=True)
            self._titles.append(label)
            self._slots.append(slot)
            self._column.addWidget(label)
            self._column.addWidget(slot)
        for number, (label, row) in enumerate(zip(self._titles, rows, strict=True), 1):
            title = str(row.get("title") or "") if isinstance(row, Mapping) else ""
            label.setText(self.context.texts("cases.slots.row", number=number, title=title))
        self._nothing.setVisible(not rows)

    def _move_files(self, moved: Mapping[int, int | None]) -> None:
        """Let files go with their rows; those of a removed row stay as files of no row."""
        changed: Changed | None = None
        service = self.context.workspace.attachments
        for item in self.session.case.attached(self.key):
            found = ROW_SLOT.fullmatch(item.slot)
            if found is None or int(found[1]) not in moved:
                continue
            row = moved[int(found[1])]
            slot = _ITEMS if row is None else row_slot(row)
            try:
                saved = service.rename(self.session.case.id, replace(item, slot=slot), item.title)
            except KabaoError as error:
                self.session.troubled.emit(error)
                return
            changed = saved.changed
        if changed is not None:
            self.session.take_files(changed)
