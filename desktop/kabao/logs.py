"""The log file: one rotating file in the folder of preferences, with every secret starred out.

A log is often sent to somebody else for help, so identity numbers, card numbers and whatever looks
like a password are masked before a handler writes them. Rather too much is starred than too little.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from kabao import paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import TextIOWrapper

_MAX_BYTES = 1_000_000
_KEPT_FILES = 3
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

# Resident identity numbers (15 or 18 places), bank card numbers (16 to 19) and the older permanent
# residence numbers (three letters and twelve digits), also when written in groups. Longer runs are
# starred as well, since a number may be glued to its neighbour.
_NUMBER = re.compile(r"\d(?:[ -]?\d){13,}[ -]?[\dXx]|[A-Za-z]{3}\d{12}")
_SECRET_WORD = re.compile(
    r"密码|口令|(?<![A-Za-z])PIN(?![A-Za-z])|passw(?:or)?d|passphrase|passcode|(?<![A-Za-z])pwd",
    re.IGNORECASE,
)
# After a plain sign the rest of the line goes: a passphrase may hold blanks and commas.
_SECRET_VALUE = re.compile(
    rf"((?:{_SECRET_WORD.pattern})[\"'”]?\s*(?:[:=：＝]|是|为|\bis\b)).+", re.IGNORECASE
)
_LIKE_A_PASSWORD = re.compile(r"(?=[!-~]*\d)[!-~]{4,}")
_NEAR = 24
_TRACEBACK = "Traceback (most recent call last)"
_QUOTED = re.compile(r"""(?<!\w)(['"])(?![a-z_][a-z0-9_.]*\1)[^'"]*\1""")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff][\u00b7\w]*")
_WITH_DIGITS = re.compile(r"\w*\d{5}\w*")


def mask(text: str) -> str:
    """Return the text with identity and card numbers starred and likely passwords removed."""
    return "\n".join(map(_mask_line, text.split("\n")))


def mask_traceback(text: str) -> str:
    """Return a traceback masked, and what its exceptions say without anything of a person.

    The lines of the program stay. A message may quote a value: Chinese, longer digits and whatever
    stands in quotation marks and is no name of the program's own are starred.
    """
    within, lines = False, []
    for line in mask(text).split("\n"):
        within = line.startswith(_TRACEBACK) or (within and line[:1] == " ")
        lines.append(line if within else _mask_message(line))
    return "\n".join(lines)


def _mask_message(line: str) -> str:
    for pattern in (_QUOTED, _HAN, _WITH_DIGITS):
        line = pattern.sub("***", line)
    return line


def _mask_line(line: str) -> str:
    line = _NUMBER.sub(_star_number, line)
    if _SECRET_WORD.search(line) is None:
        return line
    line = _SECRET_VALUE.sub(r"\1 ***", line)
    words = [match.span() for match in _SECRET_WORD.finditer(line)]

    def star_if_near(found: re.Match[str]) -> str:
        near = any(found.start() - end <= _NEAR >= start - found.end() for start, end in words)
        return "***" if near else found.group()

    return _LIKE_A_PASSWORD.sub(star_if_near, line)


def _star_number(found: re.Match[str]) -> str:
    number = found.group().replace(" ", "").replace("-", "")
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


class MaskingFilter(logging.Filter):
    """Masks the finished sentence, the traceback and the stack of each record; drops none."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace what the record says by its masked form."""
        record.msg = mask(record.getMessage())
        record.args = ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = mask_traceback(record.exc_text)
        if record.stack_info:
            record.stack_info = mask(record.stack_info)
        return True


class _LogFile(RotatingFileHandler):
    """A rotating file readable by its owner only; a failure to write is told once, in words."""

    def __init__(self, path: Path, on_failure: Callable[[Path, OSError], None]) -> None:
        super().__init__(
            path, maxBytes=_MAX_BYTES, backupCount=_KEPT_FILES, encoding="utf-8", delay=True
        )
        self._on_failure = on_failure
        self._failed = False

    def _open(self) -> TextIOWrapper:
        path = Path(self.baseFilename)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # logging's own name
        """Tell the first failure of the disk; leave a defect of the program to logging."""
        problem = sys.exc_info()[1]
        if not isinstance(problem, OSError):
            super().handleError(record)
        elif not self._failed:
            self._failed = True
            self._on_failure(Path(self.baseFilename), problem)


def attach(handler: logging.Handler) -> None:
    """Let a handler receive the log of the whole program, through the masking filter."""
    handler.addFilter(MaskingFilter())
    handler.setFormatter(logging.Formatter(_FORMAT))
    logging.getLogger().addHandler(handler)


@contextmanager
def recording(on_failure: Callable[[Path, OSError], None]) -> Iterator[Path]:
    """Write the log file while the block runs; a file that cannot be written is handed over."""
    path = paths.config() / "kabao.log"
    handler = _LogFile(path, on_failure)
    root = logging.getLogger()
    level = root.level
    attach(handler)
    root.setLevel(logging.INFO)
    try:
        yield path
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
        handler.close()
