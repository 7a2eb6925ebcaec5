"""The status bar: what the room says, and that nothing leaves this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from kabao.ui.kit.notices import IconLabel
from kabao.ui.kit.text import ElidedLabel, Label

if TYPE_CHECKING:
    import datetime as dt

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


class StatusBar(QFrame):
    """One line of 28 px."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self.setObjectName("statusBar")
        self._texts = texts
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.space("page_margin"), 0, theme.space("page_margin"), 0)
        self._row.setSpacing(theme.px(16))
        self.text = ElidedLabel("", "small", "ink_2")
        self.text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._extra: QWidget | None = None
        self._row.addWidget(self.text)
        self._row.addStretch(1)
        self._row.addWidget(IconLabel(theme, "shield-check", "ink_2"))
        self._row.addSpacing(-theme.px(10))
        self.saved = Label(texts("shell.local_only"), "small", "ink_2")
        self._row.addWidget(self.saved)

    def set_text(self, text: str) -> None:
        """Show what the room says."""
        self.text.set_text(text)
        self.text.setVisible(bool(text))

    def set_extra(self, widget: QWidget | None) -> None:
        """Show a widget of the room behind its text, such as a legend."""
        if self._extra is not None:
            self._extra.hide()
        self._extra = widget
        if widget is not None:
            if self._row.indexOf(widget) < 0:
                self._row.insertWidget(1, widget)
            widget.show()

    def add(self, widget: QWidget) -> None:
        """Show a widget of the window before the word that nothing leaves this computer."""
        self._row.insertWidget(self._row.count() - 3, widget)

    def show_saved(self, at: dt.datetime) -> None:
        """Say when something was last saved."""
        self.saved.setText(self._texts("shell.local_saved", time=f"{at:%H:%M}"))
