"""Local extensions: what the applicant declares, checked against rules X01 to X12.

Rules on the card as a whole (X13 to X17) and on the locked national part (X02, X06 and X10 as far
as they do not concern declared elements) cannot be broken by a declared element.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.encoding import RECORD_HEAD, EncodingRefused, decode_records, encode
from kabao.domain.errors import InputRefusedError
from kabao.domain.fields import Origin
from kabao.domain.findings import Confidence, Finding, Level, Param, Place
from kabao.domain.rule_levels import allowed_level
from kabao.domain.structure import Element, ElementType, Extension
from kabao.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kabao.domain.fields import Row, Values
    from kabao.domain.structure import FileStructure

FIELDS = ("extensions", "local_fields")
"""Table of a department, and table of a person or an employer, whose ``value`` is an example."""

_PATH = re.compile(r"(SSSE|DF[0-9A-F]{2})/EF[0-9A-F]{2}")
_TAG = re.compile(r"[0-9A-F]{2}")
_TYPES = frozenset(ElementType)
_SIMPLE = frozenset({ElementType.AN, ElementType.CN, ElementType.B})
_OWN = Origin(Confidence.OWN)


@dataclass(frozen=True, slots=True)
class FileBudget:
    """How many bytes of a file the declared elements take."""

    path: str
    size: int
    """0 when the size is not known: a file added by the locality."""
    used: int
    left: int | None
    """Negative when the file is too small; None when its size is not known."""


@dataclass(frozen=True, slots=True)
class _Declared:
    """One declared element on its way through the checks."""

    place: Place
    extension: Extension
    structure: FileStructure
    homes: Mapping[str, list[str]]
    """National files by the tags that they use."""

    def own(self, code: str, rule: str = "", level: Level = Level.ERROR) -> Finding:
        """Return a contradiction in what was declared."""
        return self._finding(code, rule, level, _OWN, {})

    def ruled(self, code: str, rule: str, **params: Param) -> Finding:
        """Return a breach of a rule, as grave as the rule can be trusted."""
        stated = self.structure.rule(rule)
        level = allowed_level(stated.level, stated.origin.confidence)
        return self._finding(code, rule, level, stated.origin, params)

    def _finding(
        self, code: str, rule: str, level: Level, origin: Origin, params: Mapping[str, Param]
    ) -> Finding:
        item = self.extension
        return Finding(
            level,
            code,
            place=self.place,
            params={"file": item.file, "tag": item.tag, "name": item.name, **params},
            rule=rule,
            confidence=origin.confidence,
            source=origin.source,
        )


def extensions_field(values: Values) -> str:
    """Return the field that holds the declared elements of these values of material 3."""
    return next((name for name in FIELDS if values.get(name)), FIELDS[0])


def parse_extensions(values: Values) -> tuple[Extension, ...]:
    """Read the rows of the declared elements; a blank row stays, so that rows keep their number."""
    rows = values.get(extensions_field(values))
    if not isinstance(rows, tuple | list):
        return ()
    return tuple(_extension(row) for row in rows if not isinstance(row, str))


def is_blank(extension: Extension) -> bool:
    """Say whether nothing was entered in a row."""
    return extension == Extension("", "", "", "", 0)


def extension_element(extension: Extension) -> Element:
    """Return a declared element in the form that the encoder takes."""
    kind = ElementType(extension.type) if extension.type in _TYPES else ElementType.AN
    name = Words(extension.name, extension.name)
    return Element(extension.tag, "local", name, kind, extension.length, origin=_OWN)


def check_extensions(
    extensions: tuple[Extension, ...], structure: FileStructure, field: str = FIELDS[0]
) -> tuple[Finding, ...]:
    """Return what is wrong with the declared elements, row by row, then file by file."""
    found: list[Finding] = []
    seen: Counter[tuple[str, str]] = Counter()
    homes = _tag_homes(structure)
    for row, extension in enumerate(extensions):
        if is_blank(extension):
            continue
        declared = _Declared(_place(field, row), extension, structure, homes)
        for check in _CHECKS:
            found.extend(check(declared))
        place = (extension.file, extension.tag)
        seen[place] += 1
        if extension.tag and seen[place] > 1:
            found.append(declared.own("extension_x03_duplicate", "X03"))
    found.extend(_file_findings(extensions, structure, field))
    return tuple(found)


def byte_budget(
    structure: FileStructure, extensions: tuple[Extension, ...]
) -> tuple[FileBudget, ...]:
    """Return the bytes taken in every reserved file and in every file with a declared element."""
    used = Counter[str]()
    for item in extensions:
        if item.file and item.length > 0:
            used[item.file] += RECORD_HEAD + item.length
    paths = [path for path, file in structure.files() if file.reserved]
    paths += [path for path in used if path not in paths]
    return tuple(_budget(structure, path, used[path]) for path in paths)


def _budget(structure: FileStructure, path: str, used: int) -> FileBudget:
    file = structure.find(path)
    size = file.size if file else 0
    return FileBudget(path, size, used, size - used if size else None)


def _place(field: str, row: int) -> Place:
    return Place(room="cases", material=3, field=field, row=row)


def _extension(row: Row) -> Extension:
    def text(name: str) -> str:
        value = row.get(name)
        return "" if value is None else str(value).strip()

    length = text("length")
    return Extension(
        file=text("file").upper(),
        tag=text("tag").upper(),
        name=text("name"),
        type=text("type").lower(),
        length=int(length) if length.isascii() and length.isdecimal() else 0,
        example=text("example") or text("value"),
        reason=text("reason"),
    )


def _check_file(declared: _Declared) -> Iterator[Finding]:
    path = declared.extension.file
    if not _PATH.fullmatch(path):
        yield declared.ruled("extension_x05_path", "X05")
        return
    file = declared.structure.find(path)
    if path.startswith("SSSE/") and file is not None:
        yield declared.ruled("extension_x01_basic_file", "X01")
    elif file is None:
        if not 1 <= int(path[-2:], 16) <= 30:
            yield declared.ruled("extension_x06_short_identifier", "X06")
    elif file.type == "cyclic_record":
        yield declared.ruled("extension_x10_cyclic", "X10")
    elif not file.reserved:
        yield declared.ruled("extension_x02_national_file", "X02")


def _check_tag(declared: _Declared) -> Iterator[Finding]:
    item = declared.extension
    if not _TAG.fullmatch(item.tag):
        yield declared.own("extension_x03_tag_form", "X03")
    elif item.tag in {"00", "FF"}:
        yield declared.ruled("extension_x03_tag_unused", "X03")
    else:
        homes = declared.homes.get(item.tag, [])
        if item.file in homes:
            yield declared.own("extension_x03_national_tag", "X03")
        elif homes:
            yield declared.ruled("extension_x04_tag_elsewhere", "X04", other=homes[0])


def _check_type(declared: _Declared) -> Iterator[Finding]:
    item = declared.extension
    file = declared.structure.find(item.file)
    if not item.type:
        yield declared.own("extension_type_missing", level=Level.WARNING)
    elif item.type not in _TYPES:
        yield declared.own("extension_x07_type_unknown", "X07")
    elif item.type not in _SIMPLE and item.type != ElementType.B_TLV:
        yield declared.ruled("extension_x07_type", "X07", type=item.type)
    elif file is not None and file.type == "transparent" and item.type != ElementType.B:
        yield declared.ruled("extension_x07_transparent", "X07", type=item.type)


def _check_length(declared: _Declared) -> Iterator[Finding]:
    item = declared.extension
    if not item.name:
        yield declared.own("extension_name_missing")
    if item.length < 1:
        yield declared.own("extension_length_missing", level=Level.WARNING)
    elif RECORD_HEAD + item.length > 255:
        yield declared.ruled("extension_x09_record", "X09", bytes=RECORD_HEAD + item.length)


def _check_example(declared: _Declared) -> Iterator[Finding]:
    item = declared.extension
    if not item.example or item.length < 1:
        return
    if item.type in _SIMPLE:
        encoded = encode(extension_element(item), item.example)
        if isinstance(encoded, EncodingRefused):
            why = encoded.findings[0]
            params = {**why.params, "used": why.params.get("used", 0), "length": item.length}
            yield declared.ruled(_example_code(why.code), "X08", **params)
    elif item.type == ElementType.B_TLV and not _sums_up(item):
        yield declared.ruled("extension_x11_children", "X11", length=item.length)


def _example_code(code: str) -> str:
    return "extension_x08_too_long" if code == "encoding_too_long" else "extension_x08_example"


def _sums_up(item: Extension) -> bool:
    try:
        records = decode_records(item.example)
    except InputRefusedError:
        return False
    tags = [tag for tag, _value in records]
    total = sum(RECORD_HEAD + len(value) // 2 for _tag, value in records)
    return total == item.length and len(tags) == len(set(tags))


def _file_findings(
    extensions: tuple[Extension, ...], structure: FileStructure, field: str
) -> Iterator[Finding]:
    for budget in byte_budget(structure, extensions):
        rows = [row for row, item in enumerate(extensions) if item.file == budget.path]
        if not rows:
            continue
        declared = _Declared(_place(field, rows[-1]), extensions[rows[-1]], structure, {})
        if budget.left is not None and budget.left < 0:
            params = {"size": budget.size, "used": budget.used, "over": -budget.left}
            yield declared.ruled("extension_x12_over_budget", "X12", **params)
        if len(rows) > 255:
            yield declared.ruled("extension_x09_records", "X09", count=len(rows))


def _tag_homes(structure: FileStructure) -> Mapping[str, list[str]]:
    homes: dict[str, list[str]] = {}
    for path, file in structure.files():
        for tag in {item.tag for item in file.elements if item.tag} | set(file.tags_seen):
            homes.setdefault(tag, []).append(path)
    return homes


_CHECKS: tuple[Callable[[_Declared], Iterator[Finding]], ...] = (
    _check_file,
    _check_tag,
    _check_type,
    _check_length,
    _check_example,
)
