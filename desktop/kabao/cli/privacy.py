"""The commands of privacy: whose day is over, what is stored about somebody, and the purge."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kabao.cli.session import PATH, common_options, current
from kabao.cli.spoken import group
from kabao.domain.errors import InputRefusedError
from kabao.services.privacy_words import left_lines, plan_lines, result_lines

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.services.privacy import Copy, PurgePlan


@group("privacy")
def privacy() -> None:
    """Personal data: report, keep-until, purge."""


@privacy.command("due")
@common_options
def due() -> None:
    """List whose keep-until day is over."""
    session = current()
    texts = session.texts
    found = session.workspace(read_only=True).privacy.due()
    lines = [
        texts(
            "privacy.due_line",
            name=one.name,
            number=one.masked_number,
            until=one.until.isoformat(),
        )
        for one in found
    ]
    people = [
        {"name": one.name, "number": one.masked_number, "keep_until": one.until.isoformat()}
        for one in found
    ]
    session.emit({"people": people}, lines or [texts("privacy.nobody_due")])


@privacy.command("report")
@click.argument("who")
@click.option("--output", type=PATH, required=True)
@common_options
def report(who: str, output: Path) -> None:
    """Write all that is stored about one person."""
    session = current()
    texts = session.texts
    service = session.workspace().privacy
    pages = service.report(service.find(who).id).write(texts, output)
    lines = [texts("privacy.report_written", file=output)]
    if pages:
        lines.append(texts("privacy.report_pages", pages=pages))
    session.emit({"file": str(output), "pages": pages}, lines)


@privacy.command("purge")
@click.argument("who")
@click.option("--dry-run", is_flag=True)
@click.option("--confirm", default="")
@click.option("--keep-backups", is_flag=True)
@common_options
def purge(who: str, dry_run: bool, confirm: str, keep_backups: bool) -> None:
    """Take one person out for ever; cannot be undone."""
    session = current()
    texts = session.texts
    service = session.workspace().privacy
    plan = service.plan_for(who)
    if dry_run:
        session.emit({"plan": _plan(plan)}, plan_lines(texts, plan))
        return
    if not confirm and not session.as_json:
        session.tell("\n".join(plan_lines(texts, plan)))
    typed = confirm or _asked(texts("privacy.ask_name", name=plan.traces.name))
    result = service.purge(plan, typed, backups=not keep_backups)
    document = {
        "plan": _plan(plan),
        "entries": result.purged.traces.entries,
        "swept": result.purged.is_swept,
        "backups_rebuilt": result.cleaned,
        "backups_left": [_copy(one) for one in result.left],
    }
    session.emit(document, [*result_lines(texts, result), *left_lines(texts, result.left)])


@privacy.command("sweep")
@common_options
def sweep() -> None:
    """Write the file anew, so that free pages hold nothing."""
    session = current()
    swept = session.workspace().ledger.purging.sweep()
    key = "privacy.swept" if swept else "privacy.done_unswept"
    session.emit({"swept": swept}, [session.texts(key)])


def _asked(question: str) -> str:
    if not sys.stdin.isatty():
        raise InputRefusedError("purge_unconfirmed")
    return str(click.prompt(question, default="", show_default=False, err=True))


def _plan(plan: PurgePlan) -> dict[str, object]:
    traces = plan.traces
    return {
        "name": traces.name,
        "rows": dict(traces.rows),
        "images": traces.images,
        "entries": traces.entries,
        "cases": list(traces.cases),
        "shared_cases": list(traces.shared),
        "shared_files": traces.shared_files,
        "mentions": list(traces.mentions),
        "namesakes": traces.namesakes,
        "backups": [_copy(one) for one in plan.copies],
    }


def _copy(copy: Copy) -> dict[str, object]:
    return {
        "file": copy.path.name,
        "holds": str(copy.keeper),
        "until": copy.until.isoformat() if copy.until else None,
    }
