"""The parts of a batch: list, summary sheet, signatures, hand-out list, photographs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.documents.blocks import (
    Caption,
    Column,
    EmptyBoxes,
    FormGrid,
    FormItem,
    Notice,
    Prose,
    Table,
)
from kabao.documents.plans.forms import form_blocks
from kabao.domain.cases import MaterialKey

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.documents.blocks import Block
    from kabao.documents.plan import Part
    from kabao.documents.plans.batch_input import BatchInput
    from kabao.documents.plans.sources import Source
    from kabao.domain.batch_claims.layouts import BatchLayout

_SIGNED = 28.0
"""Height in points of a row in which somebody signs."""
_USUAL_LENGTH = 9
"""Letters in a column of weight 1."""
_LONGEST = 24
"""Letters from which on a text is broken into lines."""
_AROUND = 2
"""Letters that the room left and right of a text takes."""
_MOST = 0.97
"""The few longest texts are broken into lines, lest all others stand in too wide a column."""
_LEAST = 4
_TITLE = 4
"""Characters of a title that makes two lines of like length."""
_NOTE = re.compile(r"（[^（）]*）$")
_BY_HAND = frozenset({"sign", "remark"})
_CENTRED = frozenset({"seq", "sex", "postcode", "nationality"})


def batch_list(source: Source) -> Part:
    """Return the list in the region's columns, on pages that lie on their side."""
    batch = _batch(source)
    layout = batch.listing.layout
    rows = tuple(_short_labels(layout, row) for row in batch.listing.rows(batch.people))
    lengths = _lengths(batch, rows)
    columns = tuple(
        Column(
            Caption(_folded(column.title, lengths[number])),
            lengths[number] + _AROUND,
            "center" if column.key in _CENTRED else "left",
        )
        for number, column in enumerate(layout.columns)
    )
    blocks: list[Block] = [_head(source, batch)]
    if rows:
        names = tuple(person.holder.name for person in batch.people)
        signed = any(column.key == "sign" for column in layout.columns)
        height = 24.0 if signed else 19.0
        blocks.append(Table(columns, rows, names=names, small=True, wide=True, row_height=height))
    else:
        blocks.append(Notice(source.wording("batch.paper.empty"), "error"))
    note = str(source.values(MaterialKey.BATCH_LIST).get("note") or "")
    if note:
        blocks.append(Prose(Caption(note), "note"))
    blocks.append(_foot(source))
    part = source.material(MaterialKey.BATCH_LIST, tuple(blocks))
    title = str(source.values(MaterialKey.BATCH_LIST).get("title") or "")
    return replace(part, wide=True, title=Caption(title) if title else part.title)


def _lengths(batch: BatchInput, rows: Sequence[Sequence[str]]) -> list[float]:
    """Return how many letters each column has room for: those that nearly all of its texts have.

    Where somebody writes by hand the share of the rulebook holds.
    """
    lengths = []
    for number, column in enumerate(batch.listing.layout.columns):
        usual = batch.weights.get(column.key, 1.0) * _USUAL_LENGTH
        spread = sorted([_length(row[number]) for row in rows]) or [0]
        longest = spread[int((len(spread) - 1) * _MOST)]
        least = usual if column.key in _BY_HAND else min(usual, _LEAST)
        lengths.append(max(least, min(longest, _LONGEST)))
    return lengths


def _short_labels(layout: BatchLayout, row: Sequence[str]) -> tuple[str, ...]:
    """Leave out what words of a pick list say in brackets; the workbook keeps it."""
    return tuple(
        _NOTE.sub("", text) if column.shape == "label" else text
        for column, text in zip(layout.columns, row, strict=True)
    )


def _folded(title: str, length: float) -> str:
    """Write the title of a narrow column in two lines."""
    if len(title) != _TITLE or _length(title) <= length:
        return title
    return f"{title[: _TITLE // 2]}\n{title[_TITLE // 2 :]}"


def _length(text: str) -> int:
    """Return how long a text is in print, a letter or digit counting as 1."""
    return len(text.encode("gbk", "replace"))


def batch_summary(source: Source) -> Part:
    """Return the request sheet with the figures counted from the list."""
    key = MaterialKey.BATCH_SUMMARY
    inserts = {"batch": tuple(_figures(source))}
    blocks = form_blocks(
        source, source.form(key), source.values(key), source.files(key), inserts=inserts
    )
    wording, date = source.wording, source.wording("documents.sign.date")
    boxes = EmptyBoxes(
        (wording("batch.paper.handler_sign"), wording("batch.paper.seal")), 42.0, (date, date)
    )
    return source.material(key, (*blocks, boxes))


