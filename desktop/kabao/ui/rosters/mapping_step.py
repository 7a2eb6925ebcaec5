"""The second step: which column means what, and what holds for every row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from kabao.domain.rosters.headers import EMPLOYER_CODE, EMPLOYER_NAME
from kabao.domain.rosters.mapping import titles_of
from kabao.domain.rosters.sheets import cell_text
from kabao.services.rosters import OFFER
from kabao.services.sentences import masked
from kabao.ui.kit.fields import ComboBox
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.panels import Scroller, SectionHeading, empty_layout
from kabao.ui.kit.text import ElidedLabel, Label
from kabao.ui.rosters.preview_model import shown_text

if TYPE_CHECKING:
    from kabao.domain.fields import FieldSpec
    from kabao.domain.rosters.mapping import RosterMapping
    from kabao.domain.rosters.sheets import Sheet
    from kabao.texts import Language
    from kabao.ui.kit.context import RoomContext

_WIDEST = 860
_SAMPLES = 3
_MOST_COLUMNS = 80
"""Columns with a box; every further one would make the page slower."""
_REGION = "region"


class MappingStep(QWidget):
    """A pick list of fields beside every column, with its first cells."""

    changed = Signal()
    sheet_chosen = Signal(str)

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        theme, texts = context.theme, context.texts
        self._rosters = context.workspace.rosters
        self._mapping: RosterMapping | None = None
        self.boxes: dict[int, ComboBox] = {}
        self._meanings = self._build_meanings()
        self.notices = NoticeBar(theme, texts)
        self.sheets = ComboBox(theme)
        self.sheets.setAccessibleName(texts("rosters.sheet"))
        self.sheets.activated.connect(lambda _: self.sheet_chosen.emit(self.sheets.currentData()))
        self.employer = self._build_employers()
        self.region = QLineEdit()
        self.region.setMaxLength(6)
        self.region.setAccessibleName(texts("rosters.region_of_all"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.space("s4"))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._lay_out()

    def show_sheet(self, sheet: Sheet, mapping: RosterMapping) -> None:
        """Show the columns of a sheet with what they are taken for."""
        self._mapping = mapping
        self.sheets.clear()
        for name in sheet.others or (sheet.name,):
            # The sheet of a delimited text bears the name of its file.
            self.sheets.addItem(masked(name), name)
        self.sheets.setCurrentIndex(self.sheets.findData(sheet.name))
        self.region.setText(str(mapping.defaults.get(_REGION) or ""))
        self._fill_employers()
        empty_layout(self._grid)
        self.boxes = {}
        texts = self._context.texts
        for place, key in enumerate(("letter", "title", "sample", "meaning")):
            self._grid.addWidget(Label(texts(f"rosters.head.{key}"), "small", "ink_2"), 0, place)
        titles = titles_of(sheet, mapping.header, mapping.header_rows)
        titled = [at for at, title in enumerate(titles) if title or at in mapping.columns]
        shown = {*titled[:_MOST_COLUMNS], *mapping.columns}
        for column in sorted(shown):
            self._add_column(sheet, column, titles[column] if column < len(titles) else "")
        if len(titled) > len(shown):
            said = texts("rosters.more_columns", count=len(titled) - len(shown))
            self._grid.addWidget(Label(said, tone="ink_2"), self._grid.rowCount(), 1, 1, 3)
        self._show_problem()

    def mapping(self) -> RosterMapping:
        """Return what was chosen."""
        assert self._mapping is not None
        region = self.region.text().strip()
        asked = {_REGION, EMPLOYER_NAME}
        defaults = {key: value for key, value in self._mapping.defaults.items() if key not in asked}
        if region:
            defaults[_REGION] = region
        name, fixes = self._new_employer(), self._mapping.fixes
        if name:
            # Who types the name of an employer that is not there wants it made.
            defaults[EMPLOYER_NAME] = name
            fixes |= {OFFER}
        return replace(self._mapping, defaults=defaults, fixes=fixes)

    def employer_id(self) -> int | None:
        """Return the employer of every row, if one was chosen."""
        chosen = self.employer.itemData(self.employer.findText(self.employer.currentText().strip()))
        return chosen if isinstance(chosen, int) else None

    def _new_employer(self) -> str:
        """Return the name that was typed, if no employer of the ledger bears it."""
        typed = self.employer.currentText().strip()
        return "" if self.employer.findText(typed) >= 0 else typed

    def first(self) -> QWidget:
        """Return where the keyboard begins."""
        return next(iter(self.boxes.values()), self.employer)

    def _lay_out(self) -> None:
        theme, texts = self._context.theme, self._context.texts
        scroller = Scroller()
        margin = theme.space("page_margin")
        scroller.body.setContentsMargins(margin, theme.px(8), margin, margin)
        inner = QWidget()
        inner.setMaximumWidth(theme.px(_WIDEST))
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("s4"))
        column.addWidget(self.notices)
        whole = QGridLayout()
        whole.setHorizontalSpacing(theme.space("s4"))
        whole.setColumnStretch(1, 1)
        rows = ((self.sheets, "sheet"), (self.employer, "employer_of_all"))
        for row, (widget, key) in enumerate((*rows, (self.region, "region_of_all"))):
            whole.addWidget(Label(texts(f"rosters.{key}"), tone="ink_2"), row, 0)
            whole.addWidget(widget, row, 1)
        column.addWidget(SectionHeading(texts("rosters.for_all")))
        column.addLayout(whole)
        column.addWidget(SectionHeading(texts("rosters.columns"), texts("rosters.columns_note")))
        column.addLayout(self._grid)
        column.addStretch(1)
        scroller.body.addWidget(inner, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroller)

    def _build_employers(self) -> ComboBox:
        texts = self._context.texts
        box = ComboBox(self._context.theme)
        box.setAccessibleName(texts("rosters.employer_of_all"))
        box.setEditable(True)
        box.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        line = box.lineEdit()
        assert line is not None
        line.setPlaceholderText(texts("rosters.employer_hint"))
        line.setProperty("bare", "true")
        return box

    def _fill_employers(self) -> None:
        chosen, typed = self.employer_id(), self._new_employer()
        self.employer.clear()
        self.employer.addItem(self._context.texts("rosters.employer_by_row"), None)
        for item in self._context.workspace.employers.all():
            self.employer.addItem(item.name, item.id)
        self.employer.setCurrentIndex(-1 if chosen is None else self.employer.findData(chosen))
        self.employer.setEditText(typed or self.employer.currentText())

    def _add_column(self, sheet: Sheet, column: int, title: str) -> None:
        assert self._mapping is not None
        row = self._grid.rowCount()
        theme, texts = self._context.theme, self._context.texts
        self._grid.addWidget(Label(sheet.column(column), tone="ink_2"), row, 0)
        self._grid.addWidget(ElidedLabel(title.replace("\n", " ")), row, 1)
        first = self._mapping.header + 1
        samples = [
            cell_text(cells[column])
            for cells in sheet.rows[first : first + _SAMPLES]
            if column < len(cells)
        ]
        key = self._mapping.columns.get(column, "")
        shown = masked(" / ".join(shown_text(key, sample) for sample in samples if sample))
        self._grid.addWidget(ElidedLabel(shown, tone="ink_2"), row, 2)
        box = ComboBox(theme)
        box.setObjectName(f"column_{column}")
        box.setAccessibleName(texts("rosters.meaning_of", title=title or sheet.column(column)))
        box.setModel(self._meanings)
        box.setCurrentIndex(max(box.findData(self._mapping.columns.get(column, "")), 0))
        box.activated.connect(lambda _, at=column: self._choose(at))
        self.boxes[column] = box
        self._grid.addWidget(box, row, 3, Qt.AlignmentFlag.AlignTop)

    def _build_meanings(self) -> QStandardItemModel:
        """Make one list for all boxes: a sheet may have hundreds of columns."""
        meanings = QStandardItemModel(self)
        blank = (("", self._context.texts("rosters.not_imported")),)
        for key, label in (*blank, *self._choices()):
            item = QStandardItem(label)
            item.setData(key, Qt.ItemDataRole.UserRole)
            meanings.appendRow(item)
        return meanings

    def _choices(self) -> list[tuple[str, str]]:
        texts = self._context.texts
        choices = [
            (key, _label(key, spec, texts.language)) for key, spec in self._rosters.fields.items()
        ]
        choices.append((EMPLOYER_NAME, texts("rosters.column.employer_name")))
        choices.append((EMPLOYER_CODE, texts("rosters.column.employer_uscc")))
        return choices

    def _choose(self, column: int) -> None:
        assert self._mapping is not None
        self._mapping = self._mapping.with_column(column, str(self.boxes[column].currentData()))
        for at, box in self.boxes.items():
            box.setCurrentIndex(max(box.findData(self._mapping.columns.get(at, "")), 0))
        self._show_problem()
        self.changed.emit()

    def _show_problem(self) -> None:
        self.notices.clear()
        if self._mapping is not None and not self._mapping.is_complete:
            self.notices.show_notice("warning", self._context.texts("rosters.need_columns"))


def _label(key: str, spec: FieldSpec, language: Language) -> str:
    words = spec.label.to(language)
    card = "Card" if language == "en" else "社保卡"
    return f"{card}: {words}" if "." in key else words
