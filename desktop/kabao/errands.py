"""Readers of foreign files sent out: one call in another process, and plain values come back.

A process is kept for the next call, so that only the first pays for its start; it leaves when
nobody has asked for a while. One that dies, hangs or asks for too much takes only the call with
it. What it sends back is read as data: values of this program, and nothing that could run.
"""

from __future__ import annotations

import io
import pickle
import struct
import sys
import threading
import zlib
from contextlib import ExitStack, suppress
from dataclasses import dataclass, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any, NoReturn

from kabao.apart import EndedError, Limits, at_work, receive, send
from kabao.domain import errors

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS = Limits(memory=3 << 30, seconds=60)
"""Of each call; a picture of 120 million dots is unpacked and turned within it."""
HEAVY = 400 << 20
"""Bytes; a process that has grown beyond is not kept."""
KEPT = 4
"""Processes that wait for more work."""
PATIENCE = 60.0
"""Seconds that they wait."""
SPOILT = (
    ValueError, EOFError, RuntimeError, AssertionError, TypeError, LookupError, ArithmeticError,
    AttributeError, NotImplementedError, struct.error, zlib.error,
)  # fmt: skip
"""What libraries raise for files that are not what they claim to be, beside what they promise."""
_DONE, _REFUSED, _BROKEN = range(3)
_PLAIN = frozenset(
    {("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")}
    | {("builtins", name) for name in ("set", "frozenset", "bytearray")}
    | {("decimal", "Decimal"), ("collections", "Counter")}
)


def run(
    work: str,
    *given: Any,
    name: str = "",
    cancelled: Callable[[], bool] = lambda: False,
    seconds: float = LIMITS.seconds,
) -> Any:
    """Let another process do ``package.module:function`` with some values and return its answer.

    Raises what it refused, and in words with the ``name`` of the file: ``import_gave_up``,
    ``import_too_slow``, ``import_no_reader`` and CancelledError.
    """
    try:
        return ask(work, *given, cancelled=cancelled, seconds=seconds)
    except EndedError as error:
        raise _words(error.why, name, round(seconds)) from error


def ask(
    work: str,
    *given: Any,
    cancelled: Callable[[], bool] = lambda: False,
    seconds: float = LIMITS.seconds,
) -> Any:
    """Do as ``run``, but raise EndedError for a process that came to an end."""
    return _readers().ask(_Call(_dumped((work, given)), cancelled, seconds))


@dataclass(frozen=True, slots=True)
class _Call:
    question: bytes
    cancelled: Callable[[], bool]
    seconds: float


def _words(why: str, name: str, seconds: int) -> errors.KabaoError:
    if why == "stopped":
        return errors.CancelledError("stopped")
    if why == "missing":
        return errors.EnvironmentProblemError("import_no_reader", name=name)
    if why == "slow":
        return errors.InputRefusedError("import_too_slow", name=name, seconds=seconds)
    return errors.InputRefusedError("import_gave_up", name=name)


class _Reader:
    """One process with the way to it."""

    def __init__(self) -> None:
        self.cancelled: Callable[[], bool] = lambda: False
        self._stack = ExitStack()
        way = at_work("kabao.errands:serve", {}, LIMITS, self._is_cancelled)
        self._talk = self._stack.enter_context(way)

    def ask(self, call: _Call) -> bytes:
        self.cancelled = call.cancelled
        answer = self._talk.ask(call.question, call.seconds)
        self.cancelled = lambda: False
        return answer

    def _is_cancelled(self) -> bool:
        return self.cancelled()

    def close(self) -> None:
        self._stack.close()


class _Readers:
    """Processes that wait; whoever asks takes one or begins another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[_Reader] = []
        self._leaving: threading.Timer | None = None

    def ask(self, call: _Call) -> Any:
        if call.cancelled():
            raise EndedError("stopped")
        with self._lock:
            waiting = self._idle.pop() if self._idle else None
        if waiting is not None:
            try:
                return self._answered(waiting, call)
            except EndedError as error:
                if error.why != "died":
                    raise
                # Perhaps it died of something else while it waited.
        return self._answered(_Reader(), call)

    def _answered(self, reader: _Reader, call: _Call) -> Any:
        try:
            answer, used = _read(reader.ask(call))
        except BaseException:
            reader.close()
            raise
        if used > HEAVY:
            reader.close()
        else:
            self._keep(reader)
        return _told(answer)

    def _keep(self, reader: _Reader) -> None:
        with self._lock:
            if len(self._idle) >= KEPT:
                reader.close()
                return
            self._idle.append(reader)
            if self._leaving is not None:
                self._leaving.cancel()
            self._leaving = threading.Timer(PATIENCE, self.leave)
            self._leaving.daemon = True
            self._leaving.start()

    def leave(self) -> None:
        """End the processes that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        for reader in idle:
            reader.close()


