"""The rows of local elements: where findings belong, which tag is free, adding and removing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.checks import rows_of
from kabao.domain.fields import FormSpec, Section
from kabao.domain.words import Words

if TYPE_CHECKING:
    from kabao.domain.fields import FieldSpec, Row, Value, Values
    from kabao.domain.findings import Finding
    from kabao.domain.structure import FileStructure

FIELD = "extensions"
SECTION = "row"

_COLUMNS = {
    "extension_x03": "tag",
    "extension_x04": "tag",
    "extension_x08": "example",
    "extension_x09": "length",
    "extension_x11": "example",
    "extension_x12": "length",
    "extension_x07": "type",
    "extension_type": "type",
    "extension_length": "length",
    "extension_name": "name",
    "extension_": "file",
}
"""Column that a finding about a local element belongs to, by the beginning of its code."""

_FIRST_TAG = 0xC0
_FIRST_FILE, _LAST_FILE = 5, 30
"""Files begin with EF05; a short identifier ends with 30 (X06)."""


def row_form(spec: FieldSpec) -> FormSpec:
    """Return the columns of the list as a form for one row."""
    section = Section(SECTION, Words("", ""))
    fields = tuple(replace(column, section=SECTION) for column in spec.columns)
    return FormSpec(FIELD, spec.label, (section,), fields)


def rows_in(values: Values) -> list[dict[str, object]]:
    """Return the rows of local elements."""
    found = rows_of(values.get(FIELD))
    return [dict(row) if isinstance(row, Mapping) else {} for row in found]


def as_value(rows: list[dict[str, object]]) -> Value:
    """Return rows as the value of the field."""
    frozen: tuple[Row, ...] = tuple(rows)  # type: ignore[arg-type]
    return frozen


def column_of(finding: Finding) -> str:
    """Return the column of a finding about a local element."""
    _, _, column = finding.place.field.partition(".")
    if column:
        return column
    return next(
        (name for start, name in _COLUMNS.items() if finding.code.startswith(start)), "name"
    )


def free_file(application: str, rows: list[dict[str, object]], structure: FileStructure) -> str:
    """Return the first file of an application that neither the nation nor this list has."""
    used = {str(row.get("file") or "").upper() for row in rows}
    paths = (f"{application}/EF{number:02X}" for number in range(_FIRST_FILE, _LAST_FILE + 1))
    return next((path for path in paths if structure.find(path) is None and path not in used), "")


def free_application(rows: list[dict[str, object]], structure: FileStructure) -> str:
    """Return the first application that neither the nation nor this list has."""
    used = {str(row.get("file") or "").upper().partition("/")[0] for row in rows}
    names = (f"DF{number:02X}" for number in range(1, 0xFF))
    return next(name for name in names if structure.application(name) is None and name not in used)


def new_row(
    file: str, rows: list[dict[str, object]], structure: FileStructure
) -> dict[str, object]:
    """Return a row for a new local element: a free tag, and the only type its file may hold."""
    row: dict[str, object] = {"file": file, "tag": free_tag(rows, structure)}
    found = structure.find(file)
    if found is not None and found.type == "transparent":
        row["type"] = "b"
    return row


def free_tag(rows: list[dict[str, object]], structure: FileStructure) -> str:
    """Return the first tag from C0 on that neither the nation nor this list uses."""
    used = {str(row.get("tag") or "").upper() for row in rows}
    for _path, file in structure.files():
        used |= {element.tag for element in file.elements} | set(file.tags_seen)
    return next(
        (f"{number:02X}" for number in range(_FIRST_TAG, 0xFF) if f"{number:02X}" not in used), ""
    )
