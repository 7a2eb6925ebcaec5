"""The same thing found about many people of a list, told once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.domain.findings import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.domain.findings import Finding

MANY = 4
"""People from which on the same thing is told once."""
_OF_PERSON = frozenset({"holder", "row"})


@dataclass(frozen=True, slots=True)
class Alike:
    """What was found, and about whom; of one person alone it is that finding itself."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The first of them."""
        return self.findings[0]

    @property
    def is_many(self) -> bool:
        """Whether several people are told together."""
        return len(self.findings) > 1

    def told(self, people: str, record: int = 0) -> Finding:
        """Return all of it as one finding about some ``people``, at the part of a case."""
        first = self.first
        place = Place("cases", record, first.place.material) if record else first.place
        return replace(first, place=place, params={**first.params, "holder": people})


def alike(findings: Iterable[Finding]) -> tuple[Alike, ...]:
    """Put together what differs in nothing but the person; the order is that of the first."""
    kinds: dict[tuple[object, ...], list[Finding]] = {}
    for item in findings:
        kinds.setdefault(_kind(item), []).append(item)
    told: list[Alike] = []
    for some in kinds.values():
        if len(some) < MANY or "holder" not in some[0].params:
            told += (Alike((item,)) for item in some)
        else:
            told.append(Alike(tuple(some)))
    return tuple(told)


def _kind(item: Finding) -> tuple[object, ...]:
    params = {name: value for name, value in item.params.items() if name not in _OF_PERSON}
    place = item.place
    return (item.level, item.code, place.material, place.field, item.accepted, *params.items())
