"""Material 1: the form in tabs, copied from an earlier case, with the list of attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from kabao.ui.cases.editors.attachment_index import AttachmentIndex
from kabao.ui.cases.editors.copying.dialog import CopyDialog
from kabao.ui.cases.editors.tabbed import TabbedEditor
from kabao.ui.kit.buttons import LinkButton

if TYPE_CHECKING:
    from kabao.domain.cases import MaterialKey
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

_INDEX = "attachments"


class RegistrationFormEditor(TabbedEditor):
    """Adds to the form the way to an earlier one, and the files of the other materials."""

    index: AttachmentIndex | None = None

    def __init__(self, context: RoomContext, session: CaseSession, key: MaterialKey) -> None:
        super().__init__(context, session, key)
        self.copy_button = LinkButton(context.texts("cases.copy.open"), small=True)
        self.copy_button.setObjectName("copy_form")
        self.copy_button.clicked.connect(lambda: self.copying().exec())
        body = self.scroller.body
        body.insertWidget(0, self.copy_button, 0, Qt.AlignmentFlag.AlignRight)
        self.index = AttachmentIndex(context, session)
        body.insertWidget(2, self.index)
        self._show_index(self.view.section())

    def choose(self, key: str) -> None:
        """Show a section; that of the attachments lists them."""
        super().choose(key)
        self._show_index(key)

    def copying(self) -> CopyDialog:
        """Return the window that copies from an earlier case."""
        # What is typed must be known before it is compared.
        self.session.flush()
        return CopyDialog(self.context, self.session, self.key, self.window())

    def _show_index(self, key: str) -> None:
        # The first section is shown before the list is made.
        if self.index is not None:
            self.index.setVisible(key == _INDEX)
