"""The quick reader of plain TOML reads what tomllib reads."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from kabao import paths, plain_toml

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(
    [*paths.resources().glob("translations/*.toml"), paths.resources() / "theme" / "tokens.toml"]
)
UNUSUAL = (
    'a = "two\\tlines"',
    "a = 'literal'",
    'a = """\nlong\n"""',
    "a = 1_000",
    "a = 2026-11-22",
    "a = 1e3",
    "a = [[1], [2]]",
    "a.b = 1",
    "[[a]]\nb = 1",
    '"a b" = 1',
    "a = true",
    'a = ["x",\n"y"]',
    "a = { b = { c = 1 } }",
    "[a]\nb = 1\n[a.c]\nd = 2\n",
    "[a.c]\nd = 2\n[a]\nb = 1\n",
    'a = "#no comment" # a comment',
    'a = { b = "x = 1, y", c = 2 }',
    "a = -0.5\nb = -3\nc = [1, 2.5]",
)
WRONG = (
    "a = 1\na = 2",
    "[a]\n[a]",
    "a = 1\n[a]",
    "a = 01",
    "a = { b = 1, b = 2 }",
    'a = "x',
    "a",
    "a = [1,, 2]",
    "[a]\nb = 1\n[a.b]\n",
    'a = "\x01"',
    "# \x01",
    "a = { b = 1 }\n[a.c]",
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_shipped_files_are_read_as_tomllib_reads_them(path: Path) -> None:
    assert plain_toml.load(path) == tomllib.loads(path.read_text(encoding="utf-8"))


def test_hardly_any_shipped_file_needs_the_slow_reader() -> None:
    plain = [path for path in FILES if not _is_unusual(path.read_text(encoding="utf-8"))]
    assert len(plain) > 0.9 * len(FILES)


@pytest.mark.parametrize("text", UNUSUAL)
def test_what_is_unusual_is_read_as_well(text: str) -> None:
    assert plain_toml.loads(text) == tomllib.loads(text)


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_refused(text: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        plain_toml.loads(text)


def _is_unusual(text: str) -> bool:
    try:
        plain_toml._plain(text)
    except plain_toml._UnusualError:
        return True
    return False
