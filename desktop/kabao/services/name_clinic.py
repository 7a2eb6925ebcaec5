"""Names looked at as they are typed: what may be corrected, and what cannot be printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.name_cures import cured_name, name_cures

if TYPE_CHECKING:
    from kabao.domain.name_cures import NameCure

_SURELY_COVERED = re.compile("[\u4e00-\u9fa5 -~\u00b7]*")
"""Ordinary characters: the fonts need not be opened for them."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in one name."""

    name: str
    cures: tuple[NameCure, ...] = ()
    cured: str = ""
    """The name with every correction made."""
    uncovered: tuple[str, ...] = ()
    """Characters that no font of the program draws, each once."""


class NameClinic:
    """Examines names; changes none."""

    def examine(self, name: str) -> Examined:
        """Return the corrections proposed for a name, and what cannot be printed of it."""
        return Examined(name, name_cures(name), cured_name(name), self.uncovered(name))

    def uncovered(self, text: str) -> tuple[str, ...]:
        """Return the visible characters of a text that no font of the program draws."""
        if _SURELY_COVERED.fullmatch(text):
            return ()
        from kabao.documents.fonts.chain import uncovered
        from kabao.domain.names import is_hidden_character

        return tuple(c for c in uncovered(text) if not is_hidden_character(c))
