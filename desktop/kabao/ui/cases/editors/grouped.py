"""An editor that shows all sections of a short form on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.ui.cases.editors.form_editor import FormEditor
from kabao.ui.cases.editors.slots.slot_editor import LooseSlotEditor
from kabao.ui.kit.forms.view import FormLook
from kabao.ui.kit.panels import SectionHeading

if TYPE_CHECKING:
    from kabao.domain.cases import MaterialKey
    from kabao.domain.findings import Place
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext


class GroupedEditor(FormEditor):
    """A form in groups, and below it whatever else belongs to the material."""

    def __init__(self, context: RoomContext, session: CaseSession, key: MaterialKey) -> None:
        super().__init__(context, session, key)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.scroller)
        self.scroller.body.setSpacing(context.theme.px(16))
        self.make_view(FormLook(reasons=True, cite=self.cite))

    def add_below(self, widget: QWidget) -> None:
        """Add a widget below the form."""
        body = self.scroller.body
        body.insertWidget(body.count() - 1, widget)

    def add_loose_files(self) -> None:
        """Show files of the material that stand at no place of the form, if there are any."""
        known = {spec.name for spec in self.form.fields}
        known |= {section.key for section in self.form.sections}
        heading = SectionHeading(self.context.texts("cases.slots.loose"))
        loose = LooseSlotEditor(self.context, self.session, self.key, frozenset(known))
        loose.filled.connect(heading.setVisible)
        heading.setVisible(loose.isVisibleTo(self))
        self.add_below(heading)
        self.add_below(loose)

    def enter(self) -> None:
        """Go to the first field."""
        self.view.focus_field(self.view.visible_fields()[0])

    def show_place(self, place: Place) -> None:
        """Go to a field."""
        if self.has_field(place):
            self.go_to_field(place)
        else:
            self.enter()
