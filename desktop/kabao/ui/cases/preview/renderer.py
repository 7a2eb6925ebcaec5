"""Keeps the preview in step: the newest wish wins, and the last page stays until it is drawn."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kabao.domain.errors import KabaoError
from kabao.ui.cases.preview.rendering import Picture, Wish, draw_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.documents.plan import PackagePlan
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl

_EASY_MS = 20.0
"""Time for the plan above which the pause before the next one grows with it."""


class PreviewRenderer(QObject):
    """``drawn`` carries the newest picture, ``failed`` why there is none."""

    drawn = Signal(object)
    failed = Signal(object)
    begun = Signal()

    def __init__(self, context: RoomContext, plan: Callable[[], PackagePlan]) -> None:
        super().__init__()
        self._context = context
        self._plan = plan
        self._part = ""
        self._data = b""
        self._wish = Wish(0, 400)
        self._running = False
        self._stale = False
        self._again = False
        self._pause = QTimer(self, singleShot=True)
        self._pause.setInterval(context.theme.motion("preview_debounce"))
        self._pause.timeout.connect(self._start)

    def show_part(self, part: str, wish: Wish) -> None:
        """Show a part of the package as it stands now."""
        self._part, self._wish, self._stale = part, wish, True
        self._pause.start()

    def show_page(self, wish: Wish) -> None:
        """Show another page, or the same one wider, of what was rendered last."""
        self._wish = wish
        self._pause.start(0)

    @property
    def data(self) -> bytes:
        """The pages drawn last, as a PDF; empty before the first and after a failure."""
        return self._data

    def stop(self) -> None:
        """Forget what was still to be drawn."""
        self._pause.stop()
        self._again = False

    def _start(self) -> None:
        if self._running:
            self._again = True
            return
        plan: PackagePlan | None = None
        if self._stale or not self._data:
            plan = self._make_plan()
            if plan is None:
                return
        self._running, self._stale = True, False
        part, wish, data = self._part, self._wish, self._data

        def work(_control: JobControl) -> tuple[bytes, Picture]:
            from kabao.documents.preview import render_part

            pages = data if plan is None else render_part(plan, part)
            return pages, draw_page(pages, wish)

        self.begun.emit()
        self._context.jobs.run(work, self._done, self._broke, background=True)

    def _make_plan(self) -> PackagePlan | None:
        begun = time.thread_time()
        try:
            plan = self._plan()
        except KabaoError as error:
            self.failed.emit(error)
            return None
        took = (time.thread_time() - begun) * 1000
        rest = self._context.theme.motion("preview_debounce")
        self._pause.setInterval(rest if took < _EASY_MS else rest + round(2 * took))
        return plan

    def _done(self, answer: tuple[bytes, Picture]) -> None:
        self._running = False
        self._data, picture = answer
        if self._again:
            self._again = False
            self._start()
            return
        self._wish = replace(self._wish, page=picture.page)
        self.drawn.emit(picture)

    def _broke(self, error: Exception) -> None:
        self._running = False
        self._data = b""
        if self._again:
            self._again = False
            self._start()
        else:
            self.failed.emit(error)
