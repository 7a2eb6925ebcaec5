"""Recording the next step of a case: which one, when, by whom, under which reference, why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from kabao.domain.errors import KabaoError
from kabao.domain.fields import FieldKind, FieldSpec, FormSpec, Section
from kabao.domain.words import Words
from kabao.services.case_way import StepDraft
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.fields import CheckBox
from kabao.ui.kit.forms.view import FormView
from kabao.ui.kit.labels import confidence_text
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.panels import Scroller, empty_layout
from kabao.ui.kit.text import ElidedLabel, Label

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.domain.cases import Case
    from kabao.services.case_way import StepOption
    from kabao.texts import Texts
    from kabao.ui.kit.context import RoomContext

PATTERNS = ("*.pdf", "*.jpg", "*.jpeg", "*.png")


class NextStepPage(QWidget):
    """``recorded`` carries what was saved."""

    recorded = Signal(object)

    def __init__(self, context: RoomContext, case: Case, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._case = case
        self._scan: Path | None = None
        self._form: FormView | None = None
        self._chosen: StepOption | None = None
        self.notices = NoticeBar(context.theme, context.texts)
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self._build()
        self.show_case(case)

    def show_case(self, case: Case) -> None:
        """Offer the steps that lead on from where the case stands."""
        self._case = case
        texts, way = self._context.texts, self._context.workspace.case_way
        empty_layout(self._steps)
        self.choices = {}
        options = way.options(case)
        for option in options:
            self._add_choice(option)
        if not options:
            self._steps.addWidget(Label(texts("case_way.said.nothing_next"), tone="ink_2"))
        first = next((one for one in options if not one.obstacles), None)
        if first is None:
            self._choose(None)
        else:
            self.choices[first.transition.key].setChecked(True)

    def choose(self, key: str) -> None:
        """Choose a step."""
        self.choices[key].setChecked(True)

    def fill_in(self, **values: str) -> None:
        """Lay values into the form, as if they were typed."""
        assert self._form is not None
        self._form.set_values({**self._form.values(), **values})

    def take_scan(self, path: Path | None) -> None:
        """Take a file as the scan of this step, or none."""
        self._scan = path
        texts = self._context.texts
        self._scan_name.set_text(path.name if path else texts("case_way.said.no_scan"))
        self._drop.setVisible(path is not None)

    def record(self) -> None:
        """Record the step; what is missing is said under its field."""
        if self._chosen is None or self._form is None:
            return
        self.notices.clear()
        values = self._form.values()
        told = {name: str(values.get(name) or "") for name in _NAMES}
        try:
            scan = self._scan.read_bytes() if self._scan else b""
            name = self._scan.name if self._scan else ""
            draft = StepDraft(
                self._chosen.transition.key,
                **told,
                scan=scan,
                scan_name=name,
                with_card=not self.card.isHidden() and self.card.isChecked(),
            )
            saved = self._context.workspace.case_way.record(self._case.id, draft)
        except KabaoError as error:
            self._form.show_findings(error.findings)
            self.notices.show_notice("error", self._context.alerts.sentence(error))
            return
        except OSError:
            words = self._context.texts("errors.file_unreadable", name=name)
            self.notices.show_notice("error", words)
            return
        self.take_scan(None)
        self.recorded.emit(saved)

    def _add_choice(self, option: StepOption) -> None:
        texts, theme = self._context.texts, self._context.theme
        language = texts.language
        button = QRadioButton(option.transition.label.to(language))
        button.setObjectName(f"step_{option.transition.key}")
        button.setEnabled(not option.obstacles)
        button.toggled.connect(lambda on, it=option: self._choose(it) if on else None)
        self._group.addButton(button)
        self.choices[option.transition.key] = button
        self._steps.addWidget(button)
        if option.obstacles:
            reasons = texts("labels.semicolon").join(
                texts(f"case_way.guard.{name.replace(':', '_')}") for name in option.obstacles
            )
            words = texts("case_way.said.missing", reasons=reasons)
            button.setAccessibleDescription(words)
            note = Label(words, "small", "ink_2", wrap=True)
            note.setContentsMargins(theme.px(24), 0, 0, theme.px(4))
            self._steps.addWidget(note)

    def _choose(self, option: StepOption | None) -> None:
        self._chosen = option
        self.notices.clear()
        empty_layout(self._fields)
        self._form = None
        self._after.setVisible(option is not None)
        self.save.setEnabled(option is not None)
        if option is None:
            self.card.hide()
            return
        theme, texts = self._context.theme, self._context.texts
        self._fields.addWidget(Label(self._basis(option), "small", "ink_2", wrap=True))
        self._form = FormView(_form(option, texts), texts, theme)
        today = self._context.clock().isoformat()
        actor = option.transition.actor.to(texts.language)
        self._form.set_values({"happened_on": today, "actor": actor})
        self._fields.addWidget(self._form)
        self._offer_card(option)

    def _offer_card(self, option: StepOption) -> None:
        """Say what the step means for the card of a claim; it is written only if that is wanted."""
        texts, workspace = self._context.texts, self._context.workspace
        offer = workspace.case_way.card_offer(self._case, option.transition.target)
        self.card.setVisible(offer is not None)
        if offer is None:
            return
        names = workspace.rulebook.code_lists["progress"]
        words = {item.code: item.label.to(texts.language) for item in names}
        key = "new" if not offer.card_id else "first" if not offer.before else "next"
        state, before = words.get(offer.state, offer.state), words.get(offer.before, offer.before)
        self.card.setText(texts(f"case_way.card.{key}", state=state, before=before))
        self.card.setChecked(True)

    def _basis(self, option: StepOption) -> str:
        texts, rulebook = self._context.texts, self._context.workspace.rulebook
        origin = option.transition.origin
        source = rulebook.cite(origin.source).to(texts.language)
        trust = confidence_text(texts, origin.confidence)
        parts = [texts("case_way.said.basis", source=f"{source} ({trust})")]
        if rulebook.way.state(option.transition.target).official:
            parts.append(texts("case_way.said.official"))
        return texts("labels.semicolon").join(parts)

    def _build(self) -> None:
        theme, texts = self._context.theme, self._context.texts
        scroller = Scroller()
        scroller.body.setSpacing(theme.px(8))
        steps, self._steps = self._stacked()
        fields, self._fields = self._stacked()
        self._after = self._build_scan()
        self.card = CheckBox(theme)
        self.card.setObjectName("card_follows")
        self.card.hide()
        note = Label(texts("case_way.note"), "small", "ink_2")
        for widget in (note, self.notices, steps, fields, self._after):
            scroller.body.addWidget(widget)
        scroller.body.addStretch(1)
        self.save = PrimaryButton(theme, texts("case_way.action.record"))
        self.save.setObjectName("record_step")
        self.save.clicked.connect(self.record)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroller, 1)
        # Outside of what scrolls: what will be written besides is never out of sight.
        column.addWidget(self.card)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        column.addLayout(foot)

    def _stacked(self) -> tuple[QWidget, QVBoxLayout]:
        frame = QWidget()
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._context.theme.px(6))
        return frame, layout

    def _build_scan(self) -> QWidget:
        theme, texts = self._context.theme, self._context.texts
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self._scan_name = ElidedLabel(texts("case_way.said.no_scan"), "body", "ink_2")
        choose = SecondaryButton(theme, texts("case_way.action.choose_scan"), "paperclip")
        choose.clicked.connect(self._ask_scan)
        self._drop = SecondaryButton(theme, texts("case_way.action.drop_scan"), "x")
        self._drop.clicked.connect(lambda: self.take_scan(None))
        self._drop.hide()
        row.addWidget(Label(texts("case_way.field.scan")))
        row.addWidget(self._scan_name, 1)
        row.addWidget(self._drop)
        row.addWidget(choose)
        return frame

    def _ask_scan(self) -> None:
        path = self._context.alerts.choose_open(
            self._context.texts("case_way.action.choose_scan"), PATTERNS
        )
        if path is not None:
            self.take_scan(path)


_NAMES = ("happened_on", "actor", "reference", "reasons")
_KINDS = (FieldKind.DATE, FieldKind.TEXT, FieldKind.TEXT, FieldKind.LONG_TEXT)


def _form(option: StepOption, texts: Texts) -> FormSpec:
    needed = {"happened_on", "actor", *option.transition.needs}
    fields = tuple(
        FieldSpec(
            name=name, kind=kind, label=_words(texts, name), section="step", required=name in needed
        )
        for name, kind in zip(_NAMES, _KINDS, strict=True)
    )
    title = option.transition.label
    return FormSpec("case_step", title, (Section("step", title),), fields)


def _words(texts: Texts, name: str) -> Words:
    word = texts(f"case_way.field.{name}")
    return Words(word, word)
