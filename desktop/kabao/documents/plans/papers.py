"""The list of papers to bring, as a clerk ticks it off: what the law asks for stands apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.documents.blocks import Column, FormGrid, FormItem, Heading, Prose, Table
from kabao.domain.papers import Basis, papers_for
from kabao.domain.preflight.papers import AT_HAND, codes_at_hand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kabao.documents.blocks import Block
    from kabao.documents.plans.sources import Source
    from kabao.domain.cases import MaterialKey
    from kabao.domain.fields import FormSpec, Values
    from kabao.domain.papers import Paper, PaperFacts

_ORDER = (Basis.LEGAL, Basis.LOCAL, Basis.OWN, Basis.DROPPED)
_OTHER = "other"
_COPIES = "copies"


def paper_blocks(
    source: Source, rules: Iterable[Paper], asked: PaperFacts, values: Values
) -> Iterator[Block]:
    """Yield one table for each basis, and what else was brought."""
    wording, at_hand = source.wording, codes_at_hand(values.get(AT_HAND))
    note = source.order.rulebook.papers.basis_note
    if note is not None:
        yield Prose(wording.words(note), kind="note")
    found = papers_for(rules, asked)
    number = 1
    for basis in _ORDER:
        papers = [paper for paper in found if paper.basis is basis]
        if not papers:
            continue
        yield Heading(wording(f"documents.papers.{basis}"))
        yield _table(source, papers, at_hand, number)
        number += len(papers)
    extra = at_hand - {paper.key for paper in found}
    yield from _others(source, extra, values)


def rest_of(source: Source, key: MaterialKey) -> FormSpec:
    """Return the form without the list itself, and without copies where there are none."""
    form = source.form(key)
    copies = bool(source.files(key))
    kept = tuple(one for one in form.sections[1:] if copies or one.key != _COPIES)
    return replace(form, sections=kept)


def _table(source: Source, papers: list[Paper], at_hand: frozenset[str], first: int) -> Table:
    wording = source.wording
    columns = (
        Column(wording("documents.row"), 0.5, "center"),
        Column(wording("documents.papers.have"), 0.56, "center"),
        Column(wording("documents.papers.paper"), 2.1),
        Column(wording("documents.papers.who"), 0.86),
        Column(wording("documents.papers.when"), 2.9),
        Column(wording("documents.checklist.basis"), 2.3),
    )
    rows = []
    for number, paper in enumerate(papers, start=first):
        tick = "■" if paper.key in at_hand else "□"
        label = paper.label.to(wording.main)
        if paper.group and sum(item.group == paper.group for item in papers) > 1:
            label = wording.one("documents.papers.any_one", label=label)
        elif paper.optional:
            label = wording.one("documents.papers.optional", label=label)
        rows.append(
            (
                str(number),
                "—" if paper.basis is Basis.DROPPED else tick,
                label[:1].upper() + label[1:],
                wording.one(f"documents.papers.of_{paper.who}"),
                paper.note.to(wording.main),
                _basis(source, paper),
            )
        )
    return Table(columns, tuple(rows), small=True)


def _basis(source: Source, paper: Paper) -> str:
    wording = source.wording
    cited = source.order.rulebook.cite(paper.origin.source).to(wording.main)
    trust = wording.one(f"labels.confidence.{paper.origin.confidence}")
    return wording.one("documents.checklist.cited", source=cited, trust=trust)


def _others(source: Source, extra: frozenset[str], values: Values) -> Iterator[Block]:
    wording = source.wording
    note = str(values.get("documents_note") or "")
    labels = {
        choice.code: choice.label.to(wording.main)
        for name in ("registration_document", "claim_document")
        for choice in source.order.rulebook.code_lists[name]
        if choice.code in extra and choice.code != _OTHER
    }
    items = []
    if labels:
        text = wording.join(labels.values())
        items.append(FormItem(wording("documents.papers.also"), text, wide=True))
    if note:
        items.append(FormItem(wording("documents.papers.note"), note, wide=True))
    if items:
        yield FormGrid(tuple(items))
