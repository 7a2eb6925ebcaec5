"""Snapshots: a case frozen with all its values and digests, and what differs between two."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from kabao.domain.fields import is_empty

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.domain.cases import Attachment, MaterialKey
    from kabao.domain.fields import FieldSpec, FormSpec, Value, Values
    from kabao.domain.preflight import CaseView

    Forms = Mapping[MaterialKey, FormSpec]
    Rows = Sequence[Mapping[str, Any]]

REASONS = ("export", "draft", "handed_in", "approval", "change", "manual")
"""Why a case was frozen."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A case as it was at one moment; ``content`` is empty where only the head was read."""

    case_id: int
    reason: str
    taken_at: str
    """ISO date and time, UTC."""
    digest: str
    """SHA-256 of the content."""
    package: str = ""
    """SHA-256 of the file that was written, for an export."""
    position: int = 0
    uid: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)

    def values(self, key: MaterialKey) -> Values:
        """Return the values of one material as they were."""
        stored: Mapping[str, Any] = self.content.get("materials", {}).get(str(key.number), {})
        return {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in stored.items()
        }

    @property
    def is_whole(self) -> bool:
        """Whether the content is what was frozen."""
        return digest_of(self.content) == self.digest


@dataclass(frozen=True, slots=True)
class CaseChange:
    """What a change case starts from, and what its own form says."""

    case_id: int
    base_id: int
    snapshot: str
    """Identifier of the snapshot that is being changed."""
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Difference:
    """One place at which two snapshots differ."""

    material: int
    """Number 1 to 6; 0 for the head of the case and its people."""
    field: str
    column: str = ""
    row: str = ""
    """What names the row of a table, or the title of a file."""
    before: Value = None
    after: Value = None
    spec: FieldSpec | None = None
    """The field or column; None for the head, files, and whole rows."""

    @property
    def place(self) -> str:
        """The place as the rules of changes name it, such as ``1.card_vendors.name``."""
        return ".".join(part for part in (str(self.material), self.field, self.column) if part)


def freeze(view: CaseView) -> dict[str, Any]:
    """Return everything that a case says as plain values; files by their digests."""
    case = view.case
    return {
        "number": case.number,
        "title": case.title,
        "kind": case.kind.value,
        "applicant_kind": case.applicant_kind.value,
        "rulebook": case.rulebook,
        "annex": case.annex,
        "accepted": dict(case.accepted),
        "employer": _plain(view.employer.values) if view.employer else None,
        "people": [
            {
                "uid": item.holder.uid,
                "holder": _plain(item.holder.values),
                "card": _plain(item.card.values) if item.card else None,
            }
            for item in view.holders
        ],
        "materials": {str(key.number): _plain(case.values(key)) for key in case.parts},
        "files": [_file(item) for item in case.attachments],
    }


def digest_of(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a content, the same wherever it is worked out."""
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], forms: Forms
) -> tuple[Difference, ...]:
    """Return what differs between two contents, field by field, in the order of the forms."""
    found = [*_head(before, after)]
    for key in forms:
        old, new = (side.get("materials", {}).get(str(key.number), {}) for side in (before, after))
        found += _form(key, forms[key], old, new)
        found += _files(key.number, before.get("files", ()), after.get("files", ()))
    return tuple(found)


def _head(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for name in ("title", "annex"):
        if before.get(name) != after.get(name):
            yield Difference(0, name, before=before.get(name), after=after.get(name))
    if before.get("employer") != after.get("employer"):
        names = [str((side.get("employer") or {}).get("name", "")) for side in (before, after)]
        yield Difference(0, "employer", before=names[0], after=names[1])
    old, new = ({item["uid"]: item for item in side.get("people", ())} for side in (before, after))
    for uid in (*old, *(uid for uid in new if uid not in old)):
        first, second = old.get(uid), new.get(uid)
        if first != second:
            yield Difference(0, "people", before=_name(first), after=_name(second))


def _name(person: Mapping[str, Any] | None) -> str:
    return str(person["holder"].get("name", "")) if person else ""


def _form(
    key: MaterialKey, form: FormSpec, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Difference]:
    known = [spec.name for spec in form.fields]
    for spec in form.fields:
        before, after = old.get(spec.name), new.get(spec.name)
        if _same(before, after):
            continue
        if spec.columns:
            yield from _table(key.number, spec, before or (), after or ())
        else:
            yield _of_field(key.number, spec, before, after)
    for name in (*old, *(name for name in new if name not in old)):
        if name not in known and not _same(old.get(name), new.get(name)):
            yield Difference(
                key.number, name, before=_as_text(old.get(name)), after=_as_text(new.get(name))
            )


def _of_field(number: int, spec: FieldSpec, before: Any, after: Any) -> Difference:
    return Difference(number, spec.name, before=_tupled(before), after=_tupled(after), spec=spec)


def _table(number: int, spec: FieldSpec, before: Rows, after: Rows) -> Iterator[Difference]:
    pairs = _paired(spec.columns[0].name, before, after)
    for name, old, new in pairs:
        if old is None or new is None:
            yield Difference(
                number, spec.name, row=name, before=_row_text(old), after=_row_text(new)
            )
            continue
        for column in spec.columns:
            first, second = old.get(column.name), new.get(column.name)
            if not _same(first, second):
                yield Difference(
                    number, spec.name, column.name, name, _tupled(first), _tupled(second), column
                )


def _paired(
    first: str, before: Rows, after: Rows
) -> list[tuple[str, Mapping[str, Any] | None, Mapping[str, Any] | None]]:
    """Pair rows by their first column where it names each row once, else by their place."""
    old_names, new_names = ([str(row.get(first) or "") for row in side] for side in (before, after))
    unique = all(len(set(names)) == len(names) for names in (old_names, new_names))
    if not unique:
        old_names, new_names = ([str(n + 1) for n in range(len(s))] for s in (before, after))
    old, new = dict(zip(old_names, before, strict=True)), dict(zip(new_names, after, strict=True))
    names = (*old, *(name for name in new if name not in old))
    return [(name, old.get(name), new.get(name)) for name in names]


def _files(number: int, before: Rows, after: Rows) -> Iterator[Difference]:
    def named(files: Rows) -> dict[tuple[str, str], Mapping[str, Any]]:
        return {(f["slot"], f["title"]): f for f in files if f["material"] == number}

    old, new = named(before), named(after)
    for place in (*old, *(place for place in new if place not in old)):
        first, second = old.get(place), new.get(place)
        told = [_file_text(item) for item in (first, second)]
        if told[0] != told[1]:
            yield Difference(number, "files", row=place[1], before=told[0], after=told[1])


def _file(item: Attachment) -> dict[str, Any]:
    kept = asdict(item)
    return {name: value for name, value in kept.items() if name not in ("id", "uid")}


def _file_text(item: Mapping[str, Any] | None) -> str:
    return f"{item['file_name']} (SHA-256 {item['sha256'][:12]})" if item else ""


def _row_text(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return ""
    return "; ".join(str(cell) for cell in row.values() if cell not in (None, ""))


def _plain(values: Any) -> Any:
    if isinstance(values, Mapping):
        return {str(name): _plain(value) for name, value in values.items()}
    if isinstance(values, list | tuple):
        return [_plain(value) for value in values]
    return values


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _tupled(value: Any) -> Value:
    return tuple(value) if isinstance(value, list) else value


def _same(before: Any, after: Any) -> bool:
    blank = is_empty(_tupled(before)) and is_empty(_tupled(after))
    return blank or _plain(before) == _plain(after)
