"""The way in: decides between the window and the command line."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from kabao import __version__, logs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

USAGE_ERROR = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window when called bare with a display, else answer on the command line."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments == ["--version"]:
        sys.stdout.write(f"{__version__}\n")
        return 0
    with logs.recording(_tell_log_failure):
        if arguments:
            from kabao.cli.main import run

            return run(arguments)
        if has_display(sys.platform, os.environ):
            from kabao.app import main as open_window

            return open_window(arguments)
        _tell("cli.no_display")
        return USAGE_ERROR


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

    texts = Texts(settings.language_of(settings.load().settings))
    if sys.stderr is not None:
        sys.stderr.write(f"{texts(key, **params)}\n")


if __name__ == "__main__":
    sys.exit(main())
