"""The photographs of a batch: the way to put them in stands above what is said about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from kabao.domain.findings import Place
from kabao.ui.cases.editors.grouped import GroupedEditor
from kabao.ui.kit.buttons import SecondaryButton

if TYPE_CHECKING:
    from kabao.domain.cases import MaterialKey
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext


class BatchPhotosEditor(GroupedEditor):
    """A form with a door to the page where many photographs are taken in."""

    def __init__(self, context: RoomContext, session: CaseSession, key: MaterialKey) -> None:
        super().__init__(context, session, key)
        self.door = SecondaryButton(context.theme, context.texts("batch.photos.put_in"), "photo")
        self.door.setObjectName("put_photos_in")
        self.door.clicked.connect(self._go)
        row = QHBoxLayout()
        row.addWidget(self.door)
        row.addStretch(1)
        self.scroller.body.insertLayout(0, row)

    def _go(self) -> None:
        case = self.session.case
        section = f"photos:{case.employer_id or 0}:{case.id}"
        self.context.navigate(Place("holders", section=section))
