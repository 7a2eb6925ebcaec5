"""How a desk works: saved views of the register, and column mappings of rosters by layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.storage.values import to_json, to_values

if TYPE_CHECKING:
    from kabao.domain.fields import Values
    from kabao.storage.session import Session


class ViewStore:
    """The table of saved views; changes of it are no part of the history."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, name: str, values: Values) -> None:
        """Keep a view in place of the one of that name."""
        with self._session.quietly():
            self._session.rows(
                "INSERT OR REPLACE INTO views VALUES (?, ?)", (name, to_json(values))
            )

    def all(self) -> dict[str, Values]:
        """Return every view by name."""
        rows = self._session.rows("SELECT name, fields FROM views ORDER BY name")
        return {name: to_values(fields) for name, fields in rows}

    def remove(self, name: str) -> None:
        """Forget a view, if there is one."""
        with self._session.quietly():
            self._session.rows("DELETE FROM views WHERE name = ?", (name,))


class MappingStore:
    """The table of remembered column mappings; a layout is a digest of the headers."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, layout: str) -> Values | None:
        """Return the mapping of a layout, or None."""
        row = self._session.row("SELECT fields FROM mappings WHERE layout = ?", (layout,))
        return to_values(row[0]) if row else None

    def put(self, layout: str, values: Values) -> None:
        """Remember the mapping of a layout in place of the one before."""
        with self._session.quietly():
            self._session.rows(
                "INSERT OR REPLACE INTO mappings VALUES (?, ?)", (layout, to_json(values))
            )
