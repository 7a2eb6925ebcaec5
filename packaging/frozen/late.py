"""Loads the libraries that lie packed in the frozen folder: those that most runs never need.

A packed library is unpacked when it is imported, into a file of memory that has no name (Linux);
where the system runs nothing from there, into a private folder that goes with the process. Whoever
wants another library puts it, plain, beside the packed one: a plain file is always preferred.
``packed.py`` packs them and notes which of them need which others.
"""

from __future__ import annotations

import importlib.machinery as machinery
import json
import os
import sys
from functools import cache
from pathlib import Path
from threading import RLock, Timer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import tempfile
    from collections.abc import Sequence
    from types import CodeType, ModuleType

NOTE = "late.json"
"""For each packed library of the folder the others that must be there before it, in order."""
OPENERS = {"pypdfium2_raw.bindings": ("./{prefix}{name}.{suffix}", "pypdfium2_raw/libpdfium.so")}
"""Modules that open their library by a path: how they write it, and which library it is."""
_SOON = "pikepdf/_core."
_CALM = 0.8
"""Seconds after which a window has its first picture."""
_ONE_BY_ONE = RLock()


def install() -> None:
    """Let imports find what is packed, after all else has been asked."""
    if _noted():
        sys.meta_path.append(_Finder())
        sys.meta_path.insert(0, _FinderOfOpeners())


def unpack_ahead() -> None:
    """Unpack beside everything else what a window loads as soon as it has nothing to do."""
    places = [place for place in _noted() if place.startswith(_SOON)]
    for place in places:
        timer = Timer(_CALM, opened, (place,))
        timer.daemon = True
        timer.start()


class _Finder:
    """Finds modules that are packed libraries."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, _target: object = None
    ) -> machinery.ModuleSpec | None:
        """Return how a module is loaded that lies packed in one of the folders of a package."""
        tail = name.rpartition(".")[2]
        for folder in path or [str(_inner())]:
            for ending in machinery.EXTENSION_SUFFIXES:
                place = _place(Path(folder) / f"{tail}{ending}")
                if place in _noted():
                    return machinery.ModuleSpec(name, _Loader(name, place), origin=place)
        return None


class _Loader(machinery.ExtensionFileLoader):
    """Loads one module from memory."""

    def __init__(self, name: str, place: str) -> None:
        super().__init__(name, place)
        self._place = place

    def create_module(self, spec: machinery.ModuleSpec) -> ModuleType:
        """Open the library and what it needs."""
        spec.origin = self.path = opened(self._place)
        return super().create_module(spec)


class _FinderOfOpeners:
    """Hands those modules their library that open it by its path."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> machinery.ModuleSpec | None:
        """Return the usual way to load one of them, with another path inside."""
        if name not in OPENERS or OPENERS[name][1] not in _noted():
            return None
        others = (finder for finder in sys.meta_path if finder is not self)
        spec = next(filter(None, (each.find_spec(name, path, target) for each in others)), None)
        if spec is not None:
            spec.loader = _Opener(spec.loader, *OPENERS[name])
        return spec


class _Opener:
    """Executes a module whose path of a library is replaced by that of the unpacked one."""

    def __init__(self, usual: Any, written: str, place: str) -> None:
        self._usual = usual
        self._written = written
        self._place = place

    def create_module(self, _spec: machinery.ModuleSpec) -> None:
        """Leave it to Python."""

    def exec_module(self, module: ModuleType) -> None:
        """Execute the module."""
        code = self._usual.get_code(module.__name__)
        exec(replaced(code, self._written, opened(self._place)), module.__dict__)  # noqa: S102


def replaced(code: CodeType, written: str, path: str) -> CodeType:
    """Return the code of a module with the one tuple that holds a path as it holds another."""
    if (written,) not in code.co_consts:
        raise ImportError(f"{code.co_filename} does not open {written}")
    return code.replace(
        co_consts=tuple((path,) if each == (written,) else each for each in code.co_consts)
    )


def opened(place: str) -> str:
    """Return the path of a library that is loaded, and before it what it needs."""
    with _ONE_BY_ONE:
        return _opened(place)


@cache
def _opened(place: str) -> str:
    for needed in _noted().get(place, ()):
        _opened(needed)
    plain = _inner() / place
    if plain.is_file():
        _load(str(plain))
        return str(plain)
    return _unpacked(place)


@cache
def _load(path: str) -> object:
    import ctypes

    return ctypes.CDLL(path)


def _unpacked(place: str) -> str:
    """Unpack a library where the system runs it, and load it there."""
    import lzma

    data = lzma.decompress((_inner() / f"{place}.xz").read_bytes())
    reasons = []
    for write in (_into_memory, _into_folder):
        try:
            path = write(place, data)
            _load(path)
        except OSError as problem:
            reasons.append(str(problem))
        else:
            return path
    from kabao.domain.errors import EnvironmentProblemError

    raise EnvironmentProblemError(
        "library_forbidden", library=Path(place).name, reason="; ".join(reasons)
    )


def _into_memory(place: str, data: bytes) -> str:
    # Stays open: the loader of libraries tells them apart by this path.
    number = os.memfd_create(Path(place).name)
    with os.fdopen(os.dup(number), "wb") as out:
        out.write(data)
    return f"/proc/self/fd/{number}"


def _into_folder(place: str, data: bytes) -> str:
    file = Path(_folder().name) / Path(place).name
    file.write_bytes(data)
    return str(file)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder of this process alone; it is removed when the process ends."""
    import tempfile

    return tempfile.TemporaryDirectory(prefix="kabao-libraries-")


@cache
def _noted() -> dict[str, list[str]]:
    note = _inner() / NOTE
    return json.loads(note.read_text("utf-8")) if note.is_file() else {}


def _inner() -> Path:
    return Path(getattr(sys, "_MEIPASS", "") or Path(__file__).parent)


def _place(file: Path) -> str:
    inner = _inner()
    return file.relative_to(inner).as_posix() if file.is_relative_to(inner) else ""
