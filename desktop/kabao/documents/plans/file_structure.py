"""Material 3: the national structure with local extensions, or the holders' data laid into it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.documents.blocks import Caption, Column, Heading, Prose, Table
from kabao.documents.plans.files import file_table
from kabao.documents.plans.forms import form_blocks
from kabao.documents.plans.structure_tables import StructureTables
from kabao.domain.card_records import LaidState, card_file_settings, lay_out
from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.extensions import is_blank, parse_extensions
from kabao.domain.identity import mask_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import Block
    from kabao.documents.plan import Part
    from kabao.documents.plans.inputs import HolderInput
    from kabao.documents.plans.sources import Source
    from kabao.domain.card_records import LaidElement
    from kabao.domain.fields import FormSpec

_KEY = MaterialKey.FILE_STRUCTURE
_LIST = "extensions"
_NUMBER_ELEMENT = "SSSE/EF06/08"
_FILLED = frozenset({LaidState.VALUE, LaidState.EXAMPLE, LaidState.REFUSED})


def file_structure(source: Source) -> Part:
    """Return material 3 in the profile of the applicant kind."""
    if source.order.case.applicant_kind is ApplicantKind.DEPARTMENT:
        blocks = [*_declared(source)]
    else:
        form, values = source.form(_KEY), source.values(_KEY)
        blocks = [*form_blocks(source, form, values, source.files(_KEY)), *_laid(source)]
    files = source.files(_KEY)
    if files:
        blocks += [Heading(source.wording("documents.files.title")), file_table(source, files)]
    return source.material(_KEY, tuple(blocks))


def _declared(source: Source) -> Iterator[Block]:
    """Yield the form, and the structure as the maker of the card needs it."""
    tables, form, values = StructureTables(source), source.form(_KEY), source.values(_KEY)
    declared = tuple(item for item in parse_extensions(values) if not is_blank(item))
    spec = form.field(_LIST)
    plain = _without_list(form) if declared else form
    local = tuple(tables.local(declared, source.wording.words(spec.label)))
    inserts = {spec.section: local}
    yield from form_blocks(source, plain, values, source.files(_KEY), inserts=inserts)
    yield from tables.rules(declared)
    yield from tables.national()
    yield from tables.sources()


def _without_list(form: FormSpec) -> FormSpec:
    """Return the form without the list that stands in a table of its own."""
    return replace(form, fields=tuple(spec for spec in form.fields if spec.name != _LIST))


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
        Column(wording("structure.column.file"), 1.25),
        Column(wording("structure.column.tag"), 0.5),
        Column(wording("structure.column.element"), 1.6),
        Column(wording("structure.column.value"), 2.2),
        Column(wording("structure.column.encoded"), 3.6),
        Column(wording("documents.structure.used_of"), 0.9, "right"),
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
