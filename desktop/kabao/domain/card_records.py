"""One holder and card laid into the national structure: element, value, bytes and room left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kabao.domain.encoding import EncodingRefused, encode, first_unencodable, split_text
from kabao.domain.extensions import (
    FIELDS,
    extension_element,
    extensions_field,
    is_blank,
    parse_extensions,
)
from kabao.domain.findings import Finding, Level, Place
from kabao.domain.named import Named
from kabao.domain.rule_levels import allowed_level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kabao.domain.cards import Card
    from kabao.domain.fields import Values
    from kabao.domain.holders import Holder
    from kabao.domain.structure import Element, Extension, FileStructure

Source = tuple[str, str]
"""Room and field that a value comes from: ``("holders", "live_addr")``."""

SPEC_VERSION = "SSSE/EF05/03"
NAME, NAME_EXTENSION = "SSSE/EF06/09", "SSSE/EF06/4E"

_FROM_FIELDS: Mapping[str, tuple[Source, ...]] = {
    "SSSE/EF05/05": (("cards", "issued_on"),),
    "SSSE/EF05/06": (("cards", "valid_to"),),
    "SSSE/EF05/07": (("cards", "card_number"),),
    "SSSE/EF06/08": (("holders", "ssn"), ("holders", "doc_no")),
    NAME: (("holders", "name"),),
    "SSSE/EF06/0A": (("holders", "sex"),),
    "SSSE/EF06/0B": (("holders", "ethnicity"),),
    "SSSE/EF06/0D": (("holders", "birth_date"),),
    "DF01/EF05/21": (("holders", "hukou_addr"),),
    "DF01/EF06/23": (("holders", "live_addr"),),
    "DF01/EF06/28": (("holders", "mobile"), ("holders", "phone")),
    "DF01/EF06/2C": (("holders", "guardian_name"),),
    "DF01/EF06/2D": (("holders", "guardian_phone"),),
    "DF01/EF0A/37": (("holders", "nationality"),),
}
"""Where each element finds its value; the first field that is filled in counts."""

_ASSIGNED = frozenset(f"SSSE/EF05/{tag}" for tag in ("01", "02", "04", "05", "06", "07"))
"""Elements that the issuing system gives; the program never makes one up."""

_WHOLE_FILES = frozenset({"SSSE/EF05", "SSSE/EF06"})


_CITIZEN_DOCUMENTS = frozenset({"", "resident_id"})
"""Documents whose number is the social security number."""


class LaidState(StrEnum):
    """What stands in an element."""

    VALUE = "value"
    EXAMPLE = "example"
    """The example declared for a local element, not a value of this holder."""
    ASSIGNED = "assigned"
    """Assigned by the issuing system."""
    NOT_GIVEN = "not_given"
    NOT_NEEDED = "not_needed"
    NOT_DECLARED = "not_declared"
    """A local element without type or length, which cannot be encoded."""
    REFUSED = "refused"
    """There is a value, but the card cannot hold it as it is; the finding says why."""


@dataclass(frozen=True, slots=True)
class CardFileSettings:
    """What a case says about the card files of its holders."""

    spec_version: str = "2.00"
    extensions: tuple[Extension, ...] = ()
    extensions_field: str = FIELDS[0]
    supplied: Mapping[str, str] = field(default_factory=dict)
    """Further values by path with tag, such as ``DF01/EF09/2E`` for the employer's name."""


@dataclass(frozen=True, slots=True)
class LaidElement:
    """One element of one card with its value and bytes."""

    path: str
    """File, such as ``SSSE/EF06``."""
    element: Element
    value: str
    encoded: str
    """Bytes in hex; empty when there are none."""
    used: int
    room: int
    finding: Finding | None = None
    state: LaidState = LaidState.VALUE
    local: bool = False


def card_file_settings(
    values: Values, structure: FileStructure, *, one_holder: bool = False
) -> CardFileSettings:
    """Read the settings from material 3; for ``one_holder`` the local values are that person's."""
    version = values.get("spec_version")
    extensions = parse_extensions(values)
    return CardFileSettings(
        spec_version=str(version) if version else structure.version,
        extensions=extensions,
        extensions_field=extensions_field(values),
        supplied={
            f"{item.file}/{item.tag}": item.example
            for item in extensions
            if one_holder and item.example
        },
    )


