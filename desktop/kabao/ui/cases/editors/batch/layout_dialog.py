"""Changing how a region's list is laid out: columns, titles, writing, names of photographs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QSpinBox, QTableWidget

from kabao.domain.batch_claims.layouts import (
    LONGEST_SHEET,
    LONGEST_TITLE,
    MOST_FIRST_ROW,
    BatchColumn,
    Shape,
)
from kabao.domain.errors import KabaoError
from kabao.domain.photo_names import PATTERNS
from kabao.ui.cases.editors.batch.dialogs import BatchDialog
from kabao.ui.kit.buttons import SecondaryButton, TextButton
from kabao.ui.kit.fields import CheckBox, ComboBox
from kabao.ui.kit.labels import confidence_text
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kabao.domain.batch_claims.layouts import BatchLayout
    from kabao.ui.kit.context import RoomContext

CONTENT, TITLE, SHAPE, REQUIRED = range(4)


class LayoutDialog(BatchDialog):
    """Edits a copy of the layout; kept for the region once it was accepted."""

    def __init__(self, context: RoomContext, region: str, parent: QWidget | None) -> None:
        texts = context.texts
        super().__init__(context, texts("batch.layout.title"), texts("batch.layout.save"), parent)
        self._region = region
        self._service = context.workspace.batch_claims
        self._rules = self._service.rules
        self.layout_shown: BatchLayout = self._service.layout(region)
        self.restored = False
        self.head = Label("", "small", "ink_2", wrap=True)
        self.table = self._build_table()
        self.add = ComboBox(context.theme)
        self.add.setObjectName("add_column")
        self.add.setAccessibleName(texts("batch.layout.add"))
        self.add.activated.connect(self._add_chosen)
        self._build_more()
        self.restore = TextButton(context.theme, texts("batch.layout.restore"))
        self.restore.clicked.connect(self._restore)
        self.buttons.insertWidget(0, self.restore)
        self.body.addWidget(self.head)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(self._row_buttons())
        self.body.addLayout(self._more)
        self._show(self.layout_shown)
        self.fit(720, 640)

    def columns(self) -> tuple[BatchColumn, ...]:
        """Return the columns as they stand in the table."""
        return tuple(self._column(row) for row in range(self.table.rowCount()))

    def changed(self) -> BatchLayout:
        """Return the layout as the dialog shows it."""
        return replace(
            self.layout_shown,
            columns=self.columns(),
            sheet=self.sheet.text().strip() or self.layout_shown.sheet,
            first_row=self.first_row.value(),
            photo_pattern=str(self.pattern.currentData()),
            photo_profile=str(self.profile.currentData()),
            photo_folder=self.folder.isChecked(),
            photos_asked=self.photos.isChecked(),
        )

    def move(self, by: int) -> None:  # type: ignore[override] # of a row, not of the window
        """Move the current column up or down."""
        row = self.table.currentRow()
        columns = list(self.columns())
        if 0 <= row < len(columns) and 0 <= row + by < len(columns):
            columns[row], columns[row + by] = columns[row + by], columns[row]
            self._fill(columns)
            self.table.selectRow(row + by)

    def remove(self) -> None:
        """Take the current column away."""
        row = self.table.currentRow()
        columns = list(self.columns())
        if 0 <= row < len(columns):
            del columns[row]
            self._fill(columns)
            self.table.selectRow(min(row, len(columns) - 1))

    def add_column(self, key: str) -> None:
        """Put a column below the current one."""
        kind = self._rules.kind(key)
        if kind is None:
            return
        columns = list(self.columns())
        row = self.table.currentRow() + 1 or len(columns)
        columns.insert(row, BatchColumn(key, kind.title.zh, kind.shapes[0]))
        self._fill(columns)
        self.table.selectRow(row)

    def _try(self) -> None:
        self.notices.clear()
        try:
            self._service.keep_layout(self._region, self.changed())
        except KabaoError as error:
            self.notices.show_notice("error", self.context.alerts.sentence(error))
            return
        self.accept()

    def _restore(self) -> None:
        try:
            self._service.drop_layout(self._region)
        except KabaoError as error:
            self.notices.show_notice("error", self.context.alerts.sentence(error))
            return
        self.restored = True
        self.accept()

    def _show(self, layout: BatchLayout) -> None:
        texts = self.context.texts
        region = texts(
            "batch.layout.region",
            name=layout.name.to(texts.language),
            code=self._region or layout.region,
        )
        told = [region]
        if layout.edited:
            told.append(texts("batch.layout.edited"))
        elif layout.origin is not None:
            rulebook = self.context.workspace.rulebook
            source = rulebook.cite(layout.origin.source).to(texts.language)
            trust = confidence_text(texts, layout.origin.confidence)
            told.append(texts("batch.layout.ground", source=source, confidence=trust))
        self.head.setText("\n".join(told))
        self.restore.setVisible(layout.edited)
        self._fill(layout.columns)
        self.sheet.setText(layout.sheet)
        self.first_row.setValue(layout.first_row)
        self.pattern.setCurrentIndex(max(0, self.pattern.findData(layout.photo_pattern)))
        self.profile.setCurrentIndex(max(0, self.profile.findData(layout.photo_profile)))
        self.folder.setChecked(layout.photo_folder)
        self.photos.setChecked(layout.photos_asked)

    def _build_table(self) -> QTableWidget:
        theme, texts = self.context.theme, self.context.texts
        table = QTableWidget(0, 4)
        table.setObjectName("columns")
        table.setAccessibleName(texts("batch.layout.title"))
        names = ("content", "header", "shape", "required")
        table.setHorizontalHeaderLabels([texts(f"batch.layout.{name}") for name in names])
        table.verticalHeader().setVisible(True)
        table.verticalHeader().setDefaultSectionSize(theme.height("field") + theme.px(6))
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        for column, width in enumerate((150, 200, 130, 80)):
            table.setColumnWidth(column, theme.px(width))
        table.horizontalHeader().setStretchLastSection(True)
        table.setMinimumHeight(theme.px(180))
        return table

    def _fill(self, columns: tuple[BatchColumn, ...] | list[BatchColumn]) -> None:
        self.table.setRowCount(0)
        self.table.setRowCount(len(columns))
        for row, column in enumerate(columns):
            self._fill_row(row, column)
        taken = {column.key for column in columns}
        self.add.clear()
        texts = self.context.texts
        self.add.addItem(texts("batch.layout.add"), "")
        for kind in self._rules.kinds:
            if kind.key not in taken:
                self.add.addItem(kind.title.to(texts.language), kind.key)
        self.add.setEnabled(self.add.count() > 1)

    def _fill_row(self, row: int, column: BatchColumn) -> None:
        theme, texts = self.context.theme, self.context.texts
        kind = self._rules.kind(column.key)
        name = kind.title.to(texts.language) if kind else column.key
        content = Label(name)
        content.setProperty("key", column.key)
        content.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        title = QLineEdit(column.title)
        title.setMaxLength(LONGEST_TITLE)
        title.setAccessibleName(f"{name}: {texts('batch.layout.header')}")
        shape = ComboBox(theme)
        shape.setAccessibleName(f"{name}: {texts('batch.layout.shape')}")
        for item in kind.shapes if kind else (column.shape,):
            shape.addItem(texts(f"batch.shape.{item}"), item)
        shape.setCurrentIndex(max(0, shape.findData(column.shape)))
        required = CheckBox(theme)
        required.setChecked(column.required)
        required.setAccessibleName(f"{name}: {texts('batch.layout.required')}")
        for place, widget in enumerate((content, title, shape, required)):
            self.table.setCellWidget(row, place, widget)

    def _column(self, row: int) -> BatchColumn:
        content, title = self.table.cellWidget(row, CONTENT), self.table.cellWidget(row, TITLE)
        shape, required = self.table.cellWidget(row, SHAPE), self.table.cellWidget(row, REQUIRED)
        assert isinstance(title, QLineEdit)
        assert isinstance(shape, ComboBox)
        assert isinstance(required, CheckBox)
        return BatchColumn(
            str(content.property("key")),
            title.text().strip(),
            Shape(shape.currentData()),
            required.isChecked(),
        )

    def _row_buttons(self) -> QHBoxLayout:
        theme, texts = self.context.theme, self.context.texts
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        for key, icon, run in (
            ("up", "arrow-up", lambda: self.move(-1)),
            ("down", "arrow-down", lambda: self.move(1)),
            ("remove", "trash", self.remove),
        ):
            button = SecondaryButton(theme, texts(f"batch.layout.{key}"), icon, small=True)
            button.setObjectName(f"column_{key}")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, go=run: go())
            row.addWidget(button)
        return row

    def _build_more(self) -> None:
        theme, texts = self.context.theme, self.context.texts
        self.sheet = QLineEdit()
        self.sheet.setMaxLength(LONGEST_SHEET)
        self.first_row = QSpinBox()
        self.first_row.setRange(1, MOST_FIRST_ROW)
        self.pattern = ComboBox(theme)
        for pattern in PATTERNS:
            key = pattern.replace("{", "").replace("}", "")
            self.pattern.addItem(texts(f"batch.pattern.{key}"), pattern)
        self.profile = ComboBox(theme)
        for number, item in enumerate(self.context.workspace.rulebook.photos.profiles):
            key = item.key if number else ""
            self.profile.addItem(item.title.to(texts.language), key)
        self.folder = CheckBox(theme, texts("batch.layout.folder"))
        self.photos = CheckBox(theme, texts("batch.layout.photos"))
        self._more = QHBoxLayout()
        self._more.setSpacing(theme.px(24))
        left, right = QFormLayout(), QFormLayout()
        for form, fields in (
            (left, (("sheet", self.sheet), ("first_row", self.first_row))),
            (right, (("pattern", self.pattern), ("profile", self.profile))),
        ):
            form.setVerticalSpacing(theme.px(8))
            for key, widget in fields:
                widget.setAccessibleName(texts(f"batch.layout.{key}"))
                form.addRow(Label(texts(f"batch.layout.{key}"), tone="ink_2"), widget)
            self._more.addLayout(form, 1)
        left.addRow(self.photos)
        right.addRow(self.folder)

    def _add_chosen(self, index: int) -> None:
        key = str(self.add.itemData(index) or "")
        if key:
            self.add_column(key)
