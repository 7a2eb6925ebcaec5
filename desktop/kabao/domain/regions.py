"""Regional packs: what one region adds to the national rules or settles for itself."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from kabao.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.batch_claims.layouts import BatchLayout
    from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
    from kabao.domain.clocks import ClockRule, DeadlineRules, Unit
    from kabao.domain.fields import Choice, FieldSpec, FormSpec, Origin
    from kabao.domain.findings import Level
    from kabao.domain.papers import Paper, PaperRules
    from kabao.domain.photos import PhotoProfile, PhotoRules
    from kabao.domain.rules import RegionLossRule, Rulebook

JOINED = "+"
"""Stands between the national version and that of a pack: ``cn-2026.1+990200-2026.1``."""


@dataclass(frozen=True, slots=True)
class RegionCheck:
    """A line of a region's own checklist: a field that is told or a file that is there."""

    id: str
    title: Words
    level: Level
    kinds: frozenset[CaseKind]
    applicants: frozenset[ApplicantKind]
    part: MaterialKey
    field: str
    file: bool
    origin: Origin


@dataclass(frozen=True, slots=True)
class RegionDeadline:
    """An office's period that a region counts otherwise than the law's text."""

    clock: str
    """Key of the clock in the national rules."""
    days: int
    unit: Unit
    note: Words
    origin: Origin

    def over(self, rule: ClockRule, clocks: tuple[ClockRule, ...]) -> ClockRule:
        """Return the national clock as it is counted here."""
        alike = next((item for item in clocks if item.unit is self.unit), rule)
        return replace(
            rule,
            days=self.days,
            unit=self.unit,
            counting=rule.counting if rule.unit is self.unit else alike.counting,
            note=self.note,
            origin=self.origin,
        )


