"""What frames the materials: cover, contents, sign-off and manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.documents.blocks import (
    NOTHING,
    Caption,
    Column,
    ContentsList,
    CoverSheet,
    EmptyBoxes,
    FormGrid,
    FormItem,
    ManifestList,
    Notice,
    Prose,
)
from kabao.documents.conformance import REMARKS
from kabao.documents.plan import Part, PartKey
from kabao.domain.cases import ApplicantKind
from kabao.domain.prose.files import of_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import Block
    from kabao.documents.plans.sources import Source

_BOXES = {
    ApplicantKind.PERSON: (("applicant", "representative"), ("received",)),
    ApplicantKind.EMPLOYER: (("handler", "head"), ("seal", "received")),
    ApplicantKind.DEPARTMENT: (("handler", "head"), ("seal", "province")),
}


def cover(source: Source) -> Part:
    """Return the first page."""
    wording, order = source.wording, source.order
    kind = source.kind_title()
    sheet = CoverSheet(
        kind=kind,
        title=Caption(order.case.title or kind.main),
        facts=tuple(_facts(source)),
        code_note=wording("documents.cover.code"),
        draft_note=wording("documents.cover.draft") if order.draft else NOTHING,
    )
    return Part(PartKey.COVER, wording("documents.cover.title"), (sheet,))


def _facts(source: Source) -> Iterator[FormItem]:
    wording, order = source.wording, source.order
    values = source.values(order.case.main)
    yield FormItem(wording("documents.cover.applicant"), order.applicant_name, wide=True)
    region = " ".join(str(values.get(name) or "") for name in ("region_name", "region_code"))
    none = wording.one("documents.none")
    kind = wording.one(f"documents.cover.kind_{order.case.applicant_kind}")
    yield FormItem(wording("documents.cover.kind"), kind)
    yield FormItem(wording("documents.cover.region"), region.strip() or none)
    yield FormItem(wording("documents.cover.number"), order.case.number or none)
    yield FormItem(wording("documents.cover.date"), wording.date(order.today.isoformat()))
    if order.holders:
        people = wording.one("documents.roster.people", count=len(order.holders))
        yield FormItem(wording("documents.cover.people"), people)
    files = of_pages(order.case.attachments)
    pages = sum(item.shown for item in files)
    count = wording.one("documents.checklist.files", count=len(files), pages=pages)
    yield FormItem(wording("documents.cover.files"), count)
    rules = f"{order.rulebook.title.to(wording.main)} ({order.rulebook.version})"
    yield FormItem(wording("documents.cover.rulebook"), rules)
    copy = wording.one(f"documents.copy.{order.copy}")
    yield FormItem(wording("documents.copy.title"), copy, wide=True)
    spoken = wording.one(f"documents.language_{wording.language}")
    yield FormItem(wording("documents.language"), spoken, wide=True)


def contents(source: Source) -> Part:
    """Return the list of parts; its pages are filled in by the writer."""
    wording = source.wording
    block = ContentsList(
        Column(wording("documents.contents.part")),
        Column(wording("documents.contents.page")),
        wording("documents.attachment"),
    )
    return Part(PartKey.CONTENTS, wording("documents.contents.title"), (block,))


def sign_off(source: Source) -> Part:
    """Return the page for hand and seal; every box is empty."""
    wording, order = source.wording, source.order
    rows = _BOXES[order.case.applicant_kind]
    date = wording("documents.sign.date")
    blocks: list[Block] = [
        Prose(wording("documents.sign.statement")),
        FormGrid(
            (
                FormItem(wording("documents.cover.applicant"), order.applicant_name, wide=True),
                FormItem(wording("documents.cover.number"), order.case.number),
                FormItem(wording("documents.cover.date"), wording.date(order.today.isoformat())),
            )
        ),
    ]
    for row in rows:
        labels = tuple(wording(f"documents.sign.{name}") for name in row)
        blocks.append(EmptyBoxes(labels, 42.0, tuple(date for _ in labels)))
    blocks.append(Notice(wording("documents.sign.notice")))
    return Part(PartKey.SIGN_OFF, wording("documents.sign.title"), tuple(blocks))


def manifest(source: Source, program: str) -> Part:
    """Return the list of what the file holds; digests are filled in by the writer."""
    wording, order = source.wording, source.order
    columns = (
        Column(wording("documents.contents.part"), 3.6),
        Column(wording("documents.manifest.first"), 0.7, "right"),
        Column(wording("documents.files.pages"), 0.7, "right"),
        Column(wording("documents.files.sha256"), 3.0),
    )
    facts = FormGrid(
        (
            FormItem(wording("documents.cover.rulebook"), order.rulebook.version),
            FormItem(wording("documents.manifest.program"), program),
        )
    )
    blocks = (
        facts,
        ManifestList(columns, wording("documents.attachment"), _remarks(source)),
        Prose(wording("documents.manifest.note"), kind="note"),
        Prose(wording("documents.manifest.seal"), kind="note"),
    )
    return Part(PartKey.MANIFEST, wording("documents.manifest.title"), blocks)


def _remarks(source: Source) -> tuple[tuple[str, Caption], ...]:
    """Return the words for what may have to be said about an attachment."""
    return tuple((code, source.wording(f"documents.remark.{code}")) for code in REMARKS)
