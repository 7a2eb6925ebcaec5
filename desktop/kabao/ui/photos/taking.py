"""One person's photograph, from the crop window into the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.errors import KabaoError
from kabao.services.holder_photos import TakenPhoto
from kabao.ui.photos.crop_dialog import CropDialog
from kabao.ui.photos.intake import Picture

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kabao.domain.changes import Changed
    from kabao.domain.holders import Holder
    from kabao.ui.kit.context import RoomContext


class PhotoDesk:
    """The crop window for one person; what was kept is found in ``changed``."""

    def __init__(self, context: RoomContext, holder: Holder, parent: QWidget | None) -> None:
        self._context = context
        self._holder = holder
        self.changed: Changed | None = None
        title = context.texts("photos.crop.title", name=holder.name)
        self.dialog = CropDialog(context, title, parent)
        self.dialog.taken.connect(self._take)
        self._begin()

    def _begin(self) -> None:
        """Go on from the original where one is kept."""
        photos = self._context.workspace.holder_photos
        kept = photos.one(self._holder.id)
        if kept is None:
            return
        self.dialog.pane.choose_profile(kept.profile)
        if kept.original:
            self.dialog.pane.original.setChecked(True)
            picture = Picture(kept.file_name, photos.original(kept))
            self.dialog.open_picture(picture, kept.crop)

    def _take(self) -> None:
        dialog, made, picture = self.dialog, self.dialog.made, self.dialog.picture
        if made is None or picture is None:
            return
        taken = TakenPhoto(
            self._holder.id,
            picture.name,
            made.data,
            dialog.profile.key,
            dialog.crop,
            picture.data,
            keep_source=dialog.pane.original.isChecked(),
        )
        try:
            saved = self._context.workspace.holder_photos.take(taken)
        except KabaoError as error:
            dialog.notices.show_notice("error", self._context.alerts.sentence(error))
            return
        self.changed = saved.changed
        dialog.accept()


def ask_for_photo(context: RoomContext, holder: Holder, parent: QWidget | None) -> Changed | None:
    """Let a photograph be chosen and cut; returns what was written, if anything."""
    desk = PhotoDesk(context, holder, parent)
    desk.dialog.exec()
    if desk.changed is not None:
        context.offer_undo(context.texts("photos.panel.taken", name=holder.name))
    return desk.changed
