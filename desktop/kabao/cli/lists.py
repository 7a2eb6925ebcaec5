"""Commands that list holders, employers and the status of cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kabao.cli.session import common_options, current
from kabao.domain.activation import CardState, Light
from kabao.domain.evidence import Signal
from kabao.domain.holders import HolderFilter
from kabao.services.sentences import explain

if TYPE_CHECKING:
    from kabao.domain.activation import ActivationStatus
    from kabao.domain.holders import HolderRow
    from kabao.services.workspace import Workspace
    from kabao.texts import Texts

LIT = frozenset({Light.STRONG, Light.WEAK})

search_option = click.option(
    "--search", default="", help="姓名、号码、单位 / name, number, employer"
)
state_option = click.option(
    "--state", type=click.Choice([item.value for item in CardState]), help="状态 / state"
)
limit_option = click.option("--limit", type=click.IntRange(min=1), help="最多几行 / at most")


def _rows(
    workspace: Workspace, search: str, state: str | None, limit: int | None
) -> list[HolderRow]:
    wanted = HolderFilter(search=search, states=frozenset({state} if state else ()))
    return workspace.holders.rows(workspace.holders.ids(wanted)[:limit])


@click.command("holders")
@search_option
@state_option
@limit_option
@common_options
def holders(search: str, state: str | None, limit: int | None) -> None:
    """列出持卡人 / list holders (numbers masked)."""
    session = current()
    rows = _rows(session.workspace(read_only=True), search, state, limit)
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
    workspace = session.workspace(read_only=True)
    texts = session.texts
    cards, lines = [], []
    for row in _rows(workspace, search, state, limit):
        if row.card_id is None:
            continue
        now = workspace.statuses.current(row.card_id)
        cards.append(_status_entry(texts, row, now))
        lines.append(f"{row.name}\t{row.masked_number}\t{_state_words(texts, now)}")
        lines += [f"    {explain(texts, reason)}" for reason in now.reasons]
    session.emit({"cards": cards}, [*lines, texts("cli.status_note")])


@click.command("employers")
@common_options
def employers() -> None:
    """列出用人单位和第57条期限 / list employers with the clock of article 57."""
    session = current()
    service = session.workspace(read_only=True).employers
    entries, lines = [], []
    for employer in service.all():
        clock = service.clock(employer)
        entry: dict[str, object] = {"name": employer.name, "uscc": employer.uscc}
        if clock is not None:
            entry |= {"state": clock.state.value, "nominal_due": clock.nominal_due.isoformat()}
        entries.append(entry)
        due = clock.nominal_due.isoformat() if clock else "-"
        lines.append(f"{employer.name}\t{employer.uscc}\t{due}")
    session.emit({"employers": entries}, lines)


def _status_entry(texts: Texts, row: HolderRow, status: ActivationStatus) -> dict[str, object]:
    lights = status.signals
    return {
        "holder": row.name,
        "number": row.masked_number,
        "card_number": row.card_number,
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


def _state_words(texts: Texts, status: ActivationStatus | None) -> str:
    if status is None:
        return texts("cli.no_card")
    words = texts(f"states.{status.state}")
    return f"{words} ({texts(f'grades.{status.grade}')})" if status.grade else words
