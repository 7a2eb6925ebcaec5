"""The forms of a holder and of a card, wired to their use cases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kabao.domain.holders import told_by_document
from kabao.ui.kit.fields import ComboBox
from kabao.ui.kit.record_form import LABEL_WIDTH, Editing, RecordForm
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.fields import FormSpec
    from kabao.ui.kit.context import RoomContext

_KEPT = frozenset({"progress_log"})


class HolderForms:
    """Makes the pages on which a holder or a card is typed."""

    def __init__(self, context: RoomContext) -> None:
        self._context = context

    def holder(self, holder_id: int) -> RecordForm:
        """Return the form of a holder (0 for a new one), with the choice of employer above it."""
        service, texts = self._context.workspace.holders, self._context.texts
        stored = service.view(holder_id).holder if holder_id else None
        begun = stored.values if stored else service.begun()
        draft = service.draft(holder_id)
        employer = EmployerChoice(self._context, stored.employer_id if stored else None)
        form = RecordForm(
            self._context,
            Editing(
                title=stored.name if stored else texts("holders.new"),
                draft=draft if draft.values else replace(draft, values=begun),
                stored=begun,
                check=lambda values: service.check(values, holder_id, employer.chosen()),
                keep=lambda values: service.keep_draft(holder_id, values),
                drop=lambda: service.drop_draft(holder_id),
                save=lambda values: service.save(holder_id, values, employer.chosen()),
                complete=told_by_document,
            ),
        )
        form.add_above(employer)
        return form

    def card(self, card_id: int, holder_id: int) -> RecordForm:
        """Return the form of a card (0 for a new one) of a holder."""
        service, texts = self._context.workspace.cards, self._context.texts
        name = self._context.workspace.holders.view(holder_id).holder.name
        draft = service.draft(card_id, holder_id)
        key = "holders.edit_card_of" if card_id else "holders.new_card_of"
        return RecordForm(
            self._context,
            Editing(
                title=texts(key, name=name),
                draft=replace(draft, form=_typed_by_hand(draft.form)),
                stored=service.get(card_id).values if card_id else service.begun(holder_id),
                check=lambda values: service.check(values, card_id),
                keep=lambda values: service.keep_draft(card_id, values, holder_id),
                drop=lambda: service.drop_draft(card_id, holder_id),
                save=lambda values: service.save(card_id, holder_id, values),
            ),
        )


def _typed_by_hand(form: FormSpec) -> FormSpec:
    """Leave out what only the steps of a card's life write: its history is not typed over."""
    return replace(form, fields=tuple(spec for spec in form.fields if spec.name not in _KEPT))


class EmployerChoice(QWidget):
    """One line above the form: for whom the holder works, if anyone."""

    def __init__(self, context: RoomContext, employer_id: int | None) -> None:
        super().__init__()
        texts, theme = context.texts, context.theme
        label = Label(texts("holders.employer"), tone="ink_2")
        label.setFixedWidth(theme.px(LABEL_WIDTH))
        self._combo = ComboBox(theme)
        self._combo.setObjectName("field_employer")
        self._combo.setAccessibleName(label.text())
        label.setBuddy(self._combo)
        self._combo.addItem(texts("holders.no_employer"), None)
        for employer in context.workspace.employers.all():
            self._combo.addItem(employer.name, employer.id)
        self._combo.setCurrentIndex(max(self._combo.findData(employer_id), 0))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("label_gap"))
        row.addWidget(label)
        row.addWidget(self._combo, 1)

    def chosen(self) -> int | None:
        """Return the ledger id of the employer, or None."""
        data = self._combo.currentData()
        return int(data) if data is not None else None
