"""Every row that is about one person, also those of which only images for undo are left."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kabao.domain.privacy import numbers_in
from kabao.storage.schema_history import TRACKED
from kabao.storage.values import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.storage.schema_history import Tracked
    from kabao.storage.session import Session

    Item = int | str
    Doomed = dict[str, set[Item]]

_OWNED = frozenset({"employer_id"})
"""Columns that name a row without belonging to it."""
_IN = "IN (SELECT value FROM json_each(?))"
_CASES_OF = """
SELECT case_id FROM case_holders WHERE holder_id = ?1
UNION SELECT item ->> '$[0]' FROM undo_images
WHERE tab = 'case_holders' AND old ->> '$.holder_id' = ?1
"""
_PEOPLE_OF = """
SELECT holder_id FROM case_holders WHERE case_id = ?1
UNION SELECT old ->> '$.holder_id' FROM undo_images
WHERE tab = 'case_holders' AND item ->> '$[0]' = ?1 AND old IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM cases WHERE id = ?1)
"""
_FIELDS = """
SELECT fields FROM {table} WHERE id {some}
UNION ALL SELECT old ->> '$.fields' FROM undo_images
WHERE tab = '{table}' AND item {some} AND old ->> '$.fields' IS NOT NULL
"""


class Person:
    """One holder with all that hangs on it."""

    def __init__(self, session: Session, holder_id: int) -> None:
        self._session = session
        self.holder_id = holder_id
        cases = {int(row[0]) for row in session.rows(_CASES_OF, (holder_id,))}
        self.own_cases = {case for case in cases if self._is_own(case)}
        self.shared_cases = cases - self.own_cases
        self.doomed: Doomed = {"holders": {holder_id}, "cases": set(self.own_cases)}
        for table in TRACKED:
            self._add(table)

    def names(self) -> list[str]:
        """Return the names that the person has or had."""
        forms = self._forms("holders")
        return list(dict.fromkeys(str(form["name"]) for form in forms if form.get("name")))

    def numbers(self) -> list[str]:
        """Return numbers of documents, cards, accounts and telephones, the longest first.

        What another person's record has too, as a guardian's telephone, is not this one's alone.
        """
        forms = (*self._forms("holders"), *self._forms("cards"))
        own = {str(form[key]) for form in forms for key in ("doc_no",) if form.get(key)}
        found = numbers_in(forms)
        kept = {number for number in found - own if not self.others_with(number)}
        kept |= {one for number in own for one in (number, number.upper(), number.lower())}
        return sorted(kept, key=lambda number: (-len(number), number))

    def others_with(self, text: str) -> list[str]:
        """Return the names of other people and employers whose records hold a text."""
        rows = self._session.rows(
            "SELECT name FROM holders WHERE id <> ?1 AND instr(fields, ?2)"
            " UNION SELECT name FROM employers WHERE instr(fields, ?2)",
            (self.holder_id, text),
        )
        return [str(name) for (name,) in rows]

    def namesakes(self, name: str) -> int:
        """Count other people of a name."""
        sql = "SELECT count(*) FROM holders WHERE name = ? AND id <> ?"
        return int(self._session.rows(sql, (name, self.holder_id))[0][0])

    def live(self, tab: str) -> int:
        """Count the rows of a table that go."""
        table = next(one for one in TRACKED if one.name == tab)
        key = table.identity(table.name)
        sql = f"SELECT count(*) FROM {tab} WHERE {key} {_IN}"  # noqa: S608 (constants)
        return int(self._session.rows(sql, (self._ids(tab),))[0][0])

    def images(self) -> Iterator[tuple[str, str]]:
        """Yield a condition on images for undo with its value, one for each table."""
        for tab, items in self.doomed.items():
            if items:
                yield f"tab = '{tab}' AND item {_IN}", self._ids(tab)

    def entries(self) -> set[int]:
        """Return the entries of the history that made, changed or removed any of it."""
        found: set[int] = set()
        for condition, value in self.images():
            sql = f"SELECT DISTINCT entry FROM undo_images WHERE {condition}"  # noqa: S608
            found.update(self._session.column(sql, (value,)))
        for tab, items in self.doomed.items():
            numbers = to_json(sorted(item for item in items if isinstance(item, int)))
            sql = (
                "SELECT DISTINCT entry FROM undo_ranges r, json_each(?) n"
                " WHERE r.tab = ? AND n.value BETWEEN r.first AND r.last"
            )
            found.update(self._session.column(sql, (numbers, tab)))
        return found

    def _ids(self, tab: str) -> str:
        return to_json(sorted(self.doomed.get(tab, ()), key=str))

    def _forms(self, tab: str) -> list[dict[str, object]]:
        sql = _FIELDS.format(table=tab, some=_IN)
        rows = self._session.rows(sql, (self._ids(tab), self._ids(tab)))
        return [json.loads(fields) for (fields,) in rows if fields]

    def _is_own(self, case_id: int) -> bool:
        people = {int(row[0]) for row in self._session.rows(_PEOPLE_OF, (case_id,))}
        return people <= {self.holder_id}

    def _add(self, table: Tracked) -> None:
        found = self.doomed.setdefault(table.name, set())
        for column, parent in table.parents:
            if column in _OWNED or not self.doomed.get(parent):
                continue
            wanted = self._ids(parent)
            live = f"SELECT {table.identity(table.name)} FROM {table.name} WHERE {column} {_IN}"  # noqa: S608
            kept = (
                f"SELECT item FROM undo_images WHERE tab = '{table.name}'"  # noqa: S608 (constants)
                f" AND {_place(table, column)} {_IN}"
            )
            for sql in (live, kept):
                found.update(row[0] for row in self._session.rows(sql, (wanted,)))


def _place(table: Tracked, column: str) -> str:
    """Return where an image says which parent its row has."""
    if column not in table.key:
        return f"old ->> '$.{column}'"
    return "item" if len(table.key) == 1 else f"item ->> '$[{table.key.index(column)}]'"
