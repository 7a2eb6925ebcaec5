"""The list of a batch as its pages need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.documents.plans.batch_input import BatchInput, PhotoLine
from kabao.domain.batch_claims.checks import is_waived
from kabao.domain.batch_claims.grouping import alike
from kabao.domain.batch_claims.rows import Listed, Listing, usual_of
from kabao.domain.cases import MaterialKey
from kabao.domain.findings import by_gravity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kabao.domain.batch_claims.grouping import Alike
    from kabao.domain.findings import Finding
    from kabao.domain.preflight.views import CaseView
    from kabao.domain.rules import Rulebook
    from kabao.texts import Texts


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
    usual = usual_of(view.case.values(MaterialKey.BATCH_SUMMARY))
    form = rulebook.form("holder")
    listing = Listing(view.batch.layout, form, view.employer, full_numbers, usual)
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
    kinds = alike(findings)
    return by_gravity(
        item.told(people_words(item, texts)) if item.is_many else item.first for item in kinds
    )


def people_words(kind: Alike, texts: Texts) -> str:
    """Return whom something that was found about many people is about, in words."""
    name = kind.first.params["holder"]
    return texts("batch.several.people", holder=name, count=len(kind.findings))


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