def batch_signatures(source: Source) -> Part:
    """Return the list on which everybody signs that the data are right."""
    wording, batch = source.wording, _batch(source)
    values = source.values(MaterialKey.BATCH_SIGNATURES)
    said = str(values.get("statement") or "")
    form = batch.listing.form
    columns = (
        Column(wording("documents.row"), 0.5, "center"),
        Column(wording.words(form.field("name").label), 1.2),
        Column(wording.words(form.field("doc_no").label), 2.0),
        Column(wording("batch.paper.telephone"), 1.3),
        Column(wording("batch.paper.signature"), 1.7),
        Column(wording("batch.paper.date"), 1.1),
    )
    rows = tuple(
        (
            str(number),
            person.holder.name,
            batch.listing.number(person.holder.doc_no),
            person.holder.text("mobile") or person.holder.text("phone"),
            "",
            "",
        )
        for number, person in enumerate(batch.people, start=1)
    )
    blocks = (
        Prose(Caption(said) if said else wording("batch.paper.statement"), "body"),
        *_signed_table(columns, rows, batch),
        _facts(source, ("collected_by",), MaterialKey.BATCH_SIGNATURES),
    )
    return source.material(MaterialKey.BATCH_SIGNATURES, blocks)


def batch_hand_out(source: Source) -> Part:
    """Return the list that is signed when the cards are handed out; it goes round, so starred."""
    wording, batch = source.wording, _batch(source)
    form = batch.listing.form
    columns = (
        Column(wording("documents.row"), 0.5, "center"),
        Column(wording.words(form.field("name").label), 1.2),
        Column(wording.words(form.field("doc_no").label), 1.9),
        Column(wording("batch.paper.card_number"), 1.3),
        Column(wording("batch.paper.received_on"), 1.1),
        Column(wording("batch.paper.received_by"), 1.6),
        Column(wording("batch.paper.remark"), 1.0),
    )
    rows = batch.hand_out_rows()
    names = ("place", "from_on", "handed_by", "return_by")
    key = MaterialKey.BATCH_HAND_OUT
    note = str(source.values(key).get("note") or "")
    boxes = EmptyBoxes(
        (wording("batch.paper.handed_by"), wording("batch.paper.seal")),
        height=42.0,
        footers=(wording("documents.sign.date"), wording("documents.sign.date")),
    )
    return source.material(
        key,
        (
            _facts(source, names, key),
            *((Prose(Caption(note), "note"),) if note else ()),
            *_signed_table(columns, rows, batch),
            boxes,
        ),
    )


def batch_photos(source: Source) -> Part:
    """Return how the photographs go along, and whose do not."""
    wording, batch = source.wording, _batch(source)
    layout = batch.listing.layout
    key = MaterialKey.BATCH_PHOTOS
    spec = source.form(key).field("photo_source")
    said = source.printer.text(spec, source.values(key).get("photo_source"))
    items = [
        FormItem(
            wording("batch.paper.photos_with"),
            wording.one("documents.roster.people", count=batch.with_photos()),
        ),
        FormItem(
            wording("batch.paper.photos_without"),
            wording.one("documents.roster.people", count=batch.total - batch.with_photos()),
        ),
        FormItem(wording("batch.paper.photo_pattern"), pattern_words(source, layout.photo_pattern)),
        FormItem(wording("batch.paper.photo_archive"), wording.one("batch.file.photos")),
    ]
    if said:
        items.append(FormItem(wording.words(spec.label), said))
    blocks: list[Block] = [FormGrid(tuple(items))]
    note = str(source.values(key).get("note") or "")
    if note:
        blocks.append(Prose(Caption(note), "note"))
    if batch.photos:
        blocks.append(_photo_table(source, batch))
    elif batch.with_photo == len(batch.people):
        blocks.append(Notice(wording("batch.paper.photos_all"), "ok"))
    else:
        blocks.append(Notice(wording("batch.paper.photos_fetched")))
    return source.material(key, tuple(blocks))


def pattern_words(source: Source, pattern: str) -> str:
    """Return how photographs are named, with words in place of the marks."""
    form = source.order.rulebook.forms["holder"]
    number = form.field("doc_no").label.to(source.wording.main)
    name = form.field("name").label.to(source.wording.main)
    return pattern.format(doc_no=f"[{number}]", name=f"[{name}]") + ".jpg"


