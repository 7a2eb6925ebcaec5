"""Choosing the regional rules of a case, with what would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.regions import RuleChange
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.fields import ComboBox
from kabao.ui.kit.lines_model import Index, LinesModel
from kabao.ui.kit.panels import SectionHeading
from kabao.ui.kit.tables import CellDelegate, Column, Table
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.cases import Case
    from kabao.domain.regions import RegionPack
    from kabao.ui.kit.context import RoomContext

_COLUMNS = ("place", "before", "after")


class ChangesModel(LinesModel[RuleChange]):
    """What two packs say differently, a line for each place."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        line, column = self.line(index.row()), _COLUMNS[index.column()]
        if column == "place":
            return self._place(line.place)
        return str(getattr(line, column)) or self._texts("regions.nothing")

    def _place(self, place: str) -> str:
        """Say what a place of a pack is about; names of fields and codes stand as they are."""
        texts = self._texts
        for known, rest in ((place, ""), tuple(place.partition("/")[::2])):
            key = f"regions.said.{known.replace('/', '_')}"
            if texts.has(key):
                return (
                    texts("labels.rule_parts", first=texts(key), second=rest)
                    if rest
                    else texts(key)
                )
        return place


class RegionDialog(QDialog):
    """Shows the packs in force and that of the case; ``version`` is what was chosen."""

    def __init__(
        self, context: RoomContext, case: Case, parent: QWidget | None, chosen: str = ""
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._regions = context.workspace.regions
        self._mine = self._regions.of_case(case)
        theme, texts = context.theme, context.texts
        self.setWindowTitle(texts("regions.title"))
        self._packs: dict[str, RegionPack | None] = {"": None}
        for pack in (*self._regions.in_force(), *((self._mine,) if self._mine else ())):
            self._packs[pack.version] = pack
        self.packs = self._build_packs()
        self.note = Label("", "small_prose", "ink_2", wrap=True)
        self.model = ChangesModel(texts, _COLUMNS, "regions")
        self.table = Table(theme)
        self.table.setObjectName("region_changes")
        self.table.setAccessibleName(texts("regions.changed"))
        self.table.setModel(self.model)
        plain = CellDelegate(theme, self.table)
        self.table.set_columns(
            Column(200, delegate=plain),
            Column(200, delegate=plain),
            Column(200, elastic=True, delegate=plain),
        )
        self.same = Label(texts("regions.same"), tone="ink_2")
        self.use = PrimaryButton(theme, texts("regions.use"))
        self.use.setDefault(True)
        self.use.clicked.connect(self.accept)
        self._lay_out()
        wanted = chosen or (self._mine.version if self._mine else "")
        self.packs.setCurrentIndex(max(self.packs.findData(wanted), 0))
        self._show()

    @property
    def version(self) -> str:
        """The version chosen, empty for the national rules alone."""
        return str(self.packs.currentData() or "")

    def _build_packs(self) -> ComboBox:
        texts = self._context.texts
        box = ComboBox(self._context.theme)
        box.setObjectName("region_pack")
        box.setAccessibleName(texts("regions.choose"))
        box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(20)
        for version, pack in self._packs.items():
            words = texts("regions.national_only")
            if pack is not None:
                name = pack.name.to(texts.language)
                words = texts("regions.entry", name=name, version=version, day=pack.effective_on)
            box.addItem(words, version)
        box.currentIndexChanged.connect(self._show)
        return box

    def _show(self) -> None:
        texts, pack = self._context.texts, self._packs[self.version]
        self.note.setText(pack.note.to(texts.language) if pack else texts("regions.note_none"))
        changes = self._regions.changes(self._mine, pack)
        self.model.show(list(changes))
        self.table.setVisible(bool(changes))
        self.same.setVisible(not changes)
        mine = self._mine.version if self._mine else ""
        self.use.setEnabled(self.version != mine)
        self.use.setText(texts("regions.in_use" if self.version == mine else "regions.use"))

    def _lay_out(self) -> None:
        theme, texts = self._context.theme, self._context.texts
        cancel = SecondaryButton(theme, texts("kit.cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.use)
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space("s3"))
        label = Label(texts("regions.choose"), "small", "ink_2")
        label.setBuddy(self.packs)
        for widget in (label, self.packs, self.note, SectionHeading(texts("regions.changed"))):
            column.addWidget(widget)
        column.addWidget(self.same)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        column.addLayout(buttons)
        self.resize(theme.px(680), theme.px(520))
