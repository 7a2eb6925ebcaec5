"""Forms for the pen: any form of the rulebook, empty or as far as it is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kabao import __version__
from kabao.documents.blocks import (
    NOTHING,
    Caption,
    Column,
    FormGrid,
    FormItem,
    Heading,
    Notice,
    Prose,
    Table,
)
from kabao.documents.layout.compose import lay_out
from kabao.documents.plan import PackagePlan, Part
from kabao.documents.plans.forms import columns_of
from kabao.documents.plans.values import Printer
from kabao.documents.plans.wording import Wording
from kabao.domain.fields import FieldKind, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import Block
    from kabao.domain.cases import Attachment
    from kabao.domain.fields import FieldSpec, FormSpec, Row, Values
    from kabao.domain.rules import Rulebook

BLANK = "blank"
_LINE = 10.0
_HAND = 24.0
_TALL = 34.0
"""Millimetres to write in: a line, a signature or seal, a text."""
_SPARSE = 0.3
"""Share of a page below which the last one is not worth a sheet of paper."""
_CLOSER = (0.9, 0.8, 0.7, 0.6)
_NARROW = 50
"""Longest text that may share its row; a name does."""
_MOST_BOXES = 18
"""Choices that are printed to be ticked; a longer list is written by hand."""
_ROWS = 6
_YEAR = "\u3000" * 4
_OPEN_ROW = "\n"
"""Two lines: an empty row of a table must be high enough for a pen."""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """One form and what is known of it; no values for an empty one."""

    form: FormSpec
    values: Values = field(default_factory=dict)
    attached: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class BlankInput:
    """What a form for the pen is printed from."""

    key: str
    """Name of the form in the rulebook."""
    forms: tuple[FilledForm, ...]
    """The form itself, and those that stand before its last section, such as the person."""
    rulebook: Rulebook
    language: str
    made_on: str
    case_number: str = ""
    applicant: str = ""
    roster: bool = False
    """Whether a list of people stands at the end."""
    people: tuple[Values, ...] = ()
    """Those whom the list names already."""
    full_numbers: bool = False
    share: float = 1.0
    """How much of the usual room there is to sign and for long texts; a line stays a line."""


def build_blank(order: BlankInput) -> PackagePlan:
    """Freeze a form for the pen into a plan of one part.

    Where a last page would hold a line or two, a little less room to write saves that page.
    """
    plan = _plan(order)
    pages = lay_out(plan, plan.parts[0])
    if len(pages) > 1 and pages[-1].used < _SPARSE * pages[-1].room:
        for share in _CLOSER:
            closer = _plan(replace(order, share=share))
            if len(lay_out(closer, closer.parts[0])) < len(pages):
                return closer
    return plan


def _plan(order: BlankInput) -> PackagePlan:
    wording = Wording(order.language)
    form = order.forms[0].form
    title = wording.words(form.title)
    return PackagePlan(
        case_number=order.case_number,
        title=title,
        applicant=order.applicant,
        language=wording.language,
        draft=False,
        made_on=order.made_on,
        rulebook=order.rulebook.version,
        program=f"Kabao {__version__}",
        notice=wording("documents.notice"),
        parts=(Part(BLANK, title, tuple(_blocks(order, wording)), short=title),),
        copy="full" if order.full_numbers else "masked" if order.case_number else "open",
    )


def _blocks(order: BlankInput, wording: Wording) -> Iterator[Block]:
    main, *inner = order.forms
    origin = main.form.origin
    cited = wording.words(order.rulebook.cite(origin.source))
    sure = f"documents.blank.origin_{origin.confidence}"
    told = sure if wording.has(sure) else "documents.blank.origin_inferred"
    yield Notice(wording(told, source=cited))
    yield Prose(wording("documents.blank.how"), kind="note")
    if order.applicant:
        label = wording("documents.cover.applicant")
        yield FormGrid((FormItem(label, order.applicant, wide=True),))
    sections = [_Pen(order, wording, main).section(part.key) for part in main.form.sections]
    shown = [blocks for blocks in sections if blocks]
    for number, blocks in enumerate(shown):
        if number == len(shown) - 1:
            # The signature closes the form, so the person stands before the last section.
            for filled in inner:
                yield from _whole(order, wording, filled)
        yield from blocks
    if order.roster:
        yield from _roster(order, wording)


def _whole(order: BlankInput, wording: Wording, filled: FilledForm) -> Iterator[Block]:
    pen = _Pen(order, wording, filled)
    for section in filled.form.sections:
        yield from pen.section(section.key)


def _roster(order: BlankInput, wording: Wording) -> Iterator[Block]:
    yield Heading(wording("documents.roster.title"), note=wording("documents.roster.note"))
    form = order.rulebook.form("holder")
    names = ("name", "sex", "doc_no", "apply_for", "mobile")
    specs = [form.field(name) for name in names]
    weights = (1.3, 0.5, 2.0, 1.2, 1.3)
    columns = (
        Column(wording("documents.row"), 0.5, "center"),
        *(
            Column(wording.words(spec.label), weight)
            for spec, weight in zip(specs, weights, strict=True)
        ),
    )
    printer = Printer(wording, order.full_numbers)
    rows = [
        (str(number), *(printer.text(spec, values.get(spec.name)) for spec in specs))
        for number, values in enumerate(order.people, start=1)
    ]
    open_row = (_OPEN_ROW, *("" for _ in specs[1:]))
    numbers = range(len(rows) + 1, max(2 * _ROWS, len(rows) + 2) + 1)
    rows += [(str(number), *open_row) for number in numbers]
    yield Table(columns, tuple(rows), small=True)


class _Pen:
    """One form on its way to paper: values where there are any, else room to write."""

    def __init__(self, order: BlankInput, wording: Wording, filled: FilledForm) -> None:
        self._wording = wording
        self._printer = Printer(wording, order.full_numbers)
        self._form = filled.form
        self._values = filled.values
        self._attached = filled.attached
        self._hand, self._tall = order.share * _HAND, order.share * _TALL

    def section(self, key: str) -> list[Block]:
        """Return the blocks of one section; none for a section that has no field here."""
        section = next(item for item in self._form.sections if item.key == key)
        specs = [spec for spec in self._form.of_section(key) if self._counts(spec)]
        if not specs:
            return []
        note = self._wording.words(section.note) if section.note else NOTHING
        blocks: list[Block] = [Heading(self._wording.words(section.title), note=note)]
        items: list[FormItem] = []
        for spec in specs:
            if spec.kind is not FieldKind.TABLE:
                items.append(self._item(spec))
                continue
            if items:
                blocks.append(FormGrid(tuple(items)))
                items = []
            blocks += self._table(spec)
        if items:
            blocks.append(FormGrid(tuple(items)))
        return blocks

    def _counts(self, spec: FieldSpec) -> bool:
        """A field whose condition is not decided yet may still be asked for."""
        return all(
            condition.holds(self._values) or is_empty(self._values.get(condition.field))
            for condition in spec.when
        )

    def _item(self, spec: FieldSpec) -> FormItem:
        label = self._label(spec)
        value = self._values.get(spec.name)
        if spec.kind is FieldKind.BLANK:
            return FormItem(label, blank=self._hand)
        if spec.kind is FieldKind.ATTACHMENT:
            return FormItem(label, self._files(spec), wide=True, blank=_LINE)
        boxes = self._boxes(spec)
        if boxes:
            return FormItem(label, boxes, wide=spec.kind is not FieldKind.BOOLEAN, blank=_LINE)
        if not is_empty(value):
            text = self._printer.text(spec, value)
            return FormItem(label, text, wide=spec.kind is FieldKind.LONG_TEXT, blank=_LINE)
        if spec.kind is FieldKind.LONG_TEXT:
            return FormItem(label, wide=True, blank=self._tall)
        return FormItem(label, self._ruled(spec), wide=spec.max_length > _NARROW, blank=_LINE)

    def _label(self, spec: FieldSpec) -> Caption:
        """Return the official label, with unit and mark, as far as they are not decided yet."""
        label = self._wording.words(spec.label)
        if not is_empty(self._values.get(spec.name)) or spec.kind is FieldKind.BLANK:
            return label
        unit = self._wording.words(spec.unit) if spec.unit else NOTHING
        if unit.main:
            label = self._wording("documents.blank.unit", label=label, unit=unit)
        if spec.when:
            return self._wording("documents.blank.applies", label=label)
        return self._wording("documents.blank.required", label=label) if spec.required else label

    def _boxes(self, spec: FieldSpec) -> str:
        """Return the answers to be ticked, the given one filled; empty where there are too many."""
        wording, value = self._wording, self._values.get(spec.name)
        if spec.kind is FieldKind.BOOLEAN:
            answers = {True: "documents.yes", False: "documents.no"}
            return "　".join(_box(wording.one(key), value is said) for said, key in answers.items())
        if not spec.choices or len(spec.choices) > _MOST_BOXES:
            return ""
        chosen = value if isinstance(value, tuple | list) else (value,)
        labels = {item.code: item.label.to(wording.main) for item in spec.choices}
        return "　".join(_box(label, code in chosen) for code, label in labels.items())

    def _ruled(self, spec: FieldSpec) -> str:
        if spec.kind is not FieldKind.DATE:
            return ""
        return f"{_YEAR}{self._wording.one('documents.blank.date')}"

    def _files(self, spec: FieldSpec) -> str:
        files = [item for item in self._attached if item.slot == spec.name]
        wording = self._wording
        if not files:
            return wording.one("documents.blank.file")
        titles = (
            wording.one("documents.file_pages", title=item.title, count=item.shown)
            for item in files
        )
        return wording.join(titles)

    def _table(self, spec: FieldSpec) -> Iterator[Block]:
        rows = [row for row in _rows(self._values.get(spec.name)) if row]
        columns = columns_of(self._wording, spec)
        body = [
            (str(number), *(self._printer.text(c, row.get(c.name)) for c in spec.columns))
            for number, row in enumerate(rows, start=1)
        ]
        empty = (_OPEN_ROW, *("" for _ in spec.columns[1:]))
        numbers = range(len(body) + 1, max(_ROWS, len(body) + 2) + 1)
        body += [(str(number), *empty) for number in numbers]
        yield Table(columns, tuple(body), self._label(spec), small=len(spec.columns) > _ROWS)
        choices = Caption("\n".join(self._codes(column) for column in spec.columns).strip())
        if choices.main:
            yield Prose(choices, kind="note")

    def _codes(self, column: FieldSpec) -> str:
        """Return the words that may be written into a column."""
        if not column.choices or len(column.choices) > _MOST_BOXES:
            return ""
        main = self._wording.main
        words = self._wording.join(item.label.to(main) for item in column.choices)
        return self._wording.one(
            "documents.blank.choices", label=column.label.to(main), words=words
        )


def _box(label: str, ticked: bool) -> str:
    return f"{'■' if ticked else '□'}{label}"


def _rows(value: object) -> list[Row]:
    rows = value if isinstance(value, tuple | list) else ()
    return [row for row in rows if isinstance(row, Mapping)]
