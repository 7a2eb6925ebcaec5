"""Finds people, cases and employers for the palette, away from the window's thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kabao.services.lookup import Found
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import Job

_ICONS = {"holders": "id", "cases": "file-check", "employers": "building"}


class Finder:
    """Looks up one text at a time; an answer that came too late is dropped."""

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self._job: Job | None = None
        self._asked: str | None = None

    def find(self, text: str, tell: Callable[[Sequence[Command]], object]) -> None:
        """Tell what leads to the records that a text finds."""
        from kabao.services.lookup import look_up

        self.stop()
        self._asked = text
        workspace = self._context.workspace

        def work(_control: object) -> tuple[Found, ...]:
            with workspace.beside() as twin:
                return look_up(twin, text)

        def done(found: tuple[Found, ...]) -> None:
            if self._asked == text:
                tell([self._command(item) for item in found])

        self._job = self._context.jobs.run(work, done, self._context.alerts.show, background=True)

    def stop(self) -> None:
        """Forget what was asked last."""
        self._asked = None
        if self._job is not None:
            self._job.cancel()

    def _command(self, found: Found) -> Command:
        place = found.place
        return Command(
            f"found_{place.room}_{place.record}",
            found.title,
            partial(self._context.navigate, place),
            _ICONS[place.room],
            note=found.note,
        )
