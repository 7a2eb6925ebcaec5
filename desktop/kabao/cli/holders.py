"""The command ``holders``: the register by every filter of the window."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kabao.cli.lists import limit_option
from kabao.cli.rosters import export_holders
from kabao.cli.session import common_options, current
from kabao.cli.spoken import command
from kabao.cli.status import state_words
from kabao.domain.activation import CardState, Grade
from kabao.domain.attention import KINDS, read_kind
from kabao.domain.errors import InputRefusedError
from kabao.domain.evidence import Signal
from kabao.domain.holders import ORDERS, HolderFilter
from kabao.services.register import LIT
from kabao.services.sentences import explain
from kabao.services.views import COLUMNS, known_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from kabao.cli.session import Session
    from kabao.domain.holders import HolderRow
    from kabao.services.workspace import Workspace
    from kabao.texts import Texts

STATES = (*CardState, *(f"{CardState.ACTIVE}/{grade}" for grade in Grade))
USUAL = ("name", "number", "card", "employer", "state")
"""The columns printed unless others are asked for."""
ANY = "any"
"""Stands for every kind of attention."""
_SETS = ("states", "grades", "signals", "without_signals")


def _many(name: str, kinds: Sequence[str]) -> Callable[[Any], Any]:
    return click.option(name, multiple=True, type=click.Choice([str(kind) for kind in kinds]))


@command("holders")
@click.option("--search", default="")
@_many("--state", ("no_card", *STATES))
@_many("--grade", tuple(Grade))
@_many("--signal", tuple(Signal))
@_many("--without-signal", tuple(Signal))
@click.option("--employer")
@click.option("--region")
@click.option("--attention", multiple=True, is_flag=False, flag_value=ANY)
@click.option("--review-until", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--order", type=click.Choice([*ORDERS, *(f"-{order}" for order in ORDERS)]))
@click.option("--columns")
@click.option("--view")
@limit_option
@click.option("--export", type=click.Path(path_type=Path))
@click.option("--full", is_flag=True)
@common_options
def holders(
    limit: int | None,
    export: Path | None,
    columns: str | None,
    *,
    full: bool,
    **asked: Any,
) -> None:
    """List holders (numbers masked)."""
    session = current()
    workspace = session.workspace(read_only=True)
    wanted, viewed = _wanted(workspace, asked)
    if export is not None:
        export_holders(session, wanted, export, full=full, limit=limit)
        return
    shown = _columns(columns) if columns is not None else viewed
    _list(session, list(islice(workspace.register.lines(wanted), limit)), shown)


def _list(session: Session, rows: Sequence[HolderRow], columns: tuple[str, ...]) -> None:
    """Print the rows; a line of titles only where columns were asked for."""
    texts = session.texts
    say = [_SAY.get(column, _signal(column)) for column in columns or USUAL]
    lines = ["\t".join(one(texts, row) for one in say) for row in rows]
    if columns:
        lines.insert(0, "\t".join(_title(texts, column) for column in columns))
    count = texts("cli.holders_shown", count=len(rows))
    session.emit({"holders": [_entry(texts, row) for row in rows]}, [*lines, count])


def _wanted(workspace: Workspace, asked: dict[str, Any]) -> tuple[HolderFilter, tuple[str, ...]]:
    """Return the filter that view and options make together, and the columns of the view."""
    view = workspace.views.get(asked["view"]) if asked["view"] else None
    wanted = view.filter if view else HolderFilter()
    words = " ".join(filter(None, (wanted.search, asked["search"])))
    changes: dict[str, Any] = {"search": words}
    for name in _SETS:
        changes[name] = frozenset(asked[name.removesuffix("s")]) or getattr(wanted, name)
    kinds = frozenset(asked["attention"]) - {ANY}
    changes["attention"] = ANY in asked["attention"] or wanted.attention
    changes["attention_kinds"] = _kinds(kinds) or wanted.attention_kinds
    changes["today"] = workspace.clock().isoformat()
    changes["region"] = asked["region"] or wanted.region
    changes["order"] = asked["order"] or wanted.order
    if asked["review_until"]:
        changes["review_until"] = asked["review_until"].date().isoformat()
    if asked["employer"] is not None:
        changes["employer_id"] = employer_meant(workspace, asked["employer"])
    return replace(wanted, **changes), view.columns if view else ()


def _kinds(asked: frozenset[str]) -> frozenset[str]:
    for code in sorted(asked):
        if read_kind(code) is None:
            raise InputRefusedError("attention_unknown", name=code, known=", ".join(KINDS))
    return asked


def employer_meant(workspace: Workspace, asked: str) -> int:
    """Return the one employer of that code or name, else the only one whose name holds it."""
    wanted = asked.strip()
    found = workspace.employers.all()
    exact = [one for one in found if wanted.upper() == one.uscc.upper() or wanted == one.name]
    meant = exact or [one for one in found if wanted and wanted in one.name]
    if not meant:
        raise InputRefusedError("employer_unknown", name=asked)
    if len(meant) > 1:
        raise InputRefusedError("employer_ambiguous", name=asked, count=len(meant))
    return meant[0].id


def _columns(asked: str) -> tuple[str, ...]:
    names = [name.strip() for name in asked.split(",") if name.strip()]
    unknown = next((name for name in names if name not in COLUMNS), None)
    if unknown is not None or not names:
        raise InputRefusedError("column_unknown", name=unknown or asked, known=", ".join(COLUMNS))
    return tuple(dict.fromkeys(names)) if "name" not in names else known_columns(names)


def _title(texts: Texts, column: str) -> str:
    subject = "signals" if column in frozenset(Signal) else "holders.column"
    return texts(f"{subject}.{column}")


def _grade(texts: Texts, row: HolderRow) -> str:
    grade = row.status.grade if row.status else None
    return texts(f"grades.{grade}") if grade else "-"


def _financial(texts: Texts, row: HolderRow) -> str:
    return texts(f"financial.{row.status.financial}") if row.status else "-"


def _reason(texts: Texts, row: HolderRow) -> str:
    reasons = row.status.reasons if row.status else ()
    return explain(texts, reasons[0]) if reasons else "-"


def _review(row: HolderRow) -> str | None:
    day = row.status.review_on if row.status else None
    return day.isoformat() if day else None


def _signal(column: str) -> Callable[[Texts, HolderRow], str]:
    def say(texts: Texts, row: HolderRow) -> str:
        shown = row.status.signals.get(Signal(column)) if row.status else None
        return texts(f"lights.{shown.light}" if shown else "lights.none")

    return say


_SAY: dict[str, Callable[[Texts, HolderRow], str]] = {
    "name": lambda _, row: row.name,
    "number": lambda _, row: row.masked_number,
    "card": lambda _, row: row.card_number or "-",
    "employer": lambda _, row: row.employer or "-",
    "state": lambda texts, row: state_words(texts, row.status),
    "review": lambda _, row: _review(row) or "-",
    "region": lambda _, row: row.region or "-",
    "grade": _grade,
    "financial": _financial,
    "reason": _reason,
}


def _entry(texts: Texts, row: HolderRow) -> dict[str, object]:
    status = row.status
    lights = status.signals if status else {}
    lit = {signal for signal, shown in lights.items() if shown.light in LIT}
    return {
        "name": row.name,
        "number": row.masked_number,
        "card_number": row.card_number,
        "employer": row.employer,
        "state": status.state.value if status else None,
        "grade": status.grade.value if status and status.grade else None,
        "financial": status.financial.value if status else None,
        "signals": {signal.value: signal in lit for signal in Signal},
        "reason": explain(texts, status.reasons[0]) if status and status.reasons else None,
        "review_on": _review(row),
        "region": row.region,
    }
