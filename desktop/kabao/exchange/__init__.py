"""Files that other programs make or read: the exchange JSON, and spreadsheets."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kabao.exchange.reading import parse_exchange, read_exchange
    from kabao.exchange.writing import write_exchange

__all__ = ["parse_exchange", "read_exchange", "write_exchange"]

_ROOMS = {"parse_exchange": "reading", "read_exchange": "reading", "write_exchange": "writing"}


def __getattr__(name: str) -> Any:
    # Late, because the process that reads spreadsheets needs none of it and must start at once.
    if name not in _ROOMS:
        raise AttributeError(name)
    return getattr(import_module(f"kabao.exchange.{_ROOMS[name]}"), name)
