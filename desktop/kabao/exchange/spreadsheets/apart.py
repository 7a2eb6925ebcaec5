"""Reading in a process of its own: whatever a file does there, the program goes on.

A spoilt or ill-meant workbook may crash its reader or make it ask for all memory. The process gets
a limit of memory and of time, answers in frames on its output, and is ended when nobody waits.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kabao
from kabao.domain import errors
from kabao.domain.errors import CancelledError, EnvironmentProblemError, InputRefusedError
from kabao.exchange.spreadsheets.frames import Frames, read_back, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import IO

MOST_MEMORY = 2 << 30
"""Bytes that the process may ask for, where the system keeps such a limit."""
MOST_SECONDS = 120
_LOOKED_AFTER = 0.05
_LENGTH = struct.Struct("<IB")
_FRAME, _REFUSED, _END = range(3)
_CODE = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]);"
    "from kabao.exchange.spreadsheets.apart import answer; answer()"
)


class _Watch:
    """Ends the process when the user stops it or its time is over."""

    def __init__(self, process: subprocess.Popen[bytes], cancelled: Callable[[], bool]) -> None:
        self._process = process
        self._cancelled = cancelled
        self._over = threading.Event()
        self._until = time.monotonic() + MOST_SECONDS
        self.was_stopped = self.was_slow = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(_LOOKED_AFTER):
            self.was_stopped = self._cancelled()
            self.was_slow = time.monotonic() > self._until
            if self.was_stopped or self.was_slow:
                self._process.kill()
                return


def frames_apart(
    path: Path, wanted: str = "", *, cancelled: Callable[[], bool] = lambda: False
) -> Frames:
    """Tell what ``laying.frames`` tells, read by another process; raises the same refusals."""
    with _started(path, wanted) as process:
        watch = _Watch(process, cancelled)
        try:
            yield from _heard(process)
        except EOFError as error:
            watch.end()
            raise _ended(path, process, watch) from error
        finally:
            watch.end()


def _heard(process: subprocess.Popen[bytes]) -> Frames:
    assert process.stdin is not None
    assert process.stdout is not None
    while True:
        kind, data = _received(process.stdout)
        if kind == _END:
            return
        if kind == _REFUSED:
            raise _refusal(json.loads(data))
        frame = read_back(data)
        answer = yield frame
        if getattr(frame, "asks", False):
            with suppress(OSError):  # gone already: the next frame will not come
                process.stdin.write(b"1" if answer else b"0")
                process.stdin.flush()


@contextmanager
def _started(path: Path, wanted: str) -> Iterator[subprocess.Popen[bytes]]:
    order = json.dumps({"path": str(path.absolute()), "sheet": wanted, "memory": MOST_MEMORY})
    folders = [str(Path(kabao.__file__).parents[1]), *(entry for entry in sys.path if entry)]
    flags = ["-X", "utf8"] if sys.flags.utf8_mode else []
    command = [sys.executable, "-I", "-S", *flags, "-c", _CODE, json.dumps(folders), order]
    try:
        process = subprocess.Popen(  # noqa: S603 (this very program)
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise EnvironmentProblemError("roster_reader_missing", name=path.name) from error
    try:
        yield process
    finally:
        process.kill()
        with suppress(OSError):  # the answer that nobody reads any more
            process.communicate()


def _received(stream: IO[bytes]) -> tuple[int, bytes]:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    length, kind = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return kind, data


def _ended(path: Path, process: subprocess.Popen[bytes], watch: _Watch) -> errors.KabaoError:
    process.wait()
    if watch.was_stopped:
        return CancelledError("stopped")
    if watch.was_slow:
        return InputRefusedError("roster_too_slow", name=path.name, seconds=MOST_SECONDS)
    return InputRefusedError("roster_too_heavy", name=path.name)


def _refusal(told: dict[str, Any]) -> errors.KabaoError:
    family = getattr(errors, told["family"])
    error: errors.KabaoError = family(told["code"], **told["params"])
    return error


def answer() -> None:
    """Read the file that the command line names and tell it; this is the whole other process."""
    order = json.loads(sys.argv[2])
    _limit(order["memory"])
    from kabao.exchange.spreadsheets.laying import frames

    out, answers = sys.stdout.buffer, sys.stdin.buffer
    telling = frames(Path(order["path"]), order["sheet"])
    try:
        frame = next(telling, None)
        while frame is not None:
            _send(out, _FRAME, written(frame))
            taken = getattr(frame, "asks", False) and answers.read(1) == b"1"
            try:
                frame = telling.send(taken)
            except StopIteration:
                frame = None
        _send(out, _END, b"")
    except errors.KabaoError as error:
        told = {"family": type(error).__name__, "code": error.code, "params": error.params}
        _send(out, _REFUSED, json.dumps(told).encode())


def _send(out: IO[bytes], kind: int, data: bytes) -> None:
    out.write(_LENGTH.pack(len(data), kind))
    out.write(data)
    out.flush()


def _limit(memory: int) -> None:
    """Let the system refuse more memory, and write no image of a crash."""
    try:
        import resource
    except ImportError:  # only the limit of time there
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # a stricter limit stands already
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
