"""Work on foreign files in a process of its own: whatever they do there, the program goes on.

A spoilt or ill-meant file may crash its reader or make it ask for all memory. The process gets a
limit of memory and of time, answers in frames on its output, and is ended when nobody waits.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kabao
from kabao.domain import errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import IO

_LOOKED_AFTER = 0.05
_LENGTH = struct.Struct("<IB")
_FRAME, _REFUSED, _END = range(3)
CODE = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]);from kabao.apart import serve; serve()"
)

ASIDE = "--work-apart"
"""What a frozen program is told so that it does such work instead of opening a window."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process may use: bytes of memory where the system keeps such a limit, and seconds.

    The seconds are for the whole of it; where it is asked again and again, for each answer.
    """

    memory: int = 2 << 30
    seconds: float = 120


class EndedError(Exception):
    """No answer came; ``why`` is ``missing``, ``stopped``, ``slow`` or ``died``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class _Watch:
    """Ends the process when the user stops it or its time is over."""

    def __init__(
        self, process: subprocess.Popen[bytes], seconds: float, cancelled: Callable[[], bool]
    ) -> None:
        self._process = process
        self._seconds = seconds
        self._cancelled = cancelled
        self._over = threading.Event()
        self._asked = threading.Event()
        self._asked.set()
        self._until = time.monotonic() + seconds
        self.was_stopped = self.was_slow = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def begin_again(self, seconds: float | None) -> None:
        """Give the process its time anew."""
        self._until = time.monotonic() + (seconds or self._seconds)
        self._asked.set()

    def rest(self) -> None:
        """Let the process wait for as long as it is asked nothing."""
        self._asked.clear()

    def end(self) -> None:
        self._over.set()
        self._asked.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(_LOOKED_AFTER):
            if not self._asked.is_set():
                self._asked.wait()
                continue
            self.was_stopped = self._cancelled()
            self.was_slow = time.monotonic() > self._until
            if self.was_stopped or self.was_slow:
                self._process.kill()
                return


class Talk:
    """The way to a process at work."""

    def __init__(self, process: subprocess.Popen[bytes], watch: _Watch) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._watch = watch
        self._in, self._out = process.stdin, process.stdout

    def say(self, data: bytes) -> None:
        """Send the process some bytes; one that is gone is noticed when it is next heard."""
        with suppress(OSError):
            send(self._in, data)

    def hear(self) -> bytes | None:
        """Wait for the next frame; None when the work is done.

        Raises what the process refused, in the words of this program, and EndedError.
        """
        try:
            kind, data = _received(self._out)
        except EOFError as error:
            raise self._ended() from error
        if kind == _REFUSED:
            raise _refusal(json.loads(data))
        return None if kind == _END else data

    def ask(self, data: bytes, seconds: float | None = None) -> bytes:
        """Send a question and wait for its answer, which has the time of the limits or its own."""
        self._watch.begin_again(seconds)
        self.say(data)
        answer = self.hear()
        self._watch.rest()
        if answer is None:
            raise EndedError("died")
        return answer

    def _ended(self) -> EndedError:
        self._process.wait()
        self._watch.end()
        if self._watch.was_stopped:
            return EndedError("stopped")
        return EndedError("slow" if self._watch.was_slow else "died")


@contextmanager
def at_work(
    work: str,
    order: Mapping[str, Any],
    limits: Limits,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[Talk]:
    """Let another process do some work, named ``package.module:function``.

    The function is called there with the order and the two ends of the talk.
    """
    told = json.dumps({"work": work, "order": dict(order), "memory": limits.memory})
    command = [*_interpreter(), told]
    try:
        process = subprocess.Popen(  # noqa: S603 (this very program)
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise EndedError("missing") from error
    watch = _Watch(process, limits.seconds, cancelled)
    try:
        yield Talk(process, watch)
    finally:
        watch.end()
        process.kill()
        with suppress(OSError):  # the answer that nobody reads any more
            process.communicate()


def _interpreter() -> list[str]:
    """Return how another process of this program is started; what to do comes last."""
    if getattr(sys, "frozen", False):
        # The window's own program has no streams on Windows; the one for the terminal has.
        own = Path(sys.executable)
        return [str(own.with_name(f"kabao{own.suffix}")), ASIDE]
    folders = [str(Path(kabao.__file__).parents[1]), *(entry for entry in sys.path if entry)]
    flags = ["-X", "utf8"] if sys.flags.utf8_mode else []
    return [sys.executable, "-I", "-S", *flags, "-c", CODE, json.dumps(folders)]


def _received(stream: IO[bytes]) -> tuple[int, bytes]:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    length, kind = _LENGTH.unpack(head)
    data = stream.read(length)
    if len(data) < length:
        raise EOFError
    return kind, data


def _refusal(told: dict[str, Any]) -> errors.KabaoError:
    family = getattr(errors, told["family"])
    error: errors.KabaoError = family(told["code"], **told["params"])
    return error


def send(stream: IO[bytes], data: bytes, kind: int = _FRAME) -> None:
    """Write one frame."""
    stream.write(_LENGTH.pack(len(data), kind))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read one frame in the other process; None when nobody asks any more."""
    try:
        return _received(stream)[1]
    except EOFError:
        return None


def serve() -> None:
    """Do the work that the command line names and tell it; this is the whole other process."""
    told = json.loads(sys.argv[2])
    _limit(told["memory"])
    module, _, name = told["work"].partition(":")
    work = getattr(import_module(module), name)
    out = sys.stdout.buffer
    try:
        work(told["order"], sys.stdin.buffer, out)
        send(out, b"", _END)
    except errors.KabaoError as error:
        answer = {"family": type(error).__name__, "code": error.code, "params": error.params}
        send(out, json.dumps(answer).encode(), _REFUSED)


def _limit(memory: int) -> None:
    """Let the system refuse more memory, and write no image of a crash."""
    try:
        import resource
    except ImportError:  # only the limit of time there
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # a stricter limit stands already
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
