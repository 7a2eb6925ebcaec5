"""Commands that list holders, employers and the status of cards; none of them writes."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kabao.cli.rosters import export_holders
from kabao.cli.session import common_options, current
from kabao.domain.activation import CardState, Light
from kabao.domain.deadlines import ClockState
from kabao.domain.evidence import Signal
from kabao.domain.holders import HolderFilter
from kabao.services.sentences import explain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.activation import ActivationStatus
    from kabao.domain.cards import Card
    from kabao.domain.deadlines import RegistrationClock
    from kabao.domain.employers import Employer
    from kabao.domain.holders import HolderRow
    from kabao.services.register import Register
    from kabao.texts import Texts

LIT = frozenset({Light.STRONG, Light.WEAK})

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
        f"{_state_words(texts, row.status)}"
        for row in rows
    ]
    session.emit({"holders": document}, [*lines, texts("cli.holders_shown", count=len(rows))])


@click.command("status")
@search_option
@state_option
@limit_option
@common_options
def status(search: str, state: str | None, limit: int | None) -> None:
    """列出激活状态和理由 / list activation status with reasons."""
    session = current()
    register = session.workspace(read_only=True).register
    texts = session.texts
    cards, lines = [], []
    for row, card, now in islice(_cards(register, search, state), limit):
        cards.append(_status_entry(texts, row, card, now))
        lines.append(
            f"{row.name}\t{row.masked_number}\t{card.number or '-'}\t{_state_words(texts, now)}"
        )
        lines += [f"    {explain(texts, reason)}" for reason in now.reasons]
    session.emit({"cards": cards}, [*lines, texts("cli.status_note")])


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


def _cards(
    register: Register, search: str, state: str | None
) -> Iterator[tuple[HolderRow, Card, ActivationStatus]]:
    for row in register.lines(_filter(search, state)):
        for card, now in register.cards(row.id):
            if state in (None, now.state.value):
                yield row, card, now


def _status_entry(
    texts: Texts, row: HolderRow, card: Card, status: ActivationStatus
) -> dict[str, object]:
    lights = status.signals
    return {
        "holder": row.name,
        "number": row.masked_number,
        "card_number": card.number,
        "state": status.state.value,
        "grade": status.grade.value if status.grade else None,
        "financial": status.financial.value,
        "signals": {
            signal.value: signal in lights and lights[signal].light in LIT for signal in Signal
        },
        "reasons": [
            {"code": reason.code, "text": explain(texts, reason)} for reason in status.reasons
        ],
        "review_on": status.review_on.isoformat() if status.review_on else None,
    }


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


def _state_words(texts: Texts, status: ActivationStatus | None) -> str:
    if status is None:
        return texts("cli.no_card")
    words = texts(f"states.{status.state}")
    return f"{words} ({texts(f'grades.{status.grade}')})" if status.grade else words
