"""Recording one observation: what was seen, when, through which channel, shown by which proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kabao.domain.cards import parse_date
from kabao.domain.errors import InputRefusedError, KabaoError
from kabao.domain.evidence import Evidence, EvidenceKind, Strength
from kabao.ui.holders.evidence_groups import GROUPS, KEYS, WEIGHED
from kabao.ui.holders.proof_tray import ProofDoor, ProofTray
from kabao.ui.kit.chips import ChipRow
from kabao.ui.kit.dialog_buttons import DialogButtons
from kabao.ui.kit.fields import ComboBox
from kabao.ui.kit.forms.dates import DateLine
from kabao.ui.kit.labels import begun, finding_remedy, finding_text
from kabao.ui.kit.panels import Scroller, empty_layout
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kabao.domain.changes import Saved
    from kabao.domain.findings import Finding
    from kabao.domain.rules import EvidenceDetail
    from kabao.texts import Texts
    from kabao.ui.kit.context import RoomContext

__all__ = ["GROUPS", "EvidenceDialog", "findings_words"]
_WIDTH, _HEIGHT = 600, 580
SHORTEST = 8
"""Characters that the channel shows at least, however long the longest one is."""


def findings_words(texts: Texts, findings: Iterable[Finding]) -> str:
    """Say what is wrong and what to do, one finding on each line."""
    return "\n".join(
        f"{finding_text(texts, item)} {finding_remedy(texts, item)}" for item in findings
    )


class EvidenceDialog(QDialog):
    """Offers the rulebook's ways of having seen a signal; today is filled in, Enter saves.

    About one card it writes the entry itself (``saved``). About several it writes nothing:
    ``draft`` is the entry without its card, for whoever writes them all as one step.
    """

    def __init__(
        self,
        context: RoomContext,
        card_ids: Sequence[int] | int,
        signal: str | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._cards = (card_ids,) if isinstance(card_ids, int) else tuple(card_ids)
        self.saved: Saved[Evidence] | None = None
        self.draft: Evidence | None = None
        texts, theme = context.texts, context.theme
        self.setWindowTitle(texts("evidence.record_title"))
        self._groups = self._make_groups()
        self._choices = QButtonGroup(self)
        self._list = QWidget()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._day = DateLine(theme, texts)
        self._day.setObjectName("observed_on")
        self._day.setText(context.clock().isoformat())
        self._channel = ComboBox(theme)
        self._channel.setObjectName("channel")
        self._note = QLineEdit()
        self._note.setObjectName("note")
        self._hint = Label("", "small", "ink_3", wrap=True)
        self._findings = Label(tone="error", wrap=True)
        self._findings.setObjectName("evidence_findings")
        self._findings.hide()
        self.tray = ProofTray(context)
        self.tray.setVisible(len(self._cards) == 1)
        self.tray.said.connect(self._tell)
        self._lay_out()
        if len(self._cards) == 1:
            ProofDoor(self, self.tray)
        self._begin(signal)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go round from the first way to the last: what speaks against a signal stands there."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            buttons = self._choices.buttons()
            ends = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (-1, 0)}
            here, there = ends.get(Qt.Key(event.key()), (0, 0))
            if here != there and buttons and watched is buttons[here]:
                buttons[there].setChecked(True)
                buttons[there].setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _begin(self, signal: str | None) -> None:
        """Say at once, not after typing, that a card nobody has collected takes no evidence."""
        self.choose_group(signal if signal in GROUPS else "password_set")
        entry = self._entry()
        if len(self._cards) == 1 and entry is not None:
            findings = self._context.workspace.evidence.check(entry)
            told = [item for item in findings if item.code == "evidence_before_card"]
            if told:
                self._tell(findings_words(self._context.texts, told))

    def _make_groups(self) -> ChipRow:
        texts, groups = self._context.texts, ChipRow(self._context.theme)
        for key in GROUPS:
            words = texts(f"evidence.group.{key}")
            chip = groups.add(key, words, None)
            chip.setToolTip(f"{words}  {KEYS[key]}")
            # The arrow keys belong to the ways of one group; the groups have keys of their own.
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            QShortcut(QKeySequence(KEYS[key]), self, lambda key=key: self.choose_group(key))
        groups.chosen.connect(self.choose_group)
        return groups

    def choose_group(self, key: str) -> None:
        """Offer the ways of one group, with the channel that was used for it last."""
        self._groups.select(key)
        for button in self._choices.buttons():
            self._choices.removeButton(button)
        empty_layout(self._rows)
        kinds = GROUPS[key]
        details = self._context.workspace.rulebook.activation.details
        offered = [detail for detail in details if detail.kind in kinds]
        for detail in sorted(offered, key=lambda item: kinds.index(EvidenceKind(item.kind))):
            self._add_choice(detail)
        buttons = self._choices.buttons()
        if buttons:
            buttons[0].setChecked(True)
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        last = self._context.workspace.habits.last(f"evidence.{key}")
        self._channel.setCurrentIndex(max(self._channel.findData(last), 0))
        hint = "no_password" if key == EvidenceKind.PASSWORD_SET else "keys"
        self._hint.setText(self._context.texts(f"evidence.{hint}"))

    def save(self) -> None:
        """Write the observation; what is wrong is said here and the dialog stays open."""
        entry = self._entry()
        if entry is None:
            self._tell(self._context.texts("evidence.need_day_and_detail"))
            return
        try:
            if len(self._cards) == 1:
                service = self._context.workspace.evidence
                self.saved = service.add(entry, self.tray.files())
            else:
                self.draft = entry
        except InputRefusedError as error:
            words = findings_words(self._context.texts, error.findings)
            self._tell(words or self._context.alerts.sentence(error))
        except KabaoError as error:
            self._tell(self._context.alerts.sentence(error))
        else:
            purpose = f"evidence.{self._groups.selected()}"
            self._context.workspace.habits.remember(purpose, entry.channel)
            self.accept()
            if self.saved is not None:
                self._context.offer_undo(self._context.texts("evidence.recorded"))

    def _entry(self) -> Evidence | None:
        detail, day = self._chosen(), parse_date(self._day.iso())
        if detail is None or day is None:
            return None
        return Evidence(
            card_id=self._cards[0] if len(self._cards) == 1 else 0,
            kind=EvidenceKind(detail.kind),
            observed_on=day,
            positive=detail.positive,
            strength=Strength(detail.strength),
            detail=detail.code,
            channel=self._channel.currentData() or "",
            note=self._note.text().strip(),
        )

    def _tell(self, words: str) -> None:
        self._findings.setText(words)
        self._findings.show()

    def _lay_out(self) -> None:
        texts, theme = self._context.texts, self._context.theme
        head = QHBoxLayout()
        head.addWidget(Label(texts("evidence.record_title"), "heading"))
        head.addStretch(1)
        if len(self._cards) > 1:
            head.addWidget(Label(texts("evidence.many", count=len(self._cards)), tone="ink_2"))
        layout = QVBoxLayout(self)
        margin = theme.space("page_margin")
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(theme.space("s3"))
        layout.addLayout(head)
        layout.addWidget(self._scrolled(), 1)
        layout.addLayout(self._buttons())
        wished = QSize(theme.px(_WIDTH), theme.px(_HEIGHT))
        self.resize(wished.boundedTo(self.screen().availableSize() - QSize(40, 60)))

    def _scrolled(self) -> Scroller:
        """Everything between heading and buttons: on a small screen it scrolls."""
        theme = self._context.theme
        scroll = Scroller()
        body = scroll.body
        body.setContentsMargins(0, 0, 0, theme.px(2))
        body.setSpacing(theme.space("s3"))
        body.addWidget(self._groups)
        body.addWidget(self._list)
        body.addStretch(1)
        body.addLayout(self._field_grid())
        for widget in (self._hint, self.tray, self._findings):
            body.addWidget(widget)
        return scroll

    def _field_grid(self) -> QGridLayout:
        texts = self._context.texts
        self._channel.setMinimumContentsLength(SHORTEST)
        self._channel.setSizeAdjustPolicy(
            ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._channel.addItem(begun(texts("evidence.no_channel")), "")
        for channel in self._context.workspace.rulebook.activation.channels:
            self._channel.addItem(begun(channel.label.to(texts.language)), channel.code)
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._context.theme.space("s3"))
        grid.setVerticalSpacing(self._context.theme.space("s2"))
        grid.setColumnStretch(1, 1)
        fields = (("observed_on", self._day), ("channel", self._channel), ("note", self._note))
        for row, (name, widget) in enumerate(fields):
            label = Label(texts(f"evidence.field.{name}"), tone="ink_2")
            label.setBuddy(widget)
            widget.setAccessibleName(label.text())
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        return grid

    def _buttons(self) -> DialogButtons:
        theme, texts = self._context.theme, self._context.texts
        return DialogButtons(self, theme, texts, texts("evidence.save"), self.save)

    def _add_choice(self, detail: EvidenceDetail) -> None:
        texts = self._context.texts
        words = detail.label.to(texts.language)
        if detail.kind in WEIGHED:
            weight = "against" if not detail.positive else f"weight_{detail.strength}"
            words = texts("evidence.weighed", what=words, weight=texts(f"evidence.{weight}"))
        button = QRadioButton(words)
        button.setObjectName(f"detail_{detail.code}")
        button.setProperty("code", detail.code)
        # Words that a small screen cuts off stand in the tip; they do not push the fields aside.
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.setToolTip(words)
        button.installEventFilter(self)
        self._choices.addButton(button)
        self._rows.addWidget(button)

    def _chosen(self) -> EvidenceDetail | None:
        button = self._choices.checkedButton()
        code = button.property("code") if button else ""
        details = self._context.workspace.rulebook.activation.details
        return next((item for item in details if item.code == code), None)
