"""The way in: decides between the window and the command line."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from kabao import __version__, logs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import TextIO

USAGE_ERROR = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window when called bare or with a ledger, else answer on the command line."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"]:
        _write(sys.stdout, __version__)
        return 0
    with logs.recording(_tell_log_failure):
        if arguments and not names_ledger(arguments):
            from kabao.cli.main import run

            return run(arguments)
        if has_display(sys.platform, os.environ):
            from kabao.app import main as open_window

            return open_window(arguments)
        _tell("cli.no_display")
        return USAGE_ERROR


def names_ledger(arguments: Sequence[str]) -> bool:
    """Say whether a ledger is named and nothing else, as a desk does when its icon is opened."""
    return len(arguments) == 1 and not arguments[0].startswith("-") and is_ledger(arguments[0])


def is_ledger(name: str) -> bool:
    """Say whether a name ends as those of ledgers do."""
    return name.casefold().endswith(".kabao")


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Say whether a window can be opened; Windows and macOS always have a screen."""
    if platform in {"win32", "darwin"}:
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def _tell_log_failure(path: Path, problem: OSError) -> None:
    _tell("cli.log_unwritable", path=path, reason=problem.strerror or problem)


def _tell(key: str, **params: object) -> None:
    """Say one sentence on standard error, in the language of the settings."""
    from kabao import settings
    from kabao.texts import Texts

    loaded = settings.load()
    texts = Texts(loaded.settings.spoken())
    _write(sys.stderr, texts(key, **params))
    if loaded.set_aside:
        _write(sys.stderr, texts("cli.settings_set_aside", path=loaded.set_aside))
    if loaded.problem:
        _write(sys.stderr, texts("cli.settings_unreadable", path=settings.file()))


def _write(stream: TextIO | None, line: str) -> None:
    """Write a line where there is somebody to read it: the desktop entry point has no streams."""
    if stream is not None:
        stream.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
