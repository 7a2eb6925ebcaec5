"""The form: sections of fields, built from the specification as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kabao.domain.field_values import read_money
from kabao.domain.fields import FieldKind
from kabao.ui.kit.forms.reasons import reasons
from kabao.ui.kit.forms.rows import Cite, FieldRow, as_it_stands, make_editor
from kabao.ui.kit.forms.table import TableEditor
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QResizeEvent

    from kabao.domain.fields import FieldSpec, FormSpec, Section, Value, Values
    from kabao.domain.findings import Finding
    from kabao.texts import Texts
    from kabao.ui.kit.forms.editors import Editor
    from kabao.ui.kit.theme import Theme

_NARROW = 420
_NOT_KEPT = frozenset({FieldKind.ATTACHMENT, FieldKind.BLANK})


@dataclass(frozen=True, slots=True)
class FormLook:
    """How a form is laid out: all sections as groups or one at a time, and how wide labels are."""

    grouped: bool = True
    label_width: int = 0
    """Pixels before scaling; 0 for the width of the tokens."""
    prose: Callable[[FieldSpec], Editor | None] | None = None
    """Makes another editor for a long text; None, or an answer of None, for the usual one."""
    reasons: bool = False
    """Whether the place of a field that is not asked for says why."""
    cite: Cite = as_it_stands
    """Words a rule's source in both languages, for what the labels say of it."""
    later: bool = False
    """Whether no section is built before one is asked for: something else is seen first."""


