"""Taking files in one after the other: read by a worker, a password asked for, told what came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kabao.domain.errors import CancelledError, KabaoError
from kabao.services.incoming import examine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kabao.services.incoming import Incoming
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl
    from kabao.ui.kit.notices import NoticeBar

ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".docx")
PATTERNS = tuple(f"*{ending}" for ending in ENDINGS)
_LOCKED, _WRONG = "attachment_encrypted", "attachment_password"


class Intake(QObject):
    """Reads chosen files; ``busy`` carries the name of the one under way, empty at the end."""

    busy = Signal(str)

    def __init__(self, context: RoomContext, notices: NoticeBar, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._notices = notices
        self._waiting: list[tuple[Path, Callable[[Incoming], None]]] = []
        self._under_way = False

    @property
    def under_way(self) -> bool:
        """Whether a file is being read; others may wait behind it."""
        return self._under_way

    def tell_at(self, notices: NoticeBar) -> None:
        """Tell from now on somewhere else what is refused, as the page is left."""
        self._notices = notices

    def read(self, paths: Sequence[Path], take: Callable[[Incoming], None]) -> None:
        """Read files and hand each on; one that is refused is told by name, the others go on."""
        for path in paths:
            if path.suffix.lower() in ENDINGS:
                self._waiting.append((path, take))
            else:
                words = self._context.texts("cases.slots.wrong_kind", name=path.name)
                self._notices.show_notice("warning", words)
        self._next()

    def _next(self) -> None:
        if self._under_way:
            return
        if not self._waiting:
            self.busy.emit("")
            return
        path, take = self._waiting.pop(0)
        self._under_way = True
        self.busy.emit(path.name)
        self._begin(path, take, None)

    def _begin(self, path: Path, take: Callable[[Incoming], None], password: str | None) -> None:
        def work(control: JobControl) -> Incoming:
            return examine(path, password, control.cancelled)

        def done(file: Incoming) -> None:
            self._under_way = False
            self._take(file, take)
            self._next()

        def failed(error: Exception) -> None:
            code = error.code if isinstance(error, KabaoError) else ""
            if code in {_LOCKED, _WRONG}:
                given = self._ask(path.name, wrong=code == _WRONG)
                if given is not None:
                    self._begin(path, take, given)
                    return
            self._under_way = False
            if not isinstance(error, CancelledError):
                self._notices.show_notice("error", self._context.alerts.sentence(error))
            self._next()

        self._context.jobs.run(work, done, failed)

    def _ask(self, name: str, *, wrong: bool) -> str | None:
        key = "cases.files.password_wrong" if wrong else "cases.files.password"
        return self._context.alerts.password(self._context.texts(key, name=name))

    def _take(self, file: Incoming, take: Callable[[Incoming], None]) -> None:
        try:
            take(file)
        except KabaoError as error:
            self._notices.show_notice("error", self._context.alerts.sentence(error))
            return
        told = [
            self._context.texts(f"cases.files.remark_{remark}", name=file.file_name)
            for remark in file.remarks
            if self._context.texts.has(f"cases.files.remark_{remark}")
        ]
        if told:
            self._notices.show_notice("info", " ".join(told))
