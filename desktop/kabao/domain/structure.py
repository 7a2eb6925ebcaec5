"""The in-card file structure: applications, files, data elements and local extensions."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kabao.domain.fields import Origin
from kabao.domain.findings import Confidence, Level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.words import Words


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
    """One data element: a record with a one-byte tag."""

    tag: str
    """Two hex digits."""
    key: str
    name: Words
    type: ElementType
    length: int
    """Bytes of the value on the card."""
    format: str = ""
    code_list: str = ""
    hex_allowed: bool = False
    children: tuple[Element, ...] = ()
    origin: Origin = Origin(Confidence.CONFIRMED)
    name_confidence: Confidence | None = None


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
    write: str = ""
    mandatory: bool = False
    reserved: bool = False
    """Reserved for local use (DF01 EF16 to EF1A)."""
    note: str = ""
    origin: Origin = Origin(Confidence.SINGLE)


@dataclass(frozen=True, slots=True)
class CardApplication:
    """One DF with its application identifier and files."""

    id: str
    aid: str
    name: Words
    files: tuple[ElementaryFile, ...]
    mandatory: bool = False
    origin: Origin = Origin(Confidence.SINGLE)

    def file(self, file_id: str) -> ElementaryFile | None:
        """Return a file by its id, or None."""
        return next((item for item in self.files if item.id == file_id), None)


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """One rule (X01 to X17) on what a locality may add."""

    id: str
    text: Words
    level: Level
    origin: Origin


@dataclass(frozen=True, slots=True)
class FileStructure:
    """The national structure of one version."""

    version: str
    applications: tuple[CardApplication, ...]
    rules: tuple[ExtensionRule, ...]
    sources: Mapping[str, str] = field(default_factory=dict)
    spec_versions: tuple[str, ...] = ()

    def application(self, df: str) -> CardApplication | None:
        """Return an application by its DF id, or None."""
        return next((item for item in self.applications if item.id == df), None)

    def find(self, path: str) -> ElementaryFile | None:
        """Return a file by ``DF01/EF16``, or None."""
        df, _, ef = path.partition("/")
        application = self.application(df)
        return application.file(ef) if application else None


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
