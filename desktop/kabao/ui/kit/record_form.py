"""One record being typed: checked as it grows, kept through a crash, saved as one step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from kabao.domain.errors import InputRefusedError, KabaoError
from kabao.domain.findings import by_gravity
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.forms import FormView
from kabao.ui.kit.forms.view import FormLook
from kabao.ui.kit.labels import cited
from kabao.ui.kit.name_clinic import NameClinicDesk
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.panels import Scroller, page_header

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from kabao.domain.changes import Saved
    from kabao.domain.fields import Draft, Values
    from kabao.domain.findings import Finding, Place
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.notices import Notice

FORM_WIDTH = 760
"""Unscaled pixels; longer lines are harder to read and to aim at."""
LABEL_WIDTH = 136
"""A page has room for the longest label on one line, in either language."""
PAUSE_MS = 200
"""Typing is checked and kept once it has rested this long."""
_ROOM_BELOW = 120
"""Unscaled pixels kept in sight below a field that is jumped to: its finding stands there."""


def _nothing_more(_name: str, _values: Values) -> Values:
    return {}


@dataclass(frozen=True, slots=True)
class Editing:
    """What a form needs of the use case behind it."""

    title: str
    draft: Draft
    stored: Values
    check: Callable[[Values], tuple[Finding, ...]]
    keep: Callable[[Values], None]
    drop: Callable[[], None]
    save: Callable[[Values], Saved[Any]]
    complete: Callable[[str, Values], Values] = _nothing_more
    """What the edit of a field, by its name, tells of others that are still empty."""


class RecordForm(QWidget):
    """A page with one form; emits ``saved`` with what the use case returned, or ``closed``."""

    saved = Signal(object)
    closed = Signal()

    def __init__(self, context: RoomContext, editing: Editing) -> None:
        super().__init__()
        self._context = context
        self._editing = editing
        self._visited: set[str] = set()
        self._trouble: Notice | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.notices = NoticeBar(context.theme, context.texts)
        self.form = FormView(
            editing.draft.form,
            context.texts,
            context.theme,
            look=FormLook(label_width=LABEL_WIDTH, cite=context.workspace.rulebook.cite),
        )
        self.form.set_values(editing.draft.values)
        self._lay_out()
        self.form.edited.connect(self._on_edited)
        self._pause.timeout.connect(self.flush)
        self._wanted = ""
        self._after_layout = QTimer(self, singleShot=True, interval=0)
        self._after_layout.timeout.connect(self._bring_into_sight)
        self.clinic = NameClinicDesk(context, self)
        if editing.draft.values != editing.stored:
            self.notices.show_notice("info", context.texts("kit.draft_restored"))

    def add_above(self, widget: QWidget) -> None:
        """Put a widget above the form, such as the choice of an employer."""
        widget.setMaximumWidth(self._context.theme.px(FORM_WIDTH))
        self._body.insertWidget(0, widget)
        self._body.insertSpacing(1, self._context.theme.space("s4"))

    @property
    def names(self) -> FormView:
        """Return the form, for what looks at names in it."""
        return self.form

    def correct(self, name: str, value: str) -> None:
        """Put a corrected value into a field as if it had been typed."""
        self.form.set_value(name, value)
        self._on_edited(name, value)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the keyboard to the first field, so that typing is never lost on a new page."""
        super().showEvent(event)
        if self.focusWidget() is None:
            self.form.focus_field(self.form.visible_fields()[0])

    def flush(self) -> None:
        """Keep and check what has been typed so far."""
        if self._pause.isActive():
            self._pause.stop()
        values = self.form.values()
        if values == self._editing.stored or not self._visited:
            return
        self._try(lambda: self._editing.keep(values))
        self._show(self._editing.check(values))

    def save(self) -> None:
        """Store the record; what is wrong is shown under its field and nothing is lost."""
        self._pause.stop()
        try:
            saved = self._editing.save(self.form.values())
        except InputRefusedError as error:
            self._refused(error)
        except KabaoError as error:
            self.notices.show_notice("error", self._context.alerts.sentence(error))
        else:
            self._visited.clear()
            self.saved.emit(saved)

    def cancel(self) -> None:
        """Close the form; typing that is not saved is given up only after a question."""
        texts = self._context.texts
        if self._visited and not self._context.alerts.ask(
            texts("kit.discard_question"), texts("kit.discard_text"), texts("kit.discard")
        ):
            return
        self._pause.stop()
        self._visited.clear()
        self._try(self._editing.drop)
        self.closed.emit()

    def _try(self, act: Callable[[], None]) -> None:
        """Touch the draft; what the disk did not take is told until it takes it."""
        if self._trouble is not None and isValid(self._trouble):
            self.notices.remove(self._trouble)
        self._trouble = None
        try:
            act()
        except KabaoError as error:
            sentence = self._context.alerts.sentence(error)
            self._trouble = self.notices.show_notice("error", sentence)

    def _lay_out(self) -> None:
        theme, texts = self._context.theme, self._context.texts
        save = PrimaryButton(theme, texts("kit.save"))
        save.setObjectName("save")
        save.setShortcut("Ctrl+S")
        save.clicked.connect(self.save)
        cancel = SecondaryButton(theme, texts("kit.cancel"))
        cancel.setObjectName("cancel")
        cancel.setShortcut("Esc")
        cancel.clicked.connect(self.cancel)
        scroll = self._scroller = Scroller()
        self._body = scroll.body
        margin = theme.space("page_margin")
        self._body.setContentsMargins(margin, theme.space("s4"), margin, margin)
        scroll.hold_edge(margin)
        self.form.setMaximumWidth(theme.px(FORM_WIDTH))
        self._body.addWidget(self.form)
        self._body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(page_header(theme, self._editing.title, actions=(cancel, save)))
        layout.addWidget(self.notices)
        layout.addWidget(scroll, 1)

    def _on_edited(self, name: str, _value: object) -> None:
        self._visited.add(name)
        told = self._editing.complete(name, self.form.values())
        for other, value in told.items():
            self.form.set_value(other, value)
        self._visited.update(told)
        self._pause.start()

    def _refused(self, error: InputRefusedError) -> None:
        self._visited |= {spec.name for spec in self.form.form.fields}
        self._show(error.findings)
        self.notices.show_notice("error", self._context.alerts.sentence(error))
        if error.findings:
            self._jump(by_gravity(error.findings)[0].place)

    def _jump(self, place: Place) -> None:
        self._wanted = place.field.partition(".")[0]
        self.form.focus_field(self._wanted, place.row)
        # Lines just shown still move the fields: they come into sight once they are laid out.
        self._after_layout.start()

    def _bring_into_sight(self) -> None:
        room = self._context.theme.px(_ROOM_BELOW)
        self._scroller.ensureWidgetVisible(self.form.editor(self._wanted).input(), 0, room)

    def _show(self, findings: tuple[Finding, ...]) -> None:
        """Show findings of fields the user has been to; the rest waits for Save."""
        context = self._context
        told = cited(findings, context.workspace.rulebook, context.texts)
        self.form.show_findings(
            item for item in told if item.place.field.partition(".")[0] in self._visited
        )
