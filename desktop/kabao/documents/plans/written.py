"""From a stored text to what the plan holds: figures looked up, lists counted, pictures found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kabao.documents.blocks import Caption, Column, Table
from kabao.documents.written import Run, Written, WrittenLine, WrittenPicture
from kabao.domain.cases import MaterialKey
from kabao.domain.prose.figures import figure, figure_value
from kabao.domain.prose.model import Grid, Inlines, Passage, Span, has_content, marks
from kabao.domain.prose.reading import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import Align
    from kabao.documents.plans.sources import Source
    from kabao.documents.plans.values import Printer
    from kabao.domain.fields import FormSpec, Values
    from kabao.domain.prose.model import Block

_NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?(?: ?[%\u4e00-\u9fff]{1,2})?")
_LEAST, _MOST = 4.0, 24.0
"""Ems that a column is taken to need; longer cells are broken anyway."""


def figure_text(printer: Printer, form: FormSpec, values: Values, name: str) -> str:
    """Return a figure of the registration form as it is printed; empty if it has no value."""
    spec = figure(form, name)
    return "" if spec is None else printer.text(spec, figure_value(form, values, name))


def written(source: Source, stored: str, place: str) -> Written:
    """Return a stored text as a block of the plan."""
    text = read(stored)
    parts = tuple(
        _part(source, block, mark)
        for block, mark in zip(text, marks(text), strict=True)
        if has_content(block)
    )
    return Written(parts, place)


def _part(source: Source, block: Block, mark: str) -> WrittenLine | WrittenPicture | Table:
    if isinstance(block, Grid):
        return _table(source, block)
    if isinstance(block, Passage):
        return WrittenLine(tuple(_runs(source, block.inlines)), block.kind, block.depth, mark)
    data = source.order.pictures.get(block.sha256, b"")
    return WrittenPicture(block.sha256, block.alt, block.width, block.height, block.share, data)


def _runs(source: Source, inlines: Inlines) -> Iterator[Run]:
    for item in inlines:
        if isinstance(item, Span):
            yield item.text, item.bold
        else:
            yield _figure(source, item.name), item.bold


def _figure(source: Source, name: str) -> str:
    form = source.form(MaterialKey.REGISTRATION_FORM)
    values = source.values(MaterialKey.REGISTRATION_FORM)
    text = figure_text(source.printer, form, values, name)
    return text or source.wording.one("prose.figure_missing", name=_label(source, form, name))


def _label(source: Source, form: FormSpec, name: str) -> str:
    spec = figure(form, name)
    return spec.label.to(source.wording.main) if spec else name


def _table(source: Source, block: Grid) -> Table:
    rows = [
        tuple("".join(text for text, _ in _runs(source, cell)) for cell in row)
        for row in block.rows
    ]
    columns = tuple(
        Column(Caption(label), _breadth([row[index] for row in rows]), _align(rows, index))
        for index, label in enumerate(rows[0])
    )
    return Table(columns, tuple(rows[1:]))


def _align(rows: list[tuple[str, ...]], index: int) -> Align:
    """Set a column of numbers at the right."""
    told = [row[index].strip() for row in rows[1:] if row[index].strip()]
    return "right" if told and all(_NUMBER.fullmatch(cell) for cell in told) else "left"


def _breadth(cells: list[str]) -> float:
    longest = max(
        (
            sum(1.0 if sign >= "\u2e80" else 0.55 for sign in line)
            for cell in cells
            for line in cell.split("\n")
        ),
        default=0.0,
    )
    return min(_MOST, max(_LEAST, longest))
