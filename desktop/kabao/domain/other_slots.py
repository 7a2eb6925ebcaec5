"""What may be asked for under material 6, offered so that nothing is forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.domain.fields import Condition, Origin, Values
    from kabao.domain.words import Words


@dataclass(frozen=True, slots=True)
class OtherSlot:
    """One thing that is often asked for."""

    key: str
    title: Words
    note: Words
    when: tuple[Condition, ...]
    """While the registration form says so, it is recommended; without any, only offered."""
    origin: Origin

    def is_advised(self, form: Values) -> bool:
        """Say whether the registration form makes it likely to be asked for."""
        return bool(self.when) and all(condition.holds(form) for condition in self.when)

    def is_apart(self, form: Values) -> bool:
        """Say whether the registration form rules it out."""
        return bool(self.when) and not self.is_advised(form)


def offered(slots: Iterable[OtherSlot], form: Values) -> list[OtherSlot]:
    """Return what makes sense for a form, the recommended first."""
    fitting = [slot for slot in slots if not slot.is_apart(form)]
    return sorted(fitting, key=lambda slot: not slot.is_advised(form))
