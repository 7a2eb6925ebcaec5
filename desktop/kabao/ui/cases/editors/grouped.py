"""An editor that shows all sections of a short form on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.ui.cases.editors.base import MaterialEditor, under_fields
from kabao.ui.cases.editors.slots.slot_editor import LooseSlotEditor, SlotEditor
from kabao.ui.kit.forms.view import FormLook, FormView
from kabao.ui.kit.name_clinic import NameClinicDesk
from kabao.ui.kit.panels import Scroller, SectionHeading

if TYPE_CHECKING:
    from kabao.domain.cases import MaterialKey
    from kabao.domain.fields import FieldSpec, Value
    from kabao.domain.findings import Finding, Place
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext


class GroupedEditor(MaterialEditor):
    """A form in groups, and below it whatever else belongs to the material."""

    def __init__(self, context: RoomContext, session: CaseSession, key: MaterialKey) -> None:
        super().__init__(context, session, key)
        theme = context.theme
        self.form = session.form(key)
        self._visited: set[str] = set()
        self._findings: tuple[Finding, ...] = ()
        self.scroller = Scroller()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.scroller)
        self.view = FormView(
            self.form,
            context.texts,
            theme,
            attachment_editor=self._make_slot,
            look=FormLook(reasons=True, cite=self.cite),
            parent=self.scroller.widget(),
        )
        self.view.set_values(session.values(key))
        self.view.edited.connect(self._edited)
        self.view.focused.connect(self._field_focused)
        margin = theme.space("page_margin")
        self.scroller.body.setContentsMargins(margin, theme.px(16), theme.px(20), margin)
        self.scroller.body.setSpacing(theme.px(16))
        self.scroller.body.addWidget(self.view)
        self.scroller.body.addStretch(1)
        self.clinic = NameClinicDesk(context, self, at_once=False)
        session.replaced.connect(self._reload)

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

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show findings under their fields."""
        self._findings = findings
        self.view.show_findings(under_fields(findings, frozenset(self._visited)))

    def enter(self) -> None:
        """Go to the first field."""
        self.view.focus_field(self.view.visible_fields()[0])

    def show_place(self, place: Place) -> None:
        """Go to a field."""
        name = place.field.partition(".")[0]
        if any(spec.name == name for spec in self.form.fields):
            self._visited.add(name)
            self.view.focus_field(name, place.row)
            self.focused.emit(name)
            self.show_findings(self._findings)
            QTimer.singleShot(0, self.view, lambda: self._reveal(name))
        else:
            self.enter()

    def _reveal(self, name: str) -> None:
        self.scroller.ensureWidgetVisible(self.view.editor(name).input(), 0, 60)

    def _make_slot(self, spec: FieldSpec) -> QWidget:
        slot = SlotEditor(self.context, self.session, self.key, spec.name)
        slot.focused.connect(lambda: self._field_focused(spec.name))
        return slot

    @property
    def names(self) -> FormView:
        """Return the form, for what looks at names in it."""
        return self.view

    def correct(self, name: str, value: str) -> None:
        """Put a corrected name into a field as if it had been typed."""
        self.view.set_value(name, value)
        self._edited(name, value)

    def _edited(self, name: str, value: Value) -> None:
        self._visited.add(name)
        self.session.edit(self.key, name, value)

    def _field_focused(self, name: str) -> None:
        self._visited.add(name)
        self.focused.emit(name)

    def _reload(self) -> None:
        self.view.set_values(self.session.values(self.key))
        self.clinic.examine()
