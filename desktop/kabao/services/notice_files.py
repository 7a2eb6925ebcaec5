"""Text files of messages: read whole, decoded, refused in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.errors import EnvironmentProblemError, InputRefusedError

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 5 * 1024 * 1024
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ENCODINGS = ("utf-8-sig", "gb18030")


def read_text_file(path: Path) -> str:
    """Return the text of a file; raises the KabaoError family for anything that is no text."""
    if not path.is_file():
        raise InputRefusedError("file_missing", name=path.name)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputRefusedError("notices_too_large", name=path.name)
        data = path.read_bytes()
    except OSError as error:
        raise EnvironmentProblemError("file_unreadable", name=path.name) from error
    text = _decoded(data)
    if text is None:
        raise InputRefusedError("notices_not_text", name=path.name)
    if not text.strip():
        raise InputRefusedError("notices_empty", name=path.name)
    return text


def _decoded(data: bytes) -> str | None:
    encodings = ("utf-16",) if data.startswith(_UTF_16) else _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None
