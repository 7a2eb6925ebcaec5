"""Value, bytes and record of one element: each follows what is typed into another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from kabao.domain.errors import KabaoError
from kabao.domain.findings import Level, worst
from kabao.domain.structure import ElementType
from kabao.domain.structure_values import (
    Written,
    printable,
    read_record,
    read_value,
    spaced,
    write_value,
)
from kabao.services.sentences import complain
from kabao.ui.cases.editors.structure.budget_bar import ShareBar
from kabao.ui.kit.fields import mark_finding
from kabao.ui.kit.labels import finding_remedy, finding_text
from kabao.ui.kit.panels import SectionHeading
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.domain.structure import Element
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_FIELDS = ("value", "bytes", "record")
_TONES = {Level.ERROR: "error", Level.CRITICAL: "error", Level.WARNING: "warning"}


class Coder(QWidget):
    """``written`` carries the value whenever the user changed it in any of the three fields."""

    written = Signal(str)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._element: Element | None = None
        self._heading = SectionHeading(texts("structure.coder.title"))
        self._fields = {name: self._build_field(name) for name in _FIELDS}
        self._bar = ShareBar(theme)
        self._told = Label("", "small", "ink_2", wrap=True)
        self._told.setObjectName("coder_told")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.px(6), 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(6))
        grid.setColumnMinimumWidth(0, theme.px(76))
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._heading, 0, 0, 1, 2)
        for row, (name, field) in enumerate(self._fields.items(), 1):
            grid.addWidget(Label(texts(f"structure.coder.{name}"), tone="ink_2"), row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(self._bar, len(_FIELDS) + 1, 1)
        grid.addWidget(self._told, len(_FIELDS) + 2, 0, 1, 2)

    def show_element(self, element: Element | None, value: str, *, kept: bool) -> None:
        """Show an element with a value; ``kept`` says that the value is stored somewhere."""
        texts = self._texts
        self._element = _plain(element) if element is not None else None
        self._heading.note.setText(texts(f"structure.coder.{'saved' if kept else 'scratch'}"))
        for name, field in self._fields.items():
            field.setEnabled(element is not None)
            hint = ""
            if name == "value" and element is not None and element.children:
                children = "; ".join(f"{child.tag}=" for child in element.children)
                hint = texts("structure.coder.parts", children=children)
            elif name == "record" and element is not None and not element.tag:
                field.setEnabled(False)
                hint = texts("structure.coder.no_record")
            field.setPlaceholderText(hint)
        self.show_value(value)

    def show_value(self, value: str) -> None:
        """Show the bytes of a value without telling anyone."""
        element = self._element
        if element is None or not value:
            self._lay(Written(value), except_for="")
            key = "waiting" if element is None else "empty"
            self._say(self._texts(f"structure.coder.{key}"), None)
            return
        self._show(write_value(element, value), except_for="")

    def field(self, name: str) -> QLineEdit:
        """Return one of the three fields: ``value``, ``bytes`` or ``record``."""
        return self._fields[name]

    def _build_field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(f"coder_{name}")
        field.setAccessibleName(self._texts(f"structure.coder.{name}"))
        field.textEdited.connect(lambda text: self._typed(name, text))
        return field

    def _typed(self, name: str, text: str) -> None:
        element = self._element
        if element is None:
            return
        made = {"value": write_value, "bytes": read_value, "record": read_record}[name]
        if not text.strip():
            self._lay(Written(""), except_for=name)
            self._say(self._texts("structure.coder.empty"), None)
            self.written.emit("")
            return
        self._take(name, made, element, text)

    def _take(
        self,
        name: str,
        made: Callable[[Element, str], Written],
        element: Element,
        text: str,
    ) -> None:
        try:
            written = made(element, text)
        except KabaoError as error:
            self._lay(Written(self._fields["value"].text()), except_for=name)
            self._say(complain(self._texts, error), Level.ERROR)
            mark_finding(self._fields[name], Level.ERROR)
            return
        self._show(written, except_for=name)
        self.written.emit(written.value)

    def _show(self, written: Written, *, except_for: str) -> None:
        self._lay(written, except_for=except_for)
        level = worst(written.findings)
        mark_finding(self._fields[except_for or "value"], level)
        if not written.findings:
            fits = self._texts("structure.coder.fits", used=written.used, room=written.room)
            self._say(fits, None)
            return
        sentences = [
            f"{finding_text(self._texts, item)} {finding_remedy(self._texts, item)}"
            for item in written.findings
        ]
        self._say("\n".join(sentences), level)

    def _lay(self, written: Written, *, except_for: str) -> None:
        texts = {
            "value": printable(written.value),
            "bytes": spaced(written.bytes),
            "record": spaced(written.record),
        }
        for name, field in self._fields.items():
            mark_finding(field, None)
            if name != except_for:
                with QSignalBlocker(field):
                    field.setText(texts[name])
                    field.setCursorPosition(0)
        total = written.used + written.room
        self._bar.set_share(written.used / total if total and written.bytes else 0.0)

    def _say(self, text: str, level: Level | None) -> None:
        self._told.setText(text)
        self._told.set_tone(_TONES.get(level, "ink_2") if level else "ink_2")
        self.setAccessibleDescription(text)


def _plain(element: Element) -> Element:
    """Take a constructed record without known children for the bytes that it is."""
    if element.type is ElementType.B_TLV and not element.children:
        return replace(element, type=ElementType.B)
    return element
