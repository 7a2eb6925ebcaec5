"""The rulebook as values: forms, code lists, checklist, file structure, card face, law."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kabao.domain.activation_facts import ActivationFacts
from kabao.domain.batch_claims.layouts import BatchRules
from kabao.domain.case_way_rules import CaseWayRules
from kabao.domain.cases import CaseKind
from kabao.domain.clocks import DeadlineRules
from kabao.domain.fields import Choice, FormSpec, Origin
from kabao.domain.findings import Confidence, Level
from kabao.domain.notice_rules import NoticeRules
from kabao.domain.papers import PaperRules
from kabao.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.case_kinds import KindProfile
    from kabao.domain.cases import ApplicantKind, MaterialKey
    from kabao.domain.faces import FaceRules
    from kabao.domain.other_slots import OtherSlot
    from kabao.domain.photos import PhotoRules
    from kabao.domain.regions import RegionPack
    from kabao.domain.structure import FileStructure

_INFERRED = Origin(Confidence.INFERRED)
_ISSUING = frozenset({CaseKind.ISSUANCE, CaseKind.CHANGE})


@dataclass(frozen=True, slots=True)
class MaterialRule:
    """One of the six numbered materials, with its wording in the source."""

    key: MaterialKey
    number: int
    title: Words
    source_number: str
    """The number that the source prints before it; the real fifth one follows an empty "5."."""
    origin: Origin
    short: Words | None = None
    """Title for narrow places such as the list of materials."""

    @property
    def short_title(self) -> Words:
        """The title for narrow places, the full one if there is no shorter."""
        return self.short or self.title


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One line of the checklist (C01 to C25): data; the test itself is ``domain.preflight``."""

    id: str
    title: Words
    level: Level
    applicants: frozenset[ApplicantKind]
    origin: Origin
    kinds: frozenset[CaseKind] = _ISSUING
    """Kinds of cases that it is about."""

    def concerns(self, kind: CaseKind, applicant: ApplicantKind) -> bool:
        """Say whether it is looked at in such a case."""
        return kind in self.kinds and applicant in self.applicants


@dataclass(frozen=True, slots=True)
class LawText:
    """One article as the package prints it, with notes on how it is read today."""

    key: str
    title: Words
    paragraphs: tuple[Words, ...]
    notes: tuple[Words, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class RegionLossRule:
    """What a region does when a temporary loss ends: release, cancel or stay."""

    temp_days: int
    at_end: str
    origin: Origin
    bank_separate: bool | None = None
    """Whether the bank function is reported lost by itself; None where that is not known."""
    formal_release: bool = False
    """Whether a formal loss is known to be taken back before the new card is made."""
    name: Words | None = None


@dataclass(frozen=True, slots=True)
class ActivationRules:
    """Regional settings that the derivation of the activation status reads."""

    loss: Mapping[str, RegionLossRule] = field(default_factory=dict)
    """By six-digit region code; ``default`` stands for every other region."""
    electronic_needs_active: frozenset[str] = frozenset()
    """Regions that issue the electronic card only for an activated card."""
    reminder_days: tuple[int, ...] = (30, 90, 180)
    stale_months: int = 12
    renewal_days: int = 60
    channels: tuple[Choice, ...] = ()
    details: tuple[EvidenceDetail, ...] = ()
    financial_channels: frozenset[str] = frozenset()
    """Channels that speak for the bank function only."""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    """Where the settings come from: reminders, staleness, renewal, electronic_card, channels."""
    facts: ActivationFacts = field(default_factory=ActivationFacts)


@dataclass(frozen=True, slots=True)
class EvidenceDetail:
    """One way of having seen a signal, and what it proves."""

    code: str
    kind: str
    """Value of ``EvidenceKind``."""
    label: Words
    positive: bool
    strength: str
    """Value of ``Strength``."""
    financial: str = ""
    """``on`` or ``off`` when the observation turns the financial switch."""
    origin: Origin = _INFERRED


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All national rules of one version; immutable once loaded."""

    version: str
    """Such as ``cn-2026.1``."""
    title: Words
    forms: Mapping[str, FormSpec]
    """``holder``, ``card``, ``employer``, and for each material and applicant kind
    ``<material>_<applicant>``, such as ``registration_form_department``."""
    code_lists: Mapping[str, tuple[Choice, ...]]
    materials: tuple[MaterialRule, ...]
    numbering_note: Words
    """Tells of the empty "5." in the source."""
    filing_note: Words
    """Tells who files with whom (article 5 of the measures)."""
    checklist: tuple[CheckRule, ...]
    laws: Mapping[str, LawText]
    activation: ActivationRules
    structure: FileStructure
    face: FaceRules
    photos: PhotoRules
    effective_on: str = ""
    """ISO date from which this version is meant to be used."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Full titles of the sources by their tag."""
    citations: Mapping[str, Words] = field(default_factory=dict)
    """Wording in both languages of every ``Origin.source`` of forms, checklist and law."""
    notices: NoticeRules = field(default_factory=NoticeRules)
    """Patterns by which activation messages are read."""
    deadlines: DeadlineRules = field(default_factory=DeadlineRules)
    """Periods of law, counted by ``domain.clocks``."""
    way: CaseWayRules = field(default_factory=CaseWayRules)
    """States and transitions of cases, and the routes of changes."""
    batch_claims: BatchRules = field(default_factory=BatchRules)
    """How lists of employers are laid out by region, and how bureaus answer."""
    other_slots: tuple[OtherSlot, ...] = ()
    """What may be asked for under material 6."""
    papers: PaperRules = field(default_factory=PaperRules)
    """Who brings what to a claim and to a registration."""

    kinds: Mapping[CaseKind, KindProfile] = field(default_factory=dict)
    """What each kind of case consists of."""
    parts: Mapping[MaterialKey, MaterialRule] = field(default_factory=dict)
    """Titles of the parts of all kinds; the six of an issuance are ``materials``."""

    region: RegionPack | None = None
    """The regional pack on top of it, if there is one."""

    def whole(self) -> Rulebook:
        """Return the rules themselves, from whatever stands for them until they are read."""
        return self

    def cite(self, source: str) -> Words:
        """Return a rule's source in both languages; an unlisted one stands for itself."""
        return self.citations.get(source, Words(source, source))

    def form(self, name: str) -> FormSpec:
        """Return a form by its name; raises KeyError for an unknown one."""
        return self.forms[name]

    def material_form(self, key: MaterialKey, applicant: ApplicantKind) -> FormSpec:
        """Return the form of one material for one kind of applicant."""
        return self.forms[f"{key}_{applicant}"]

    def kind(self, kind: CaseKind) -> KindProfile:
        """Return what a kind of case consists of."""
        return self.kinds[kind]

    def part(self, key: MaterialKey) -> MaterialRule:
        """Return the titles of one part."""
        return self.parts[key]

    def offered(self) -> tuple[KindProfile, ...]:
        """Return the kinds of cases that users may start."""
        return tuple(item for item in self.kinds.values() if item.offered)

    def rule(self, rule_id: str) -> CheckRule:
        """Return one line of the checklist by its id; raises KeyError if there is none."""
        for item in self.checklist:
            if item.id == rule_id:
                return item
        raise KeyError(rule_id)