def _batch(source: Source) -> BatchInput:
    batch = source.order.batch
    if batch is None:
        raise ValueError("the package of a batch needs its list")
    return batch


def _head(source: Source, batch: BatchInput) -> Table:
    """Return who hands the list in, as a clerk looks for it: in the first line."""
    wording, values = source.wording, source.values(MaterialKey.BATCH_SUMMARY)
    listed = source.values(MaterialKey.BATCH_LIST)
    employer = source.order.employer
    name = str(values.get("employer_name") or (employer.name if employer else ""))
    code = str(values.get("employer_uscc") or (employer.uscc if employer else ""))
    facts = (
        ("batch.paper.employer", 3.0, name),
        ("batch.paper.uscc", 1.9, code),
        ("batch.paper.employer_no", 1.3, str(values.get("employer_no") or "")),
        ("batch.paper.batch_no", 1.4, str(listed.get("list_no") or source.order.case.number)),
        ("batch.paper.handler", 1.0, str(values.get("handler_name") or "")),
        ("batch.paper.telephone", 1.3, str(values.get("handler_phone") or "")),
        ("batch.paper.people", 0.7, str(len(batch.people))),
        ("batch.paper.applied_on", 1.3, wording.date(values.get("application_date"))),
    )
    columns = tuple(Column(wording(key), weight) for key, weight, _ in facts)
    row = tuple(text or wording.one("documents.none") for _, _, text in facts)
    return Table(columns, (row,), small=True, wide=True)


def _foot(source: Source) -> Table:
    wording = source.wording
    keys = ("checked_by", "handler_sign", "seal", "office", "date")
    columns = tuple(Column(wording(f"batch.paper.{key}"), 1.0, "center") for key in keys)
    checked = str(source.values(MaterialKey.BATCH_LIST).get("checked_by") or "")
    row = (checked, "", "", "", "")
    return Table(columns, (row,), small=True, wide=True, row_height=44.0, closing=True)


def _figures(source: Source) -> Iterator[Block]:
    """Yield the counts: kinds of application, and people altogether."""
    wording, batch = source.wording, _batch(source)
    spec = batch.listing.form.field("apply_for")
    rows = tuple(
        (source.printer.label(spec, kind), str(count), str(made))
        for kind, count, made in batch.figures
    )
    columns = (
        Column(wording.words(spec.label), 2.0),
        Column(wording("batch.paper.people"), 1.0, "right"),
        Column(wording("batch.paper.with_card"), 1.4, "right"),
    )
    total = (
        wording.one("documents.total"),
        str(sum(count for _, count, _ in batch.figures)),
        str(sum(made for _, _, made in batch.figures)),
    )
    yield Table(columns, rows, wording("batch.paper.figures"), total=total)


def _signed_table(
    columns: tuple[Column, ...], rows: tuple[tuple[str, ...], ...], batch: BatchInput
) -> tuple[Block, ...]:
    if not rows:
        return ()
    names = tuple(person.holder.name for person in batch.people)
    return (Table(columns, rows, names=names, small=True, row_height=_SIGNED),)


def _facts(source: Source, names: tuple[str, ...], key: MaterialKey) -> FormGrid:
    form, values = source.form(key), source.values(key)
    items = []
    for name in names:
        spec = form.field(name)
        text = source.printer.text(spec, values.get(name))
        items.append(FormItem(source.wording.words(spec.label), text))
    return FormGrid(tuple(items))


def _photo_table(source: Source, batch: BatchInput) -> Table:
    wording = source.wording
    form = batch.listing.form
    people = {person.holder.id: person.holder for person in batch.people}
    columns = (
        Column(wording("documents.row"), 0.5, "center"),
        Column(wording.words(form.field("name").label), 1.3),
        Column(wording.words(form.field("doc_no").label), 2.0),
        Column(wording("batch.paper.photo_problem"), 3.4),
    )
    rows = tuple(
        (
            str(line.number),
            people[line.holder_id].name,
            source.number(people[line.holder_id]),
            " ".join(
                text for text in (wording.one(f"batch.photo.{line.problem}"), line.detail) if text
            ),
        )
        for line in batch.photos
    )
    return Table(columns, rows, wording("batch.paper.photo_list"), small=True)
