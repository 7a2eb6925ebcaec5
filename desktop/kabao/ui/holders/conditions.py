"""The conditions of the register: a list to choose them from, and a chip for each that holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from kabao.domain.holders import HolderFilter
from kabao.ui.holders.condition_words import ConditionOptions, ConditionWords
from kabao.ui.holders.filters import Condition, chip_of, conditions, toggled, without
from kabao.ui.holders.option_list import OptionList
from kabao.ui.kit.buttons import LinkButton
from kabao.ui.kit.layouts import FlowLayout
from kabao.ui.kit.theme import bind_icon

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

    from kabao.ui.holders.option_list import Option
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.theme import Theme

SHORTCUT = "Ctrl+Shift+F"
_SIDES = 34
_COVERED_BY_CHIP = frozenset({"state", "grade", "review"})


class ConditionChip(QPushButton):
    """One condition that holds; pressing it, or Delete, takes it away."""

    def __init__(self, theme: Theme, text: str, removal: str) -> None:
        super().__init__(text)
        self._theme = theme
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setChecked(True)
        self.setAutoDefault(False)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(removal)
        self.setToolTip(removal)
        theme.changed.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        """Leave room for the words in bold; the style sheet reckons with the plain font."""
        bold = QFontMetrics(self._theme.font(bold=True))
        width = bold.horizontalAdvance(self.text()) + self.iconSize().width()
        return QSize(width + self._theme.px(_SIDES), super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Delete, Backspace and Enter for a click."""
        keys = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if event.key() in keys:
            self.click()
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        side = self._theme.px(14)
        self.setIconSize(QSize(side, side))
        self.setIcon(self._theme.icon("x", "accent", 14))


class ConditionRow(QWidget):
    """Chips of the conditions that hold, with a way to clear them all; empty takes no room."""

    changed = Signal(object)
    """The filter that is wanted from now on."""
    emptied = Signal()
    """The last chip went while it had the keyboard."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._words = ConditionWords(context)
        self._wanted = HolderFilter()
        self._shown: tuple[Condition, ...] | None = None
        self._flow = FlowLayout(context.theme.px(8), self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_filter(self, wanted: HolderFilter) -> None:
        """Show a chip for each condition that the chips above do not say already."""
        self._wanted = wanted
        said = chip_of(wanted, self._context.clock()) != ""
        shown = tuple(
            item for item in conditions(wanted) if not (said and item.kind in _COVERED_BY_CHIP)
        )
        if shown == self._shown:
            return
        had_keyboard = self.isAncestorOf(self.window().focusWidget() or self.window())
        self._shown = shown
        self._rebuild()
        if had_keyboard:
            self._keep_keyboard()

    def chips(self) -> list[ConditionChip]:
        """Return the chips in their order."""
        widgets = (self._flow.itemAt(place) for place in range(self._flow.count()))
        found = (item.widget() for item in widgets if item is not None)
        return [widget for widget in found if isinstance(widget, ConditionChip)]

    def clear(self) -> None:
        """Take every condition away; the order stays."""
        self.changed.emit(HolderFilter(order=self._wanted.order))

    def _rebuild(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        theme, texts = self._context.theme, self._context.texts
        for condition in self._shown or ():
            words = self._words.chip(condition)
            removal = texts("holders.remove_condition", condition=words)
            chip = ConditionChip(theme, words, removal)
            chip.setObjectName(f"condition_{condition.kind}_{condition.value}")
            chip.clicked.connect(lambda _=False, it=condition: self._remove(it))
            self._flow.addWidget(chip)
        if self._shown:
            clear = LinkButton(texts("holders.clear_all"))
            clear.setObjectName("clear_conditions")
            clear.setFixedHeight(theme.px(28))
            clear.clicked.connect(lambda _=False: self.clear())
            self._flow.addWidget(clear)
        self.setVisible(bool(self._shown))
        self.updateGeometry()

    def _remove(self, condition: Condition) -> None:
        self.changed.emit(without(self._wanted, condition))

    def _keep_keyboard(self) -> None:
        chips = self.chips()
        if chips:
            chips[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.emptied.emit()


class Conditions(QObject):
    """The button that opens the list, the list, and the row of chips, over one filter."""

    changed = Signal(object)
    """The filter that is wanted from now on."""

    def __init__(
        self,
        context: RoomContext,
        counts: Callable[[HolderFilter], Mapping[str, int] | None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._page = parent
        self._options = ConditionOptions(context, counts)
        self._wanted = HolderFilter()
        self.list: OptionList | None = None
        texts = context.texts
        self.button = QPushButton(texts("holders.conditions.add"))
        self.button.setProperty("kind", "chip")
        self.button.setAutoDefault(False)
        bind_icon(self.button, context.theme, "plus")
        self.button.setObjectName("add_condition")
        self.button.setToolTip(f"{texts('holders.conditions.title')}  {SHORTCUT}")
        self.button.clicked.connect(lambda _=False: self.open())
        self.row = ConditionRow(context)
        self.row.changed.connect(self.changed)
        self.row.emptied.connect(self.button.setFocus)

    def show_filter(self, wanted: HolderFilter) -> None:
        """Follow what the register shows."""
        self._wanted = wanted
        self.row.show_filter(wanted)

    def open(self) -> None:
        """Open the list of conditions beneath the button."""
        if self.list is not None:
            self.list.line.setFocus()
            return
        texts = self._context.texts
        words = ("title", "hint", "none", "keys")
        title, hint, none, keys = (texts(f"holders.conditions.{word}") for word in words)
        self.list = OptionList(
            self._context.theme, (title, hint, none, keys), self._listed, self._page, stays=True
        )
        self.list.chosen.connect(self._toggle)
        self.list.closed.connect(self._closed)
        self.list.open_below(self.button)

    def _listed(self, typed: str) -> Sequence[Option]:
        return self._options.options(self._wanted, typed)

    def _toggle(self, condition: Condition) -> None:
        self.changed.emit(toggled(self._wanted, condition))

    def _closed(self) -> None:
        self.list = None
