"""Commands that list holders and employers; none of them writes."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kabao.cli.rosters import export_holders
from kabao.cli.session import common_options, current
from kabao.cli.status import state_words
from kabao.domain.activation import CardState
from kabao.domain.deadlines import ClockState
from kabao.domain.holders import HolderFilter

if TYPE_CHECKING:
    from kabao.domain.deadlines import RegistrationClock
    from kabao.domain.employers import Employer
    from kabao.texts import Texts

search_option = click.option(
    "--search", default="", help="姓名、号码、单位 / name, number, employer"
)
state_option = click.option(
    "--state",
    type=click.Choice([item.value for item in CardState]),
    help="当前卡的状态 / state of the current card",
)
limit_option = click.option("--limit", type=click.IntRange(min=1), help="最多几行 / at most")


@click.command("holders")
@search_option
@state_option
@limit_option
@click.option(
    "--export", type=click.Path(path_type=Path), help="写入 .xlsx 或 .csv / write into a table"
)
@click.option("--full", is_flag=True, help="导出完整号码 / export full numbers")
@common_options
def holders(
    search: str, state: str | None, limit: int | None, export: Path | None, *, full: bool
) -> None:
    """列出持卡人 / list holders (numbers masked)."""
    session = current()
    if export is not None:
        export_holders(session, _filter(search, state), export, full=full, limit=limit)
        return
    register = session.workspace(read_only=True).register
    rows = list(islice(register.lines(_filter(search, state)), limit))
    texts = session.texts
    document = [
        {
            "name": row.name,
            "number": row.masked_number,
            "card_number": row.card_number,
            "employer": row.employer,
            "state": row.status.state.value if row.status else None,
        }
        for row in rows
    ]
    lines = [
        f"{row.name}\t{row.masked_number}\t{row.card_number or '-'}\t{row.employer or '-'}\t"
        f"{state_words(texts, row.status)}"
        for row in rows
    ]
    session.emit({"holders": document}, [*lines, texts("cli.holders_shown", count=len(rows))])


@click.command("employers")
@click.option("--search", default="", help="名称或代码 / name or code")
@limit_option
@common_options
def employers(search: str, limit: int | None) -> None:
    """列出用人单位和第57条期限 / list employers with the clock of article 57."""
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


def _filter(search: str, state: str | None) -> HolderFilter:
    return HolderFilter(search=search, states=frozenset({state} if state else ()))


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
    if clock.state is ClockState.ISSUED:
        return texts("cli.registered")
    key = "late" if clock.late else "due"
    return texts(f"cli.{key}", day=clock.due.isoformat(), days=abs(clock.days_left))
