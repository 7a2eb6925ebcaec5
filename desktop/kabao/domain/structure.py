"""The in-card file structure: applications, files, data elements and local extensions."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kabao.domain.fields import Origin
from kabao.domain.findings import Confidence, Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kabao.domain.words import Words


_CONFIRMED = Origin(Confidence.CONFIRMED)
_SINGLE = Origin(Confidence.SINGLE)


class ElementType(StrEnum):
    """Data types of the national structure."""

    AN = "an"
    CN = "cn"
    B = "b"
    B_TLV = "b_tlv"
    DEC = "dec"
    HEX = "hex"


@dataclass(frozen=True, slots=True)
class Element:
    """One data element: a record with a one-byte tag, or a field of a cyclic record."""

    tag: str
    """Two hex digits; empty for a field of a cyclic record, which has a position instead."""
    key: str
    name: Words
    type: ElementType
    length: int
    """Bytes of the value on the card."""
    format: str = ""
    """``date``, ``year_month`` or ``region_code``; empty for anything else."""
    code_list: str = ""
    hex_allowed: bool = False
    children: tuple[Element, ...] = ()
    origin: Origin = _CONFIRMED
    name_confidence: Confidence | None = None
    """None while the name of the element is not known."""
    position: int = 0
    """Place inside a cyclic record, from 1; 0 for an element with a tag."""
    max_records: int = 1
    pattern: str = ""
    """Regular expression that the whole value matches."""
    superseded_by: str = ""
    """Path of the element that took over in this version."""
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class ElementaryFile:
    """One EF of an application."""

    id: str
    name: Words
    key: str
    type: str
    """``variable_record``, ``cyclic_record``, ``fixed_record`` or ``transparent``."""
    elements: tuple[Element, ...] = ()
    sfi: int = 0
    size: int = 0
    """Bytes of a transparent file; 0 when unknown."""
    records: int = 0
    read: str = ""
    """``free``, ``key``, ``pin_or_key``, ``pin_and_key`` or ``card``; empty when not known."""
    write: str = ""
    mandatory: bool = False
    reserved: bool = False
    """Reserved for local use (DF01 EF16 to EF1A)."""
    note: Words | None = None
    origin: Origin = _SINGLE
    tags_seen: tuple[str, ...] = ()
    """Tags known to be in use although their types and lengths are not."""

    def element(self, tag: str) -> Element | None:
        """Return the element with a tag, or None."""
        return next((item for item in self.elements if tag and item.tag == tag), None)


@dataclass(frozen=True, slots=True)
class CardApplication:
    """One DF with its application identifier and files."""

    id: str
    aid: str
    name: Words
    files: tuple[ElementaryFile, ...]
    mandatory: bool = False
    origin: Origin = _SINGLE

    def file(self, file_id: str) -> ElementaryFile | None:
        """Return a file by its id, or None."""
        return next((item for item in self.files if item.id == file_id), None)


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """One rule (X01 to X17) on what a locality may add."""

    id: str
    text: Words
    level: Level
    """Level that the source gives; ``rule_levels.allowed_level`` says what it may amount to."""
    origin: Origin
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class FileStructure:
    """The national structure of one version."""

    version: str
    applications: tuple[CardApplication, ...]
    rules: tuple[ExtensionRule, ...]
    sources: Mapping[str, Words] = field(default_factory=dict)
    spec_versions: tuple[str, ...] = ()
    principle: Words | None = None
    """What a locality may add and where."""
    approval: Words | None = None
    """What a later change needs."""
    code_lists: Mapping[str, str] = field(default_factory=dict)
    """Standard behind each ``code_list`` of an element."""

    def application(self, df: str) -> CardApplication | None:
        """Return an application by its DF id, or None."""
        return next((item for item in self.applications if item.id == df), None)

    def find(self, path: str) -> ElementaryFile | None:
        """Return a file by ``DF01/EF16``, or None."""
        df, _, ef = path.partition("/")
        application = self.application(df)
        return application.file(ef) if application else None

    def files(self) -> Iterator[tuple[str, ElementaryFile]]:
        """Yield every file with its path, in the order of the structure."""
        for application in self.applications:
            for file in application.files:
                yield f"{application.id}/{file.id}", file

    def rule(self, rule_id: str) -> ExtensionRule:
        """Return one rule by its id; raises KeyError if there is none."""
        for item in self.rules:
            if item.id == rule_id:
                return item
        raise KeyError(rule_id)


@dataclass(frozen=True, slots=True)
class Extension:
    """A local data element declared by the applicant, a row of the field ``extensions``."""

    file: str
    """Path such as ``DF01/EF16``."""
    tag: str
    name: str
    type: str
    length: int
    example: str = ""
    reason: str = ""
