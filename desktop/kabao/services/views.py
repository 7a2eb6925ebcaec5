"""Views of the register: filter, order and columns under a name, kept in the ledger."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from kabao.domain.errors import NotFoundError
from kabao.domain.evidence import Signal
from kabao.domain.holders import ORDERS, HolderFilter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kabao.domain.fields import Values
    from kabao.storage.ledger import Ledger

COLUMNS = (
    "name",
    "number",
    "card",
    "employer",
    *(signal.value for signal in Signal),
    "state",
    "review",
    "region",
    "grade",
    "financial",
    "reason",
)
"""Every column of the register, by the name that views, settings and commands use."""
SHOWN = COLUMNS[:10]
"""The columns shown until somebody chooses otherwise."""


@dataclass(frozen=True, slots=True)
class View:
    """One view; ``columns`` in their order, empty for those shown at the moment."""

    name: str
    filter: HolderFilter
    columns: tuple[str, ...] = ()


class Views:
    """The saved views of one ledger; every change of them can be taken back."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def all(self) -> tuple[View, ...]:
        """Return every view by name."""
        return tuple(_view(name, values) for name, values in self._ledger.views.all().items())

    def get(self, name: str) -> View:
        """Return one view; raises NotFoundError with the names there are."""
        known = {view.name: view for view in self.all()}
        if name not in known:
            raise NotFoundError("view_missing", name=name, known=", ".join(known) or "-")
        return known[name]

    def save(self, view: View) -> None:
        """Keep a view in place of the one of that name."""
        values: Values = {"filter": filter_text(view.filter), "columns": view.columns}
        with self._ledger.transaction("views.save", view.name):
            self._ledger.views.put(view.name, values)

    def rename(self, name: str, wanted: str) -> None:
        """Give a view another name, in place of any view that has it."""
        view = self.get(name)
        if wanted != name:
            with self._ledger.transaction("views.rename", wanted):
                self.save(View(wanted, view.filter, view.columns))
                self._ledger.views.remove(name)

    def remove(self, name: str) -> None:
        """Forget a view."""
        with self._ledger.transaction("views.remove", name):
            self._ledger.views.remove(name)


def filter_text(wanted: HolderFilter) -> str:
    """Write a filter as JSON, only the parts that differ from letting everybody through."""
    plain = HolderFilter()
    parts = {
        part.name: _written(getattr(wanted, part.name))
        for part in fields(HolderFilter)
        if getattr(wanted, part.name) != getattr(plain, part.name)
    }
    return json.dumps(parts, ensure_ascii=False, sort_keys=True)


def read_filter(text: str) -> HolderFilter:
    """Read what ``filter_text`` wrote; parts that are unknown or of another kind are left out."""
    try:
        stored = json.loads(text)
    except (ValueError, RecursionError):
        return HolderFilter()
    if not isinstance(stored, dict):
        return HolderFilter()
    plain = HolderFilter()
    kept = {part.name: getattr(plain, part.name) for part in fields(HolderFilter)}
    for name in kept.keys() & stored.keys():
        kept[name] = _read(kept[name], stored[name])
    if kept["order"].removeprefix("-") not in ORDERS:
        kept["order"] = plain.order
    return HolderFilter(**kept)


def known_columns(names: Iterable[Any]) -> tuple[str, ...]:
    """Return the columns among some names, each once and led by the name."""
    kept = dict.fromkeys(name for name in names if name in COLUMNS)
    return tuple(dict.fromkeys(("name", *kept))) if kept else ()


def _view(name: str, values: Mapping[str, Any]) -> View:
    columns = values.get("columns")
    return View(
        name,
        read_filter(str(values.get("filter") or "")),
        known_columns(columns) if isinstance(columns, tuple) else (),
    )


def _written(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def _read(plain: Any, value: Any) -> Any:
    """Return a stored value as the kind its field has, or the field's own."""
    if isinstance(plain, frozenset):
        usable = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return frozenset(value) if usable else plain
    if plain is None:
        return value if isinstance(value, int) and not isinstance(value, bool) else None
    return value if type(value) is type(plain) else plain
