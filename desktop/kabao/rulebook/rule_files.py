"""Reading one rule file: parse it, check it against its schema, refuse it in words."""

from __future__ import annotations

import json
import re
import tomllib
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
    import jsonschema

    try:
        data: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise EnvironmentProblemError("rulebook_unreadable", file=path.name) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise refused(path, _line_of(error)) from error
    rules = json.loads((paths.resources() / "schemas" / f"{schema}.json").read_text("utf-8"))
    problem = next(iter(jsonschema.Draft202012Validator(rules).iter_errors(data)), None)
    if problem is not None:
        raise refused(path, place_in(data, problem.absolute_path)) from problem
    return data


def _line_of(error: Exception) -> str:
    """Return the place that the parser names, such as ``line 3, column 5``."""
    found = re.search(r"line \d+, column \d+|position \d+", str(error))
    return found[0] if found else ""


def words(entry: Mapping[str, str] | None) -> Words | None:
    """Return both wordings of an entry, or None when it has none."""
    return None if entry is None else Words(entry["zh"], entry["en"])


def origin(entry: Mapping[str, Any], prefix: str = "") -> Origin:
    """Return confidence and sources of an entry; ``prefix`` picks such as ``region_``."""
    return Origin(Confidence(entry[f"{prefix}confidence"]), ", ".join(entry.get("source", ())))
