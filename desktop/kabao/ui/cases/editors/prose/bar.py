"""The bar above the texts: what a passage is, lists, tables, pictures, figures, undo and find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QToolButton

from kabao.domain.prose.model import HEADS, Kind
from kabao.ui.kit.buttons import IconButton
from kabao.ui.kit.fields import ComboBox
from kabao.ui.kit.layouts import FlowLayout

if TYPE_CHECKING:
    from kabao.texts import Texts
    from kabao.ui.cases.editors.prose.box import ProseBox
    from kabao.ui.kit.theme import Theme

_KINDS = (Kind.BODY, *HEADS)
_TABLE = (
    "row_above", "row_below", "column_before", "column_after", "",
    "remove_row", "remove_column", "remove_table",
)  # fmt: skip
_BUTTONS = (
    ("bold", "bold", "Ctrl+B"),
    ("bullet", "list", "Ctrl+Shift+8"),
    ("number", "list-numbers", "Ctrl+Shift+7"),
    ("shallower", "indent-decrease", "Ctrl+["),
    ("deeper", "indent-increase", "Ctrl+]"),
    ("table", "table", "Ctrl+Shift+T"),
    ("picture", "photo", "Ctrl+Shift+G"),
    ("figure", "hash", "Ctrl+Shift+I"),
    ("undo", "arrow-back-up", "Ctrl+Z"),
    ("redo", "arrow-forward-up", "Ctrl+Shift+Z"),
    ("find", "search", "Ctrl+F"),
    ("more", "dots", ""),
)
_CHECKED = frozenset({"bold", "bullet", "number"})


class ProseBar(QFrame):
    """Acts on the box that had the keyboard last; ``command`` is what it leaves to the editor."""

    command = Signal(str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        self._box: ProseBox | None = None
        self.setProperty("line", "bottom")
        self.setAccessibleName(texts("prose.bar.name"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = FlowLayout(theme.px(1), self)
        # The first icon, not the ground around it, stands above the edge of the text.
        margin = theme.space("page_margin") - theme.px(8)
        flow.setContentsMargins(margin, theme.px(4), theme.px(8), theme.px(4))
        self.buttons: dict[str, IconButton] = {}
        flow.addWidget(self._make("outline", "list-tree", "Ctrl+Shift+O"))
        self.kinds = ComboBox(theme)
        self.kinds.setProperty("compact", "true")
        self.kinds.setAccessibleName(texts("prose.bar.kind"))
        self.kinds.setToolTip(texts("prose.bar.kind_hint"))
        self.kinds.addItems([texts(f"prose.kind.{kind}") for kind in _KINDS])
        self.kinds.activated.connect(self._choose_kind)
        flow.addWidget(self.kinds)
        for name, icon, keys in _BUTTONS:
            flow.addWidget(self._make(name, icon, keys))
        self._table_menu = QMenu(self)
        self._table_menu.aboutToShow.connect(self._fill_table_menu)
        self._popup("table", self._table_menu)
        self._more = QMenu(self)
        for name in ("import", "export"):
            action = self._more.addAction(texts(f"prose.bar.{name}"))
            action.triggered.connect(lambda _=False, it=name: self.command.emit(it))
        self._popup("more", self._more)
        self.set_box(None)

    def set_box(self, box: ProseBox | None) -> None:
        """Act on this box from now on."""
        if box is self._box and box is not None:
            return
        if self._box is not None:
            self._box.cursorPositionChanged.disconnect(self.show_state)
            self._box.currentCharFormatChanged.disconnect(self.show_state)
            self._box.undoAvailable.disconnect(self.show_state)
            self._box.redoAvailable.disconnect(self.show_state)
        self._box = box
        if box is not None:
            box.cursorPositionChanged.connect(self.show_state)
            box.currentCharFormatChanged.connect(self.show_state)
            box.undoAvailable.connect(self.show_state)
            box.redoAvailable.connect(self.show_state)
        self.show_state()

    def box(self) -> ProseBox | None:
        """Return the box it acts on."""
        return self._box

    def show_state(self, *_told: object) -> None:
        """Show what the passage of the caret is."""
        box = self._box
        writable = box is not None and not box.isReadOnly()
        for name, button in self.buttons.items():
            button.setEnabled(writable or name in ("outline", "find", "more"))
        self.kinds.setEnabled(writable)
        if box is None:
            return
        kind = box.shaping.kind()
        with QSignalBlocker(self.kinds):
            self.kinds.setCurrentIndex(_KINDS.index(kind) if kind in _KINDS else 0)
        self.buttons["bold"].setChecked(box.shaping.is_bold())
        for name in ("bullet", "number"):
            self.buttons[name].setChecked(kind == name)
        in_table = box.shaping.table() is not None
        for name in ("bold", "bullet", "number"):
            self.buttons[name].setEnabled(writable and not in_table)
        self.kinds.setEnabled(writable and not in_table)
        history = box.document()
        self.buttons["undo"].setEnabled(writable and history.isUndoAvailable())
        self.buttons["redo"].setEnabled(writable and history.isRedoAvailable())

    def obey(self, name: str) -> None:
        """Do what a button says."""
        box = self._box
        if name in ("outline", "find") or box is None:
            self.command.emit(name)
            return
        if name in ("undo", "redo"):
            getattr(box, name)()
        elif not box.shaping.obey(name):
            self.command.emit(name)
        if name not in ("picture", "figure", "table"):
            box.setFocus()
        self.show_state()

    def _make(self, name: str, icon: str, keys: str) -> IconButton:
        made = IconButton(self._theme, icon, self._texts(f"prose.bar.{name}"), keys, size=18)
        made.setObjectName(f"prose_{name}")
        made.setCheckable(name in _CHECKED)
        made.clicked.connect(lambda: self.obey(name))
        self.buttons[name] = made
        return made

    def _popup(self, name: str, menu: QMenu) -> None:
        button = self.buttons[name]
        button.clicked.disconnect()
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setProperty("arrow", "none")

    def _choose_kind(self, index: int) -> None:
        if self._box is not None:
            kind = _KINDS[index]
            if self._box.shaping.kind() is not kind:
                self._box.shaping.toggle(kind)
            self._box.setFocus()
            self.show_state()

    def _fill_table_menu(self) -> None:
        self._table_menu.clear()
        box = self._box
        inside = box is not None and box.shaping.table() is not None
        insert = self._table_menu.addAction(self._texts("prose.table.insert"))
        insert.setEnabled(not inside)
        insert.triggered.connect(lambda: self.command.emit("table"))
        self._table_menu.addSeparator()
        for name in _TABLE:
            if not name:
                self._table_menu.addSeparator()
                continue
            action = self._table_menu.addAction(self._texts(f"prose.table.{name}"))
            action.setEnabled(inside)
            action.triggered.connect(lambda _=False, it=name: self._change_table(it))

    def _change_table(self, what: str) -> None:
        if self._box is not None:
            self._box.shaping.change_table(what)
            self._box.setFocus()
