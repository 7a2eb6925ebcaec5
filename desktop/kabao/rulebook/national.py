"""The national rulebook: every rule file of a folder as one immutable value."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from kabao import paths
from kabao.domain.rules import Rulebook
from kabao.domain.words import Words
from kabao.rulebook.activation import read_activation
from kabao.rulebook.batch_claims import read_batch_claims
from kabao.rulebook.case_kinds import read_kinds, read_parts
from kabao.rulebook.case_way import read_case_way
from kabao.rulebook.citations import of_face, of_structure
from kabao.rulebook.deadlines import read_deadlines
from kabao.rulebook.faces import load_face
from kabao.rulebook.forms import read_form
from kabao.rulebook.notices import read_notices
from kabao.rulebook.other_slots import read_other_slots
from kabao.rulebook.papers import read_papers
from kabao.rulebook.photos import read_photos
from kabao.rulebook.sources import RuleFolder
from kabao.rulebook.structure import load_structure
from kabao.rulebook.tables import read_checklist, read_code_lists, read_laws, read_materials

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kabao.domain.case_kinds import KindProfile
    from kabao.domain.cases import CaseKind
    from kabao.domain.faces import FaceRules
    from kabao.domain.fields import Choice, FormSpec
    from kabao.domain.other_slots import OtherSlot
    from kabao.domain.rules import ActivationRules
    from kabao.domain.structure import FileStructure
    from kabao.rulebook.sources import RuleFile

_ADVISING_FORM = "registration_form_department"
_RECORD_FORMS = ("holder", "card", "employer", "change")


def load(folder: Path | None = None) -> Rulebook:
    """Read the rulebook of a folder, the national one by default; keep it, reading takes a while.

    Raises:
        InputRefusedError: A file is missing or does not hold together; it is named with the place.
    """
    folder = folder or paths.resources() / "rules" / "national"
    rules = RuleFolder(folder)
    lists = _code_lists(rules)
    kinds_file = rules.read("case_kinds.toml", "rules-case-kinds")
    kinds = read_kinds(kinds_file)
    forms = _forms(rules, lists, kinds)
    six = read_materials(materials := _materials(rules))
    structure, face = load_structure(folder), load_face(folder)
    return Rulebook(
        version=rules.version,
        title=Words(**rules.head["title"]),
        forms=MappingProxyType(forms),
        code_lists=MappingProxyType(lists),
        materials=six,
        kinds=MappingProxyType(kinds),
        parts=MappingProxyType(read_parts(kinds_file, six)),
        numbering_note=Words(**materials.data["numbering_note"]),
        filing_note=Words(**materials.data["filing_note"]["text"]),
        checklist=read_checklist(rules.read("checklist.toml", "rules-checklist")),
        laws=MappingProxyType(read_laws(rules.read("laws.toml", "rules-laws"))),
        activation=_activation(rules),
        structure=structure,
        face=face,
        photos=read_photos(rules.read("photos.toml", "rules-photos")),
        notices=read_notices(rules.read("notices.toml", "rules-notices")),
        deadlines=read_deadlines(rules.read("deadlines.toml", "rules-deadlines")),
        other_slots=_other_slots(rules, forms),
        papers=read_papers(rules.read("papers.toml", "rules-papers"), lists),
        way=read_case_way(rules.read("case_way.toml", "rules-case-way")),
        batch_claims=read_batch_claims(rules.read("batch_claims.toml", "rules-batch-claims")),
        effective_on=rules.head["effective_on"],
        sources=MappingProxyType(rules.citations.titles()),
        citations=MappingProxyType(_wordings(rules, structure, face)),
    )


def _wordings(rules: RuleFolder, structure: FileStructure, face: FaceRules) -> dict[str, Words]:
    return of_structure(structure) | of_face(face) | rules.citations.wordings()


def _materials(rules: RuleFolder) -> RuleFile:
    materials = rules.read("materials.toml", "rules-materials")
    materials.origin(materials.data["filing_note"], "filing_note")
    return materials


def _activation(rules: RuleFolder) -> ActivationRules:
    facts = rules.read("activation_facts.toml", "rules-activation-facts")
    return read_activation(rules.read("activation.toml", "rules-activation"), facts)


def _other_slots(rules: RuleFolder, forms: Mapping[str, FormSpec]) -> tuple[OtherSlot, ...]:
    table = rules.read("other_slots.toml", "rules-other-slots")
    return read_other_slots(table, forms[_ADVISING_FORM])


def _code_lists(rules: RuleFolder) -> dict[str, tuple[Choice, ...]]:
    lists: dict[str, tuple[Choice, ...]] = {}
    for name in ("code_lists.toml", "countries.toml"):
        lists |= read_code_lists(rules.read(name, "rules-code-lists"))
    return lists


def _forms(
    rules: RuleFolder,
    lists: Mapping[str, tuple[Choice, ...]],
    kinds: Mapping[CaseKind, KindProfile],
) -> dict[str, FormSpec]:
    """Read the forms of records, and of each part for each applicant of its kinds."""
    names = [*_RECORD_FORMS]
    for profile in kinds.values():
        names += [
            name
            for key in profile.parts
            for name in (f"{key}_{applicant}" for applicant in profile.applicants)
            if profile.offered or (rules.folder / "forms" / f"{name}.toml").is_file()
        ]
    return {
        name: read_form(rules.read(f"forms/{name}.toml", "rules-form"), lists)
        for name in dict.fromkeys(names)
    }
