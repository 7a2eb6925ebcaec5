"""Cases and their materials: one application being assembled."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.fields import Values
    from kabao.domain.files import PagePlan


class CaseKind(StrEnum):
    """What is applied for."""

    ISSUANCE = "issuance"
    CHANGE = "change"
    """A change of what was approved; it starts from a snapshot of another case."""


class ApplicantKind(StrEnum):
    """Who assembles the six materials."""

    PERSON = "person"
    EMPLOYER = "employer"
    DEPARTMENT = "department"


class MaterialKey(StrEnum):
    """The six materials of an issuance application, in their numbered order."""

    REGISTRATION_FORM = "registration_form"
    PREPARATION_STATEMENT = "preparation_statement"
    FILE_STRUCTURE = "file_structure"
    CARD_FACE = "card_face"
    REGIONAL_RULES = "regional_rules"
    OTHER_MATERIALS = "other_materials"

    @property
    def number(self) -> int:
        """Number of the material, 1 to 6."""
        return tuple(MaterialKey).index(self) + 1


def material_key(number: int) -> MaterialKey:
    """Return the material of a number from 1 to 6."""
    return tuple(MaterialKey)[number - 1]


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
    """One application: its applicant, its six materials and their attachments."""

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
    id: int = 0
    uid: str = ""

    def values(self, key: MaterialKey) -> Values:
        """Return the values of one material, empty if nothing was entered."""
        return self.materials.get(key, {})

    def attached(self, key: MaterialKey, slot: str | None = None) -> tuple[Attachment, ...]:
        """Return the attachments of one material, or of one slot of it, in order."""
        return tuple(
            item
            for item in self.attachments
            if item.material == key.number and slot in (None, item.slot)
        )

    def with_material(self, key: MaterialKey, values: Values) -> Case:
        """Return the case with other values for one material."""
        return replace(self, materials={**self.materials, key: values})