@dataclass(frozen=True, slots=True)
class RegionPack:
    """One version of one region's rules; it stands on one version of the national ones."""

    region: str
    """Six digits."""
    version: str
    """Such as ``990200-2026.1``."""
    national: str
    name: Words
    invented: bool
    """Whether the region does not exist: an example."""
    effective_on: str
    note: Words
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    """Codes to add to a national list, or to name otherwise."""
    fields: tuple[tuple[str, FieldSpec], ...] = ()
    """Local fields with the form that each is added to."""
    checks: tuple[RegionCheck, ...] = ()
    photo: PhotoProfile | None = None
    photo_size: tuple[int, int] | None = None
    face: tuple[int, int] | None = None
    """Least and most width of the face."""
    layout: BatchLayout | None = None
    loss: RegionLossRule | None = None
    papers: tuple[tuple[str, Paper], ...] = ()
    """What this region asks to be brought, with ``claim`` or ``registration``."""
    deadlines: tuple[RegionDeadline, ...] = ()
    reminder_days: tuple[int, ...] = ()
    stale_months: int = 0
    origins: Mapping[str, Origin] = field(default_factory=dict)
    citations: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One thing that two packs say differently; empty for what one of them does not say."""

    place: str
    before: str
    after: str


def pinned(national: str, pack: RegionPack | None) -> str:
    """Return what a case keeps as the version of its rules."""
    return f"{national}{JOINED}{pack.version}" if pack else national


def pack_version(rulebook: str) -> str:
    """Return the version of the pack that a case is pinned to, empty for none."""
    return rulebook.partition(JOINED)[2]


def with_pack(rules: Rulebook, pack: RegionPack) -> Rulebook:
    """Return the national rules with what a region adds or settles."""
    rules = rules.whole()
    lists = {name: _joined(rules.code_lists[name], extra) for name, extra in pack.lists.items()}
    forms = {name: _extended(form, rules, lists, pack) for name, form in rules.forms.items()}
    activation = rules.activation
    if pack.loss is not None:
        activation = replace(activation, loss={**activation.loss, pack.region: pack.loss})
    batches = rules.batch_claims
    if pack.layout is not None:
        layouts = {**batches.layouts, pack.region: pack.layout}
        batches = replace(batches, layouts=MappingProxyType(layouts))
    return replace(
        rules,
        version=pinned(rules.version, pack),
        title=Words(f"{rules.title.zh}、{pack.name.zh}", f"{rules.title.en}, {pack.name.en}"),
        code_lists=MappingProxyType({**rules.code_lists, **lists}),
        forms=MappingProxyType(forms),
        activation=replace(
            activation,
            reminder_days=pack.reminder_days or activation.reminder_days,
            stale_months=pack.stale_months or activation.stale_months,
        ),
        batch_claims=batches,
        photos=_photos(rules, pack),
        papers=with_papers(rules.papers, pack),
        deadlines=with_deadlines(rules.deadlines, pack),
        region=pack,
        citations=MappingProxyType({**rules.citations, **pack.citations}),
    )


def with_papers(known: PaperRules, pack: RegionPack) -> PaperRules:
    """Return who brings what with what one region asks for, in place of an earlier version."""

    def joined(old: tuple[Paper, ...], part: str) -> tuple[Paper, ...]:
        kept = (paper for paper in old if paper.scope.regions != (pack.region,))
        return (*kept, *(paper for name, paper in pack.papers if name == part))

    return replace(
        known,
        claim=joined(known.claim, "claim"),
        registration=joined(known.registration, "registration"),
    )


def with_deadlines(known: DeadlineRules, pack: RegionPack) -> DeadlineRules:
    """Return the clocks with those of offices as one region counts them."""
    national = {rule.key: rule for rule in known.clocks}
    mine = {item.clock: item.over(national[item.clock], known.clocks) for item in pack.deadlines}
    return replace(known, local={**known.local, pack.region: mine})


def photo_profile(photos: PhotoRules, pack: RegionPack) -> PhotoProfile | None:
    """Return what one region asks of photographs as a profile to choose; None for nothing."""
    if not (pack.photo or pack.photo_size or pack.face):
        return None
    ground = pack.photo or replace(photos.profiles[0], key=f"region_{pack.region}", title=pack.name)
    return replace(ground, size=pack.photo_size, face=pack.face)


def _photos(rules: Rulebook, pack: RegionPack) -> PhotoRules:
    photos = rules.photos
    width, height = pack.photo_size or (photos.width, photos.height)
    face = replace(photos.face, usual=pack.face) if pack.face else photos.face
    profile = photo_profile(photos, pack)
    first = (profile,) if profile else ()
    others = tuple(item for item in photos.profiles if not profile or item.key != profile.key)
    return replace(photos, width=width, height=height, face=face, profiles=(*first, *others))


def _joined(old: tuple[Choice, ...], extra: tuple[Choice, ...]) -> tuple[Choice, ...]:
    renamed = {choice.code: choice for choice in extra}
    known = {choice.code for choice in old}
    return (
        *(renamed.get(choice.code, choice) for choice in old),
        *(choice for choice in extra if choice.code not in known),
    )


def _extended(
    form: FormSpec, rules: Rulebook, lists: Mapping[str, tuple[Choice, ...]], pack: RegionPack
) -> FormSpec:
    swapped = [(rules.code_lists[name], choices) for name, choices in lists.items()]
    fields = [_renamed(spec, swapped) for spec in form.fields]
    for name, spec in pack.fields:
        if name == form.name:
            last = max(n for n, item in enumerate(fields) if item.section == spec.section)
            fields.insert(last + 1, spec)
    return replace(form, fields=tuple(fields))


def _renamed(
    spec: FieldSpec, swapped: list[tuple[tuple[Choice, ...], tuple[Choice, ...]]]
) -> FieldSpec:
    columns = tuple(_renamed(column, swapped) for column in spec.columns)
    choices = next((new for old, new in swapped if spec.choices and spec.choices == old), None)
    return replace(spec, columns=columns, choices=spec.choices if choices is None else choices)


def newest(packs: tuple[RegionPack, ...], region: str, today: str) -> RegionPack | None:
    """Return the pack of a region that is in force on a day: the latest one by then."""
    found = [item for item in packs if item.region == region and item.effective_on <= today]
    return max(found, key=lambda item: (item.effective_on, item.version), default=None)


def rule_changes(before: RegionPack | None, after: RegionPack | None) -> tuple[RuleChange, ...]:
    """Return what differs between two packs, place by place."""
    old, new = (told(item) if item else {} for item in (before, after))
    return tuple(
        RuleChange(place, old.get(place, ""), new.get(place, ""))
        for place in (*old, *(place for place in new if place not in old))
        if old.get(place, "") != new.get(place, "")
    )


def told(pack: RegionPack) -> dict[str, str]:
    """Return everything that a pack says as plain texts by their places."""
    said = {"version": pack.version, "effective_on": pack.effective_on, "name": _both(pack.name)}
    for name, choices in pack.lists.items():
        said |= {f"lists/{name}/{item.code}": _both(item.label) for item in choices}
    for form, spec in pack.fields:
        asked = " *" if spec.required else ""
        said[f"fields/{form}/{spec.name}"] = f"{_both(spec.label)} ({spec.kind}){asked}"
    for check in pack.checks:
        said[f"checklist/{check.id}"] = f"{check.level}: {_both(check.title)}"
    said |= _limits(pack)
    said |= {f"deadlines/{item.clock}": f"{item.days} {item.unit}" for item in pack.deadlines}
    for part, paper in pack.papers:
        said[f"papers/{part}/{paper.key}"] = f"{paper.who}: {_both(paper.label)} ({paper.basis})"
    if pack.layout:
        for number, column in enumerate(pack.layout.columns, start=1):
            star = " *" if column.required else ""
            said[f"layout/{number:02}"] = f"{column.title} ({column.key}, {column.shape}){star}"
        said["layout/photo_pattern"] = pack.layout.photo_pattern
    return said


def _limits(pack: RegionPack) -> dict[str, str]:
    said = {}
    if pack.photo:
        said["photo/size_kb"] = f"{pack.photo.least_kb}-{pack.photo.most_kb}"
    if pack.photo_size:
        said["photo/pixels"] = f"{pack.photo_size[0]} x {pack.photo_size[1]}"
    if pack.face:
        said["photo/face"] = f"{pack.face[0]}-{pack.face[1]}"
    if pack.loss:
        said["loss"] = f"{pack.loss.temp_days}, {pack.loss.at_end}"
    if pack.reminder_days:
        said["limits/reminder_days"] = ", ".join(map(str, pack.reminder_days))
    if pack.stale_months:
        said["limits/stale_months"] = str(pack.stale_months)
    return said


def _both(words: Words) -> str:
    return f"{words.zh} / {words.en}"
