"""Reading a table in a process of its own; see ``kabao.apart`` for why."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from kabao.apart import EndedError, Limits, at_work, receive, send
from kabao.domain.errors import CancelledError, EnvironmentProblemError, InputRefusedError
from kabao.exchange.spreadsheets.frames import Frames, read_back, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.apart import Talk
    from kabao.domain.errors import KabaoError

MOST_MEMORY = 2 << 30
"""Bytes that the process may ask for, where the system keeps such a limit."""
MOST_SECONDS = 120
_WORK = "kabao.exchange.spreadsheets.apart:answer"


def frames_apart(
    path: Path, wanted: str = "", *, cancelled: Callable[[], bool] = lambda: False
) -> Frames:
    """Tell what ``laying.frames`` tells, read by another process; raises the same refusals."""
    order = {"path": str(path.absolute()), "sheet": wanted}
    try:
        with at_work(_WORK, order, Limits(MOST_MEMORY, MOST_SECONDS), cancelled) as talk:
            yield from _heard(talk)
    except EndedError as error:
        raise _ended(path, error.why) from error


def _heard(talk: Talk) -> Frames:
    while (data := talk.hear()) is not None:
        frame = read_back(data)
        answer = yield frame
        if getattr(frame, "asks", False):
            talk.say(b"1" if answer else b"0")


def _ended(path: Path, why: str) -> KabaoError:
    if why == "missing":
        return EnvironmentProblemError("roster_reader_missing", name=path.name)
    if why == "stopped":
        return CancelledError("stopped")
    if why == "slow":
        return InputRefusedError("roster_too_slow", name=path.name, seconds=MOST_SECONDS)
    return InputRefusedError("roster_too_heavy", name=path.name)


def answer(order: dict[str, Any], answers: IO[bytes], out: IO[bytes]) -> None:
    """Read the file of an order and tell it; runs in the other process."""
    from kabao.exchange.spreadsheets.laying import frames

    telling = frames(Path(order["path"]), order["sheet"])
    frame = next(telling, None)
    while frame is not None:
        send(out, written(frame))
        taken = getattr(frame, "asks", False) and receive(answers) == b"1"
        try:
            frame = telling.send(taken)
        except StopIteration:
            frame = None
