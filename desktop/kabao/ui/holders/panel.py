"""The side panel of one holder: who, status and why, four signals, evidence, cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from kabao.domain.cards import parse_date
from kabao.domain.identity import age_on, mask_number
from kabao.services.sentences import masked
from kabao.ui.holders.card_life_cards import CardList
from kabao.ui.holders.card_life_menu import KEY
from kabao.ui.holders.card_life_panel import CardDesk
from kabao.ui.holders.card_life_words import LifeWords
from kabao.ui.holders.claim_menu import ClaimMenu
from kabao.ui.holders.person_commands import person_commands
from kabao.ui.holders.privacy_desk import PrivacyDesk
from kabao.ui.holders.timeline import Timeline
from kabao.ui.kit.buttons import IconButton, LinkButton, MenuButton, PrimaryButton
from kabao.ui.kit.drop_mark import welcome
from kabao.ui.kit.labels import financial_text, reason_text, state_text
from kabao.ui.kit.lights import SignalList
from kabao.ui.kit.panels import Hairline, Panel, SectionHeading
from kabao.ui.kit.states import StateBadge
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent

    from kabao.domain.cards import Card
    from kabao.domain.evidence import Evidence
    from kabao.domain.holders import Holder
    from kabao.services.holders import HolderView
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.rooms import Command

QUIET = frozenset({"nothing", "bank"})
"""Advice that would stand with nearly everybody; the statement gives it in full."""
MOST_STEPS = 2
REVEAL_MS = 30_000
"""A number shown in full is masked again after this long."""


class HolderPanel(Panel):
    """Emits what the user wants done with the holder shown; writes what concerns one card."""

    edit_holder = QtSignal(int)
    edit_card = QtSignal(int, int)
    """Card id (0 for a new one) and holder id."""
    record = QtSignal(int, object)
    """Card id and the signal or group asked for, or None."""
    withdraw = QtSignal(object)
    start_case = QtSignal(int)
    remove_holder = QtSignal(int)
    statement = QtSignal()
    changed = QtSignal(object)
    """``Changed`` of what was written here."""

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, parent)
        self._context = context
        self._view: HolderView | None = None
        self._wanted = 0
        self._hide = QTimer(self, singleShot=True, interval=REVEAL_MS)
        self._hide.timeout.connect(self._mask)
        self.setAcceptDrops(True)
        self.desk = CardDesk(context, self.card_id, self)
        self.desk.record.connect(self.record)
        self.desk.written.connect(self._written)
        self.privacy = PrivacyDesk(context, self._holder_id, self)
        self.privacy.changed.connect(self.changed)
        self.claims = ClaimMenu(context, self._holder_id, self)
        self.claims.refused.connect(context.alerts.show)
        self.desk.claim.connect(self.claims.start)
        self.set_actions(*self._make_actions())

    def show_holder(self, view: HolderView) -> None:
        """Show one holder with the current card, or the one looked at before."""
        if self._view is None or view.holder.id != self._view.holder.id:
            self._wanted = 0
        self._view = view
        self._hide.stop()
        self._keep_place()
        self.clear()
        card = self._card()
        self._add_head(view, card)
        self._record.setText(
            self._context.texts("holders.record" if card is not None else "holders.first_card")
        )
        self._life.setEnabled(card is not None)
        self._life.setVisible(card is not None)
        if card is None:
            self.body.addWidget(Label(self._context.texts("holders.card_missing"), wrap=True))
        else:
            self._add_status(card)
            self._add_evidence(card)
        self._add_cards(view, card)
        self._add_photo(view)
        self.body.addStretch(1)

    def show_card(self, card_id: int) -> None:
        """Look at another card of the same holder."""
        self._wanted = card_id
        if self._view is not None:
            self.show_holder(self._view)

    def card_id(self) -> int:
        """Return the card shown, or 0."""
        card = self._card()
        return card.id if card is not None else 0

    def commands(self) -> Sequence[Command]:
        """Offer what is done with the person, quick evidence and every step in a card's life."""
        person = person_commands(self._context.texts, self, self._holder_id)
        return (*person, *self.desk.commands(self._life), *self.claims.commands(self._more))

    def reveal(self) -> None:
        """Show the number in full for half a minute and note it, or hide it again."""
        if self._view is None:
            return
        if self._hide.isActive():
            self._mask()
            return
        number = self.privacy.number()
        if number is not None:
            self._number.setText(number)
            self._hide.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Mask the number again when the panel is left."""
        self._mask()
        super().hideEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome proofs for the card shown."""
        if self.desk.welcomes(event.mimeData()):
            event.acceptProposedAction()
            welcome(self, self._context.theme, self._context.texts("kit.drop.proof"))

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask what the dropped proof shows."""
        event.acceptProposedAction()
        self.desk.record_proofs(event.mimeData())

    def _keep_place(self) -> None:
        """Take the keyboard off what goes away: passed on down the column, it would scroll."""
        if self.scroller.isAncestorOf(self.window().focusWidget() or self):
            self._record.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mask(self) -> None:
        was_shown = self._hide.isActive()
        self._hide.stop()
        if self._view is not None and was_shown:
            self._number.setText(mask_number(self._view.holder.doc_no))

    def _make_actions(self) -> tuple[QWidget, ...]:
        theme, texts = self._context.theme, self._context.texts
        self._record = PrimaryButton(theme, texts("holders.record"), "plus")
        self._record.setObjectName("record_evidence")
        self._record.clicked.connect(self._record_any)
        self._life = MenuButton(theme, texts("card_life.menu"), self.desk.life.menu)
        self._life.setObjectName("card_actions")
        self._life.setToolTip(f"{texts('card_life.menu_hint')}  {KEY}")
        more = IconButton(theme, "dots", texts("holders.more"))
        more.setObjectName("more_actions")
        more.setMenu(self._more_menu(more))
        more.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self._more = more
        return self._record, self._life, more

    def _more_menu(self, parent: QWidget) -> QMenu:
        texts, menu = self._context.texts, QMenu(parent)
        menu.addAction(
            texts("holders.start_case"), lambda: self.start_case.emit(self._holder_id())
        ).setObjectName("start_case")
        menu.addMenu(self.claims.menu)
        menu.addAction(texts("holders.statement"), self.statement.emit)
        menu.addSeparator()
        self.privacy.fill(menu)
        menu.addSeparator()
        menu.addAction(
            texts("holders.remove"), lambda: self.remove_holder.emit(self._holder_id())
        ).setObjectName("remove_holder")
        return menu

    def _add_head(self, view: HolderView, card: Card | None) -> None:
        texts, theme = self._context.texts, self._context.theme
        line = QHBoxLayout()
        self._number = Label(view.holder.masked_number, selectable=True)
        eye = IconButton(theme, "eye", texts("holders.reveal"), "Alt+V")
        eye.clicked.connect(self.reveal)
        line.addWidget(self._number)
        line.addWidget(eye)
        if card is not None and card.number:
            line.addWidget(Label(texts("holders.card_no", number=masked(card.number))))
        line.addStretch(1)
        employer = view.employer.name if view.employer else texts("holders.no_employer")
        # Name, number and employer are one block: closer to each other than to what follows.
        head = QWidget()
        block = QVBoxLayout(head)
        block.setContentsMargins(0, 0, 0, 0)
        block.setSpacing(0)
        block.addLayout(self._title(view.holder))
        block.addLayout(line)
        block.addWidget(Label(employer, tone="ink_2", wrap=True))
        self.body.addWidget(head)
        self._add_keeping(view.holder)
        if card is not None and view.card is not None:
            self._tell_cards_apart(card, view.card, view.cards[0])
        self.body.addWidget(Hairline())

    def _title(self, holder: Holder) -> QHBoxLayout:
        """The name, who it is, and the way to change it."""
        texts, theme = self._context.texts, self._context.theme
        edit = IconButton(theme, "pencil", texts("holders.edit"))
        edit.setObjectName("edit_holder")
        edit.clicked.connect(lambda: self.edit_holder.emit(self._holder_id()))
        title = QHBoxLayout()
        title.setSpacing(theme.space("s2"))
        title.addWidget(Label(holder.name, "title", wrap=True, selectable=True), 1)
        title.addWidget(Label(self._sex_and_age(holder), tone="ink_2"))
        title.addWidget(edit)
        return title

    def _add_keeping(self, holder: Holder) -> None:
        """Say until when the data may be kept, if that was agreed; nothing goes by itself."""
        day = parse_date(holder.values.get("keep_until"))
        if day is None:
            return
        is_over = day < self._context.clock()
        words = self._context.texts(
            "privacy.kept_past" if is_over else "privacy.kept_until", day=day.isoformat()
        )
        tone = "warning" if is_over else "ink_2"
        self.body.addWidget(Label(words, "small", tone, wrap=True))

    def _tell_cards_apart(self, shown: Card, current: Card, newest: Card) -> None:
        if shown.id > current.id:
            self._add_card_note("holders.coming_card", "holders.current_card", current)
        elif shown != current:
            self._add_card_note("holders.older_card", "holders.current_card", current)
        elif newest != shown:
            self._add_card_note("holders.in_use_until", "holders.newest_card", newest)

    def _add_photo(self, view: HolderView) -> None:
        from kabao.ui.photos.panel_photo import PanelPhoto

        self.photo = PanelPhoto(self._context, view.holder)
        self.photo.changed.connect(self._photo_changed)
        self.body.addWidget(Hairline())
        self.body.addWidget(self.photo)

    def choose_photo(self) -> None:
        """Open the crop window for the holder shown."""
        if self._view is not None:
            self.photo.choose()

    def _add_card_note(self, note: str, way: str, other: Card) -> None:
        """Say which of several cards this is about, and lead to the other one."""
        texts = self._context.texts
        line = QHBoxLayout()
        line.addWidget(Label(texts(note), "small", "warning", wrap=True), 1)
        link = LinkButton(texts(way), small=True)
        link.setObjectName("other_card")
        link.clicked.connect(lambda: self.show_card(other.id))
        line.addWidget(link)
        self.body.addLayout(line)

    def _add_status(self, card: Card) -> None:
        texts, theme = self._context.texts, self._context.theme
        status = self._context.workspace.statuses.current(card.id)
        badge = StateBadge(theme, texts, large=True)
        badge.set_status(status.state, status.grade)
        self.body.addWidget(badge)
        for reason in status.reasons:
            self.body.addWidget(Label(reason_text(texts, reason), wrap=True))
        if card.received_on is None:
            self._add_predecessor(card)
        for step in self._next_steps(card):
            words = texts("holders.next_step", step=step)
            self.body.addWidget(Label(words, tone="ink_2", wrap=True))
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

    def _add_predecessor(self, card: Card) -> None:
        """While a card is being made its holder still goes by the one before: say how it stands."""
        workspace, texts = self._context.workspace, self._context.texts
        old = workspace.card_life.facts(card.id).predecessor
        if old is None:
            return
        state = state_text(texts, workspace.statuses.current(old.id).state)
        number = LifeWords(texts, lambda: workspace.cards.form).number(old)
        link = LinkButton(texts("holders.old_card_state", number=number, state=state))
        link.setObjectName("old_card_state")
        link.clicked.connect(lambda: self.show_card(old.id))
        self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _next_steps(self, card: Card) -> Sequence[str]:
        """Say what is most pressing; where nothing is to be done, nothing is said."""
        from kabao.domain.next_steps import next_steps
        from kabao.services.sentences import advise

        context = self._context
        rules = context.workspace.rulebook.activation
        status = context.workspace.statuses.current(card.id)
        steps = next_steps(status, card, rules, context.clock())
        return [advise(context.texts, step) for step in steps if step.code not in QUIET][
            :MOST_STEPS
        ]

    def _add_evidence(self, card: Card) -> None:
        context = self._context
        entries = context.workspace.evidence.of_card(card.id)
        note = context.texts("evidence.count", count=len(entries))
        self.body.addWidget(SectionHeading(context.texts("evidence.title"), note))
        rules = context.workspace.rulebook.activation
        timeline = Timeline(context.theme, context.texts, rules)
        timeline.show_entries(entries, context.workspace.proofs.of_entries(entries))
        timeline.withdraw.connect(self._withdraw)
        timeline.show_proofs.connect(self.desk.show_proofs)
        timeline.attach.connect(self.desk.attach_proofs)
        self.body.addWidget(timeline)
        if card.collected_on:
            words = context.texts("evidence.counted_from", day=card.collected_on.isoformat())
            self.body.addWidget(Label(words, "small", "ink_3", wrap=True))
        self.body.addWidget(Hairline())

    def _add_cards(self, view: HolderView, shown: Card | None) -> None:
        texts, holder_id = self._context.texts, view.holder.id
        note = texts("holders.cards_note") if len(view.cards) > 1 else ""
        self.body.addWidget(SectionHeading(texts("holders.cards"), note))
        cards = CardList(self._context, view.cards, shown.id if shown else 0)
        cards.chosen.connect(self.show_card)
        cards.edit.connect(lambda card_id: self.edit_card.emit(card_id, holder_id))
        self.body.addWidget(cards)
        new = LinkButton(texts("holders.new_card"))
        new.setObjectName("new_card")
        new.clicked.connect(lambda: self.edit_card.emit(0, holder_id))
        self.body.addWidget(new, 0, Qt.AlignmentFlag.AlignLeft)
        if not view.cards:
            claim = LinkButton(texts("claims.menu"))
            claim.setObjectName("first_claim")
            claim.clicked.connect(lambda: self.claims.start("new"))
            self.body.addWidget(claim, 0, Qt.AlignmentFlag.AlignLeft)

    def _sex_and_age(self, holder: Holder) -> str:
        sex = self._context.workspace.holders.form.field("sex").choice(holder.text("sex"))
        words = [sex.label.to(self._context.texts.language)] if sex else []
        born = parse_date(holder.values.get("birth_date"))
        if born is not None:
            age = age_on(born, self._context.clock())
            words.append(self._context.texts("holders.age", years=age))
        return ", ".join(words) if self._context.texts.language == "en" else " · ".join(words)

    def _written(self, changed: object, card_id: int) -> None:
        self._wanted = card_id
        self.changed.emit(changed)

    def _photo_changed(self, changed: object) -> None:
        self.changed.emit(changed)

    def _withdraw(self, entry: Evidence) -> None:
        self.withdraw.emit(entry)

    def _record_any(self) -> None:
        """Ask for an observation; without a card the next thing to do is to enter one."""
        if self.card_id():
            self.record.emit(self.card_id(), None)
        elif self._view is not None:
            self.edit_card.emit(0, self._view.holder.id)

    def _card(self) -> Card | None:
        view = self._view
        if view is None:
            return None
        return next((card for card in view.cards if card.id == self._wanted), view.card)

    def _holder_id(self) -> int:
        return self._view.holder.id if self._view is not None else 0
