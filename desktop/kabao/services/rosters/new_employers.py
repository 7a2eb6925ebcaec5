"""Employers that a roster names and the ledger does not know: told once each, or made with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.employers import Employer, check_employer
from kabao.domain.fields import Draft
from kabao.domain.findings import Finding, Level, Place
from kabao.domain.names import is_hidden_character
from kabao.domain.plain_text import fold_width

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from kabao.domain.fields import FormSpec
    from kabao.domain.rosters.reading import RosterReader, RosterRow

OFFER = "employers"
"""Ticked among the corrections of a sheet: make the employers that are not there."""


@dataclass(slots=True)
class _Named:
    first: RosterRow
    employer: Employer
    is_sound: bool
    rows: int = 0


class NewEmployers:
    """Gathers employers row by row; one that will be made has a number below zero until then."""

    def __init__(self, form: FormSpec, today: dt.date, *, wanted: bool) -> None:
        self._form = form
        self._today = today
        self._wanted = wanted
        self._all: list[_Named] = []
        self._by_key: dict[str, int] = {}

    def of(self, row: RosterRow) -> int | None:
        """Return the number of a row's employer if it will be made, else None."""
        keys = [key for key in (_code(row), _name(row)) if key]
        at = next((self._by_key[key] for key in keys if key in self._by_key), None)
        if at is None:
            at = len(self._all)
            self._all.append(self._named(row))
        for key in keys:
            self._by_key.setdefault(key, at)
        named = self._all[at]
        named.rows += 1
        return -1 - at if self._wanted and named.is_sound else None

    def tell(self, reader: RosterReader) -> None:
        """Say of each where it comes first, and on how many rows it stands."""
        for named in self._all:
            row = named.first
            key = "employer.name" if row.employer else "employer.uscc"
            params: dict[str, str | int] = {
                "name": row.employer or row.employer_code,
                "count": named.rows,
            }
            if not named.is_sound:
                finding = Finding(Level.WARNING, "roster_employer_unfit", params=params)
            elif self._wanted:
                finding = Finding(Level.INFO, "roster_employer_made", params=params)
            else:
                finding = Finding(Level.WARNING, "roster_employer_unknown", params=params)
            reader.finding(row, key, finding, "" if not named.is_sound else OFFER)

    def wanted_by(self, numbers: Iterable[int | None]) -> Iterator[tuple[int, Employer]]:
        """Go through those that rows which are taken belong to, with their numbers."""
        for number in sorted({number for number in numbers if number and number < 0}, reverse=True):
            yield number, self._all[-1 - number].employer

    def _named(self, row: RosterRow) -> _Named:
        values = {"name": row.employer.strip(), "uscc": fold_width(row.employer_code).upper()}
        employer = Employer({key: value for key, value in values.items() if value})
        return _Named(row, employer, self._is_sound(employer))

    def _is_sound(self, employer: Employer) -> bool:
        """Look at what is there: kind and day of establishment are for the user to add."""
        found = check_employer(Draft(self._form, employer.values), self._today, Place("employers"))
        wrong = {item.place.field for item in found if item.level.rank <= Level.ERROR.rank}
        can_be_seen = not all(is_hidden_character(sign) or sign.isspace() for sign in employer.name)
        return can_be_seen and not wrong & set(employer.values)


def _code(row: RosterRow) -> str:
    return f"code {fold_width(row.employer_code).upper()}" if row.employer_code else ""


def _name(row: RosterRow) -> str:
    folded = "".join(fold_width(row.employer).split()).lower()
    return f"name {folded}" if folded else ""
