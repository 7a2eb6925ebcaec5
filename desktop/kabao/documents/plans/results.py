"""The checklist with the materials, and the result of the preflight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.documents.blocks import (
    Caption,
    CheckItem,
    CheckList,
    Column,
    Heading,
    Notice,
    Prose,
    Table,
)
from kabao.documents.plan import Part, PartKey, material_part
from kabao.documents.plans.parts import is_absent
from kabao.domain.cases import CaseKind
from kabao.domain.findings import Level, by_gravity
from kabao.domain.supplements import CODE as REQUEST

if TYPE_CHECKING:
    from kabao.documents.blocks import Block
    from kabao.documents.plans.sources import Source
    from kabao.domain.cases import MaterialKey
    from kabao.domain.findings import Finding
    from kabao.domain.rules import CheckRule

_GRAVE = frozenset({Level.CRITICAL, Level.ERROR})


def checklist(source: Source) -> Part:
    """Return the materials with their state, the note on numbering, and every check."""
    wording, rulebook = source.wording, source.order.rulebook
    case = source.order.case
    items = tuple(_material_item(source, key) for key in source.order.case.parts)
    rules = [rule for rule in rulebook.checklist if rule.concerns(case.kind, case.applicant_kind)]
    blocks: tuple[Block, ...] = (
        CheckList(items),
        *_notes(source),
        Heading(wording("documents.checklist.checks"), note=wording("documents.checklist.note")),
        _check_table(source, rules),
    )
    return Part(PartKey.CHECKLIST, wording("documents.checklist.title"), blocks)


def _notes(source: Source) -> tuple[Block, ...]:
    """Return what is said about the six materials of an issuance."""
    if source.order.case.kind not in (CaseKind.ISSUANCE, CaseKind.CHANGE):
        return ()
    rulebook = source.order.rulebook
    notes = (rulebook.numbering_note, rulebook.filing_note)
    return tuple(Notice(source.wording.words(note)) for note in notes)


def _material_item(source: Source, key: MaterialKey) -> CheckItem:
    wording = source.wording
    grave = [
        item
        for item in source.order.findings
        if item.place.material == key.number and item.level in _GRAVE
    ]
    files = source.files(key)
    details = [wording.one("documents.letter.absent")] if is_absent(source, key) else []
    if files:
        pages = sum(item.shown for item in files)
        details.append(wording.one("documents.checklist.files", count=len(files), pages=pages))
    if grave:
        details.append(wording.one("documents.checklist.open", count=len(grave)))
    elif not is_absent(source, key):
        details.append(wording.one("documents.checklist.complete"))
    text = wording.words(source.rule(key).title)
    numbered = Caption(f"{source.material_number(key).main}　{text.main}", text.sub)
    return CheckItem(numbered, not grave, wording.one("labels.semicolon").join(details))


def _check_table(source: Source, rules: list[CheckRule]) -> Table:
    wording = source.wording
    columns = (
        Column(wording("documents.checklist.id"), 0.6),
        Column(wording("documents.checklist.check"), 4.2),
        Column(wording("documents.checklist.result"), 1.3),
        Column(wording("documents.checklist.basis"), 2.4),
    )
    rows = tuple(
        (
            rule.id,
            rule.title.to(wording.main),
            _result(source, rule),
            _basis(source, rule.origin.source, rule.origin.confidence),
        )
        for rule in rules
    )
    return Table(columns, rows, small=True)


def _result(source: Source, rule: CheckRule) -> str:
    wording = source.wording
    mine = [item for item in source.order.findings if item.rule == rule.id]
    if not mine:
        return wording.one("documents.checklist.clear")
    if all(item.accepted for item in mine):
        return wording.one("documents.checklist.accepted")
    worst = min((item.level for item in mine if not item.accepted), key=lambda level: level.rank)
    shown = wording.one(f"labels.level.{worst}")
    return wording.one("documents.checklist.found", level=shown, count=len(mine))


def _basis(source: Source, cited: str, confidence: str) -> str:
    wording = source.wording
    trust = wording.one(f"labels.confidence.{confidence}")
    if not cited:
        return trust
    words = source.order.rulebook.cite(cited).to(wording.main)
    return wording.one("documents.checklist.cited", source=words, trust=trust)


def preflight(source: Source) -> Part:
    """Return what the checks found, gravest first, with the reasons for accepted warnings."""
    wording = source.wording
    found = by_gravity(source.order.findings)
    day = wording.date(source.order.today.isoformat())
    counts = wording.join(
        wording.one(
            "documents.preflight.count",
            level=wording.one(f"labels.level.{level}"),
            count=sum(item.level is level for item in found),
        )
        for level in Level
    )
    blocks: list[Block] = [Prose(wording("documents.preflight.intro"), kind="note")]
    if found:
        blocks.append(_finding_table(source, found))
    else:
        blocks.append(Notice(wording("documents.preflight.clean"), "ok"))
    note = wording("documents.preflight.note", day=day, counts=counts)
    return Part(PartKey.PREFLIGHT, wording("documents.preflight.title"), tuple(blocks), note=note)


def _finding_table(source: Source, found: tuple[Finding, ...]) -> Table:
    wording = source.wording
    columns = (
        Column(wording("documents.preflight.level"), 0.7),
        Column(wording("documents.preflight.place"), 2.0),
        Column(wording("documents.preflight.text"), 4.6),
        Column(wording("documents.preflight.rule"), 1.7),
    )
    rows = tuple(_finding_row(source, item) for item in found)
    leads = tuple(_lead(source, item) for item in found)
    return Table(columns, rows, small=True, leads=leads)


def _lead(source: Source, finding: Finding) -> str:
    number = finding.place.material
    return material_part(number) if 1 <= number <= len(source.order.case.parts) else ""


def _finding_row(source: Source, finding: Finding) -> tuple[str, ...]:
    wording = source.wording
    key = f"findings.{finding.code}"
    said = [
        wording.one(f"{key}.{kind}", **finding.params)
        for kind in ("text", "remedy")
        if wording.has(f"{key}.{kind}")
    ] or [finding.code]
    if finding.accepted:
        said.append(wording.one("documents.preflight.accepted", reason=finding.accepted))
    basis = (
        source.wording.one("supplements.asked")
        if finding.code == REQUEST
        else _basis(source, finding.source, finding.confidence)
    )
    rule = f"{finding.rule}\n{basis}" if finding.rule else basis
    level = wording.one(f"labels.level.{finding.level}")
    return (level, _place(source, finding), "\n".join(said), rule)


def _place(source: Source, finding: Finding) -> str:
    wording, place = source.wording, finding.place
    lines = []
    if 1 <= place.material <= len(source.order.case.parts):
        lines.append(source.material_number(source.order.case.part(place.material)).main)
    if place.room in {"holders", "cards", "employers"}:
        lines.append(wording.one(f"documents.room.{place.room}"))
        lines += [
            item.holder.name
            for item in source.order.holders
            if _is_of(place.room, place.record, item.holder.id, item.card.id if item.card else 0)
        ]
    label = _label(source, finding)
    if label:
        lines.append(label)
    if place.row >= 0:
        lines.append(wording.one("documents.preflight.row", number=place.row + 1))
    return "\n".join(lines)


def _is_of(room: str, record: int, holder: int, card: int) -> bool:
    return bool(record) and record == (
        holder if room == "holders" else card if room == "cards" else -1
    )


def _label(source: Source, finding: Finding) -> str:
    place, forms = finding.place, source.order.rulebook.forms
    if place.material:
        form = source.form(source.order.case.part(place.material))
    else:
        named = {"holders": "holder", "cards": "card", "employers": "employer"}.get(place.room, "")
        if named not in forms:
            return ""
        form = forms[named]
    name, _, column = place.field.partition(".")
    for spec in form.fields:
        if spec.name == name:
            label = spec.label.to(source.wording.main)
            inner = next(
                (c.label.to(source.wording.main) for c in spec.columns if c.name == column), ""
            )
            return f"{label} / {inner}" if inner else label
    return ""
