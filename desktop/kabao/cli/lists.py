"""The command that lists employers; it writes nothing."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import click

from kabao.cli.session import common_options, current
from kabao.cli.spoken import command
from kabao.domain.deadlines import RegistrationState

if TYPE_CHECKING:
    from kabao.domain.deadlines import RegistrationClock
    from kabao.domain.employers import Employer
    from kabao.texts import Texts

limit_option = click.option("--limit", type=click.IntRange(min=1))


@command("employers")
@click.option("--search", default="")
@limit_option
@common_options
def employers(search: str, limit: int | None) -> None:
    """List employers with the clock of article 57."""
    session = current()
    service = session.workspace(read_only=True).employers
    texts = session.texts
    found = (item for item in service.all() if search in item.name or search.upper() in item.uscc)
    entries, lines = [], []
    for employer in islice(found, limit):
        clock = service.clock(employer)
        entries.append(_employer_entry(employer, clock))
        lines.append(f"{employer.name}\t{employer.uscc}\t{_clock_words(texts, clock)}")
    session.emit({"employers": entries}, lines or [texts("cli.none_listed")])


def _employer_entry(employer: Employer, clock: RegistrationClock | None) -> dict[str, object]:
    return {
        "name": employer.name,
        "uscc": employer.uscc,
        "state": clock.state.value if clock else None,
        "nominal_due": clock.nominal_due.isoformat() if clock else None,
        "agency_due": clock.agency_due.isoformat() if clock and clock.agency_due else None,
        "days_left": clock.days_left if clock else None,
    }


def _clock_words(texts: Texts, clock: RegistrationClock | None) -> str:
    if clock is None:
        return "-"
    if clock.state is RegistrationState.ISSUED:
        return texts("cli.registered")
    key = "late" if clock.late else "due"
    return texts(f"cli.{key}", day=clock.due.isoformat(), days=abs(clock.days_left))
