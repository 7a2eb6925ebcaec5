"""Foreign files looked into, unlocked and drawn by another process, which may die of them."""

from __future__ import annotations

import json
import struct
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kabao import errands
from kabao.apart import EndedError, at_work
from kabao.domain.errors import CancelledError, EnvironmentProblemError, InputRefusedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from kabao.apart import Talk
    from kabao.domain.errors import KabaoError

LIMITS = errands.LIMITS
SIZE = struct.Struct("<II")
_WORK = "kabao.documents.foreign_work"


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that can stand in a package."""

    media_type: str
    pages: int
    data: bytes
    """What is taken in: the bytes as given, or a decrypted copy."""
    unlocked: bool = False
    remarks: tuple[str, ...] = ()
    """What its reader should know, such as ``signed``."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One page as rows of dots, four bytes each: blue, green, red and one that means nothing."""

    width: int
    height: int
    pixels: bytes


def look_into(
    data: bytes,
    name: str,
    password: str | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Looked:
    """Open a file as a package would, in another process; it is merged there once on trial.

    Raises InputRefusedError as ``attachments.inspect`` does, ``attachment_password`` for a wrong
    password, and ``attachment_gave_up`` or ``attachment_too_slow`` where the reader came to an end.
    """
    with _Words(name):
        # By a pipe, and not on the command line, which every user of the machine can read.
        work, seconds = f"{_WORK}:look", LIMITS.seconds
        told = errands.ask(work, data, name, password, cancelled=cancelled, seconds=seconds)
        media_type, pages, remarks, unlocked = told
    return Looked(media_type, pages, unlocked or data, bool(unlocked), remarks)


def measure(data: bytes, name: str) -> tuple[str, int, int]:
    """Return media type, width and height of a JPEG or PNG as it is seen, found whole.

    Raises InputRefusedError as ``look_into`` does.
    """
    with _Words(name):
        told: tuple[str, int, int] = errands.ask(f"{_WORK}:measure", data, name)
    return told


def draw_once(data: bytes, name: str, page: int, width: int) -> tuple[int, Drawing]:
    """Return the number of pages and the drawing of one, counted from 1, so many dots wide.

    Raises InputRefusedError as ``look_into`` does.
    """
    with _Words(name):
        pages, *drawn = errands.ask(f"{_WORK}:draw_once", data, name, page, width)
    return pages, Drawing(*drawn)


class PageArtist:
    """Draws pages of one file, one after the other, in a process that waits between them."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name
        self._stack = ExitStack()
        self._talk: Talk | None = None

    def draw(self, page: int, width: int) -> Drawing:
        """Draw a page, counted from 1, so many dots wide; raises InputRefusedError."""
        with _Words(self._name):
            try:
                answer = self._begun().ask(json.dumps([page, width]).encode())
            except BaseException:
                self.close()
                raise
        across, down = SIZE.unpack_from(answer)
        return Drawing(across, down, answer[SIZE.size :])

    def close(self) -> None:
        """End the process; a later drawing begins another."""
        self._talk = None
        self._stack.close()

    def __enter__(self) -> PageArtist:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _begun(self) -> Talk:
        if self._talk is None:
            order = {"name": self._name}
            self._talk = self._stack.enter_context(at_work(f"{_WORK}:draw", order, LIMITS))
            self._talk.say(self._data)
        return self._talk


class _Words:
    """Says in words of this program how a process ended."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        return

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if isinstance(error, EndedError):
            raise self._said(error.why) from error

    def _said(self, why: str) -> KabaoError:
        told: dict[str, Any] = {"name": self._name}
        if why == "stopped":
            return CancelledError("stopped")
        if why == "missing":
            return EnvironmentProblemError("attachment_no_reader", **told)
        if why == "slow":
            return InputRefusedError("attachment_too_slow", seconds=int(LIMITS.seconds), **told)
        return InputRefusedError("attachment_gave_up", **told)
