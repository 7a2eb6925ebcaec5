"""Regional packs: read, held against the national rules, refused in words with place and line."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kabao import paths
from kabao.domain.errors import EnvironmentProblemError
from kabao.domain.findings import Finding, Level, Place
from kabao.rulebook.refusal import place_in, refused
from kabao.rulebook.region_reading import PackReader
from kabao.rulebook.rule_files import digest, known_as_sound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kabao.domain.regions import RegionPack
    from kabao.domain.rules import Rulebook

SCHEMA = "rules-region"
_CODES = {
    "additionalProperties": "region_unknown_key",
    "required": "region_missing_key",
    "oneOf": "region_field_or_file",
    "dependentRequired": "region_pair",
}


def load_packs(national: Rulebook, folder: Path | None = None) -> tuple[RegionPack, ...]:
    """Read every pack of a folder, those that are shipped by default, the newest first.

    Raises InputRefusedError ``rulebook_invalid`` for one that does not hold together.
    """
    folder = folder or paths.resources() / "rules" / "regions"
    packs = [read_pack(path, national) for path in sorted(folder.glob("*.toml"))]
    return tuple(sorted(packs, key=lambda pack: (pack.region, pack.effective_on), reverse=True))


def read_pack(path: Path, national: Rulebook) -> RegionPack:
    """Return one pack; raises InputRefusedError ``rulebook_invalid`` with its first fault."""
    pack, found = _read(path, national, known=True)
    if pack is None:
        raise refused(path, str(found[0].params["where"]))
    return pack


LARGEST = 1 << 20
"""Bytes; a pack that somebody wrote has some ten thousand."""


def check_pack(path: Path, national: Rulebook) -> tuple[RegionPack | None, tuple[Finding, ...]]:
    """Return the pack, None for one with faults, and every fault with its place and line."""
    return _read(path, national, known=False)


def _read(
    path: Path, national: Rulebook, *, known: bool
) -> tuple[RegionPack | None, tuple[Finding, ...]]:
    try:
        if path.stat().st_size > LARGEST:
            return None, (_fault("region_too_large", "/", 0),)
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise EnvironmentProblemError("rulebook_unreadable", file=path.name) from error
    except UnicodeDecodeError:
        return None, (_fault("region_not_utf8", "/", 0),)
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number of 5,000 digits, a deep list
        line = re.search(r"line (\d+)", str(error))
        return None, (_fault("region_not_toml", "/", int(line[1]) if line else 0),)
    schema = _schema()
    if not (known and known_as_sound(digest(text, schema))):
        found = tuple(_schema_faults(data, text, json.loads(schema)))
        if found:
            return None, found
    reader = PackReader(path, data, national)
    pack = reader.pack()
    faults = tuple(
        _fault(code, place, _line(text, place.split("/")), **params)
        for code, place, params in reader.faults
    )
    return (None if faults else pack), faults


def _schema() -> str:
    return (paths.resources() / "schemas" / f"{SCHEMA}.json").read_text(encoding="utf-8")


def _schema_faults(
    data: Mapping[str, Any], text: str, schema: Mapping[str, Any]
) -> Iterator[Finding]:
    import jsonschema

    validator = jsonschema.Draft202012Validator(schema)
    for problem in validator.iter_errors(data):
        steps = [*problem.absolute_path]
        place = place_in(data, steps)
        names = _names(problem)
        code = _CODES.get(str(problem.validator), "region_wrong_value")
        line = _line(text, [*place.split("/"), *(names[:1] if names else [])])
        yield _fault(code, place, line, names=", ".join(names))


def _names(problem: Any) -> list[str]:
    if problem.validator == "additionalProperties":
        known = problem.schema.get("properties", {})
        return sorted(name for name in problem.instance if name not in known)
    if problem.validator == "required":
        return [name for name in problem.validator_value if name not in problem.instance]
    return []


def _fault(code: str, place: str, line: int, **params: str) -> Finding:
    where = place or "/"
    # What is missing altogether is missing from the first line on.
    told: dict[str, str | int] = {"where": where, "line": max(line, 1), **params}
    return Finding(Level.ERROR, code, Place("rules", field=where), told)


def _line(text: str, steps: list[str]) -> int:
    """Return the line at which the last step that can be found begins; 0 for none."""
    lines, at = text.splitlines(), 0
    for step in steps:
        word = re.compile(rf"(?<![\w-]){re.escape(step)}(?![\w-])") if step else None
        found = (n for n in range(at, len(lines)) if word and word.search(lines[n]))
        at = next(found, at)
    return at + 1 if lines else 0


class _Book:
    """National rules that count as the same while their version is."""

    def __init__(self, rules: Rulebook) -> None:
        self.rules = rules

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Book) and other.rules.version == self.rules.version

    def __hash__(self) -> int:
        return hash(self.rules.version)


def shipped_packs(national: Rulebook) -> Mapping[str, RegionPack]:
    """Return the shipped packs on national rules by their own versions; read once."""
    return _shipped(_Book(national))


@cache
def _shipped(book: _Book) -> Mapping[str, RegionPack]:
    packs = load_packs(book.rules)
    return MappingProxyType({pack.version: pack for pack in packs})
