"""Choosing the people of a batch: from the register, or by a pasted list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit

from kabao.ui.cases.editors.batch.dialogs import BatchDialog
from kabao.ui.cases.listing.people_picker import PeoplePicker
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kabao.domain.batch_claims.choosing import Pasted
    from kabao.ui.kit.context import RoomContext

_NAMED = 5
"""Lines told one by one of each kind; the rest is counted."""


class RegisterDialog(BatchDialog):
    """The register to search and tick, the employer's people first."""

    def __init__(self, context: RoomContext, employer_id: int, parent: QWidget | None) -> None:
        texts = context.texts
        super().__init__(context, texts("batch.choose.register"), texts("batch.choose.add"), parent)
        self.picker = PeoplePicker(context)
        self.picker.set_employer(employer_id)
        self.body.addWidget(Label(texts("batch.choose.note"), "small", "ink_2", wrap=True))
        self.body.addWidget(self.picker, 1)
        self.picker.search.setFocus()
        self.fit(640, 520)

    def problem(self) -> str:
        """Somebody must be chosen."""
        return "" if self.picker.chosen() else self.context.texts("batch.choose.nobody")

    def chosen(self) -> tuple[int, ...]:
        """Return who was ticked."""
        return self.picker.chosen()


class PasteDialog(BatchDialog):
    """A list to paste into; what cannot be found is told before anybody is added."""

    def __init__(self, context: RoomContext, parent: QWidget | None) -> None:
        texts = context.texts
        super().__init__(context, texts("batch.paste.title"), texts("batch.paste.find"), parent)
        self.text = QPlainTextEdit()
        self.text.setObjectName("pasted")
        self.text.setAccessibleName(texts("batch.paste.title"))
        self.text.setPlaceholderText(texts("batch.paste.hint"))
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._changed)
        self.outcome = Label("", wrap=True, selectable=True)
        self.outcome.setObjectName("outcome")
        self.outcome.hide()
        self.found: Pasted | None = None
        self.body.addWidget(Label(texts("batch.paste.note"), "small", "ink_2", wrap=True))
        self.body.addWidget(self.text, 1)
        self.body.addWidget(self.outcome)
        self.fit(560, 460)

    def chosen(self) -> tuple[int, ...]:
        """Return who was found."""
        return self.found.found if self.found else ()

    def _changed(self) -> None:
        self.found = None
        self.outcome.hide()
        self.go_on.setText(self.context.texts("batch.paste.find"))

    def _try(self) -> None:
        """Find people first; what was found is added by the second press."""
        texts = self.context.texts
        self.notices.clear()
        if self.found is not None and self.found.found:
            self.accept()
            return
        found = self.context.workspace.batch_claims.paste(self.text.toPlainText())
        if not found.lines:
            self.notices.show_notice("warning", texts("batch.paste.nothing"))
            return
        self.found = found
        self.outcome.setText(self._words(found))
        self.outcome.show()
        if found.found:
            self.go_on.setText(texts("batch.paste.add", count=len(found.found)))

    def _words(self, found: Pasted) -> str:
        texts = self.context.texts
        lines = [texts("batch.paste.found", count=len(found.found), lines=found.lines)]
        for kind in ("unknown", "ambiguous", "differing", "again"):
            some = getattr(found, kind)
            if some:
                named = [line.name or "***" + line.number[-4:] for line in some[:_NAMED]]
                more = "..." if len(some) > _NAMED else ""
                who = texts("labels.list_separator").join(named) + more
                lines.append(texts(f"batch.paste.{kind}", count=len(some), who=who))
        return "\n".join(lines)
