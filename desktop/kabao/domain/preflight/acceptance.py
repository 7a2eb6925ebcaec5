"""Accepting warnings with a reason, and what the findings of a case allow to leave."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from kabao.domain.findings import Finding, Level, worst

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Gate = Literal["final", "draft", "stopped"]


def finding_key(finding: Finding) -> str:
    """Return the key under which a finding is accepted; it stays while the finding stays.

    The number of the case is no part of it, since the reason is kept inside the case.
    """
    place = finding.place
    record = 0 if place.room == "cases" else place.record
    where = f"{place.room}/{record}/{place.material}/{place.field}"
    row = "" if place.row < 0 else f"/{place.row}"
    # Several requests of a bureau may concern one field; each has an answer of its own.
    mark = f"#{finding.params['request']}" if "request" in finding.params else ""
    return f"{finding.code}@{where}{row}{mark}"


def with_reasons(findings: Iterable[Finding], reasons: Mapping[str, str]) -> Iterator[Finding]:
    """Fill in the reasons of accepted warnings; nothing graver can be accepted."""
    for item in findings:
        reason = reasons.get(finding_key(item), "") if item.level is Level.WARNING else ""
        yield replace(item, accepted=reason) if reason else item


def gate(findings: Iterable[Finding]) -> Gate:
    """Say what may leave: the final package, a draft, or nothing at all."""
    match worst(findings):
        case Level.CRITICAL:
            return "stopped"
        case Level.ERROR:
            return "draft"
    return "final"
