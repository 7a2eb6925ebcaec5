"""Patterns of activation messages, read from ``notices.toml``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kabao.domain.notice_rules import NoticeKind, NoticeRule, NoticeRules
from kabao.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.fields import Origin
    from kabao.rulebook.sources import RuleFile

_GROUPS = {
    NoticeKind.DATE: frozenset({"month", "day"}),
    NoticeKind.DIGITS: frozenset({"digits"}),
}
"""Parts that every pattern of a kind must name."""


def read_notices(file: RuleFile) -> NoticeRules:
    """Return the patterns of every kind; each kind must have its rule, and only one."""
    origin = file.origin(file.data, "notices")
    entries = file.data["rules"]
    file.unique([entry["kind"] for entry in entries], "rules")
    missing = [kind for kind in NoticeKind if kind not in {entry["kind"] for entry in entries}]
    if missing:
        raise file.refused(f"rules/{missing[0]}")
    rules = tuple(_rule(file, entry, origin) for entry in entries)
    return NoticeRules(rules, file.data["longest"], origin)


def _rule(file: RuleFile, entry: Mapping[str, Any], origin: Origin) -> NoticeRule:
    kind = NoticeKind(entry["kind"])
    place = f"rules/{kind}"
    return NoticeRule(
        kind=kind,
        label=Words(**entry["label"]),
        patterns=tuple(_pattern(file, text, kind) for text in entry["patterns"]),
        origin=file.origin(entry, place, origin),
    )


def _pattern(file: RuleFile, text: str, kind: NoticeKind) -> re.Pattern[str]:
    try:
        pattern = re.compile(text)
    except re.error as error:
        raise file.refused(f"rules/{kind}/patterns") from error
    if not _GROUPS.get(kind, frozenset()) <= set(pattern.groupindex):
        raise file.refused(f"rules/{kind}/patterns")
    return pattern
