"""What editors of a form share, whether its sections stand below one another or on tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from kabao.ui.cases.editors.base import MaterialEditor, under_fields
from kabao.ui.cases.editors.slots.slot_editor import SlotEditor
from kabao.ui.kit.forms.view import FormView
from kabao.ui.kit.name_clinic import NameClinicDesk
from kabao.ui.kit.panels import Scroller

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kabao.domain.cases import MaterialKey
    from kabao.domain.fields import FieldSpec, FormSpec, Value
    from kabao.domain.findings import Finding, Place
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.forms.view import FormLook


_WIDEST = 880
"""Width of a form, unscaled: its tables need more than fields do."""


class FormEditor(MaterialEditor):
    """Holds the form of a material; sub-classes lay it out and then have it made."""

    def __init__(
        self,
        context: RoomContext,
        session: CaseSession,
        key: MaterialKey,
        form: FormSpec | None = None,
    ) -> None:
        super().__init__(context, session, key)
        self.form = form or session.form(key)
        self._visited: set[str] = set()
        self._findings: tuple[Finding, ...] = ()
        self.scroller = Scroller(self)

    def make_view(self, look: FormLook) -> None:
        """Make the form in its scroller, which stands in the editor already."""
        context, theme = self.context, self.context.theme
        self.view = FormView(
            self.form,
            context.texts,
            theme,
            attachment_editor=self._make_slot,
            look=look,
            parent=self.scroller.widget(),
        )
        self.view.set_values(self.session.values(self.key))
        self.view.edited.connect(self._edited)
        self.view.focused.connect(self._field_focused)
        margin = theme.space("page_margin")
        body = self.scroller.body
        body.setContentsMargins(margin, theme.px(16), theme.px(20), margin)
        # On a wide screen the words stay beside their fields, and the room goes to the preview.
        self.view.setMaximumWidth(theme.px(_WIDEST))
        across = QHBoxLayout()
        across.addWidget(self.view, 1)
        across.addStretch(0)
        body.addLayout(across)
        body.addStretch(1)
        self.clinic = NameClinicDesk(context, self, at_once=False)
        self.session.replaced.connect(self._reload)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show findings under their fields."""
        self._findings = findings
        self._show_under_fields()

    def has_field(self, place: Place) -> bool:
        """Say whether a place is a field of the form."""
        name = place.field.partition(".")[0]
        return any(spec.name == name for spec in self.form.fields)

    def go_to_field(self, place: Place) -> None:
        """Give the keyboard to a field, in sight."""
        name = place.field.partition(".")[0]
        self._visited.add(name)
        self.view.focus_field(name, place.row)
        self.focused.emit(name)
        self._show_under_fields()
        QTimer.singleShot(0, self.view, lambda: self._reveal(name))

    @property
    def names(self) -> FormView:
        """Return the form, for what looks at names in it."""
        return self.view

    def correct(self, name: str, value: str) -> None:
        """Put a corrected name into a field as if it had been typed."""
        self.view.set_value(name, value)
        self._edited(name, value)

    def _show_under_fields(self) -> None:
        self.view.show_findings(under_fields(self._findings, frozenset(self._visited)))

    def _reveal(self, name: str) -> None:
        self.scroller.ensureWidgetVisible(self.view.editor(name).input(), 0, 60)

    def _make_slot(self, spec: FieldSpec) -> QWidget:
        slot = SlotEditor(self.context, self.session, self.key, spec.name)
        slot.focused.connect(lambda: self._field_focused(spec.name))
        return slot

    def _edited(self, name: str, value: Value) -> None:
        self._visited.add(name)
        self.session.edit(self.key, name, value)

    def _field_focused(self, name: str) -> None:
        self._visited.add(name)
        self.focused.emit(name)

    def _reload(self) -> None:
        self.view.set_values(self.session.values(self.key))
        self.clinic.examine()
