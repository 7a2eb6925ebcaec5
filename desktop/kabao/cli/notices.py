"""The command that takes a text file of activation messages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kabao.cli.session import common_options, current, finding_entry
from kabao.cli.spoken import command
from kabao.services.notice_report import NoticeFate
from kabao.services.sentences import describe

if TYPE_CHECKING:
    from kabao.domain.notices import NoticeRemark
    from kabao.services.notice_report import NoticeOutcome, NoticeReport
    from kabao.texts import Texts

OPEN = (NoticeFate.UNMATCHED, NoticeFate.AMBIGUOUS, NoticeFate.REFUSED)
"""Fates that leave something for a person to do."""


@command("notices")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True)
@common_options
def notices(file: Path, *, dry_run: bool) -> int:
    """Take activation messages from a text file."""
    session = current()
    service = session.workspace(read_only=dry_run).notices
    report = service.read_file(file)
    if not dry_run:
        service.take(report)
    texts = session.texts
    lines = [texts("notices.counts", **_counts(report))]
    if report.fraud:
        lines.append(texts("notices.fraud_count", count=report.fraud))
    if dry_run:
        lines.append(texts("cli.dry_run"))
    lines += [_line(texts, item) for item in report.outcomes]
    session.emit(_document(texts, report, dry_run=dry_run), lines)
    return 1 if any(report.count(fate) for fate in OPEN) else 0


def _counts(report: NoticeReport) -> dict[str, int]:
    return {"messages": report.messages} | {fate.value: report.count(fate) for fate in NoticeFate}


def _document(texts: Texts, report: NoticeReport, *, dry_run: bool) -> dict[str, object]:
    details = [_entry(texts, item) for item in report.outcomes]
    return {**_counts(report), "fraud": report.fraud, "dry_run": dry_run, "details": details}


def _entry(texts: Texts, outcome: NoticeOutcome) -> dict[str, object]:
    reading, match = outcome.reading, outcome.match
    return {
        "message": outcome.number,
        "outcome": outcome.fate.value,
        "fraud": reading.fraud,
        "proposal": reading.proposal,
        "part": reading.part.value,
        "digits": reading.digits,
        "observed_on": reading.observed_on.isoformat() if reading.observed_on else None,
        "holder": match.name if match else None,
        "number": match.masked_number if match else None,
        "candidates": len(outcome.matches),
        "reasons": [
            {"code": item.code, "text": texts(f"notices.reason.{item.code}", **item.params)}
            for item in _reasons(outcome)
        ],
        "findings": [finding_entry(texts, item) for item in outcome.findings],
    }


def _line(texts: Texts, outcome: NoticeOutcome) -> str:
    match = outcome.match
    who = f"{match.name} {match.masked_number}" if match else "-"
    said = [texts(f"notices.reason.{item.code}", **item.params) for item in _reasons(outcome)]
    said += [describe(texts, item) for item in outcome.findings]
    fate = texts(f"notices.fate.{outcome.fate}")
    return "\t".join((str(outcome.number), fate, who, " ".join(said))).rstrip()


def _reasons(outcome: NoticeOutcome) -> tuple[NoticeRemark, ...]:
    """Return each reason and remark once."""
    told = {item.code: item for item in (*outcome.reasons, *outcome.reading.remarks)}
    return tuple(told.values())
