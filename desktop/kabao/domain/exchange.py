"""What an exchange document says, as plain values: records that refer to each other by uid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kabao.domain.cases import PARTS
from kabao.domain.fields import FieldKind, FieldSpec, FormSpec, is_empty
from kabao.domain.findings import Finding, Level, Place
from kabao.domain.key_material import refused_parts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
    from kabao.domain.evidence import EvidenceKind, Strength
    from kabao.domain.fields import Row, Value, Values
    from kabao.domain.files import PagePlan
    from kabao.domain.supplements import Supplement

EXCHANGE_VERSION = 3
"""The newest that is read; a document is written as 1 while it has neither steps nor photographs,
and as 2 while it has no photographs."""


@dataclass(frozen=True, slots=True)
class ExchangeEvidence:
    """One dated observation about a card; ``withdraws`` names another entry of that card."""

    id: str
    kind: EvidenceKind
    observed_on: dt.date
    positive: bool
    strength: Strength
    detail: str = ""
    channel: str = ""
    note: str = ""
    withdraws: str | None = None
    recorded_at: str = ""


@dataclass(frozen=True, slots=True)
class ExchangeCard:
    """One card of a holder with its evidence in order."""

    id: str
    values: Values = field(default_factory=dict)
    evidence: tuple[ExchangeEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangePhoto:
    """The accepted photograph of a person: its content, or the path where it lies."""

    file_name: str
    sha256: str
    profile: str = ""
    crop: Mapping[str, float] = field(default_factory=dict)
    """How it was cut; empty where that is not known."""
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class ExchangeHolder:
    """One person with the cards of that person, and the employer by its id."""

    id: str
    employer: str | None = None
    values: Values = field(default_factory=dict)
    cards: tuple[ExchangeCard, ...] = ()
    photo: ExchangePhoto | None = None


@dataclass(frozen=True, slots=True)
class ExchangeEmployer:
    """One employer."""

    id: str
    values: Values = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExchangeAttachment:
    """A file of a case: its content, or the path beside the document where it lies."""

    id: str
    material: int
    slot: str
    title: str
    file_name: str
    media_type: str
    sha256: str
    content: bytes = b""
    path: str = ""
    """Relative path; empty once the content has been read."""
    plan: PagePlan = ()
    """Which of its pages are printed and how; empty for all as they are."""


@dataclass(frozen=True, slots=True)
class ExchangeStep:
    """One recorded step of the way of a case, with the scan of its decision."""

    id: str
    transition: str
    source: str
    target: str
    happened_on: str
    actor: str
    reference: str = ""
    reasons: str = ""
    recorded_at: str = ""
    scan_name: str = ""
    scan: bytes = b""


@dataclass(frozen=True, slots=True)
class ExchangeCase:
    """One application with its materials and files; employer and holders by their ids."""

    id: str
    kind: CaseKind
    applicant_kind: ApplicantKind
    title: str
    number: str = ""
    created_on: str = ""
    employer: str | None = None
    holders: tuple[str, ...] = ()
    annex: bool = False
    accepted: Mapping[str, str] = field(default_factory=dict)
    rulebook: str = ""
    materials: Mapping[MaterialKey, Values] = field(default_factory=dict)
    attachments: tuple[ExchangeAttachment, ...] = ()
    steps: tuple[ExchangeStep, ...] = ()
    supplements: tuple[Supplement, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangeDocument:
    """Everything that one exchange file holds."""

    employers: tuple[ExchangeEmployer, ...] = ()
    holders: tuple[ExchangeHolder, ...] = ()
    cases: tuple[ExchangeCase, ...] = ()


def refusal(code: str, where: str, **params: str | int) -> Finding:
    """Return a finding that names its place in the document, such as ``holders[3].id``."""
    place = Place(room="exchange", field=where)
    return Finding(Level.ERROR, code, place, {"where": where or "/", **params})


def unknown_fields(
    document: ExchangeDocument, forms: Mapping[str, FormSpec]
) -> tuple[Finding, ...]:
    """Find fields the rulebook does not know and values that do not have their field's shape."""
    fields = {name: {spec.name: spec for spec in form.fields} for name, form in forms.items()}
    found: list[Finding] = []
    for where, form, values in _filled_forms(document):
        found.extend(_check_values(where, values, fields.get(form, {})))
    return tuple(found)


