"""Artwork of a case on its way in, out, and to the canvas; read beside the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from kabao.domain.errors import KabaoError
from kabao.domain.face_artwork import BACKGROUNDS, MARKS, artworks, slot_of
from kabao.ui.cases.editors.face.card_paint import Shown

if TYPE_CHECKING:
    from kabao.domain.cases import MaterialKey
    from kabao.domain.face_artwork import Artwork
    from kabao.exchange.artwork.intake import TakenArtwork
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl

PATTERNS = ("*.png", "*.jpg", "*.jpeg", "*.svg")
_WIDEST = 1600
"""Pixels of a picture on the screen; the print takes the whole file."""


class ArtworkFiles(QObject):
    """``shown`` carries the pictures by element; ``told`` a tone and a sentence."""

    shown = Signal(object)
    told = Signal(str, str)

    def __init__(self, context: RoomContext, session: CaseSession, key: MaterialKey) -> None:
        super().__init__()
        self._context, self._session, self._key = context, session, key
        self._drawn: dict[str, tuple[str, Artwork]] = {}
        session.files_changed.connect(self.load)
        session.replaced.connect(self.load)

    def load(self) -> None:
        """Draw the files for the canvas if there are others than before."""
        known = artworks(self._session.values(self._key))
        wanted = {
            key: (files[0].sha256, known[key])
            for key in (*MARKS, *BACKGROUNDS.values())
            if key in known and (files := self._session.case.attached(self._key, slot_of(key)))
        }
        if wanted == self._drawn:
            return
        self._drawn = wanted
        attachments = self._context.workspace.ledger.attachments

        def work(_control: JobControl) -> dict[str, Shown]:
            reader = attachments.reader()
            try:
                images = {key: _image(reader.data(it[0])) for key, it in wanted.items()}
                return {key: Shown(wanted[key][1], image) for key, image in images.items()}
            finally:
                reader.close()

        self._context.jobs.run(work, self.shown.emit, self._failed, background=True)

    def choose(self, key: str) -> None:
        """Let the user choose a file for an element and take it in."""
        title = self._context.texts("cases.designer.choose_file")
        path = self._context.alerts.choose_open(title, PATTERNS)
        if path is None:
            return
        from kabao.exchange.artwork.intake import read_artwork

        self._context.jobs.run(
            lambda _control: read_artwork(path), lambda taken: self._store(key, taken), self._failed
        )

    def remove(self, key: str) -> None:
        """Take the file of an element away; it can be undone."""
        self._session.flush()
        try:
            changed = self._context.workspace.faces.remove_artwork(self._session.case.id, key)
        except KabaoError as error:
            self._failed(error)
            return
        self._session.take_files(changed)
        self._session.reload()
        self._context.offer_undo(self._context.texts("cases.designer.file_removed"))

    def _store(self, key: str, read: TakenArtwork) -> None:
        self._session.flush()
        texts, faces = self._context.texts, self._context.workspace.faces
        try:
            taken = faces.store_artwork(self._session.case.id, key, read)
        except KabaoError as error:
            self._failed(error)
            return
        self._session.take_files(taken.changed)
        self._session.reload()
        if taken.remarks:
            words = [texts(f"cases.designer.remark_{item}") for item in taken.remarks]
            self.told.emit("info", texts("labels.list_separator").join(words))
        self._context.offer_undo(texts("cases.designer.file_taken", name=read.file_name))

    def _failed(self, error: Exception) -> None:
        self.told.emit("error", self._context.alerts.sentence(error))


def _image(data: bytes) -> QImage:
    image = QImage.fromData(data)
    if image.width() > _WIDEST:
        smooth = Qt.TransformationMode.SmoothTransformation
        image = image.scaledToWidth(_WIDEST, smooth)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
