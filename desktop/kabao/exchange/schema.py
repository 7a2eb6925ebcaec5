"""The shape of an exchange document, checked against the schema that is shipped with it.

jsonschema spends about 20 microseconds on every value, which is half a minute for the register
of a prefecture. What plainly satisfies its rule is therefore passed by before the library sees
it; everything else is left to the library, which also says what is wrong.
"""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import islice
from math import isfinite, isnan
from typing import TYPE_CHECKING, Any

from kabao import paths
from kabao.domain.exchange import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kabao.domain.findings import Finding

    Rule = Mapping[str, Any]

MOST_FINDINGS = 50
"""How many findings one refusal names; a file of nonsense would have millions."""

_PLAIN_KEYWORDS = frozenset(
    {"type", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum"}
    | {"items", "properties", "required", "additionalProperties", "description", "default"}
)
_ANYTHING: Rule = {"minimum": 0}
"""Stands where a rule says nothing: never plainly satisfied, so the library decides."""
_JSON_NAMES = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number with decimals",
    list: "array",
    dict: "object",
    type(None): "null",
}


@cache
def exchange_schema() -> Rule:
    """Return the schema of an exchange document of the present version."""
    text = (paths.resources() / "schemas" / "exchange-1.json").read_text(encoding="utf-8")
    schema: Rule = json.loads(text)
    return schema


def schema_findings(document: object) -> tuple[Finding, ...]:
    """Return what in a parsed document does not have the shape of the schema."""
    found: dict[tuple[str, str], Finding] = {}
    for error in _validator(exchange_schema()).iter_errors(document):
        found |= {(item.code, item.place.field): item for item in _findings_of(error)}
        if len(found) >= MOST_FINDINGS:
            break
    return tuple(found.values())[:MOST_FINDINGS]


def pointer(parts: Iterable[str | int]) -> str:
    """Write a way into a document: ``holders[3].cards[0].fields``."""
    text = ""
    for part in parts:
        text += f"[{part}]" if isinstance(part, int) else f".{part[:60]}"
    return text.removeprefix(".")


def _validator(schema: Rule) -> Any:
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    plain = _PlainValues(schema["$defs"])
    library = Draft202012Validator.VALIDATORS

    def properties(validator: Any, rules: Rule, instance: object, rule: Rule) -> Iterator[Any]:
        rest = plain.unsettled(instance, rules)
        if rest:
            yield from library["properties"](validator, rest, instance, rule)

    def additional(validator: Any, extra: Any, instance: object, rule: Rule) -> Iterator[Any]:
        if isinstance(extra, dict) and isinstance(instance, dict):
            instance = {
                name: value for name, value in instance.items() if not plain.satisfies(value, extra)
            }
        yield from library["additionalProperties"](validator, extra, instance, rule)

    # The library takes 1.0 for a whole number; a ledger keeps the two apart.
    checker = Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_whole_number)
    quick = extend(  # type: ignore[no-untyped-call]
        Draft202012Validator,
        {"properties": properties, "additionalProperties": additional},
        type_checker=checker,
    )
    return quick(schema)


def _is_whole_number(_checker: object, value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


class _PlainValues:
    """Says of values whether they satisfy a rule beyond doubt."""

    def __init__(self, definitions: Mapping[str, Rule]) -> None:
        self._definitions = definitions

    def unsettled(self, instance: object, rules: Rule) -> Rule:
        """Return those rules that the properties of an object do not plainly satisfy."""
        if not isinstance(instance, dict):
            return {}
        return {
            name: rule
            for name, rule in rules.items()
            if name in instance and not self.satisfies(instance[name], rule)
        }

    def satisfies(self, value: object, rule: Rule) -> bool:
        """Say whether a value certainly satisfies a rule; False means that it must be checked."""
        rule = self._definitions[rule["$ref"][8:]] if "$ref" in rule else rule
        if not rule.keys() <= _PLAIN_KEYWORDS:
            return False
        if isinstance(value, str):
            return _text_satisfies(value, rule)
        if isinstance(value, dict):
            return "object" in rule.get("type", ()) and self._object_satisfies(value, rule)
        if isinstance(value, list):
            item = rule.get("items", _ANYTHING)
            return "array" in rule.get("type", ()) and all(
                self.satisfies(inner, item) for inner in value
            )
        named = "boolean" if isinstance(value, bool) else "null" if value is None else "other"
        return "enum" not in rule and named in rule.get("type", ())

    def _object_satisfies(self, value: Rule, rule: Rule) -> bool:
        known, other = rule.get("properties", {}), rule.get("additionalProperties", _ANYTHING)
        if any(key not in value for key in rule.get("required", ())):
            return False
        if other is False:
            return all(key in known and self.satisfies(value[key], known[key]) for key in value)
        return all(self.satisfies(value[key], known.get(key, other)) for key in value)


def _text_satisfies(value: str, rule: Rule) -> bool:
    if "enum" in rule:
        return value in rule["enum"]
    length = len(value)
    return (
        "string" in rule.get("type", ())
        and rule.get("minLength", 0) <= length <= rule.get("maxLength", length)
        and ("pattern" not in rule or re.search(rule["pattern"], value) is not None)
    )


def _findings_of(error: Any) -> Iterator[Finding]:
    way, instance, limit = tuple(error.absolute_path), error.instance, error.validator_value
    where = pointer(way)
    match error.validator:
        case "additionalProperties":
            for key in islice(_unknown_keys(error), MOST_FINDINGS):
                yield refusal("exchange_unknown_key", pointer((*way, key)))
        case "required":
            missing = ", ".join(key for key in limit if key not in instance)
            yield refusal("exchange_missing_key", where, keys=missing)
        case "type":
            yield refusal(
                "exchange_wrong_type", where, expected=_expected(limit), found=_name(instance)
            )
        case "enum":
            yield refusal("exchange_wrong_choice", where, choices=", ".join(limit))
        case "oneOf":
            yield refusal("exchange_attachment_source", where)
        case rule:
            yield refusal("exchange_wrong_value", where, rule=str(rule), limit=str(limit))


def _unknown_keys(error: Any) -> Iterator[str]:
    known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    return (key for key in error.instance if key not in known)


def _expected(types: str | list[str]) -> str:
    return types if isinstance(types, str) else ", ".join(types)


def _name(value: object) -> str:
    if isinstance(value, float) and not isfinite(value):
        return "NaN" if isnan(value) else "Infinity"
    return _JSON_NAMES[type(value)]