class FormView(QWidget):
    """A form that speaks of what the user edits and shows findings under their fields.

    The values are kept here, whether or not a section has been built or a field is shown, and so
    are those of names that the form does not know.
    """

    edited = Signal(str, object)
    focused = Signal(str)

    def __init__(
        self,
        form: FormSpec,
        texts: Texts,
        theme: Theme,
        *,
        attachment_editor: Callable[[FieldSpec], QWidget] | None = None,
        look: FormLook | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.form = form
        self._texts = texts
        self._theme = theme
        self._attachment_editor = attachment_editor
        self._look = look or FormLook()
        self._values: dict[str, Value] = {}
        self._rows: dict[str, FieldRow] = {}
        self._reasons: dict[str, Label] = {}
        self._groups: dict[str, QWidget] = {}
        self._findings: dict[str, list[Finding]] = {}
        self._read_only = False
        self._stacked = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(24))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._section = "" if self._look.grouped else form.sections[0].key
        if not self._look.later:
            self.show_section(self._section)

    def values(self) -> Values:
        """Return every value, shown or not."""
        return dict(self._values)

    def set_values(self, values: Values) -> None:
        """Show other values without telling anyone."""
        self._values = dict(values)
        for name, row in self._rows.items():
            row.editor.set_value(self._values.get(name))
        self._apply_conditions()

    def set_value(self, name: str, value: Value) -> None:
        """Show another value of one field without telling anyone."""
        self._values[name] = value
        if name in self._rows:
            self._rows[name].editor.set_value(value)
        self._apply_conditions()

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Show findings under the fields they name; earlier ones go."""
        before = self._findings
        self._findings = {}
        for finding in findings:
            self._findings.setdefault(finding.place.field, []).append(finding)
        for name, row in self._rows.items():
            if self._findings.get(name, []) != before.get(name, []):
                row.show_findings(self._findings.get(name, []))

    def focus_field(self, name: str, row: int = -1) -> None:
        """Show the section of a field and give it the keyboard."""
        spec = self.form.field(name)
        if self._section and self._section != spec.section:
            self.show_section(spec.section)
        self.editor(name).focus(row)

    def show_section(self, key: str) -> None:
        """Show one section, or all as titled groups for an empty key."""
        self._section = key
        for section in self.form.sections:
            shown = key in {"", section.key}
            if shown:
                self._build(section)
            if section.key in self._groups:
                self._groups[section.key].setVisible(shown)
        self._apply_conditions()

    def section(self) -> str:
        """Return the section shown, empty for all."""
        return self._section

    def set_read_only(self, read_only: bool) -> None:
        """Allow or stop editing."""
        self._read_only = read_only
        for row in self._rows.values():
            row.editor.set_read_only(read_only)

    def editor(self, name: str) -> Editor:
        """Return the editor of a field; builds its section where that has not been shown yet."""
        if name not in self._rows:
            wanted = self.form.field(name).section
            self._build(next(item for item in self.form.sections if item.key == wanted))
            self._groups[wanted].setVisible(self._section in {"", wanted})
            self._apply_conditions()
        return self._rows[name].editor

    def is_built(self, name: str) -> bool:
        """Say whether the section of a field has been shown yet."""
        return name in self._rows

    def add_below(self, name: str, widget: QWidget) -> None:
        """Put a widget under a field; builds its section where that has not been shown yet."""
        self.editor(name)
        self._rows[name].add_below(widget)

    def visible_fields(self) -> tuple[str, ...]:
        """Return the fields of the shown sections whose conditions hold."""
        return tuple(
            spec.name
            for spec in self.form.fields
            if self._section in {"", spec.section} and spec.applies(self._values)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put labels above their editors in a narrow form."""
        super().resizeEvent(event)
        stacked = self.width() < self._theme.px(_NARROW)
        if stacked != self._stacked:
            self._stacked = stacked
            for row in self._rows.values():
                row.stack(stacked=stacked or row.editor.above)

    def _build(self, section: Section) -> None:
        if section.key in self._groups:
            return
        group = QWidget(self)  # at its place from the beginning: a move would style all rows anew
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.space("field_gap"))
        language = self._texts.language
        if self._look.grouped:
            column.addWidget(Label(section.title.to(language), "heading"))
        if section.note is not None:
            column.addWidget(Label(section.note.to(language), "small", "ink_2", wrap=True))
        for spec in self.form.of_section(section.key):
            if spec.when and self._look.reasons:
                self._reasons[spec.name] = Label("", "small", "ink_2", wrap=True)
                column.addWidget(self._reasons[spec.name])
            column.addWidget(self._make_row(spec, group))
        self._groups[section.key] = group
        self._insert(section.key, group)
        group.show()

    def _insert(self, key: str, group: QWidget) -> None:
        before = [item.key for item in self.form.sections]
        before = before[: before.index(key)]
        place = sum(name in self._groups for name in before)
        self._column.insertWidget(place, group)

    def _make_row(self, spec: FieldSpec, group: QWidget) -> FieldRow:
        editor = self._make_editor(spec)
        row = FieldRow(editor, self._label_width(), self._look.cite, group)
        editor.set_value(self._values.get(spec.name))
        row.stack(stacked=self._stacked or editor.above)
        if self._read_only:
            editor.set_read_only(True)
        editor.edited.connect(lambda: self._edited(spec.name))
        editor.focused.connect(lambda: self.focused.emit(spec.name))
        self._rows[spec.name] = row
        row.show_findings(self._findings.get(spec.name, []))
        return row

    def _make_editor(self, spec: FieldSpec) -> Editor:
        long_text = spec.kind is FieldKind.LONG_TEXT and self._look.prose is not None
        other = self._look.prose(spec) if long_text and self._look.prose else None
        return other or make_editor(spec, self._texts, self._theme, self._attachment_editor)

    def _label_width(self) -> int:
        if self._look.label_width:
            return self._theme.px(self._look.label_width)
        english = self._texts.language == "en"
        return self._theme.width("form_label_en" if english else "form_label")

    def _edited(self, name: str) -> None:
        spec = self.form.field(name)
        if spec.kind in _NOT_KEPT:
            return
        value = self._rows[name].editor.value()
        if value == self._values.get(name) and type(value) is type(self._values.get(name)):
            return
        self._values[name] = value
        self._apply_conditions()
        self.edited.emit(name, value)

    def _apply_conditions(self) -> None:
        for name, row in self._rows.items():
            row.setVisible(self.form.field(name).applies(self._values))
        said = dict(reasons(self.form, self._values, self._texts)) if self._reasons else {}
        for name, label in self._reasons.items():
            label.setText(said.get(name, ""))
            label.setVisible(name in said)
        for row in self._rows.values():
            if isinstance(row.editor, TableEditor) and row.editor.spec.adds_up_to:
                row.editor.set_target(self._target(row.editor.spec.adds_up_to))

    def _target(self, told: str) -> Decimal | None:
        """Return what a sum should be: the number itself, or what a field says."""
        if told.isdecimal():
            return Decimal(told)
        return read_money(self._values.get(told))


def table_of(view: FormView, name: str) -> TableEditor:
    """Return the editor of a list field."""
    editor = view.editor(name)
    assert isinstance(editor, TableEditor)
    return editor
