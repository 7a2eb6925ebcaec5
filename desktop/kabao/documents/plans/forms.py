"""Forms on paper: the sections of a form specification with the values that were entered."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from kabao.documents.blocks import (
    NOTHING,
    Caption,
    Column,
    FormGrid,
    FormItem,
    Heading,
    Prose,
    Table,
)
from kabao.documents.plans.values import grouped
from kabao.documents.plans.widths import fitted
from kabao.documents.plans.written import written
from kabao.domain.field_values import read_money
from kabao.domain.fields import FieldKind, is_empty
from kabao.domain.prose.reading import version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.documents.blocks import Block
    from kabao.documents.plans.sources import Source
    from kabao.documents.plans.wording import Wording
    from kabao.domain.cases import Attachment
    from kabao.domain.fields import FieldSpec, FormSpec, Row, Values

_BLANK_HEIGHT = 24.0
_NUMERIC = frozenset({FieldKind.INTEGER, FieldKind.MONEY})
_FREE = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT})
_WEIGHTS = {FieldKind.INTEGER: 0.8, FieldKind.DATE: 1.1, FieldKind.BOOLEAN: 0.6}


def form_blocks(
    source: Source,
    form: FormSpec,
    values: Values,
    attached: Sequence[Attachment] = (),
    *,
    prose: bool = False,
    inserts: Mapping[str, Sequence[Block]] | None = None,
) -> Iterator[Block]:
    """Yield all sections of a form; with ``prose`` long texts stand as paragraphs.

    ``inserts`` are blocks that stand in a section of their key, after its fields.
    """
    for section in form.sections:
        specs = [spec for spec in form.of_section(section.key) if spec.applies(values)]
        more = (inserts or {}).get(section.key, ())
        if not specs and not more:
            continue
        note = source.wording.words(section.note) if section.note else NOTHING
        yield Heading(source.wording.words(section.title), note=note)
        yield from _fields(_Filled(source, values, attached, prose=prose), specs)
        yield from more


class _Filled:
    """The values of one form on their way to paper."""

    def __init__(
        self,
        source: Source,
        values: Values,
        attached: Sequence[Attachment],
        prose: bool,
    ) -> None:
        self.source = source
        self.values = values
        self.attached = attached
        self.prose = prose

    def files(self, spec: FieldSpec) -> str:
        """Return the titles of the files that answer a field."""
        titles = [
            self.source.wording.one("documents.file_pages", title=item.title, count=item.shown)
            for item in self.attached
            if item.slot == spec.name
        ]
        return self.source.wording.join(titles)

    def item(self, spec: FieldSpec) -> FormItem:
        """Return label and value of a field."""
        label = self.source.wording.words(spec.label)
        if spec.kind is FieldKind.BLANK:
            return FormItem(label, blank=_BLANK_HEIGHT)
        if spec.kind is FieldKind.ATTACHMENT:
            missing = "documents.not_attached" if spec.required else "documents.none"
            return FormItem(label, self.files(spec) or self.source.wording.one(missing))
        text = self.source.printer.shown(spec, self.values.get(spec.name))
        files = self.files(spec)
        if files:
            text = f"{text}\n{self.source.wording.one('documents.attached', files=files)}"
        blank = (
            16.0 if spec.after_the_fact and spec.kind is FieldKind.LONG_TEXT and not text else 0.0
        )
        return FormItem(label, text, wide=spec.kind is FieldKind.LONG_TEXT, blank=blank)


def _fields(filled: _Filled, specs: Sequence[FieldSpec]) -> Iterator[Block]:
    items: list[FormItem] = []
    long_texts = sum(spec.kind is FieldKind.LONG_TEXT for spec in specs)
    for spec in specs:
        alone = spec.kind is FieldKind.TABLE or (
            filled.prose and spec.kind is FieldKind.LONG_TEXT and not spec.after_the_fact
        )
        if not alone:
            items.append(filled.item(spec))
            continue
        if items:
            yield FormGrid(tuple(items))
            items = []
        if spec.kind is FieldKind.TABLE:
            yield from table_blocks(filled.source, spec, filled.values, filled.files(spec))
        else:
            yield from _prose(filled, spec, titled=long_texts > 1 or len(specs) > 1)
    if items:
        yield FormGrid(tuple(items))


def _prose(filled: _Filled, spec: FieldSpec, *, titled: bool) -> Iterator[Block]:
    wording = filled.source.wording
    label = wording.words(spec.label)
    if titled:
        yield Prose(label, kind="label")
    stored = filled.values.get(spec.name)
    if isinstance(stored, str) and version(stored):
        yield written(filled.source, stored, label.main)
    else:
        yield Prose(Caption(filled.source.printer.shown(spec, stored)), place=label.main)
    files = filled.files(spec)
    if files:
        yield Prose(Caption(wording.one("documents.attached", files=files)), kind="note")


def table_blocks(
    source: Source, spec: FieldSpec, values: Values, files: str = ""
) -> Iterator[Block]:
    """Yield a table field with its rows and the sum that its specification asks for."""
    label = source.wording.words(spec.label)
    rows = _rows(values.get(spec.name))
    if not rows:
        missing = "documents.missing" if spec.required else "documents.none"
        yield FormGrid((FormItem(label, source.wording.one(missing), wide=True),))
    else:
        columns = columns_of(source.wording, spec)
        body = tuple(
            (str(number), *(source.printer.shown(c, row.get(c.name)) for c in spec.columns))
            for number, row in enumerate(rows, start=1)
        )
        free = (False, *(column.kind in _FREE for column in spec.columns))
        yield Table(fitted(columns, body, free), body, label, _total(source, spec, rows))
    if files:
        yield Prose(Caption(source.wording.one("documents.attached", files=files)), kind="note")


def _rows(value: object) -> list[Row]:
    rows = value if isinstance(value, tuple | list) else ()
    return [row for row in rows if isinstance(row, Mapping)]


def columns_of(wording: Wording, spec: FieldSpec) -> tuple[Column, ...]:
    """Return the columns of a table field, the number of the row before them."""
    fields = tuple(
        Column(
            wording.words(column.label),
            _WEIGHTS.get(column.kind, 1.4),
            "right" if column.kind in _NUMERIC else "left",
        )
        for column in spec.columns
    )
    narrow = 0.075 * sum(column.weight for column in fields)
    return (Column(wording("documents.row"), narrow, "center"), *fields)


def _total(source: Source, spec: FieldSpec, rows: Sequence[Row]) -> tuple[str, ...]:
    if not spec.total:
        return ()
    amounts = [read_money(row.get(spec.total)) for row in rows if not is_empty(row.get(spec.total))]
    summed = sum((amount for amount in amounts if amount is not None), Decimal(0))
    money = any(c.name == spec.total and c.kind is FieldKind.MONEY for c in spec.columns)
    text = grouped(str(summed), money=True) if money else f"{summed:,}"
    unit = next((c.unit for c in spec.columns if c.name == spec.total and c.unit), None)
    text = f"{text} {unit.to(source.wording.main)}" if unit else text
    cells = [text if column.name == spec.total else "" for column in spec.columns]
    if cells and not cells[0]:
        cells[0] = source.wording.one("documents.total")
    return ("", *cells)
