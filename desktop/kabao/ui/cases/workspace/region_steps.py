"""The rules of a region in the workspace of a case: chosen, pinned, told of when newer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kabao.domain.errors import KabaoError
from kabao.ui.cases.workspace.region_dialog import RegionDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.notices import NoticeBar


class RegionSteps(QObject):
    """Asks for a regional pack and pins the case to it; ``pinned`` carries the case's id."""

    pinned = Signal(int)

    def __init__(
        self, context: RoomContext, session: CaseSession, notices: NoticeBar, page: QWidget
    ) -> None:
        super().__init__(page)
        self._context, self._session, self._notices, self._page = context, session, notices, page

    def choose(self, chosen: str = "") -> None:
        """Ask for the regional rules of the case, showing what would change."""
        self._session.flush()
        dialog = RegionDialog(self._context, self._session.case, self._page.window(), chosen)
        if dialog.exec():
            self.use(dialog.version)
        dialog.deleteLater()

    def use(self, version: str) -> None:
        """Pin the case to a pack and open it anew: its forms may have other fields."""
        texts, regions = self._context.texts, self._context.workspace.regions
        try:
            changed = regions.pin(self._session.case, version).changed
        except KabaoError as error:
            self._notices.show_notice("error", self._context.alerts.sentence(error))
            return
        self._session.tell(changed)
        self._context.offer_undo(texts("regions.pinned"))
        self.pinned.emit(self._session.case.id)

    def tell_newer(self) -> None:
        """Say once, on opening, that the region has newer rules than those of the case."""
        texts = self._context.texts
        newer = self._context.workspace.regions.newer(self._session.case)
        if newer is None:
            return
        words = texts(
            "regions.newer",
            name=newer.name.to(texts.language),
            version=newer.version,
            day=newer.effective_on,
        )
        self._notices.show_notice(
            "info", words, texts("regions.see"), lambda: self.choose(newer.version)
        )
