"""What differs from the national structure, or from material 3 of an earlier case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.structure_diff import SETTINGS, Difference, Kind
from kabao.ui.kit.fields import ComboBox
from kabao.ui.kit.lines_model import Index, LinesModel
from kabao.ui.kit.roles import TONE_ROLE
from kabao.ui.kit.tables import CellDelegate, Column, Table
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.fields import FormSpec
    from kabao.texts import Texts
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

_COLUMNS = ("kind", "path", "name", "column", "before", "after")
_TONES = {Kind.REMOVED: "error", Kind.CHANGED: "warning"}


class DifferencesModel(LinesModel[Difference]):
    """The differences, place by place."""

    def __init__(self, texts: Texts, form: FormSpec) -> None:
        super().__init__(texts, _COLUMNS, "cases.structure.diff")
        self._form = form

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text or tone of a cell."""
        item, column = self.line(index.row()), _COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(item, column)
        if role == TONE_ROLE and column == "kind":
            return _TONES.get(item.kind, "ok")
        if role == TONE_ROLE and column in ("column", "before"):
            return "ink_2"
        return None

    def _text(self, item: Difference, column: str) -> str:
        texts = self._texts
        if column == "kind":
            return texts(f"structure.change.{item.kind}")
        if column == "column":
            return texts(f"structure.book.{item.column}") if item.column else ""
        if column == "path" and item.path in SETTINGS:
            return self._form.field(item.path).label.to(texts.language)
        if item.path in SETTINGS and column in ("before", "after"):
            return self._choices(item.path, getattr(item, column))
        return str(getattr(item, column))

    def _choices(self, name: str, text: str) -> str:
        labels = {one.code: one.label for one in self._form.field(name).choices}
        labels_of = (
            labels[code].to(self._texts.language) if code in labels else code
            for code in text.split(", ")
        )
        if text in ("true", "false"):
            return self._texts(f"cases.structure.{text}")
        return self._texts("labels.list_separator").join(labels_of)


class DiffPage(QWidget):
    """``wanted`` carries the row of the local element that differs."""

    wanted = Signal(int)

    def __init__(self, context: RoomContext, session: CaseSession, form: FormSpec) -> None:
        super().__init__()
        self._context = context
        self._session = session
        theme, texts = context.theme, context.texts
        self.with_ = ComboBox(theme)
        self.with_.setObjectName("diff_with")
        self.with_.setAccessibleName(texts("cases.structure.diff_with"))
        self.with_.currentIndexChanged.connect(lambda _: self.compare())
        self._said = Label("", "small", "ink_2")
        self.model = DifferencesModel(texts, form)
        self.table = Table(theme, row="row_small_table")
        self.table.setObjectName("structure_diff")
        self.table.setAccessibleName(texts("cases.structure.diff_title"))
        self.table.setModel(self.model)
        plain = CellDelegate(theme, self.table)
        self.table.set_columns(
            *(Column(width, delegate=plain) for width in (92, 112, 120, 92, 96)),
            Column(96, elastic=True, delegate=plain),
        )
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.opened.connect(self._open)
        head = QFrame()
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.space("page_margin"), theme.px(6), theme.px(12), theme.px(6))
        row.setSpacing(theme.px(8))
        row.addWidget(Label(texts("cases.structure.diff_with"), tone="ink_2"))
        row.addWidget(self.with_, 1)
        row.addWidget(self._said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.table, 1)

    def list_cases(self) -> None:
        """Offer the cases that there are now; what was chosen stays chosen."""
        chosen = self.with_.currentData()
        with QSignalBlocker(self.with_):
            self.with_.clear()
            self.with_.addItem(self._context.texts("cases.structure.diff_nation"), 0)
            for case in self._context.workspace.structures.earlier(self._session.case):
                self.with_.addItem(f"{case.number}  {case.title}", case.id)
            self.with_.setCurrentIndex(max(self.with_.findData(chosen), 0))
        self.compare()

    def compare(self) -> None:
        """Compare the case as it is on the screen."""
        context, other = self._context, self.with_.currentData()
        earlier = context.workspace.cases.get(other) if other else None
        found = context.workspace.structures.differences(self._session.case, earlier)
        for place, column in enumerate(_COLUMNS):
            # The nation holds nothing that a locality could have changed: only what came is told.
            self.table.setColumnHidden(place, earlier is None and column in ("column", "before"))
        self.model.show(found)
        key = "cases.structure.differences" if found else "cases.structure.no_difference"
        self._said.setText(context.texts(key, count=len(found)))

    def _open(self, index: Index) -> None:
        row = self.model.line(index.row()).row
        if row >= 0:
            self.wanted.emit(row)
