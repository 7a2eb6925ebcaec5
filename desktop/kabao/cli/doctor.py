"""The command that reads the whole ledger and says whether it is sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kabao.cli.session import PATH, common_options, current
from kabao.cli.spoken import command
from kabao.services.salvaging import report_lines, report_path, salvage_ledger, write_report

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.cli.session import Session
    from kabao.services.doctor import Diagnosis
    from kabao.texts import Texts

_HARMLESS = frozenset({"rules", "space", "spare"})
"""Checks whose outcome takes nothing from the data."""
_HEAD = 16
"""So much of the newest seal is shown to people; JSON has all of it."""


@command("doctor")
@click.option("--salvage", "new", type=PATH)
@common_options
def doctor(new: Path | None) -> int:
    """Check that a ledger is sound; changes nothing."""
    session = current()
    if new is not None:
        return _salvage(session, new)
    found = session.workspace(read_only=True).doctor.examine()
    texts = session.texts
    lines = []
    for item in found:
        verdict = _verdict(texts, item)
        lines.append(texts("doctor.line", what=texts(f"doctor.{item.code}"), verdict=verdict))
    well = all(item.is_well for item in found)
    lines += _advice(texts, {item.code for item in found if not item.is_well})
    checks = [
        {"code": item.code, "ok": item.is_well, "count": item.count, "text": line}
        | ({"entry": item.entry} if item.entry else {})
        | ({"head": item.head} if item.head else {})
        | ({"detail": item.detail} if item.detail else {})
        for item, line in zip(found, lines, strict=False)
    ]
    session.emit({"ok": well, "checks": checks}, lines)
    return 0 if well else 1


def _advice(texts: Texts, wrong: set[str]) -> list[str]:
    """Say what to do next: nothing, look at one line, or go back to what is known to be sound."""
    if not wrong:
        return [texts("doctor.all_well")]
    if wrong <= _HARMLESS:
        return [texts("doctor.advice_harmless")]
    more = ["doctor.advice_statuses"] if "statuses" in wrong else []
    return [texts(key) for key in ("doctor.advice", *more)]


def _verdict(texts: Texts, item: Diagnosis) -> str:
    if item.entry:
        return texts("doctor.broken_at", entry=item.entry)
    if item.head:
        return texts("doctor.well_up_to", head=item.head[:_HEAD])
    if item.detail:
        key = f"doctor.{item.code}_{'well' if item.is_well else 'wrong'}"
        return texts(key, detail=item.detail, count=item.count)
    return texts("doctor.well" if item.is_well else "doctor.wrong", count=item.count)


def _salvage(session: Session, new: Path) -> int:
    """Save what can be read into a new ledger, and write the report beside it."""
    damaged = session.ledger_path()
    found = salvage_ledger(damaged, new, session.clock, session.key_of(damaged))
    lines = report_lines(session.texts, damaged, new, found)
    report = report_path(new)
    write_report(report, lines)
    tables = {
        item.table: {"saved": item.saved, "lost": item.lost, "refused": item.refused}
        for item in found
    }
    lines.append(session.texts("salvage.written", file=report))
    session.emit({"ledger": str(new), "report": str(report), "tables": tables}, lines)
    return 1 if any(item.lost or item.refused for item in found) else 0
