"""The list of a batch as its pages need it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.documents.plans.batch_input import BatchInput, PhotoLine
from kabao.domain.batch_claims.checks import is_waived
from kabao.domain.batch_claims.rows import Listed, Listing
from kabao.domain.findings import by_gravity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kabao.domain.findings import Finding
    from kabao.domain.preflight.views import CaseView
    from kabao.domain.rules import Rulebook
    from kabao.texts import Texts

_MANY = 4
"""People from which on the same thing is told once."""
_OF_PERSON = frozenset({"holder", "row"})


def batch_input(
    view: CaseView,
    rulebook: Rulebook,
    today: dt.date,
    *,
    full_numbers: bool,
    photos: tuple[PhotoLine, ...] | None = None,
) -> BatchInput | None:
    """Return what the pages of a batch show; None for any other case.

    ``photos`` tells what was found when they were opened; without it only who has one is known.
    """
    if view.batch is None:
        return None
    listing = Listing(view.batch.layout, rulebook.form("holder"), view.employer, full_numbers)
    lines = tuple(photo_lines(view, rulebook, today)) if photos is None else photos
    people = tuple(Listed(item.holder, item.card) for item in view.holders)
    left = {line.holder_id for line in lines}
    there = view.batch.photos.keys() & {item.holder.id for item in view.holders}
    return BatchInput(
        listing,
        people,
        {kind.key: kind.weight for kind in rulebook.batch_claims.kinds},
        lines,
        len(there - left),
        frozenset(view.batch.cards.values()),
    )


def grouped(findings: tuple[Finding, ...], texts: Texts) -> tuple[Finding, ...]:
    """Tell what is the same about many people once, so that the pages stay few."""
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for item in findings:
        alike.setdefault(_kind(item), []).append(item)
    told = []
    for some in alike.values():
        if len(some) < _MANY or "holder" not in some[0].params:
            told += some
            continue
        first = some[0]
        words = texts(
            "batch.several.people",
            holder=first.params["holder"],
            count=len(some),
        )
        told.append(replace(first, params={**first.params, "holder": words}))
    return by_gravity(told)


def _kind(item: Finding) -> tuple[object, ...]:
    params = {name: value for name, value in item.params.items() if name not in _OF_PERSON}
    place = item.place
    return (item.level, item.code, place.material, place.field, item.accepted, *params.items())


def photo_lines(view: CaseView, rulebook: Rulebook, today: dt.date) -> Iterator[PhotoLine]:
    """Yield whose photograph does not go along, as far as that is known without opening any."""
    facts = view.batch
    if facts is None:
        return
    seen: set[str] = set()
    for number, item in enumerate(view.holders, start=1):
        digest = facts.photos.get(item.holder.id)
        if digest is None:
            person = Listed(item.holder, item.card)
            young = is_waived(person, today, rulebook.batch_claims.photo_from_age)
            if facts.layout.photos_asked:
                yield PhotoLine(number, item.holder.id, "waived" if young else "missing")
        elif digest in seen:
            yield PhotoLine(number, item.holder.id, "twice")
        else:
            seen.add(digest)
