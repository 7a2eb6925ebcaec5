"""Material 1: the registration form, with the people and cards that the case is about."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kabao.documents.blocks import Column, FormGrid, FormItem, Heading, Prose, Table
from kabao.documents.plans.files import file_table
from kabao.documents.plans.forms import form_blocks
from kabao.domain.cases import ApplicantKind, MaterialKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import Block
    from kabao.documents.plan import Part
    from kabao.documents.plans.inputs import HolderInput
    from kabao.documents.plans.sources import Source

_KEY = MaterialKey.REGISTRATION_FORM
_INDEX = "attachments"
"""The section without fields of a department's form, in which the program lists the files."""


def registration_form(source: Source) -> Part:
    """Return material 1 in the profile of the applicant kind."""
    kind = source.order.case.applicant_kind
    form, values = source.form(_KEY), source.values(_KEY)
    inserts = {_INDEX: tuple(_index(source))}
    blocks: list[Block] = list(
        form_blocks(source, form, values, source.files(_KEY), inserts=inserts)
    )
    if kind is ApplicantKind.PERSON:
        # The signature closes the form, so the person and the card stand before the last section.
        last = max(n for n, block in enumerate(blocks) if isinstance(block, Heading))
        people = [block for item in source.order.holders for block in _person(source, item)]
        blocks = [*blocks[:last], *people, *blocks[last:]]
    elif kind is ApplicantKind.EMPLOYER:
        blocks += _roster(source)
    return source.material(_KEY, tuple(blocks))


def _person(source: Source, item: HolderInput) -> Iterator[Block]:
    forms = source.order.rulebook.forms
    yield from form_blocks(source, forms["holder"], item.holder.values)
    if item.card is not None:
        yield from form_blocks(source, forms["card"], item.card.values)


def _roster(source: Source) -> Iterator[Block]:
    wording, holders = source.wording, source.order.holders
    yield Heading(wording("documents.roster.title"), note=wording("documents.roster.note"))
    spec = source.order.rulebook.forms["holder"].field("apply_for")
    kinds = Counter(str(item.holder.text("apply_for")) for item in holders)
    counts = wording.join(
        wording.one(
            "documents.roster.count",
            kind=source.printer.label(spec, kind) or wording.one("documents.none"),
            count=count,
        )
        for kind, count in kinds.items()
    )
    total = wording.one("documents.roster.people", count=len(holders))
    items = [FormItem(wording("documents.roster.total"), total)]
    if counts:
        items.append(FormItem(wording("documents.roster.kinds"), counts))
    yield FormGrid(tuple(items))
    if holders:
        yield _roster_table(source)


def _roster_table(source: Source) -> Table:
    wording = source.wording
    names = ("name", "sex", "doc_type", "apply_for", "mobile")
    form = source.order.rulebook.forms["holder"]
    specs = {name: form.field(name) for name in names}
    columns = (
        Column(wording("documents.row"), 0.5, "center"),
        Column(wording.words(specs["name"].label), 1.3),
        Column(wording.words(specs["sex"].label), 0.5),
        Column(wording.words(form.field("doc_no").label), 2.0),
        Column(wording.words(specs["apply_for"].label), 1.2),
        Column(wording("documents.roster.card_number"), 1.2),
        Column(wording.words(specs["mobile"].label), 1.3),
    )
    rows = []
    for number, item in enumerate(source.order.holders, start=1):
        shown = {n: source.printer.text(s, item.holder.values.get(n)) for n, s in specs.items()}
        card = item.card.number if item.card else ""
        none = wording.one("documents.none")
        doc_no = source.number(item.holder)
        line = (shown["name"], shown["sex"], doc_no, shown["apply_for"], card, shown["mobile"])
        rows.append((str(number), *(text or none for text in line)))
    people = tuple(item.holder.name for item in source.order.holders)
    return Table(columns, tuple(rows), wording("documents.roster.list"), names=people, small=True)


def _index(source: Source) -> Iterator[Block]:
    files = [item for key in source.order.case.parts for item in source.files(key)]
    if files:
        yield file_table(source, files)
    else:
        yield Prose(source.wording("documents.index.empty"))
