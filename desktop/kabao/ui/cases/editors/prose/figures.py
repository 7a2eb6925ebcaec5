"""The figures of the registration form: what they are called and what they stand for now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.documents.plans.values import Printer
from kabao.documents.plans.wording import Wording as Printed
from kabao.documents.plans.written import figure_text
from kabao.domain.cases import MaterialKey
from kabao.domain.prose.figures import figure, offered
from kabao.ui.cases.editors.prose.picker import Choice, Picker
from kabao.ui.kit.searched_list import Wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

_FORM = MaterialKey.REGISTRATION_FORM
_LONGEST = 24


class FigureList:
    """The figures of one case as it stands on the screen."""

    def __init__(self, context: RoomContext, session: CaseSession) -> None:
        self._context = context
        self._form = session.form(_FORM)
        self._values = session.values(_FORM)
        self._printer = Printer(Printed(context.texts.language))

    def value(self, name: str) -> str:
        """Return a figure as it is printed; empty if it has no value."""
        return figure_text(self._printer, self._form, self._values, name)

    def shown(self, name: str) -> tuple[str, bool]:
        """Return what a chip says, and whether the figure has a value."""
        texts, value = self._context.texts, self.value(name)
        if value:
            return (value if len(value) <= _LONGEST else value[:_LONGEST] + "..."), True
        spec = figure(self._form, name)
        called = spec.label.to(texts.language) if spec else name
        return texts("prose.figure_missing" if spec else "prose.figure_unknown", name=called), False

    def picker(self, parent: QWidget) -> Picker:
        """Return the list to insert from, with the value of each."""
        texts, language = self._context.texts, self._context.texts.language
        choices = [
            Choice(
                spec.name,
                spec.label.to(language),
                self.value(spec.name) or texts("prose.figures.empty"),
            )
            for spec in offered(self._form)
        ]
        wording = Wording(
            texts("prose.figures.title"), texts("prose.figures.hint"), texts("prose.figures.none")
        )
        return Picker(self._context.theme, wording, choices, parent)
