"""One row of a form: label, editor, hint, and the findings right beneath."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kabao.domain.fields import FieldKind
from kabao.domain.findings import worst
from kabao.domain.words import Words
from kabao.ui.kit.buttons import LinkButton
from kabao.ui.kit.forms.choices import ChoiceEditor, ChoicesEditor, YesNoEditor
from kabao.ui.kit.forms.dates import DateEditor
from kabao.ui.kit.forms.editors import (
    BlankNote,
    BooleanEditor,
    Editor,
    HookedEditor,
    IntegerEditor,
    LongTextEditor,
    MoneyEditor,
    TextEditor,
    hint_row,
    narrow_width,
)
from kabao.ui.kit.forms.table import TableEditor
from kabao.ui.kit.helping import ask_help
from kabao.ui.kit.labels import (
    confidence_text,
    finding_description,
    finding_remedy,
    finding_rule,
    finding_text,
)
from kabao.ui.kit.marks import LevelMark
from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from kabao.domain.fields import FieldSpec
    from kabao.domain.findings import Finding
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

EDITORS: dict[FieldKind, type[Editor]] = {
    FieldKind.TEXT: TextEditor,
    FieldKind.LONG_TEXT: LongTextEditor,
    FieldKind.INTEGER: IntegerEditor,
    FieldKind.MONEY: MoneyEditor,
    FieldKind.DATE: DateEditor,
    FieldKind.BOOLEAN: BooleanEditor,
    FieldKind.CHOICE: ChoiceEditor,
    FieldKind.CHOICES: ChoicesEditor,
    FieldKind.TABLE: TableEditor,
    FieldKind.BLANK: BlankNote,
}
Cite = Callable[[str], Words]
"""Words a rule's source in both languages."""
_NO_LIMIT = 16_777_215
"""Qt's own largest width."""


def as_it_stands(source: str) -> Words:
    """Take a source for its own wording."""
    return Words(source, source)


def make_editor(
    spec: FieldSpec,
    texts: Texts,
    theme: Theme,
    attachment_editor: Callable[[FieldSpec], QWidget] | None = None,
) -> Editor:
    """Make the editor for a field; files are edited by a widget of the caller's."""
    if spec.kind is FieldKind.ATTACHMENT:
        if attachment_editor is None:
            return BlankNote(spec, texts, theme)
        return HookedEditor(spec, texts, theme, attachment_editor(spec))
    if spec.yes_no:
        return YesNoEditor(spec, texts, theme)
    return EDITORS[spec.kind](spec, texts, theme)


