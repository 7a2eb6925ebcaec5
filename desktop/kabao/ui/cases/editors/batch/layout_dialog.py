"""Changing how a region's list is laid out: columns, titles, writing, names of photographs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit

from kabao.domain.batch_claims.layouts import LONGEST_SHEET, MOST_FIRST_ROW
from kabao.domain.errors import KabaoError
from kabao.domain.photo_names import PATTERNS
from kabao.ui.cases.editors.batch.column_rows import ColumnRows
from kabao.ui.cases.editors.batch.dialogs import BatchDialog
from kabao.ui.kit.buttons import TextButton
from kabao.ui.kit.fields import CheckBox, ComboBox
from kabao.ui.kit.labels import confidence_text
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kabao.domain.batch_claims.layouts import BatchLayout
    from kabao.ui.kit.context import RoomContext


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
        self.rows = ColumnRows(context.theme, texts, self._rules)
        self.rows.changed.connect(self._offer)
        self.add = ComboBox(context.theme)
        self.add.setObjectName("add_column")
        self.add.setAccessibleName(texts("batch.layout.add"))
        self.add.activated.connect(self._add_chosen)
        self._build_more()
        self.restore = TextButton(context.theme, texts("batch.layout.restore"))
        self.restore.clicked.connect(self._restore)
        self.buttons.insertWidget(0, self.restore)
        self.body.addWidget(self.head)
        self.body.addWidget(self.rows, 1)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._more)
        self._show(self.layout_shown)
        self.fit(720, 640)

    def changed(self) -> BatchLayout:
        """Return the layout as the dialog shows it."""
        return replace(
            self.layout_shown,
            columns=self.rows.columns(),
            sheet=self.sheet.text().strip() or self.layout_shown.sheet,
            first_row=self._first_row(),
            photo_pattern=str(self.pattern.currentData()),
            photo_profile=str(self.profile.currentData()),
            photo_folder=self.folder.isChecked(),
            photos_asked=self.photos.isChecked(),
        )

    def _first_row(self) -> int:
        text = self.first_row.text()
        return min(max(int(text), 1), MOST_FIRST_ROW) if text.isdecimal() else 1

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
        key = "region" if self._region else "no_region"
        region = texts(
            f"batch.layout.{key}",
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
        self.rows.show_columns(layout.columns)
        self.sheet.setText(layout.sheet)
        self.first_row.setText(str(layout.first_row))
        self.pattern.setCurrentIndex(max(0, self.pattern.findData(layout.photo_pattern)))
        self.profile.setCurrentIndex(max(0, self.profile.findData(layout.photo_profile)))
        self.folder.setChecked(layout.photo_folder)
        self.photos.setChecked(layout.photos_asked)

    def _offer(self) -> None:
        """Offer what has no column yet."""
        texts = self.context.texts
        taken = {column.key for column in self.rows.columns()}
        self.add.clear()
        self.add.addItem(texts("batch.layout.add"), "")
        for kind in self._rules.kinds:
            if kind.key not in taken:
                self.add.addItem(kind.title.to(texts.language), kind.key)
        self.add.setEnabled(self.add.count() > 1)

    def _build_more(self) -> None:
        theme, texts = self.context.theme, self.context.texts
        self.sheet = QLineEdit()
        self.sheet.setMaxLength(LONGEST_SHEET)
        self.first_row = QLineEdit()
        self.first_row.setValidator(QIntValidator(1, MOST_FIRST_ROW, self.first_row))
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
            self.rows.add_column(key)
