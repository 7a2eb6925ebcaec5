"""Typing that is kept before it is saved, the same for every noun with a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.fields import Draft

if TYPE_CHECKING:
    from kabao.domain.fields import FormSpec, Values
    from kabao.storage.ledger import Ledger


class Drafting:
    """The base of use cases whose records are typed into one form of the rulebook."""

    _ledger: Ledger
    _room: str
    """Room of the drafts in the ledger, the plural noun."""

    @property
    def form(self) -> FormSpec:
        """The list of fields of a record."""
        raise NotImplementedError

    def stored(self, record: int) -> Values:
        """Return the values of a saved record; raises NotFoundError."""
        raise NotImplementedError

    def draft(self, record: int = 0) -> Draft:
        """Return the form to edit: what was typed before a crash, else the stored values."""
        kept = self._ledger.drafts.get(self._room, record)
        if kept is None:
            kept = self.stored(record) if record else {}
        return Draft(self.form, kept)

    def keep_draft(self, record: int, values: Values) -> None:
        """Keep what is being typed, so that it survives a crash."""
        self._ledger.drafts.put(self._room, record, values)

    def drop_draft(self, record: int) -> None:
        """Forget unsaved typing."""
        self._ledger.drafts.remove(self._room, record)
