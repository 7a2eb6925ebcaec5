"""The rulebook of a window that stands before its rules are read."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.domain.rules import Rulebook


class LateRules:
    """Stands for a rulebook until something of it is asked for; then it is read, once.

    Reading takes some tenths of a second, and the first page of a ledger asks for nothing of it.
    """

    def __init__(self, load: Callable[[], Rulebook]) -> None:
        self._load = load
        self._lock = Lock()
        self._read: Rulebook | None = None

    def as_rulebook(self) -> Rulebook:
        """Return this as what it stands for."""
        return cast("Rulebook", self)

    def read(self) -> Rulebook:
        """Read the rules now, on whatever thread; others that ask meanwhile wait."""
        with self._lock:
            if self._read is None:
                self._read = self._load()
            return self._read

    def __getattr__(self, name: str) -> Any:
        """Ask the rulebook itself."""
        return getattr(self._read or self.read(), name)


def whole(rulebook: Rulebook) -> Rulebook:
    """Return the rules themselves, as another process must be given them."""
    return rulebook.read() if isinstance(rulebook, LateRules) else rulebook
