"""Materials 2, 5 and 6: what was written, the documents listed, and the files behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.documents.blocks import Column, Heading, Prose, Table
from kabao.documents.plans.forms import form_blocks
from kabao.domain.cases import MaterialKey
from kabao.domain.files import ranges

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.documents.blocks import Block
    from kabao.documents.plan import Part
    from kabao.documents.plans.sources import Source
    from kabao.domain.cases import Attachment


def preparation_statement(source: Source) -> Part:
    """Return material 2: its sections as running text."""
    key = MaterialKey.PREPARATION_STATEMENT
    blocks = form_blocks(
        source, source.form(key), source.values(key), source.files(key), prose=True
    )
    return source.material(key, (*blocks, *_files(source, key)))


def regional_rules(source: Source) -> Part:
    """Return material 5: both documents and, behind them, their files."""
    return form_part(source, MaterialKey.REGIONAL_RULES)


def form_part(source: Source, key: MaterialKey) -> Part:
    """Return a part as its form and, behind it, its files."""
    blocks = form_blocks(source, source.form(key), source.values(key), source.files(key))
    return source.material(key, (*blocks, *_files(source, key)))


def other_materials(source: Source) -> Part:
    """Return material 6: the list of what was asked for; 无 when nothing was."""
    key = MaterialKey.OTHER_MATERIALS
    values, files = source.values(key), source.files(key)
    if not values.get("items") and not files:
        return source.material(key, (Prose(source.wording("documents.files.nothing")),))
    blocks = form_blocks(source, source.form(key), values, files)
    return source.material(key, (*blocks, *_files(source, key)))


def _files(source: Source, key: MaterialKey) -> Iterator[Block]:
    files = source.files(key)
    if files:
        wording = source.wording
        yield Heading(wording("documents.files.title"), note=wording("documents.files.note"))
        yield file_table(source, files)


def _named(source: Source, item: Attachment) -> Iterator[str]:
    """Tell the title, the file behind it, and of a file printed in part which pages those are."""
    yield item.title
    if item.file_name != item.title:
        yield item.file_name
    if item.plan:
        taken = ranges(pick.page for pick in item.plan)
        turned = sum(pick.turn != 0 for pick in item.plan)
        told = "documents.files.arranged_turned" if turned else "documents.files.arranged"
        yield source.wording.one(told, taken=taken, pages=item.pages, turned=turned)


def file_table(source: Source, files: Sequence[Attachment]) -> Table:
    """Return the list of files with their pages and SHA-256."""
    wording = source.wording
    columns = (
        Column(wording("documents.files.material"), 0.7, "center"),
        Column(wording("documents.files.name"), 3.4),
        Column(wording("documents.files.pages"), 0.6, "right"),
        Column(wording("documents.files.size"), 0.9, "right"),
        Column(wording("documents.files.sha256"), 2.9),
    )
    rows = tuple(
        (
            str(item.material),
            "\n".join(_named(source, item)),
            str(item.shown),
            f"{item.size:,}",
            f"{item.sha256[:32]}\n{item.sha256[32:]}",
        )
        for item in files
    )
    return Table(columns, rows, names=tuple(item.title for item in files), small=True)