def strange_parts(document: ExchangeDocument, forms: Mapping[str, FormSpec]) -> tuple[Finding, ...]:
    """Find applicants and parts that do not go with the kind of a case, and keys in it."""
    found: list[Finding] = []
    for i, case in enumerate(document.cases):
        found.extend(_check_parts(f"cases[{i}]", case, forms))
    return tuple(found)


def _check_parts(
    where: str, case: ExchangeCase, forms: Mapping[str, FormSpec]
) -> Iterator[Finding]:
    """Find parts that such a case has not, numbers beyond them, and what looks like a key."""
    parts = PARTS[case.kind]
    if f"{parts[0]}_{case.applicant_kind}" not in forms:
        yield refusal("exchange_wrong_applicant", f"{where}.applicant_kind")
        return
    for key in case.materials:
        if key not in parts:
            yield refusal("exchange_unknown_key", f"{where}.materials.{key}")
    for number, file in enumerate(case.attachments):
        if file.material > len(parts):
            yield refusal("exchange_no_such_part", f"{where}.attachments[{number}].material")
    mine = {key: forms[f"{key}_{case.applicant_kind}"] for key in parts}
    for key, name in refused_parts(case.kind, mine, case.materials):
        yield refusal("exchange_key_material", f"{where}.materials.{key}.{name}")


def _filled_forms(document: ExchangeDocument) -> Iterator[tuple[str, str, Values]]:
    for i, employer in enumerate(document.employers):
        yield f"employers[{i}].fields", "employer", employer.values
    for i, holder in enumerate(document.holders):
        yield f"holders[{i}].fields", "holder", holder.values
        for k, card in enumerate(holder.cards):
            yield f"holders[{i}].cards[{k}].fields", "card", card.values
    for i, case in enumerate(document.cases):
        for key, values in case.materials.items():
            if key in PARTS[case.kind]:
                yield f"cases[{i}].materials.{key}", f"{key}_{case.applicant_kind}", values


def _check_values(where: str, values: Values, known: Mapping[str, FieldSpec]) -> Iterator[Finding]:
    for name, value in values.items():
        spec = known.get(name)
        if spec is None:
            yield refusal("exchange_unknown_field", f"{where}.{name}", field=name)
        elif value is not None:
            yield from _check_shape(f"{where}.{name}", value, spec)


def _check_shape(where: str, value: Value, spec: FieldSpec) -> Iterator[Finding]:
    if spec.kind is FieldKind.TABLE and isinstance(value, tuple):
        yield from _check_rows(where, value, spec)
    elif not _fits(value, spec.kind):
        yield refusal("exchange_wrong_shape", where, expected=_expected(spec.kind))


def _check_rows(
    where: str, rows: tuple[str, ...] | tuple[Row, ...], spec: FieldSpec
) -> Iterator[Finding]:
    columns = {column.name: column for column in spec.columns}
    for number, row in enumerate(rows):
        place = f"{where}[{number}]"
        if isinstance(row, Mapping):
            yield from _check_values(place, row, columns)
        else:
            yield refusal("exchange_wrong_shape", place, expected=_expected(FieldKind.TABLE))


_NEVER_STORED = frozenset({FieldKind.ATTACHMENT, FieldKind.BLANK})


def _fits(value: Value, kind: FieldKind) -> bool:
    if kind in _NEVER_STORED:
        return is_empty(value)
    if kind is FieldKind.TABLE:
        return False
    if kind is FieldKind.CHOICES:
        return isinstance(value, tuple) and all(isinstance(item, str) for item in value)
    if kind is FieldKind.BOOLEAN:
        return isinstance(value, bool)
    if kind is FieldKind.INTEGER:
        # What was typed and is no number yet is kept as text; the form's checks say so.
        return isinstance(value, int | str) and not isinstance(value, bool)
    return isinstance(value, str)


def _expected(kind: FieldKind) -> str:
    """Name the shape in the words of JSON."""
    if kind in _NEVER_STORED:
        return "null"
    if kind is FieldKind.TABLE:
        return "array of objects"
    if kind is FieldKind.CHOICES:
        return "array of strings"
    return {FieldKind.BOOLEAN: "boolean", FieldKind.INTEGER: "integer"}.get(kind, "string")