def lay_out(
    holder: Holder, card: Card | None, structure: FileStructure, settings: CardFileSettings
) -> tuple[LaidElement, ...]:
    """Lay one holder and card into the structure; local elements follow the national ones."""
    values = _values(holder, card, settings)
    laid = [
        _locate(_lay(path, element, values.get(f"{path}/{element.tag}", "")), holder, card)
        for path, element in _elements(structure, settings)
    ]
    laid += [
        _lay_extension(row, item, settings)
        for row, item in enumerate(settings.extensions)
        if not is_blank(item)
    ]
    return tuple(laid)


def _elements(
    structure: FileStructure, settings: CardFileSettings
) -> Iterator[tuple[str, Element]]:
    for path, file in structure.files():
        for element in file.elements:
            place = f"{path}/{element.tag}"
            if path in _WHOLE_FILES or place in _FROM_FIELDS or place in settings.supplied:
                yield path, element


def _values(holder: Holder, card: Card | None, settings: CardFileSettings) -> dict[str, str]:
    read: Mapping[str, Callable[[str], str]] = {
        "holders": holder.text,
        "cards": card.text if card else lambda _name: "",
    }
    values = {SPEC_VERSION: settings.spec_version}
    for path, sources in _FROM_FIELDS.items():
        values[path] = next((text for room, name in sources if (text := read[room](name))), "")
    if not holder.text("ssn") and holder.text("doc_type") not in _CITIZEN_DOCUMENTS:
        values["SSSE/EF06/08"] = ""
    if not first_unencodable(values[NAME]):
        values[NAME], values[NAME_EXTENSION] = split_text(values[NAME], 30)
    return values | dict(settings.supplied)


def _lay(path: str, element: Element, value: str) -> LaidElement:
    if not value:
        return LaidElement(path, element, "", "", 0, element.length, state=_empty(path, element))
    encoded = encode(element, value)
    if isinstance(encoded, EncodingRefused):
        finding = _softened(encoded.findings[0])
        state = LaidState.REFUSED
        return LaidElement(path, element, value, "", 0, element.length, finding, state)
    finding_ = _form_finding(element, value)
    return LaidElement(path, element, value, encoded.hex, encoded.used, encoded.room, finding_)


def _empty(path: str, element: Element) -> LaidState:
    place = f"{path}/{element.tag}"
    if place == NAME_EXTENSION:
        return LaidState.NOT_NEEDED
    return LaidState.ASSIGNED if place in _ASSIGNED else LaidState.NOT_GIVEN


def _form_finding(element: Element, value: str) -> Finding | None:
    if not element.pattern or re.fullmatch(element.pattern, value):
        return None
    return Finding(
        Level.WARNING,
        "encoding_pattern",
        params={"tag": element.tag, "name": Named(element.name)},
        rule="X16",
        confidence=element.origin.confidence,
        source=element.origin.source,
    )


def _softened(finding: Finding) -> Finding:
    # How a card shortens or replaces what does not fit is the issuing system's business.
    return replace(finding, level=Level.WARNING)


def _locate(laid: LaidElement, holder: Holder, card: Card | None) -> LaidElement:
    if laid.finding is None:
        return laid
    place = f"{laid.path}/{laid.element.tag}"
    sources = _FROM_FIELDS.get(NAME if place == NAME_EXTENSION else place)
    if sources is None:
        found = Place("cases", material=3, field="spec_version" if place == SPEC_VERSION else "")
        return replace(laid, finding=laid.finding.at(found))
    room, name = _filled(sources, holder, card)
    record = holder.id if room == "holders" else card.id if card else 0
    found = Place(room=room, record=record, field=name)
    return replace(laid, finding=laid.finding.at(found))


def _filled(sources: tuple[Source, ...], holder: Holder, card: Card | None) -> Source:
    for room, name in sources:
        record = holder if room == "holders" else card
        if record is not None and record.text(name):
            return room, name
    return sources[0]


def _lay_extension(row: int, extension: Extension, settings: CardFileSettings) -> LaidElement:
    element = extension_element(extension)
    given = settings.supplied.get(f"{extension.file}/{extension.tag}", "")
    value = given or extension.example
    if not extension.type or extension.length < 1:
        state = LaidState.NOT_DECLARED
        return LaidElement(extension.file, element, value, "", 0, 0, state=state, local=True)
    laid = replace(_lay(extension.file, element, value), local=True)
    if laid.finding is not None:
        place = Place(room="cases", material=3, field=settings.extensions_field, row=row)
        level = allowed_level(Level.ERROR, laid.finding.confidence)
        return replace(laid, finding=replace(laid.finding, level=level, place=place))
    if value and not given:
        return replace(laid, state=LaidState.EXAMPLE)
    return laid
