"""The command that lists employers; it writes nothing."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import click

from kabao.cli.deadlines import deadline_words
from kabao.cli.session import common_options, current
from kabao.cli.spoken import command

if TYPE_CHECKING:
    from kabao.domain.clocks import Clock
    from kabao.domain.deadlines import RegistrationClock
    from kabao.domain.employers import Employer
    from kabao.texts import Texts

limit_option = click.option("--limit", type=click.IntRange(min=1))


@command("employers")
@click.option("--search", default="")
@limit_option
@common_options
def employers(search: str, limit: int | None) -> None:
    """List employers with the period that runs now."""
    session = current()
    workspace = session.workspace(read_only=True)
    service, texts = workspace.employers, session.texts
    found = (item for item in service.all() if search in item.name or search.upper() in item.uscc)
    entries, lines = [], []
    for employer in islice(found, limit):
        clock = service.clock(employer)
        open_ones = (
            item for item in workspace.deadlines.of_employer(employer) if item.state.is_open
        )
        running = next(open_ones, None)
        entries.append(_employer_entry(employer, clock, running))
        lines.append(f"{employer.name}\t{employer.uscc}\t{_clock_words(texts, clock, running)}")
    session.emit({"employers": entries}, lines or [texts("cli.none_listed")])


def _employer_entry(
    employer: Employer, clock: RegistrationClock | None, running: Clock | None
) -> dict[str, object]:
    return {
        "name": employer.name,
        "uscc": employer.uscc,
        "state": clock.state.value if clock else None,
        "clock": running.rule.key if running else None,
        "nominal_due": running.nominal_due.isoformat() if running else None,
        "final_due": running.final_due.isoformat() if running else None,
        "days_left": running.days_left if running else None,
        "late_days": running.late_days if running else None,
    }


def _clock_words(texts: Texts, clock: RegistrationClock | None, running: Clock | None) -> str:
    if running is not None:
        return deadline_words(running, texts)
    return "-" if clock is None else texts("cli.registered")
