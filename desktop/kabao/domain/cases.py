"""Cases and their materials: one application being assembled."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.fields import Values
    from kabao.domain.files import PagePlan
    from kabao.domain.supplements import Supplement


class CaseKind(StrEnum):
    """What is applied for."""

    ISSUANCE = "issuance"
    CHANGE = "change"
    """A change of what was approved; it starts from a snapshot of another case."""
    CLAIM = "claim"
    """One person asks for a card."""
    BATCH_CLAIM = "batch_claim"
    """An employer asks for the cards of many people."""
    REGISTRATION = "registration"
    """An employer registers with the social insurance."""
    KEY = "key"
    """A department asks for the keys of its cards; never the keys themselves."""
    PSAM = "psam"
    """A department asks for the modules that terminals need."""
    TEST = "test"
    """A department asks for the universal test."""


class ApplicantKind(StrEnum):
    """Who assembles the six materials."""

    PERSON = "person"
    EMPLOYER = "employer"
    DEPARTMENT = "department"


class MaterialKey(StrEnum):
    """The numbered parts that cases are made of; the first six are those of an issuance."""

    REGISTRATION_FORM = "registration_form"
    PREPARATION_STATEMENT = "preparation_statement"
    FILE_STRUCTURE = "file_structure"
    CARD_FACE = "card_face"
    REGIONAL_RULES = "regional_rules"
    OTHER_MATERIALS = "other_materials"
    CLAIM_FORM = "claim_form"
    CLAIM_DOCUMENTS = "claim_documents"
    AUTHORITY_LETTER = "authority_letter"
    CLAIM_PHOTO = "claim_photo"
    REGISTRATION_SHEET = "registration_sheet"
    REGISTRATION_MATERIALS = "registration_materials"
    REGISTRATION_PERIOD = "registration_period"
    BATCH_LIST = "batch_list"
    BATCH_SUMMARY = "batch_summary"
    BATCH_SIGNATURES = "batch_signatures"
    BATCH_HAND_OUT = "batch_hand_out"
    BATCH_PHOTOS = "batch_photos"
    KEY_APPLICATION = "key_application"
    KEY_PAPERS = "key_papers"
    PSAM_APPLICATION = "psam_application"
    PSAM_PAPERS = "psam_papers"
    TEST_APPLICATION = "test_application"
    TEST_PAPERS = "test_papers"

    @property
    def number(self) -> int:
        """Number of the part within its kind of case; the same in every kind that has it."""
        return _NUMBERS[self]


_SIX = tuple(MaterialKey)[:6]

PARTS: Mapping[CaseKind, tuple[MaterialKey, ...]] = MappingProxyType(
    {
        CaseKind.ISSUANCE: _SIX,
        CaseKind.CHANGE: _SIX,
        CaseKind.CLAIM: (
            MaterialKey.CLAIM_FORM,
            MaterialKey.CLAIM_DOCUMENTS,
            MaterialKey.AUTHORITY_LETTER,
            MaterialKey.CLAIM_PHOTO,
        ),
        CaseKind.BATCH_CLAIM: (
            MaterialKey.BATCH_SUMMARY,
            MaterialKey.BATCH_LIST,
            MaterialKey.BATCH_SIGNATURES,
            MaterialKey.BATCH_HAND_OUT,
            MaterialKey.BATCH_PHOTOS,
            MaterialKey.OTHER_MATERIALS,
        ),
        CaseKind.REGISTRATION: (
            MaterialKey.REGISTRATION_SHEET,
            MaterialKey.REGISTRATION_MATERIALS,
            MaterialKey.REGISTRATION_PERIOD,
        ),
        CaseKind.KEY: (MaterialKey.KEY_APPLICATION, MaterialKey.KEY_PAPERS),
        CaseKind.PSAM: (MaterialKey.PSAM_APPLICATION, MaterialKey.PSAM_PAPERS),
        CaseKind.TEST: (MaterialKey.TEST_APPLICATION, MaterialKey.TEST_PAPERS),
    }
)
"""The parts of each kind in the order of their numbers, under which ledgers keep them."""

_NUMBERS = {key: number for parts in PARTS.values() for number, key in enumerate(parts, start=1)}


def material_key(number: int, kind: CaseKind = CaseKind.ISSUANCE) -> MaterialKey:
    """Return the part of a number from 1; raises IndexError for one that the kind has not."""
    parts = PARTS[kind]
    if not 1 <= number <= len(parts):
        raise IndexError(number)
    return parts[number - 1]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a case; its bytes lie in the ledger under their SHA-256."""

    material: int
    slot: str
    """Field, section or list row that the file answers, such as ``measures``."""
    title: str
    file_name: str
    media_type: str
    """``application/pdf``, ``image/jpeg`` or ``image/png``."""
    sha256: str
    size: int
    """Bytes."""
    pages: int
    """Pages of the file itself, whatever its plan leaves out."""
    position: int = 0
    id: int = 0
    uid: str = ""
    plan: PagePlan = ()
    """Which of its pages stand in the package and how; empty for all as they are."""

    @property
    def shown(self) -> int:
        """How many pages of it stand in the package."""
        return len(self.plan) or self.pages


@dataclass(frozen=True, slots=True)
class Case:
    """One application: its applicant, its numbered parts and their attachments."""

    kind: CaseKind
    applicant_kind: ApplicantKind
    title: str
    number: str = ""
    """Running number in the ledger, such as ``KB-2026-0007``."""
    created_on: str = ""
    """ISO date."""
    employer_id: int | None = None
    holder_ids: tuple[int, ...] = ()
    materials: Mapping[MaterialKey, Values] = field(default_factory=dict)
    """Values of each material, those of the rulebook form of its applicant kind."""
    attachments: tuple[Attachment, ...] = ()
    accepted: Mapping[str, str] = field(default_factory=dict)
    """Reasons for accepted warnings, by ``finding_key``."""
    rulebook: str = ""
    """Version of the rulebook that the case is pinned to."""
    annex: bool = False
    """Whether the activation status of the cards is added as an annex."""
    supplements: tuple[Supplement, ...] = ()
    """What bureaus asked for after reading a package."""
    id: int = 0
    uid: str = ""

    @property
    def parts(self) -> tuple[MaterialKey, ...]:
        """The numbered parts that a case of this kind has."""
        return PARTS[self.kind]

    @property
    def main(self) -> MaterialKey:
        """The part that applies; the others support it."""
        return PARTS[self.kind][0]

    def part(self, number: int) -> MaterialKey:
        """Return the part of a number from 1."""
        return material_key(number, self.kind)

    def values(self, key: MaterialKey) -> Values:
        """Return the values of one material, empty if nothing was entered."""
        return self.materials.get(key, {})

    def attached(self, key: MaterialKey, slot: str | None = None) -> tuple[Attachment, ...]:
        """Return the attachments of one material, or of one slot of it, in order."""
        if key not in self.parts:
            return ()
        return tuple(
            item
            for item in self.attachments
            if item.material == key.number and slot in (None, item.slot)
        )

    def with_material(self, key: MaterialKey, values: Values) -> Case:
        """Return the case with other values for one material."""
        return replace(self, materials={**self.materials, key: values})
