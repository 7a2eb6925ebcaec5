"""Reading one rule file: parse it, check it against its schema, refuse it in words."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from kabao import paths
from kabao.domain.errors import EnvironmentProblemError
from kabao.domain.fields import Origin
from kabao.domain.findings import Confidence
from kabao.domain.words import Words
from kabao.rulebook.refusal import place_in, refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_rule_file(path: Path, schema: str) -> Mapping[str, Any]:
    """Return a TOML file that satisfies ``schemas/<schema>.json``, or refuse it with its place."""
    try:
        text = path.read_text(encoding="utf-8")
        data: Mapping[str, Any] = tomllib.loads(text)
    except OSError as error:
        raise EnvironmentProblemError("rulebook_unreadable", file=path.name) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise refused(path, _line_of(error)) from error
    rules = (paths.resources() / "schemas" / f"{schema}.json").read_text(encoding="utf-8")
    if digest(text, rules) not in _checked():
        check(path, data, rules)
    return data


def digest(text: str, schema: str) -> str:
    """Return what tells one rule file and its schema from any other two, letter by letter."""
    return hashlib.sha256(f"{schema}\0{text}".encode()).hexdigest()


def known_as_sound(told: str) -> bool:
    """Say whether a file with this digest was checked before it was shipped."""
    return told in _checked()


@cache
def _checked() -> frozenset[str]:
    """Name the files that were checked before they were shipped: checking takes 0.2 s.

    A file that differs in one letter, or whose schema does, is not among them.
    """
    file = paths.resources() / "rules" / "checked.txt"
    return frozenset(file.read_text(encoding="ascii").split()) if file.is_file() else frozenset()


def check(path: Path, data: Mapping[str, Any], schema: str) -> None:
    """Refuse a file that does not satisfy its schema."""
    import jsonschema

    validator = jsonschema.Draft202012Validator(json.loads(schema))
    problem = next(iter(validator.iter_errors(data)), None)
    if problem is not None:
        raise refused(path, place_in(data, problem.absolute_path)) from problem


def _line_of(error: Exception) -> str:
    """Return the place that the parser names, such as ``line 3, column 5``."""
    found = re.search(r"line \d+, column \d+|position \d+", str(error))
    return found[0] if found else ""


def words(entry: Mapping[str, str] | None) -> Words | None:
    """Return both wordings of an entry, or None when it has none."""
    return None if entry is None else Words(entry["zh"], entry["en"])


def source_words(table: Mapping[str, Mapping[str, str]]) -> dict[str, Words]:
    """Return what the tags of a file's own sources stand for."""
    return {tag: Words(entry["zh"], entry["en"]) for tag, entry in table.items()}


def origin(entry: Mapping[str, Any], prefix: str = "") -> Origin:
    """Return confidence and sources of an entry; ``prefix`` picks such as ``region_``."""
    return Origin(Confidence(entry[f"{prefix}confidence"]), ", ".join(entry.get("source", ())))