class FindingLine(QWidget):
    """One finding under its field: mark, sentence, then what to do and by which rule."""

    def __init__(self, finding: Finding, texts: Texts, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(LevelMark(theme, finding.level), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(Label(finding_text(texts, finding), wrap=True))
        notes = [finding_remedy(texts, finding), finding_rule(texts, finding)]
        if finding.accepted:
            notes.insert(0, texts("kit.accepted", reason=finding.accepted))
        for note in notes:
            if note:
                words.addWidget(Label(note, "small", "ink_2", wrap=True))
        row.addLayout(words, 1)
        self.why = LinkButton(texts("help.why"), small=True)
        self.why.setToolTip("F1")
        self.why.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.why.clicked.connect(lambda: ask_help(self, f"finding:{finding.code}"))
        row.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(finding_description(texts, finding))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


class FieldRow(QWidget):
    """One field of a form with everything about it."""

    def __init__(
        self,
        editor: Editor,
        label_width: int,
        cite: Cite = as_it_stands,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._cite = cite
        spec, texts, theme = editor.spec, editor.texts, editor.theme
        self._label_width = label_width
        self._asked = self._tight = False
        self._first = ""
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(theme.space("label_gap"))
        self.label = self._make_label()
        self._outer.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        side = QVBoxLayout()
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.px(4))
        side.addWidget(
            editor.widget if editor.wide else hint_row(editor.widget, narrow_width(theme))
        )
        if spec.hint is not None:
            side.addWidget(Label(spec.hint.to(texts.language), "small", "ink_2", wrap=True))
        if spec.after_the_fact:
            side.addWidget(Label(texts("kit.after_the_fact"), "small", "ink_2", wrap=True))
        self._findings = self._place_findings()
        side.addWidget(self._findings)
        self._side = side
        self._outer.addLayout(side, 1)
        editor.setParent(self)
        editor.input().setObjectName(f"field_{spec.name}")
        editor.input().setAccessibleName(self._name())
        self.stack(stacked=False)

    def _place_findings(self) -> QWidget:
        theme, place = self.editor.theme, QWidget()
        place.setObjectName(f"finding_{self.editor.spec.name}")
        self._lines = QVBoxLayout(place)
        self._lines.setContentsMargins(0, theme.px(2), 0, theme.px(2))
        self._lines.setSpacing(theme.px(6))
        place.hide()
        return place

    def add_below(self, widget: QWidget) -> None:
        """Put a widget between the field and what was found about it."""
        self._side.insertWidget(self._side.indexOf(self._findings), widget)

    def stack(self, *, stacked: bool) -> None:
        """Put the label above the editor where the form is narrow, else before it."""
        self._asked = stacked
        self._lay(stacked=stacked or self._tight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look whether there is room beside the label."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Look again when the editor needs another width."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        """Put the label above where the editor would have no room beside it."""
        least = self.editor.least()
        if not least:
            return
        theme = self.editor.theme
        needed = self._label_width + theme.space("label_gap") + least
        if self._tight:  # a scroll bar that comes or goes must not change it back
            needed += theme.px(24)
        tight = self.width() < needed
        if tight != self._tight:
            self._tight = tight
            self._lay(stacked=self._asked or tight)

    def _lay(self, *, stacked: bool) -> None:
        theme = self.editor.theme
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._outer.setDirection(down if stacked else across)
        self._outer.setSpacing(0 if stacked else theme.space("label_gap"))
        self.label.setMinimumWidth(0 if stacked else self._label_width)
        self.label.setMaximumWidth(_NO_LIMIT if stacked else self._label_width)
        self.label.setMinimumHeight(theme.px(24) if stacked else theme.height("field"))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what was found about the field, and nothing of what was found before."""
        empty_layout(self._lines)
        texts, theme = self.editor.texts, self.editor.theme
        for finding in findings:
            cited = replace(finding, source=self._cite(finding.source).to(texts.language))
            self._lines.addWidget(FindingLine(cited, texts, theme))
        self._findings.setVisible(bool(findings))
        self._first = findings[0].code if findings else ""
        rows = frozenset(item.place.row for item in findings if item.place.row >= 0)
        self.editor.mark(worst(findings), rows)
        told = " ".join(finding_description(texts, item) for item in findings)
        self.editor.input().setAccessibleDescription(told)

    def help_topic(self) -> str:
        """Return what F1 explains here: the first finding, if there is one."""
        return f"finding:{self._first}" if self._first else ""

    def _name(self) -> str:
        spec, texts = self.editor.spec, self.editor.texts
        name = spec.label.to(texts.language)
        return texts("kit.required_name", name=name) if spec.required else name

    def _make_label(self) -> Label:
        spec, texts, theme = self.editor.spec, self.editor.texts, self.editor.theme
        words = spec.label.to(texts.language)
        label = Label(words, tone="ink_2", wrap=True)
        label.setObjectName(f"label_{spec.name}")
        if spec.required:
            star = theme.color.error.name()
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setText(f'{_escape(words)}\u00a0<span style="color:{star}">*</span>')
        label.setBuddy(self.editor.input())
        trust = confidence_text(texts, spec.origin.confidence)
        source = self._cite(spec.origin.source).to(texts.language)
        label.setToolTip(
            texts("labels.rule_parts", first=source, second=trust) if source else trust
        )
        return label


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
