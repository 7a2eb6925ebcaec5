"""Material 3: the national structure with local extensions, or the holders' data laid into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.documents.blocks import Caption, Column, Heading, Prose, Table
from kabao.documents.plans.files import file_table
from kabao.documents.plans.forms import form_blocks
from kabao.domain.card_records import LaidState, card_file_settings, lay_out
from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.extensions import byte_budget, is_blank, parse_extensions
from kabao.domain.identity import mask_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import Block
    from kabao.documents.plan import Part
    from kabao.documents.plans.inputs import HolderInput
    from kabao.documents.plans.sources import Source
    from kabao.domain.card_records import LaidElement
    from kabao.domain.structure import CardApplication, ElementaryFile

_KEY = MaterialKey.FILE_STRUCTURE
_NUMBER_ELEMENT = "SSSE/EF06/08"
_FILLED = frozenset({LaidState.VALUE, LaidState.EXAMPLE, LaidState.REFUSED})


def file_structure(source: Source) -> Part:
    """Return material 3 in the profile of the applicant kind."""
    blocks: list[Block] = list(
        form_blocks(source, source.form(_KEY), source.values(_KEY), source.files(_KEY))
    )
    if source.order.case.applicant_kind is ApplicantKind.DEPARTMENT:
        blocks += [*_budget(source), *_national(source)]
    else:
        blocks += _laid(source)
    files = source.files(_KEY)
    if files:
        blocks += [Heading(source.wording("documents.files.title")), file_table(source, files)]
    return source.material(_KEY, tuple(blocks))


def _budget(source: Source) -> Iterator[Block]:
    wording, structure = source.wording, source.order.rulebook.structure
    declared = tuple(item for item in parse_extensions(source.values(_KEY)) if not is_blank(item))
    if not declared:
        return
    columns = (
        Column(wording("structure.column.file"), 2),
        Column(wording("documents.structure.size"), 1, "right"),
        Column(wording("structure.column.used"), 1, "right"),
        Column(wording("structure.column.room"), 1, "right"),
    )
    unknown = wording.one("structure.size_unknown")
    rows = tuple(
        (
            budget.path,
            str(budget.size) if budget.size else unknown,
            str(budget.used),
            unknown if budget.left is None else str(budget.left),
        )
        for budget in byte_budget(structure, declared)
    )
    yield Table(columns, rows, wording("documents.structure.budget"))


def _national(source: Source) -> Iterator[Block]:
    wording, structure = source.wording, source.order.rulebook.structure
    title = wording("documents.structure.national", version=structure.version)
    yield Heading(title, note=wording("structure.locked"))
    for words in (structure.principle, structure.approval):
        if words is not None:
            yield Prose(wording.words(words), kind="note")
    for application in structure.applications:
        yield _application(source, application)


def _application(source: Source, application: CardApplication) -> Table:
    wording = source.wording
    columns = (
        Column(wording("documents.structure.file_or_tag"), 1.05),
        Column(wording("structure.column.element"), 3.0),
        Column(wording("structure.column.type"), 1.9),
        Column(wording("structure.column.length"), 0.8, "right"),
        Column(wording("structure.column.read"), 1.15),
        Column(wording("structure.column.write"), 1.15),
        Column(wording("structure.column.confidence"), 1.0),
    )
    rows: list[tuple[str, ...]] = []
    strong: list[int] = []
    for file in application.files:
        strong.append(len(rows))
        rows.append(_file_row(source, file))
        rows += _element_rows(source, file)
    name = application.name
    caption = Caption(
        f"{application.id}　{name.to(wording.main)}　AID {application.aid}",
        name.en if wording.language == "both" else "",
    )
    return Table(columns, tuple(rows), caption, small=True, strong=frozenset(strong))


def _file_row(source: Source, file: ElementaryFile) -> tuple[str, ...]:
    wording = source.wording
    name = file.name.to(wording.main)
    if file.reserved:
        name = wording.one("documents.structure.reserved", name=name)
    return (
        file.id,
        name,
        wording.one(f"structure.file_type.{file.type}"),
        str(file.size) if file.size else "",
        wording.one(f"structure.access.{file.read}") if file.read else "",
        wording.one(f"structure.access.{file.write}") if file.write else "",
        wording.one(f"labels.confidence.{file.origin.confidence}"),
    )


def _element_rows(source: Source, file: ElementaryFile) -> Iterator[tuple[str, ...]]:
    wording = source.wording
    for element in file.elements:
        yield (
            element.tag or str(element.position),
            element.name.to(wording.main) or wording.one("structure.name_unknown"),
            wording.one(f"structure.type.{element.type}"),
            str(element.length),
            "",
            "",
            wording.one(f"labels.confidence.{element.origin.confidence}"),
        )


def _laid(source: Source) -> Iterator[Block]:
    wording = source.wording
    yield Heading(
        wording("documents.structure.laid"), note=wording("documents.structure.laid_note")
    )
    for item in source.order.holders:
        yield _laid_table(source, item)
    if not source.order.holders:
        yield Prose(wording("documents.no_holders"))


def _laid_table(source: Source, item: HolderInput) -> Table:
    wording, structure = source.wording, source.order.rulebook.structure
    one = source.order.case.applicant_kind is ApplicantKind.PERSON
    settings = card_file_settings(source.values(_KEY), structure, one_holder=one)
    laid = lay_out(item.holder, item.card, structure, settings)
    columns = (
        Column(wording("structure.column.file"), 1.2),
        Column(wording("structure.column.tag"), 0.6),
        Column(wording("structure.column.element"), 2.0),
        Column(wording("structure.column.value"), 2.5),
        Column(wording("structure.column.encoded"), 2.7),
        Column(wording("documents.structure.used_of"), 1.05, "right"),
    )
    shown = laid if one else tuple(line for line in laid if line.state in _FILLED)
    caption = Caption(f"{item.holder.name}　{source.number(item.holder)}")
    rows = tuple(_laid_row(source, line) for line in shown)
    names = tuple(f"{line.path}/{line.element.tag}" for line in shown)
    return Table(columns, rows, caption, names=names, small=True)


def _bytes(source: Source, laid: LaidElement) -> str:
    """Return the bytes in groups of four; what only fills the element up is counted."""
    digits, filling = laid.encoded, ""
    tail = digits[2 * laid.used :]
    if tail and not tail.strip("0"):
        digits = digits[: 2 * laid.used]
        filling = source.wording.one("documents.structure.padding", count=len(tail) // 2)
    groups = " ".join(digits[at : at + 8] for at in range(0, len(digits), 8))
    return "\n".join(text for text in (groups, filling) if text)


def _laid_row(source: Source, laid: LaidElement) -> tuple[str, ...]:
    wording = source.wording
    value, encoded = laid.value, laid.encoded
    if f"{laid.path}/{laid.element.tag}" == _NUMBER_ELEMENT and not source.order.full_numbers:
        value, encoded = mask_number(value), "*" * len(encoded)
    else:
        encoded = _bytes(source, laid)
    state = "" if laid.state is LaidState.VALUE else wording.one(f"structure.state.{laid.state}")
    name = laid.element.name.to(wording.main) or wording.one("structure.name_unknown")
    total = laid.used + laid.room if laid.encoded else laid.element.length
    return (
        laid.path,
        laid.element.tag,
        name,
        "\n".join(text for text in (value, state) if text),
        encoded,
        f"{laid.used}/{total}",
    )
