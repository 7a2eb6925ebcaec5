"""Pages of attached files as pictures: drawn by another process, and kept."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.documents.foreign import Drawing, PageArtist
    from kabao.domain.cases import Attachment
    from kabao.domain.files import FileVersion
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl

    File = Attachment | FileVersion
    Wish = tuple[str, int, int]

MOST_BYTES = 64 * 1024 * 1024
"""Pictures that are kept; the oldest go first."""
_AT_ONCE = 4
_REST_MS = 8000
"""A process that is asked nothing for so long is ended."""


class PagePictures(QObject):
    """Keeps drawn pages by SHA-256, page and width; ``drawn`` tells the SHA-256 and the page."""

    drawn = Signal(str, int)
    failed = Signal(str, object)

    def __init__(self, context: RoomContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._kept: OrderedDict[Wish, QImage] = OrderedDict()
        self._bytes = 0
        self._wishes: OrderedDict[Wish, File] = OrderedDict()
        self._broken: dict[str, Exception] = {}
        self._artist: tuple[str, PageArtist] | None = None
        self._busy = False
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.rest)

    def get(self, file: File, page: int, width: int) -> QImage | None:
        """Return a page so many dots wide if it is there, else have it drawn."""
        wish = (file.sha256, page, width)
        image = self._kept.get(wish)
        if image is not None:
            self._kept.move_to_end(wish)
        elif file.sha256 not in self._broken:
            self._wishes[wish] = file
            # What was asked for last is what is looked at.
            self._wishes.move_to_end(wish)
            QTimer.singleShot(0, self, self._go_on)
        return image

    def trouble(self, file: File) -> Exception | None:
        """Return why a file cannot be drawn."""
        return self._broken.get(file.sha256)

    def rest(self) -> None:
        """End the process that draws, unless it is drawing."""
        if not self._busy and self._artist is not None:
            self._artist[1].close()
            self._artist = None

    def _go_on(self) -> None:
        if self._busy or not self._wishes:
            return
        _, file = next(reversed(self._wishes.items()))
        batch = [wish for wish in reversed(self._wishes) if wish[0] == file.sha256][:_AT_ONCE]
        for wish in batch:
            del self._wishes[wish]
        try:
            artist = self._artist_of(file)
        except Exception as error:  # noqa: BLE001 (shown where the page would stand)
            self._fail(file.sha256, error)
            return
        self._busy = True
        self._rest.stop()

        def work(control: JobControl) -> list[tuple[Wish, Drawing]]:
            return [(it, artist.draw(it[1], it[2])) for it in batch if not control.cancelled()]

        self._context.jobs.run(
            work, self._take, lambda error: self._fail(file.sha256, error), background=True
        )

    def _artist_of(self, file: File) -> PageArtist:
        if self._artist is not None and self._artist[0] == file.sha256:
            return self._artist[1]
        self.rest()
        artist = self._context.workspace.attachments.artist(file)
        self._artist = (file.sha256, artist)
        return artist

    def _take(self, drawings: Iterable[tuple[Wish, Drawing]]) -> None:
        self._busy = False
        for wish, drawing in drawings:
            self._keep(wish, _image(drawing))
            self.drawn.emit(wish[0], wish[1])
        self._rest.start()
        self._go_on()

    def _keep(self, wish: Wish, image: QImage) -> None:
        self._kept[wish] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > MOST_BYTES and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= oldest.sizeInBytes()

    def _fail(self, sha256: str, error: Exception) -> None:
        self._busy = False
        self._broken[sha256] = error
        for wish in [wish for wish in self._wishes if wish[0] == sha256]:
            del self._wishes[wish]
        self.failed.emit(sha256, error)
        self._go_on()


def _image(drawing: Drawing) -> QImage:
    return QImage(
        drawing.pixels,
        drawing.width,
        drawing.height,
        drawing.width * 4,
        QImage.Format.Format_RGB32,
    ).copy()
