"""Columns, layouts and answers of batches, read from ``batch_claims.toml``."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kabao.domain.batch_claims.layouts import (
    ANYWHERE,
    BatchColumn,
    BatchLayout,
    BatchRules,
    ColumnKind,
    Shape,
    pattern_fits,
)
from kabao.domain.batch_claims.progress import STATES
from kabao.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.rulebook.sources import RuleFile


def read_batch_claims(file: RuleFile) -> BatchRules:
    """Return what a list can tell, how each region wants it, and how bureaus answer."""
    data = file.data
    file.unique([entry["key"] for entry in data["columns"]], "columns")
    file.unique([entry["region"] for entry in data["layouts"]], "layouts")
    kinds = {entry["key"]: _kind(file, entry) for entry in data["columns"]}
    layouts = {entry["region"]: _layout(file, entry, kinds) for entry in data["layouts"]}
    file.origin(data["photo_age"], "photo_age")
    if ANYWHERE not in layouts:
        raise file.refused("layouts/default")
    return BatchRules(
        kinds=tuple(kinds.values()),
        layouts=MappingProxyType(layouts),
        states=MappingProxyType(_states(file)),
        states_origin=file.origin(data["answers"], "answers"),
        photo_from_age=data["photo_age"]["from_age"],
    )


def _kind(file: RuleFile, entry: Mapping[str, Any]) -> ColumnKind:
    return ColumnKind(
        key=entry["key"],
        title=Words(**entry["title"]),
        shapes=tuple(Shape(shape) for shape in entry["shapes"]),
        origin=file.origin(entry, f"columns/{entry['key']}"),
        weight=entry["weight"],
    )


def _layout(
    file: RuleFile, entry: Mapping[str, Any], kinds: Mapping[str, ColumnKind]
) -> BatchLayout:
    place = f"layouts/{entry['region']}"
    file.unique([row["key"] for row in entry["columns"]], place)
    if not pattern_fits(entry["photo_pattern"]):
        raise file.refused(f"{place}/photo_pattern")
    return BatchLayout(
        region=entry["region"],
        name=Words(**entry["name"]),
        columns=tuple(_column(file, row, kinds, place) for row in entry["columns"]),
        sheet=entry["sheet"],
        first_row=entry["first_row"],
        photo_pattern=entry["photo_pattern"],
        photo_profile=entry.get("photo_profile", ""),
        photo_folder=entry.get("photo_folder", False),
        photos_asked=entry["photos_asked"],
        codes=MappingProxyType(
            {name: MappingProxyType(codes) for name, codes in entry.get("codes", {}).items()}
        ),
        origin=file.origin(entry, place),
    )


def _column(
    file: RuleFile, row: Mapping[str, Any], kinds: Mapping[str, ColumnKind], place: str
) -> BatchColumn:
    kind = kinds.get(row["key"])
    shape = Shape(row["shape"]) if "shape" in row else None
    if kind is None or (shape is not None and shape not in kind.shapes):
        raise file.refused(f"{place}/{row['key']}")
    title = row.get("title", kind.title.zh)
    return BatchColumn(kind.key, title, shape or kind.shapes[0], row.get("required", False))


def _states(file: RuleFile) -> dict[str, str]:
    words: dict[str, str] = {}
    for state, entries in file.data["answers"]["words"].items():
        if state not in STATES:
            raise file.refused(f"answers/words/{state}")
        for word in entries:
            if word in words:
                raise file.refused(f"answers/words/{word}")
            words[word] = state
    return words
