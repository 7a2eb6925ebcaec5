"""The plan of a package: plain frozen values that say what stands on paper, not how it is drawn.

A plan is built once, by ``documents.plans``, and needs no ledger afterwards; pages, contents and
manifest are all drawn from it, and its digest is printed on the cover.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from kabao.documents.blocks import NOTHING, Block, Caption, FormGrid, Prose, Table
from kabao.documents.written import Written
from kabao.domain.cases import Attachment

if TYPE_CHECKING:
    from collections.abc import Iterator

PaperLanguage = Literal["zh", "en", "both"]
CopyKind = Literal["full", "masked", "open"]
"""All numbers in full; starred, in print and in the data; or nothing there that is starred."""


_OF_THE_LEDGER = ("id", "uid", "position")
"""What an attachment is called in one ledger; it says nothing about the package."""


class PartKey(StrEnum):
    """Keys of the parts that are no material; those of materials are ``material_1`` and so on."""

    COVER = "cover"
    CONTENTS = "contents"
    CHANGES = "changes"
    ANNEX = "annex"
    PREFLIGHT = "preflight"
    CHECKLIST = "checklist"
    LAW = "law"
    SIGN_OFF = "sign_off"
    MANIFEST = "manifest"


def material_part(number: int) -> str:
    """Return the part key of a material, such as ``material_3``."""
    return f"material_{number}"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the package; it starts on its own page and has its own bookmark."""

    key: str
    title: Caption
    blocks: tuple[Block, ...] = ()
    number: Caption = NOTHING
    """``材料一``; empty for a part that is no material."""
    note: Caption = NOTHING
    """One line below the title."""
    short: Caption = NOTHING
    """Title for the running head; the full one if there is no shorter."""
    attachments: tuple[Attachment, ...] = ()
    """Files that follow right behind the part's own pages, in this order."""
    wide: bool = False
    """Whether its own pages lie on their side; only blocks that know of it belong there."""

    @property
    def name(self) -> str:
        """Number and title in the first language, as places and bookmarks name the part."""
        return f"{self.number.main}　{self.title.main}" if self.number.main else self.title.main

    @property
    def running(self) -> str:
        """Number and short title, as the head of each page names the part."""
        title = self.short.main or self.title.main
        return f"{self.number.main}　{title}" if self.number.main else title

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield every text of the part with the place at which it stands."""
        for caption in (self.title, self.number, self.note, self.short):
            yield self.name, caption.flat
        for block in self.blocks:
            for place, text in block.texts():
                yield (f"{self.name} / {place}" if place else self.name), text
        for attachment in self.attachments:
            yield f"{self.name} / {attachment.title}", attachment.title

    def fields(self) -> Iterator[tuple[str, str]]:
        """Yield the places and texts of forms, tables and prose, which hold what was entered."""
        for block in self.blocks:
            if isinstance(block, FormGrid | Table | Prose | Written):
                for place, text in block.texts():
                    yield (f"{self.name} / {place}" if place else self.name), text


@dataclass(frozen=True, slots=True)
class Absent:
    """A numbered part that this package does without; the contents say so in its place."""

    key: str
    name: str
    """Number and title, as ``Part.name`` has them."""
    reason: str
    """Why it is not needed, in a few words."""
    after: str
    """Name of the part before it; empty for none."""


@dataclass(frozen=True, slots=True)
class PackagePlan:
    """Everything that one package will hold, in its order."""

    case_number: str
    title: Caption
    applicant: str
    language: PaperLanguage
    draft: bool
    made_on: str
    """ISO date; also the creation date of the file, so that equal plans give equal bytes."""
    rulebook: str
    program: str
    notice: Caption
    """The line on every page: own preparation, the authority's current form prevails."""
    parts: tuple[Part, ...] = field(default=())
    copy: CopyKind = "masked"
    carried: str = ""
    """The exchange document of the case as JSON, which the file encloses; empty for none."""
    absent: tuple[Absent, ...] = ()
    """Numbered parts that are not needed and have no page."""

    def part(self, key: str) -> Part:
        """Return one part by its key; raises KeyError if the plan has none."""
        for part in self.parts:
            if part.key == key:
                return part
        raise KeyError(key)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield every text of the package with the place at which it stands."""
        yield self.title.main, f"{self.title.flat}{self.applicant}{self.case_number}"
        for part in self.parts:
            yield from part.texts()
        for gap in self.absent:
            yield gap.name, f"{gap.name}{gap.reason}"

    @property
    def digest(self) -> str:
        """SHA-256 of all that the plan says, attachments by their own SHA-256."""
        spoken = json.dumps(self, ensure_ascii=True, sort_keys=True, default=_plain)
        return hashlib.sha256(spoken.encode("ascii")).hexdigest()


def _plain(value: Any) -> Any:
    """Return what JSON can hold in place of a value of the plan."""
    if isinstance(value, frozenset):
        return sorted(value)
    left_out = _OF_THE_LEDGER if isinstance(value, Attachment) else ()
    names = [item.name for item in fields(value) if item.name not in left_out]
    return {name: getattr(value, name) for name in names}
