"""Pictures in texts: taken into the ledger as files of the case, shown, told about, let go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from kabao.domain.errors import KabaoError
from kabao.domain.prose.files import COARSE, dots, is_inline, used_pictures
from kabao.domain.prose.model import Picture
from kabao.ui.cases.editors.prose.picture_dialog import SHARES, PictureDialog
from kabao.ui.cases.editors.slots.slot_editor import LooseSlotEditor
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.cases import Attachment, MaterialKey
    from kabao.ui.cases.editors.prose.editor import ProseEditor
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.notices import NoticeBar

PATTERNS = ("*.png", "*.jpg", "*.jpeg")


def picture_data(context: RoomContext, session: CaseSession, sha256: str) -> bytes:
    """Return the bytes of a picture of the case; nothing where it has gone."""
    held = [it for it in session.case.attachments if it.sha256 == sha256]
    return context.workspace.attachments.data(held[0]) if held else b""


class PictureKeeper:
    """Puts pictures into texts and fetches them for the screen."""

    def __init__(
        self, context: RoomContext, session: CaseSession, key: MaterialKey, notices: NoticeBar
    ) -> None:
        self._context, self._session, self._key, self._notices = context, session, key, notices
        self._dialog: PictureDialog | None = None

    def choose(self, editor: ProseEditor) -> None:
        """Let the user choose pictures to insert."""
        title = self._context.texts("prose.picture.choose")
        self.take(editor, self._context.alerts.choose_opens(title, PATTERNS))

    def take(self, editor: ProseEditor, given: Sequence[object]) -> None:
        """Take pictures in and insert them; one that is refused is told by name."""
        self._notices.clear()
        for one in given:
            try:
                name, data = _named(one, self._context.texts("prose.picture.pasted"))
                picture = self.keep(editor.spec.name, name, data)
            except (KabaoError, OSError) as error:
                self._notices.show_notice("error", self._context.alerts.sentence(error))
                continue
            self._insert(editor, picture)

    def keep(self, field: str, name: str, data: bytes) -> Picture:
        """Take one picture into the ledger; raises the KabaoError family."""
        from kabao.services.prose import take_picture

        taken = take_picture(self._context.workspace, (self._session.case.id, field), name, data)
        if taken.changed is not None:
            self._session.take_files(taken.changed)
        return taken.picture

    def change(self, editor: ProseEditor) -> None:
        """Ask for the words and the width of the picture at the caret."""
        picture = editor.box.shaping.picture()
        if picture is None:
            return
        dialog = PictureDialog(
            self._context.theme, self._context.texts, picture, editor.box.window()
        )
        if dialog.exec():
            editor.box.later(lambda: editor.box.shaping.change_picture(dialog.picture))
        editor.box.setFocus()
        dialog.deleteLater()

    def _insert(self, editor: ProseEditor, picture: Picture) -> None:
        fitting = next((s for s in SHARES if dots(picture.width, s) >= COARSE), SHARES[-1])
        found = dots(picture.width, fitting)
        chosen = Picture(picture.sha256, picture.alt, picture.width, picture.height, fitting)
        editor.box.later(lambda: editor.box.shaping.insert_picture(chosen))
        editor.box.setFocus()
        if found < COARSE:
            words = self._context.texts("prose.picture.coarse", dots=found, least=COARSE)
            self._notices.show_notice("warning", words)


class UnusedPictures(LooseSlotEditor):
    """Pictures that no text shows any more; they are not printed and can be removed here."""

    def __init__(self, context: RoomContext, session: CaseSession, key: MaterialKey) -> None:
        self._used: frozenset[str] = frozenset()
        super().__init__(context, session, key, frozenset())
        note = Label(context.texts("prose.picture.unused"), "small", "ink_2", wrap=True)
        self.layout().insertWidget(0, note)  # type: ignore[union-attr]

    def follow(self) -> None:
        """Look again after the texts changed."""
        if any(is_inline(item) for item in self.session.case.attached(self.key)):
            used = used_pictures(self.session.values(self.key))
            if used != self._used:
                self.refresh()

    def refresh(self) -> None:
        """Show what no text shows."""
        self._used = used_pictures(self.session.values(self.key))
        super().refresh()

    def _at_home(self, item: Attachment) -> bool:
        return not is_inline(item) or item.sha256 in self._used


def _named(given: object, pasted: str) -> tuple[str, bytes]:
    """Return name and bytes of a file, or of a picture from the clipboard."""
    if isinstance(given, QImage):
        held = QBuffer()
        held.open(QIODevice.OpenModeFlag.WriteOnly)
        given.save(held, "PNG")  # type: ignore[call-overload]
        return f"{pasted}.png", bytes(held.data().data())
    path = Path(str(given))
    from kabao.services.prose import read_limited

    return path.name, read_limited(path)
