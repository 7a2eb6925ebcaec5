"""One step in the life of a card: the few facts it needs, and beforehand what it will write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from kabao.domain.card_life import NEXT_CARD
from kabao.domain.card_life_steps import LifeStep
from kabao.domain.cards import parse_date
from kabao.domain.errors import InputRefusedError, KabaoError
from kabao.ui.holders.card_life_fields import LifeFields
from kabao.ui.holders.card_life_words import LifeWords
from kabao.ui.holders.evidence_dialog import findings_words
from kabao.ui.holders.proof_tray import ProofDoor, ProofTray
from kabao.ui.kit.dialog_buttons import DialogButtons
from kabao.ui.kit.fields import CheckBox
from kabao.ui.kit.notices import Notice
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.card_life import CardAction
    from kabao.domain.cards import Card
    from kabao.domain.changes import Saved
    from kabao.ui.kit.context import RoomContext

_WIDTH = 560
_AROUND = 220
"""Height of what stands around the fields: heading, whose card it is, buttons, margins."""


class CardLifeDialog(QDialog):
    """Asks for one step; ``saved`` holds the card to look at next once it is written."""

    def __init__(
        self, context: RoomContext, card_id: int, action: CardAction, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._card_id = card_id
        self._action = action
        self._words = LifeWords(context.texts, lambda: context.workspace.cards.form)
        self._facts = context.workspace.card_life.facts(card_id)
        self.saved: Saved[Card] | None = None
        self.setWindowTitle(self._words.action(action))
        self.fields = LifeFields(context, action, self._facts)
        self.will = Notice(context.theme, "info", "")
        self.will.label.setObjectName("will")
        self._findings = Label(tone="error", wrap=True)
        self._findings.setObjectName("life_findings")
        self._findings.hide()
        self.tray = ProofTray(context)
        self.tray.said.connect(self._tell)
        self.claim = CheckBox(context.theme, context.texts("claims.with_step"))
        self.claim.setObjectName("with_claim")
        self.claim.setVisible(action in NEXT_CARD)
        self._lay_out()
        self.fields.changed.connect(self._foresee)
        self._foresee()
        self.fields.focus_first()

    def claim_wanted(self) -> bool:
        """Say whether the claim for the next card is to be prepared right away."""
        return self.claim.isChecked()

    def step(self) -> LifeStep | None:
        """Return what is asked for as it stands; None while the day cannot be read."""
        day = parse_date(self.fields.day())
        if day is None:
            return None
        fields = self.fields
        return LifeStep(
            self._action,
            day,
            channel=fields.choice("channel"),
            note=fields.note(),
            progress=fields.choice("progress"),
            reason=fields.text("reason"),
            generation=fields.choice("generation"),
            arrived=fields.arrived(),
            old_returned=fields.old_returned(),
        )

    def save(self) -> None:
        """Write the step; what is wrong is said here and the dialog stays open."""
        texts, step = self._context.texts, self.step()
        if step is None:
            self._tell(texts("card_life.need_day"))
            return
        try:
            life = self._context.workspace.card_life
            self.saved = life.do(self._card_id, step, self.tray.files())
        except InputRefusedError as error:
            self._tell(findings_words(texts, error.findings) or self._sentence(error))
        except KabaoError as error:
            self._tell(self._sentence(error))
        else:
            habits = self._context.workspace.habits
            habits.remember(f"card_life.{self._action}", step.channel)
            self.accept()
            done = texts("card_life.done", action=self._words.action(self._action))
            self._context.offer_undo(done)

    def _sentence(self, error: KabaoError) -> str:
        return self._context.alerts.sentence(error)

    def _foresee(self) -> None:
        step = self.step()
        if step is None:
            self.will.label.setText(self._context.texts("card_life.need_day"))
            return
        plan = self._context.workspace.card_life.plan(self._card_id, step)
        self.will.label.setText(self._words.will(plan.said))
        self.tray.setVisible(bool(plan.entries))

    def _tell(self, words: str) -> None:
        self._findings.setText(words)
        self._findings.show()

    def _lay_out(self) -> None:
        texts, theme = self._context.texts, self._context.theme
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.px(2), theme.px(2))
        column.setSpacing(theme.space("s3"))
        column.addWidget(self.will)
        key = f"card_life.hint.{self._action}"
        if texts.has(key):
            column.addWidget(Label(texts(key), "small", "ink_2", wrap=True))
        for widget in (self.fields, self.tray, self.claim, self._findings):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        layout = QVBoxLayout(self)
        margin = theme.space("page_margin")
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(theme.space("s3"))
        layout.addWidget(Label(self._words.action(self._action), "heading"))
        layout.addWidget(Label(self._whose(), tone="ink_2", wrap=True))
        layout.addWidget(scroll, 1)
        layout.addLayout(self._buttons())
        ProofDoor(self, self.tray)
        self._fit(column)

    def _fit(self, column: QVBoxLayout) -> None:
        """Be as high as the step needs, and no higher than the screen."""
        theme, room = self._context.theme, self.screen().availableSize() - QSize(40, 60)
        wide = min(theme.px(_WIDTH), room.width())
        inner = column.heightForWidth(wide - 2 * theme.space("page_margin"))
        self.resize(wide, min(inner + theme.px(_AROUND), room.height()))

    def _whose(self) -> str:
        texts, card = self._context.texts, self._facts.card
        name = self._context.workspace.holders.view(card.holder_id).holder.name
        if not card.number:
            return texts("card_life.of_card_without_number", name=name)
        return texts("card_life.of_card", name=name, number=card.number)

    def _buttons(self) -> DialogButtons:
        theme, texts = self._context.theme, self._context.texts
        return DialogButtons(self, theme, texts, texts("card_life.save"), self.save)
