"""Which rare characters a ledger holds, so that fonts are loaded only where there are some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.rare_fonts import fonts_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kabao.storage.session import Session

_SMALL = ("employers", "materials", "drafts")
_STEP = 2_000
"""People looked at before it is asked whether to go on; some 20 ms."""


class RareText:
    """Looks through what people typed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def fonts(self, cancelled: Callable[[], bool]) -> set[str]:
        """Return the rare fonts that names, addresses and other fields are drawn with."""
        return set().union(*map(fonts_for, self._texts(cancelled)))

    def _texts(self, cancelled: Callable[[], bool]) -> Iterator[str]:
        for table in _SMALL:
            yield from self._values(f"SELECT fields FROM {table}")  # noqa: S608 (constants)
        ((last,),) = self._session.rows("SELECT coalesce(max(id), 0) FROM holders")
        for first in range(0, last + 1, _STEP):
            if cancelled():
                return
            sql = "SELECT fields FROM holders WHERE id >= ? AND id < ?"
            yield from self._values(sql, first, first + _STEP)

    def _values(self, sql: str, *given: object) -> Iterator[str]:
        for (text,) in self._session.rows(sql, given):
            yield str(text)
