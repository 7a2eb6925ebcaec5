"""Recording one observation: what was seen, when, through which channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kabao.domain.cards import parse_date
from kabao.domain.errors import InputRefusedError, KabaoError
from kabao.domain.evidence import Evidence, EvidenceKind, Signal, Strength
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.chips import ChipRow
from kabao.ui.kit.fields import ComboBox
from kabao.ui.kit.forms.dates import DateLine
from kabao.ui.kit.labels import finding_remedy, finding_text
from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.changes import Saved
    from kabao.domain.rules import EvidenceDetail
    from kabao.ui.kit.context import RoomContext

GROUPS: dict[str, tuple[EvidenceKind, ...]] = {
    "password_set": (EvidenceKind.PASSWORD_SET,),
    "used_normally": (EvidenceKind.USED_NORMALLY,),
    "queryable_online": (EvidenceKind.QUERYABLE_ONLINE,),
    "notice_received": (EvidenceKind.NOTICE_RECEIVED,),
    "other": (
        EvidenceKind.OFFICE_CONFIRMED,
        EvidenceKind.ELECTRONIC_CARD,
        EvidenceKind.BANK_ACTIVATED,
    ),
    "block": (
        EvidenceKind.LOST_TEMP,
        EvidenceKind.LOST_FORMAL,
        EvidenceKind.APP_LOCKED,
        EvidenceKind.SEALED,
        EvidenceKind.CANCELLED,
    ),
    "release": (EvidenceKind.LOSS_RELEASED, EvidenceKind.UNLOCKED, EvidenceKind.ENABLED),
}


class EvidenceDialog(QDialog):
    """Offers the rulebook's ways of having seen a signal; today is filled in."""

    def __init__(
        self, context: RoomContext, card_id: int, signal: Signal | None, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._card_id = card_id
        self.saved: Saved[Evidence] | None = None
        texts, theme = context.texts, context.theme
        self.setWindowTitle(texts("evidence.record_title"))
        self._groups = ChipRow(theme)
        for key in GROUPS:
            self._groups.add(key, texts(f"evidence.group.{key}"), None)
        self._choices = QButtonGroup(self)
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._day = DateLine(theme, texts)
        self._day.setObjectName("observed_on")
        self._day.setText(context.clock().isoformat())
        self._channel = ComboBox(theme)
        self._channel.setObjectName("channel")
        self._note = QLineEdit()
        self._note.setObjectName("note")
        self._findings = Label(tone="error", wrap=True)
        self._lay_out()
        self._groups.chosen.connect(self._show_group)
        first = signal.value if signal else "password_set"
        self._groups.select(first)
        self._show_group(first)

    def save(self) -> None:
        """Write the observation; what is wrong is said here and the dialog stays open."""
        detail = self._chosen()
        day = parse_date(self._day.iso())
        if detail is None or day is None:
            self._findings.setText(self._context.texts("evidence.need_day_and_detail"))
            return
        entry = Evidence(
            card_id=self._card_id,
            kind=EvidenceKind(detail.kind),
            observed_on=day,
            positive=detail.positive,
            strength=Strength(detail.strength),
            detail=detail.code,
            channel=self._channel.currentData() or "",
            note=self._note.text().strip(),
        )
        try:
            self.saved = self._context.workspace.evidence.add(entry)
        except InputRefusedError as error:
            texts = self._context.texts
            self._findings.setText(
                "\n".join(
                    f"{finding_text(texts, item)} {finding_remedy(texts, item)}"
                    for item in error.findings
                )
            )
        except KabaoError as error:
            self._findings.setText(self._context.alerts.sentence(error))
        else:
            self.accept()

    def _lay_out(self) -> None:
        texts, theme = self._context.texts, self._context.theme
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self._list)
        layout = QVBoxLayout(self)
        margin = theme.space("panel_margin")
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(theme.space("s3"))
        layout.addWidget(Label(texts("evidence.record_title"), "heading"))
        layout.addWidget(self._groups)
        layout.addWidget(scroll, 1)
        layout.addLayout(self._field_grid())
        layout.addWidget(Label(texts("evidence.no_password"), "small", "ink_3", wrap=True))
        layout.addWidget(self._findings)
        layout.addLayout(self._buttons())
        self.resize(theme.px(600), theme.px(560))

    def _field_grid(self) -> QGridLayout:
        texts = self._context.texts
        self._channel.addItem(texts("evidence.no_channel"), "")
        for channel in self._context.workspace.rulebook.activation.channels:
            self._channel.addItem(channel.label.to(texts.language), channel.code)
        grid = QGridLayout()
        fields = (("observed_on", self._day), ("channel", self._channel), ("note", self._note))
        for row, (name, widget) in enumerate(fields):
            label = Label(texts(f"evidence.field.{name}"), tone="ink_2")
            label.setBuddy(widget)
            widget.setAccessibleName(label.text())
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        return grid

    def _buttons(self) -> QHBoxLayout:
        theme, texts = self._context.theme, self._context.texts
        save = PrimaryButton(theme, texts("evidence.save"))
        save.setObjectName("save")
        save.setDefault(True)
        save.clicked.connect(self.save)
        cancel = SecondaryButton(theme, texts("kit.cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(save)
        return buttons

    def _show_group(self, key: str) -> None:
        for button in self._choices.buttons():
            self._choices.removeButton(button)
        empty_layout(self._rows)
        kinds = GROUPS[key]
        for detail in self._context.workspace.rulebook.activation.details:
            if detail.kind in kinds:
                self._add_choice(detail)
        self._rows.addStretch(1)
        buttons = self._choices.buttons()
        if buttons:
            buttons[0].setChecked(True)

    def _add_choice(self, detail: EvidenceDetail) -> None:
        texts = self._context.texts
        words = detail.label.to(texts.language)
        weight = "against" if not detail.positive else f"weight_{detail.strength}"
        button = QRadioButton(f"{words}  ({texts(f'evidence.{weight}')})")
        button.setObjectName(f"detail_{detail.code}")
        button.setProperty("code", detail.code)
        self._choices.addButton(button)
        self._rows.addWidget(button)

    def _chosen(self) -> EvidenceDetail | None:
        button = self._choices.checkedButton()
        code = button.property("code") if button else ""
        details = self._context.workspace.rulebook.activation.details
        return next((item for item in details if item.code == code), None)
