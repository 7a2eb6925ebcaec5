"""Card faces as a use case: artwork, comparison with another case, sheets for a card vendor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.cases import ApplicantKind, Attachment, MaterialKey
from kabao.domain.changes import Changed
from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.domain.face_artwork import artworks, check_artwork, slot_of, takes_artwork, with_artwork
from kabao.domain.face_checks import check_face
from kabao.domain.face_layout import face_data, face_elements, face_settings
from kabao.services.sentences import masked

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.documents.package import PackageResult
    from kabao.documents.plans.face_sheets import FaceSheets
    from kabao.domain.cases import Case
    from kabao.domain.faces import PlacedElement
    from kabao.domain.findings import Finding
    from kabao.domain.rules import Rulebook
    from kabao.exchange.artwork.intake import TakenArtwork
    from kabao.services.cases import Cases
    from kabao.services.packages import Packages, Paper
    from kabao.storage.ledger import Ledger
    from kabao.texts import Texts

KEY = MaterialKey.CARD_FACE


@dataclass(frozen=True, slots=True)
class ArtworkTaken:
    """A file that has become artwork of a case, and what was changed on the way."""

    attachment: Attachment
    changed: Changed
    remarks: tuple[str, ...]


class Faces:
    """The card faces of cases."""

    def __init__(
        self, ledger: Ledger, rulebook: Rulebook, cases: Cases, packages: Packages
    ) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._cases = cases
        self._packages = packages

    def case(self, number: str) -> Case:
        """Return the case of a number; raises NotFoundError."""
        found = self._cases.by_number(number)
        if found is None:
            raise NotFoundError("case_unknown", case=number)
        return found

    def placed(self, case: Case) -> tuple[PlacedElement, ...]:
        """Return the elements of the face of a case; numbers of people are masked."""
        values = case.values(KEY)
        department = case.applicant_kind is ApplicantKind.DEPARTMENT
        people = () if department else self._cases.view(case).holders
        holder, card = (people[0].holder, people[0].card) if people else (None, None)
        data = face_data(values, holder, card)
        return face_elements(self._rulebook.face, face_settings(values), data)

    def check(self, case: Case) -> tuple[Finding, ...]:
        """Check the face of a case alone."""
        rules, values, placed = self._rulebook.face, case.values(KEY), self.placed(case)
        found = check_face(rules, face_settings(values), placed)
        return (*found, *check_artwork(rules, placed, artworks(values).values()))

    def earlier(self, case: Case) -> tuple[Case, ...]:
        """Return the other cases of the same kind of applicant, newest first, to compare with."""
        kind = case.applicant_kind
        return tuple(
            item for item in self._cases.all() if item.applicant_kind is kind and item.id != case.id
        )

    def take_artwork(self, case_id: int, key: str, path: Path) -> ArtworkTaken:
        """Take a file in as the artwork of an element, in place of the one before.

        Raises the KabaoError family in words: no picture, too many pixels, a drawing that runs
        something or names what lies outside it. File and pixels are stored as one step.
        """
        if not takes_artwork(key):
            raise InputRefusedError("artwork_place", key=key)
        from kabao.exchange.artwork.intake import read_artwork

        return self.store_artwork(case_id, key, read_artwork(path))

    def store_artwork(self, case_id: int, key: str, taken: TakenArtwork) -> ArtworkTaken:
        """Store artwork that was read, perhaps in a worker."""
        case = self._department(case_id)
        values = with_artwork(case.values(KEY), key, (taken.width, taken.height))
        last = max((item.position for item in case.attachments), default=0)
        entry = Attachment(
            material=KEY.number,
            slot=slot_of(key),
            title=taken.file_name.rpartition(".")[0] or taken.file_name,
            file_name=taken.file_name,
            media_type=taken.media_type,
            sha256="",
            size=len(taken.data),
            pages=1,
            position=last + 1,
        )
        with self._ledger.transaction("attachments.add", masked(taken.file_name)):
            self._drop(case, key)
            stored = self._ledger.attachments.add(case_id, entry, taken.data)
            self._cases.save_material(case_id, KEY, {**case.values(KEY), **values})
        return ArtworkTaken(stored, Changed(cases=frozenset({case_id})), taken.remarks)

    def remove_artwork(self, case_id: int, key: str) -> Changed:
        """Take the artwork of an element away; its place is a dashed box again."""
        case = self._department(case_id)
        values = with_artwork(case.values(KEY), key, None)
        with self._ledger.transaction("attachments.remove", masked(case.title)):
            self._drop(case, key)
            self._cases.save_material(case_id, KEY, {**case.values(KEY), **values})
        return Changed(cases=frozenset({case_id}))

    def plan_sheets(
        self, case: Case, texts: Texts, paper: Paper, before: Case | None = None
    ) -> FaceSheets:
        """Plan the face as a file of its own; with ``before`` it tells what has changed."""
        from kabao.documents.plans.face_sheets import plan_face_sheets

        inputs = self._packages.inputs(case, texts, paper)
        return plan_face_sheets(
            inputs, self._packages.inputs(before, texts, paper) if before else None
        )

    def write_sheets(self, sheets: FaceSheets, target: Path) -> PackageResult:
        """Write planned sheets; may run in a worker thread."""
        from kabao.documents.face_sheets import write_face_sheets

        return write_face_sheets(sheets, target)

    def _department(self, case_id: int) -> Case:
        case = self._cases.get(case_id)
        if case.applicant_kind is not ApplicantKind.DEPARTMENT:
            raise InputRefusedError("face_not_department", case=case.number)
        return case

    def _drop(self, case: Case, key: str) -> None:
        for item in case.attached(KEY, slot_of(key)):
            self._ledger.attachments.remove(item.id)
