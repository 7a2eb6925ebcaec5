"""Everybody in an order, read on a thread of its own while the window draws the first rows."""

from __future__ import annotations

from array import array
from operator import itemgetter
from threading import Event, Thread
from typing import TYPE_CHECKING

from kabao.storage import driver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.storage.driver import Connection
    from kabao.storage.session import Session

SPARSE = 8
"""Where ids lie this far apart, places by id would be mostly empty room."""
_FEW = 2000
_BATCH = 2000
_AFTER_S = 0.15
"""Python runs one thread at a time: the first rows are drawn before the rest is read."""


class Reading:
    """Reads ids by statements through a connection of its own; sees what is committed.

    It begins a moment later, or as soon as somebody waits for it.
    """

    def __init__(self, session: Session, statements: Sequence[str]) -> None:
        self._path = session.path
        self._key = session.key
        self._statements = statements
        self._ids: array[int] | None = None
        self._places: array[int] | None = None
        self._is_stopped = False
        self._is_wanted = Event()
        self._thread = Thread(target=self._run, name="register", daemon=True)
        self._thread.start()

    def result(self) -> tuple[array[int], array[int] | None] | None:
        """Wait for the ids and their places by id; None if reading failed and is to be repeated."""
        self._is_wanted.set()
        self._thread.join()
        return None if self._ids is None else (self._ids, self._places)

    def is_over(self) -> bool:
        """Say whether ``result`` would not wait, for somebody who does."""
        self._is_wanted.set()
        return not self._thread.is_alive()

    def stop(self) -> None:
        """Read no further, as before the file is closed."""
        self._is_stopped = True
        self._is_wanted.set()
        self._thread.join()

    def _run(self) -> None:
        self._is_wanted.wait(_AFTER_S)
        if self._is_stopped:
            return
        try:
            connection = driver.connect(self._path, read_only=True, key=self._key)
            try:
                ids = self._read(connection)
            finally:
                connection.close()
        except driver.DatabaseError:
            # The session reads them itself and says in words what is wrong.
            return
        if ids is not None:
            self._places = places_of(ids)
            self._ids = ids

    def _read(self, connection: Connection) -> array[int] | None:
        ids = array("q")
        connection.execute("BEGIN")
        for statement in self._statements:
            cursor = connection.execute(statement)
            while batch := cursor.fetchmany(_BATCH):
                if self._is_stopped:
                    return None
                ids.extend(map(itemgetter(0), batch))
        return ids


def places_of(ids: array[int]) -> array[int] | None:
    """Return the place of every id by id; None where ids lie too far apart for that."""
    most = max(ids, default=0)
    if most > SPARSE * len(ids) + _FEW:
        return None
    places = array("i", bytes(4 * (most + 1)))
    for place, known in enumerate(ids):
        places[known] = place
    return places
