"""The side panel of one holder: who, status and why, four signals, evidence, cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kabao.domain.cards import parse_date
from kabao.domain.identity import age_on, mask_number
from kabao.ui.holders.timeline import Timeline
from kabao.ui.kit.buttons import IconButton, LinkButton, PrimaryButton, SecondaryButton
from kabao.ui.kit.labels import financial_text, reason_text
from kabao.ui.kit.lights import SignalList
from kabao.ui.kit.panels import Hairline, Panel, SectionHeading
from kabao.ui.kit.states import StateBadge
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.cards import Card
    from kabao.domain.evidence import Evidence
    from kabao.domain.holders import Holder
    from kabao.services.holders import HolderView
    from kabao.ui.kit.context import RoomContext

REVEAL_MS = 30_000
"""A number shown in full is masked again after this long."""


class HolderPanel(Panel):
    """Emits what the user wants done with the holder shown."""

    edit_holder = QtSignal(int)
    edit_card = QtSignal(int, int)
    """Card id (0 for a new one) and holder id."""
    record = QtSignal(int, object)
    """Card id and the signal asked for, or None."""
    withdraw = QtSignal(object)
    start_case = QtSignal(int)
    remove_holder = QtSignal(int)
    statement = QtSignal()

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context.theme)
        self._context = context
        self._view: HolderView | None = None
        self._hide = QTimer(self, singleShot=True, interval=REVEAL_MS)
        self._hide.timeout.connect(self._mask)
        theme, texts = context.theme, context.texts
        self._record = PrimaryButton(theme, texts("holders.record"), "plus")
        self._record.setObjectName("record_evidence")
        self._record.clicked.connect(self._record_any)
        edit = SecondaryButton(theme, texts("holders.edit"))
        edit.setObjectName("edit_holder")
        edit.clicked.connect(lambda: self.edit_holder.emit(self._holder_id()))
        case = SecondaryButton(theme, texts("holders.start_case"))
        case.clicked.connect(lambda: self.start_case.emit(self._holder_id()))
        remove = IconButton(theme, "trash", texts("holders.remove"))
        remove.clicked.connect(lambda: self.remove_holder.emit(self._holder_id()))
        self.set_actions(self._record, edit, case, remove)

    def show_holder(self, view: HolderView) -> None:
        """Show one holder with the current card."""
        self._view = view
        self._hide.stop()
        self.clear()
        self._add_head(view)
        self._record.setEnabled(view.card is not None)
        if view.card is None:
            self.body.addWidget(Label(self._context.texts("holders.card_missing"), wrap=True))
        else:
            self._add_status(view.card)
            self._add_evidence(view.card)
        self._add_cards(view)
        self.body.addStretch(1)

    def reveal(self) -> None:
        """Show the number in full for half a minute, or hide it again."""
        if self._view is None:
            return
        if self._hide.isActive():
            self._mask()
            return
        self._number.setText(self._view.holder.doc_no)
        self._hide.start()

    def _mask(self) -> None:
        self._hide.stop()
        if self._view is not None:
            self._number.setText(mask_number(self._view.holder.doc_no))

    def _add_head(self, view: HolderView) -> None:
        texts, theme = self._context.texts, self._context.theme
        title = QHBoxLayout()
        title.setSpacing(theme.space("s2"))
        title.addWidget(Label(view.holder.name, "title", wrap=True, selectable=True), 1)
        title.addWidget(Label(self._sex_and_age(view.holder), tone="ink_2"))
        self.body.addLayout(title)
        line = QHBoxLayout()
        self._number = Label(view.holder.masked_number, selectable=True)
        eye = IconButton(theme, "eye", texts("holders.reveal"), "Alt+V")
        eye.clicked.connect(self.reveal)
        line.addWidget(self._number)
        line.addWidget(eye)
        if view.card is not None and view.card.number:
            line.addWidget(Label(texts("holders.card_no", number=view.card.number)))
        line.addStretch(1)
        head = QWidget()
        head.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(head)
        employer = view.employer.name if view.employer else texts("holders.no_employer")
        self.body.addWidget(Label(employer, tone="ink_2", wrap=True))
        self.body.addWidget(Hairline())

    def _add_status(self, card: Card) -> None:
        texts, theme = self._context.texts, self._context.theme
        status = self._context.workspace.statuses.current(card.id)
        badge = StateBadge(theme, texts, large=True)
        badge.set_status(status.state, status.grade)
        self.body.addWidget(badge)
        for reason in status.reasons:
            self.body.addWidget(Label(reason_text(texts, reason), wrap=True))
        self.body.addWidget(Label(texts("holders.local_record"), "small", "ink_3", wrap=True))
        statement = LinkButton(texts("holders.statement"), small=True)
        statement.clicked.connect(self.statement)
        self.body.addWidget(statement, 0, Qt.AlignmentFlag.AlignLeft)
        financial = QHBoxLayout()
        financial.addWidget(Label(texts("holders.financial"), tone="ink_2"))
        financial.addStretch(1)
        financial.addWidget(Label(financial_text(texts, status.financial), tone="ink_2"))
        self.body.addLayout(financial)
        self.body.addWidget(Hairline())
        self.body.addWidget(SectionHeading(texts("holders.four_signals")))
        signals = SignalList(theme, texts)
        signals.set_status(status)
        signals.record_requested.connect(lambda signal: self.record.emit(card.id, signal))
        self.body.addWidget(signals)
        self.body.addWidget(Hairline())

    def _add_evidence(self, card: Card) -> None:
        context = self._context
        entries = context.workspace.evidence.of_card(card.id)
        note = context.texts("evidence.count", count=len(entries))
        self.body.addWidget(SectionHeading(context.texts("evidence.title"), note))
        rules = context.workspace.rulebook.activation
        timeline = Timeline(context.theme, context.texts, rules)
        timeline.show_entries(entries)
        timeline.withdraw.connect(self._withdraw)
        self.body.addWidget(timeline)
        if card.collected_on:
            words = context.texts("evidence.counted_from", day=card.collected_on.isoformat())
            self.body.addWidget(Label(words, "small", "ink_3", wrap=True))
        self.body.addWidget(Hairline())

    def _add_cards(self, view: HolderView) -> None:
        texts, _theme = self._context.texts, self._context.theme
        note = texts("holders.cards_note") if len(view.cards) > 1 else ""
        self.body.addWidget(SectionHeading(texts("holders.cards"), note))
        for card in view.cards:
            day = card.collected_on.isoformat() if card.collected_on else texts("holders.waiting")
            number = card.number or texts("holders.no_card_number")
            link = LinkButton(texts("holders.card_line", number=number, day=day))
            link.clicked.connect(
                lambda _checked=False, one=card: self.edit_card.emit(one.id, one.holder_id)
            )
            self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        new = LinkButton(texts("holders.new_card"))
        new.setObjectName("new_card")
        new.clicked.connect(lambda: self.edit_card.emit(0, view.holder.id))
        self.body.addWidget(new, 0, Qt.AlignmentFlag.AlignLeft)

    def _sex_and_age(self, holder: Holder) -> str:
        sex = self._context.workspace.holders.form.field("sex").choice(holder.text("sex"))
        words = [sex.label.to(self._context.texts.language)] if sex else []
        born = parse_date(holder.values.get("birth_date"))
        if born is not None:
            age = age_on(born, self._context.clock())
            words.append(self._context.texts("holders.age", years=age))
        return ", ".join(words) if self._context.texts.language == "en" else " · ".join(words)

    def _withdraw(self, entry: Evidence) -> None:
        self.withdraw.emit(entry)

    def _record_any(self) -> None:
        if self._view is not None and self._view.card is not None:
            self.record.emit(self._view.card.id, None)

    def _holder_id(self) -> int:
        return self._view.holder.id if self._view is not None else 0
