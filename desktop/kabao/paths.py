"""Folders: where resources lie and where preferences and crash reports go."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path


@cache
def resources() -> Path:
    """Return the folder of shipped resources: in the wheel, else in the checkout."""
    packaged = Path(__file__).resolve().parent / "resources"
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parents[2] / "resources"


def carried() -> Path | None:
    """Return the folder of preferences beside a program that is carried about, else None.

    A file ``portable`` beside the program says that it is: then nothing is written elsewhere.
    """
    if not getattr(sys, "frozen", False):
        return None
    folder = _program().parent
    return folder / "settings" if (folder / "portable").is_file() else None


def _program() -> Path:
    """Return the file that was started: the image, where the program lies inside one."""
    program, inside = Path(sys.executable), os.environ.get("APPDIR")
    image = os.environ.get("APPIMAGE")
    # Another program's image may have started this one and left its names behind.
    if image and inside and program.is_relative_to(inside):
        return Path(image)
    return program


def config() -> Path:
    """Return the folder of preferences; ``KABAO_CONFIG`` overrides the system's."""
    override = os.environ.get("KABAO_CONFIG")
    if override:
        return Path(override)
    along = carried()
    if along is not None:
        return along
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "kabao"