def leave() -> None:
    """End the processes that wait; the next call begins another."""
    _readers().leave()


@cache
def _readers() -> _Readers:
    """Return the processes of this program."""
    import atexit

    readers = _Readers()
    atexit.register(readers.leave)
    return readers


def frozen(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """Return values that cannot be changed, as rules are."""
    return MappingProxyType(values)


class _Packer(pickle.Pickler):
    """Packs values, rules with their frozen tables among them."""

    def reducer_override(self, value: Any) -> Any:
        """Say how a frozen table is made anew, and a choice of a list.

        Python 3.11 up to 3.11.3 (Debian 12 has 3.11.2) would name ``getattr`` for the choice.
        """
        if isinstance(value, MappingProxyType):
            return frozen, (dict(value),)
        if isinstance(value, Enum):
            return type(value), (value.value,)
        return NotImplemented


def _dumped(values: object) -> bytes:
    out = io.BytesIO()
    _Packer(out, pickle.HIGHEST_PROTOCOL).dump(values)
    return out.getvalue()


class _Values(pickle.Unpickler):
    """Reads values of this program and refuses whatever else could be called."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class that only holds values."""
        found = super().find_class(module, name) if _may_hold(module, name) else None
        held = isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum | tuple))
        if held or found is frozen or (module, name) in _PLAIN:
            return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _may_hold(module: str, name: str) -> bool:
    return (module, name) in _PLAIN or (module.startswith("kabao.") and "." not in name)


def _read(answer: bytes) -> tuple[tuple[Any, ...], int]:
    """Return an answer and the bytes that its process has used at most."""
    try:
        told, used = _Values(io.BytesIO(answer)).load()
    except Exception as error:
        raise EndedError("died") from error
    return told, used


def _told(answer: tuple[Any, ...]) -> Any:
    if answer[0] == _DONE:
        return answer[1]
    if answer[0] == _BROKEN:
        _complain(answer[1])
    _, family, code, findings, params = answer
    raise _family(family)(code, findings, **params)


def _family(name: str) -> type[errors.KabaoError]:
    found = getattr(errors, name, None)
    if isinstance(found, type) and issubclass(found, errors.KabaoError):
        return found
    raise EndedError("died")


def _complain(told: str) -> NoReturn:
    """Note where a reader came to grief; the file is refused like one that ends its process."""
    import logging

    logging.getLogger(__name__).warning("a reader of foreign files came to grief: %s", told)
    raise EndedError("broke")


def serve(_order: dict[str, Any], source: IO[bytes], out: IO[bytes]) -> None:
    """Do what is asked, one call after the other, until nobody asks any more."""
    while (asked := receive(source)) is not None:
        send(out, _packed(_answer(asked)))


def _packed(answer: tuple[Any, ...]) -> bytes:
    used = _most_memory()
    try:
        return _dumped((answer, used))
    except Exception as error:  # noqa: BLE001 (no memory left for it, for one)
        return _dumped(((_BROKEN, _place(error)), used))


def _most_memory() -> int:
    """Return the bytes used at most; what Linux counts for a process begins with its parent's."""
    with suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
        told = next(line for line in lines if line.startswith("VmHWM:"))
        return int(told.split()[1]) << 10
    try:
        import resource
    except ImportError:  # not told there
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most << 10


def _answer(asked: bytes) -> tuple[Any, ...]:
    from importlib import import_module

    try:
        work, given = pickle.loads(asked)  # noqa: S301 (this program's own question)
        module, _, name = work.partition(":")
        return _DONE, getattr(import_module(module), name)(*given)
    except errors.KabaoError as error:
        family, params = type(error).__name__, dict(error.params)
        return _REFUSED, family, error.code, error.findings, params
    except Exception as error:  # noqa: BLE001 (a reader that did not foresee its file)
        return _BROKEN, _place(error)


def _place(error: Exception) -> str:
    """Say where a reader came to grief, and nothing of what it read."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = trace.tb_frame.f_code.co_name if trace is not None else ""
    return f"{type(error).__name__} in {where}"
