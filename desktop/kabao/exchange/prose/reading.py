"""Reading a foreign text in a process of its own, within limits, and telling what was left out."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kabao.apart import EndedError, Limits, at_work, send
from kabao.domain.errors import (
    CancelledError,
    EnvironmentProblemError,
    InputRefusedError,
    KabaoError,
)
from kabao.domain.prose.imports import ForeignPicture, ImportedText, Remark
from kabao.domain.prose.reading import read_blocks
from kabao.domain.prose.writing import markdown
from kabao.exchange.prose.foreign import Foreign

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

SUFFIXES = (".docx", ".docm", ".md", ".markdown", ".txt", ".html", ".htm")
MOST_BYTES = 20 << 20
"""Largest Word document."""
_LIMITS = Limits(memory=1 << 30, seconds=60)
_WORK = "kabao.exchange.prose.reading:answer"


def read_text(path: Path, *, cancelled: Callable[[], bool] = lambda: False) -> ImportedText:
    """Return what a text file holds; raises InputRefusedError ``text_...`` in words."""
    _check(path)
    order = {"path": str(path.absolute())}
    try:
        with at_work(_WORK, order, _LIMITS, cancelled) as talk:
            told = json.loads(talk.hear() or b"{}")
            files = [(entry, talk.hear() or b"") for entry in told["files"]]
    except EndedError as error:
        raise _words(error.why, path.name) from error
    return ImportedText(
        read_blocks(told["text"]),
        tuple(Remark(*entry) for entry in told["remarks"]),
        {digest(data): ForeignPicture(name, data) for name, data in files},
    )


def read_html(html: str) -> ImportedText:
    """Return what pasted HTML holds; its pictures lie elsewhere and stay there."""
    from kabao.exchange.prose.html import HtmlReader

    foreign = Foreign("")

    def picture(source: str, _alt: str, _title: str) -> None:
        foreign.note("remote_picture", source[:60])

    reader = HtmlReader(foreign, picture)
    reader.feed(html)
    reader.close()
    return ImportedText(reader.text(), foreign.remarks())


def digest(data: bytes) -> str:
    """Return the SHA-256 by which a text names a picture."""
    return hashlib.sha256(data).hexdigest()


def answer(order: dict[str, Any], _questions: IO[bytes], out: IO[bytes]) -> None:
    """Read a file and tell it; this is what the other process does."""
    path = Path(order["path"])
    foreign = Foreign(path.name)
    text = _parts(path, foreign)
    told = {
        "text": markdown(text),
        "remarks": [(it.code, it.count, it.detail) for it in foreign.remarks()],
        "files": [it.name for it in foreign.files.values()],
    }
    send(out, json.dumps(told).encode())
    for held in foreign.files.values():
        send(out, held.data)


def _parts(path: Path, foreign: Foreign) -> Any:
    data = path.read_bytes()
    suffix = path.suffix.lower()
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) or suffix in (".docx", ".docm"):
        from kabao.exchange.prose.word import read_word

        return read_word(data, foreign)
    from kabao.exchange.prose.marked import read_marked

    return read_marked(data, path, foreign)


def _check(path: Path) -> None:
    try:
        if not path.is_file():
            raise InputRefusedError("file_missing", name=path.name)
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        raise EnvironmentProblemError("file_unreadable", name=path.name) from error
    if path.suffix.lower() not in SUFFIXES:
        raise InputRefusedError("text_kind", name=path.name)
    if size == 0:
        raise InputRefusedError("text_empty", name=path.name)
    if size > MOST_BYTES:
        raise InputRefusedError("text_too_large", name=path.name, most=MOST_BYTES >> 20)


def _words(why: str, name: str) -> KabaoError:
    if why == "stopped":
        return CancelledError("stopped")
    if why == "missing":
        return EnvironmentProblemError("text_reader_missing", name=name)
    if why == "slow":
        return InputRefusedError("text_too_slow", name=name, seconds=round(_LIMITS.seconds))
    return InputRefusedError("text_too_heavy", name=name)
