"""The page of the architecture names the folders that there are, and no others."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "desktop" / "kabao"
TOLD_BY_FLOOR = {"documents", "domain", "exchange", "services", "ui"}
"""Floors whose own modules are told of in the table of floors; their folders are listed singly."""
DEEPER = {"ui/cases", "ui/kit"}
"""Rooms with folders inside that their own line speaks of."""


def listed():
    rows = re.findall(r"^\| `([\w/]+)` \|", PAGE, re.MULTILINE)
    return [row for row in rows if "/" in row]


def folders():
    found = {
        folder.parent.relative_to(PACKAGE).as_posix() for folder in PACKAGE.rglob("__init__.py")
    }
    inner = {name for name in found if any(name.startswith(f"{room}/") for room in DEEPER)}
    return found - inner - TOLD_BY_FLOOR - {"."}


def test_every_folder_of_the_program_is_listed():
    assert {f"desktop/kabao/{name}" for name in folders()} <= set(listed())


def test_every_folder_listed_is_there():
    assert [name for name in listed() if not (ROOT / name).is_dir()] == []


def test_the_floors_are_those_that_are_checked():
    table = PAGE[PAGE.index("## Floors") : PAGE.index("## Folders")]
    floors = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (.*?) \|", table, re.MULTILINE))))
    contract = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    layers = re.search(r"layers = \[(.*?)\]", contract, re.DOTALL)
    checked = {name.removeprefix("kabao.") for name in re.findall(r"[\w.]+", layers[1])}
    assert floors == checked
