"""The file structure as a use case: search, comparison with other cases, files in and out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.domain.exchange import refusal
from kabao.domain.extensions import extension_element, is_blank, parse_extensions
from kabao.domain.findings import Level
from kabao.domain.structure import ElementType
from kabao.domain.structure_diff import (
    SETTINGS,
    Kind,
    against_case,
    against_nation,
    facts_differ,
    national_facts,
)
from kabao.domain.structure_search import StructureIndex, name_words
from kabao.domain.structure_values import plain_hex, write_value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kabao.domain.cases import Case
    from kabao.domain.changes import Changed
    from kabao.domain.fields import Values
    from kabao.domain.findings import Finding
    from kabao.domain.rules import Rulebook
    from kabao.domain.structure import Element, Extension, FileStructure
    from kabao.domain.structure_diff import Difference
    from kabao.exchange.structures import StructureFile
    from kabao.services.cases import Cases
    from kabao.texts import Texts

KEY = MaterialKey.FILE_STRUCTURE
EXPORTS = (".xlsx", ".json")


@dataclass(frozen=True, slots=True)
class TakenStructure:
    """What a structure file gives to a case, and what had to be repaired or should be looked at."""

    values: Values
    remarks: tuple[Finding, ...]
    count: int
    """Local elements taken."""


class Structures:
    """Material 3 beyond its form."""

    def __init__(self, rulebook: Rulebook, cases: Cases) -> None:
        self._rulebook = rulebook
        self._cases = cases

    @cached_property
    def index(self) -> StructureIndex:
        """What can be searched for; the pinyin of all names is read when it is first asked for."""
        return search_index(self._rulebook.structure)

    def case(self, number: str) -> Case:
        """Return the case of a number; raises NotFoundError."""
        found = self._cases.by_number(number)
        if found is None:
            raise NotFoundError("case_unknown", case=number)
        return found

    def departments(self) -> tuple[Case, ...]:
        """Return every case that has a structure of its own, newest first."""
        return tuple(
            case for case in self._cases.all() if case.applicant_kind is ApplicantKind.DEPARTMENT
        )

    def earlier(self, case: Case) -> tuple[Case, ...]:
        """Return the other cases of departments, to compare with."""
        return tuple(item for item in self.departments() if item.id != case.id)

    def differences(self, case: Case, other: Case | None = None) -> tuple[Difference, ...]:
        """Return what a case adds to the national structure, or changes against another case."""
        if other is None:
            return against_nation(self._rulebook.structure, case.values(KEY))
        return against_case(other.values(KEY), case.values(KEY))

    def local_element(self, case: Case, path: str) -> Element | None:
        """Return a local element of a case by file and tag, or None."""
        for item in parse_extensions(case.values(KEY)):
            if f"{item.file}/{item.tag}" == path and item.type and item.length > 0:
                return plain_element(item)
        return None

    def export(self, target: Path, texts: Texts, case: Case | None = None) -> None:
        """Write the structure as .xlsx or .json, with what a case adds if one is given."""
        export_structure(target, self._rulebook, texts, case)

    def take(self, path: Path, case: Case, *, repair: bool = False) -> TakenStructure:
        """Return material 3 with what a structure file holds; nothing is stored.

        A file whose national part is not ours is refused with every place; with ``repair`` its
        local part is taken and the national part stays as it is.
        """
        if case.applicant_kind is not ApplicantKind.DEPARTMENT:
            raise InputRefusedError("structure_not_department", case=case.number)
        from kabao.exchange.structures import COLUMNS, read_structure

        content = read_structure(path)
        structure = self._rulebook.structure
        remarks = _changed(structure, content)
        if remarks and not repair:
            count = len(remarks)
            raise InputRefusedError("structure_edited", remarks, file=path.name, count=count)
        rows = tuple({key: row[key] for key in COLUMNS if key in row} for row in content.extensions)
        settings = {name: content.settings[name] for name in SETTINGS if name in content.settings}
        values: Values = {**case.values(KEY), **settings, "extensions": rows}
        remarks = tuple(replace(item, level=Level.WARNING) for item in remarks)
        return TakenStructure(values, (*remarks, *_records_differ(content, values)), len(rows))

    def store(
        self, path: Path, case: Case, *, repair: bool = False
    ) -> tuple[TakenStructure, Changed]:
        """Take a structure file and store it in the case as one step that can be undone."""
        taken = self.take(path, case, repair=repair)
        return taken, self._cases.save_material(case.id, KEY, taken.values)


def search_index(structure: FileStructure) -> StructureIndex:
    """Return the index of a structure with the pinyin of its names; takes a moment."""
    from kabao.storage.pinyin import Pinyin

    pinyin = Pinyin()

    def sounds(name: str) -> tuple[str, ...]:
        heard = pinyin.sound(name)
        return (heard.full, heard.initials, heard.other_full, heard.other_initials)

    for name in name_words(structure):
        sounds(name)
    return StructureIndex(structure, sounds)


def export_structure(
    target: Path, rulebook: Rulebook, texts: Texts, case: Case | None = None
) -> None:
    """Write the structure of a rulebook as .xlsx or .json; needs no ledger."""
    suffix = target.suffix.lower()
    if suffix not in EXPORTS:
        raise InputRefusedError("structure_export_kind", file=target.name)
    values = case.values(KEY) if case else {}
    number = case.number if case else ""
    if suffix == ".xlsx":
        from kabao.exchange.structures_book import write_structure_book
        from kabao.services.structure_sheets import structure_sheets

        write_structure_book(target, structure_sheets(rulebook.structure, values, texts, number))
        return
    from kabao.exchange.structures import StructureFile, write_structure

    declared = [item for item in parse_extensions(values) if not is_blank(item)]
    content = StructureFile(
        case=number,
        version=rulebook.structure.version,
        settings={name: values[name] for name in SETTINGS if name in values},
        extensions=tuple(_row(item) for item in declared),
    )
    write_structure(target, rulebook.structure, content, [example_record(i) for i in declared])


def plain_element(item: Extension) -> Element:
    """Return a local element as the encoder takes it; a constructed one as the bytes it is."""
    element = extension_element(item)
    if element.type is ElementType.B_TLV:
        return replace(element, type=ElementType.B)
    return element


def example_record(item: Extension) -> str:
    """Return the record of the example of a local element; empty where it cannot be written."""
    if not item.example or item.length < 1 or not item.type:
        return ""
    return write_value(plain_element(item), item.example).record


def difference_finding(item: Difference) -> Finding:
    """Return a difference of the national part as a finding at its place."""
    told: Mapping[str, str] = {
        "column": item.column,
        "before": item.before or "-",
        "after": item.after or "-",
        "name": item.name,
    }
    code = {Kind.ADDED: "structure_place_added", Kind.REMOVED: "structure_place_missing"}
    return refusal(code.get(item.kind, "structure_place_changed"), item.path[:60], **told)


def _row(item: Extension) -> dict[str, str | int | None]:
    return {
        "file": item.file,
        "tag": item.tag,
        "name": item.name,
        "type": item.type,
        "length": item.length or None,
        "example": item.example,
        "reason": item.reason,
    }


def _changed(structure: FileStructure, content: StructureFile) -> tuple[Finding, ...]:
    if content.national is None:
        return ()
    return tuple(
        difference_finding(item)
        for item in facts_differ(national_facts(structure), content.national)
    )


def _records_differ(content: StructureFile, values: Values) -> tuple[Finding, ...]:
    from kabao.exchange.structures import RECORD

    found = []
    for row, item in enumerate(parse_extensions(values)):
        given = plain_hex(str(content.extensions[row].get(RECORD) or ""))
        made = example_record(item)
        if given and given != made:
            finding = refusal("structure_record_differs", f"extensions[{row}]", name=item.name)
            found.append(replace(finding, level=Level.WARNING))
    return tuple(found)
