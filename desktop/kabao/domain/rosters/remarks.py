"""What is to be said about a sheet as a whole: what of it is not read, and what is not seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.findings import Finding, Level
from kabao.domain.rosters.headers import LEFT_OUT, normal_title
from kabao.domain.rosters.mapping import titles_of
from kabao.domain.rosters.sheets import column_letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kabao.domain.rosters.mapping import RosterMapping
    from kabao.domain.rosters.sheets import Sheet

_NAMED = 8
_LONGEST = 24


def remarks(sheet: Sheet, mapping: RosterMapping, titles: Mapping[str, str]) -> Iterator[Finding]:
    """Say which rows and columns are hidden, and which sheets and columns are not read."""
    hidden = [row for row in sheet.hidden_rows if row > sheet.top + mapping.header]
    if hidden:
        rows = _listed([str(row) for row in hidden])
        yield Finding(
            Level.WARNING, "roster_hidden_rows", params={"count": len(hidden), "rows": rows}
        )
    covered = {at + sheet.left for at in mapping.columns} & set(sheet.hidden_columns)
    if covered:
        letters = _listed([column_letters(at) for at in sorted(covered)])
        yield Finding(Level.WARNING, "roster_hidden_columns", params={"columns": letters})
    others = [name for name in sheet.others if name != sheet.name]
    if others:
        yield Finding(Level.INFO, "roster_other_sheets", params={"sheets": _listed(others)})
    yield from _about_columns(sheet, mapping, titles)


def _about_columns(
    sheet: Sheet, mapping: RosterMapping, titles: Mapping[str, str]
) -> Iterator[Finding]:
    found = titles_of(sheet, mapping.header, mapping.header_rows)
    plain = [normal_title(title) for title in found]
    first = {plain[at]: at for at in sorted(mapping.columns, reverse=True) if at < len(plain)}
    left_out: list[str] = []
    for at, title in enumerate(plain):
        if not title or at in mapping.columns:
            continue
        twin = first.get(title, -1)
        if twin >= 0:
            params = {"column": sheet.column(at), "other": sheet.column(twin)}
            yield Finding(Level.WARNING, "roster_title_twice", params=params)
        elif titles.get(title) not in LEFT_OUT:
            left_out.append(found[at].replace("\n", " ")[:_LONGEST])
    if left_out:
        yield Finding(Level.INFO, "roster_columns_ignored", params={"columns": _listed(left_out)})


def _listed(names: list[str]) -> str:
    more = ["..."] if len(names) > _NAMED else []
    return ", ".join((*names[:_NAMED], *more))
