"""Regions as a use case: which packs there are, which one a case is pinned to, what changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError
from kabao.domain.regions import (
    newest,
    pack_version,
    photo_profile,
    pinned,
    rule_changes,
    with_deadlines,
    with_pack,
    with_papers,
)
from kabao.rulebook.regions import check_pack, shipped_packs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kabao.domain.cases import Case
    from kabao.domain.changes import Saved
    from kabao.domain.findings import Finding
    from kabao.domain.regions import RegionPack, RuleChange
    from kabao.domain.rules import Rulebook
    from kabao.services.cases import Cases


def rules_of(national: Rulebook, version: str) -> Rulebook:
    """Return the rules of a version such as ``cn-2026.1+990200-2026.1``.

    A pack that is not known here leaves the national rules; the preflight says so.
    """
    wanted = pack_version(version)
    if not wanted:
        return national
    pack = shipped_packs(national).get(wanted)
    return _pinned(_Exactly(national.whole()), pack.version) if pack else national


class _Exactly:
    """One rulebook and no other, for remembering what was made from it."""

    def __init__(self, rules: Rulebook) -> None:
        self.rules = rules

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Exactly) and other.rules is self.rules

    def __hash__(self) -> int:
        return id(self.rules)


@lru_cache(maxsize=8)
def _pinned(book: _Exactly, version: str) -> Rulebook:
    """Laying a pack over the rules takes some milliseconds, and every check asks for it."""
    return with_pack(book.rules, shipped_packs(book.rules)[version])


def national_rules(clock: Callable[[], dt.date] = dt.date.today) -> Rulebook:
    """Read the national rules with those of every region in force."""
    from kabao import rulebook

    return with_regions(rulebook.load(), clock())


def with_regions(national: Rulebook, today: dt.date) -> Rulebook:
    """Return the national rules with what every region in force says of itself.

    These are lists of batches, loss, papers to bring, offices' periods and sizes of photographs.

    What is asked of one case is added only for the pack to which that case is pinned.
    """
    national = national.whole()
    packs = in_force(national, today)
    layouts = {pack.region: pack.layout for pack in packs if pack.layout}
    loss = {pack.region: pack.loss for pack in packs if pack.loss}
    batches, activation = national.batch_claims, national.activation
    papers, deadlines, photos = national.papers, national.deadlines, national.photos
    for pack in packs:
        papers, deadlines = with_papers(papers, pack), with_deadlines(deadlines, pack)
    found = (photo_profile(photos, pack) for pack in packs)
    profiles = (*photos.profiles, *(item for item in found if item is not None))
    return replace(
        national,
        batch_claims=replace(batches, layouts={**batches.layouts, **layouts}),
        activation=replace(activation, loss={**activation.loss, **loss}),
        papers=papers,
        deadlines=deadlines,
        photos=replace(photos, profiles=profiles),
        citations={**national.citations, **{k: v for p in packs for k, v in p.citations.items()}},
    )


def in_force(national: Rulebook, today: dt.date) -> tuple[RegionPack, ...]:
    """Return the pack of each region that holds on a day."""
    packs = known_packs(national)
    regions = dict.fromkeys(pack.region for pack in packs)
    found = (newest(packs, region, today.isoformat()) for region in sorted(regions))
    return tuple(pack for pack in found if pack is not None)


def check_file(path: Path, national: Rulebook) -> tuple[RegionPack | None, tuple[Finding, ...]]:
    """Check a pack in a file; returns it with every fault that was found."""
    return check_pack(path, national)


def known_packs(national: Rulebook) -> tuple[RegionPack, ...]:
    """Return every pack on these national rules, by region, the newest of each first."""
    return tuple(shipped_packs(national).values())


def pack_of(national: Rulebook, version: str) -> RegionPack:
    """Return a pack by its version; raises InputRefusedError ``region_pack_unknown``."""
    found = shipped_packs(national).get(version)
    if found is None:
        known = ", ".join(shipped_packs(national))
        raise InputRefusedError("region_pack_unknown", version=version, known=known)
    return found


class Regions:
    """The packs and the cases pinned to them."""

    def __init__(self, rulebook: Rulebook, clock: Callable[[], dt.date], cases: Cases) -> None:
        self._rulebook = rulebook
        self._clock = clock
        self._cases = cases

    def in_force(self) -> tuple[RegionPack, ...]:
        """Return the pack of each region that holds today."""
        return in_force(self._rulebook, self._clock())

    def of_case(self, case: Case) -> RegionPack | None:
        """Return the pack that a case is pinned to; None for none, or one not known here."""
        return self._cases.rules(case).region

    def newer(self, case: Case) -> RegionPack | None:
        """Return the pack in force that has replaced the one of a case, if there is one."""
        mine = self.of_case(case)
        found = next((p for p in self.in_force() if mine and p.region == mine.region), None)
        if mine is None or found is None or found.effective_on <= mine.effective_on:
            return None
        return found

    def changes(
        self, before: RegionPack | None, after: RegionPack | None
    ) -> tuple[RuleChange, ...]:
        """Return what differs between two packs, or between a pack and none."""
        return rule_changes(before, after)

    def pin(self, case: Case, version: str) -> Saved[Case]:
        """Pin a case to a pack, or with an empty version to the national rules alone."""
        pack = pack_of(self._rulebook, version) if version else None
        return self._cases.save_head(replace(case, rulebook=pinned(self._rulebook.version, pack)))
