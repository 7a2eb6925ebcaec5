"""What a change case changes: the route, the form of the change, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.documents.blocks import Column, FormGrid, FormItem, Heading, Notice, Prose, Table
from kabao.documents.plan import Part, PartKey
from kabao.documents.plans.values import Printer
from kabao.domain.case_way_rules import Route
from kabao.domain.cases import material_key
from kabao.domain.fields import FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.documents.blocks import Block
    from kabao.documents.plans.sources import Source
    from kabao.documents.plans.wording import Wording
    from kabao.domain.case_way_changes import ChangeView
    from kabao.domain.cases import ApplicantKind, CaseKind
    from kabao.domain.fields import FieldSpec, FormSpec, Value
    from kabao.domain.rules import Rulebook
    from kabao.domain.snapshots import Difference

_HEAD = ("title", "annex", "employer", "people")


def changes(source: Source) -> Part:
    """Return the part that a change case has before its materials."""
    wording, view = source.wording, source.order.change
    assert view is not None
    blocks: tuple[Block, ...] = (
        Notice(wording("case_way.change.draft_line")),
        Heading(wording("case_way.change.original")),
        FormGrid(tuple(_original(source, view))),
        Heading(wording("case_way.change.item"), note=wording("case_way.change.open_list")),
        *_items(source, view),
        Heading(wording("case_way.change.about")),
        FormGrid(tuple(_about(source, view))),
        Heading(wording("case_way.change.comparison")),
        *_comparison(source, view),
    )
    return Part(PartKey.CHANGES, wording("case_way.change.title"), blocks)


def difference_rows(
    found: Sequence[Difference],
    rulebook: Rulebook,
    case: tuple[CaseKind, ApplicantKind],
    wording: Wording,
    *,
    full_numbers: bool = False,
) -> tuple[tuple[str, str, str], ...]:
    """Return place, former and present value of every difference in words."""
    printer = Printer(wording, full_numbers)
    return tuple(
        (
            _place(one, rulebook, case, wording),
            _shown(one.spec, one.before, printer, wording),
            _shown(one.spec, one.after, printer, wording),
        )
        for one in found
    )


def _original(source: Source, view: ChangeView) -> Iterator[FormItem]:
    wording = source.wording
    none = wording.one("documents.none")
    identifier = view.base.values(view.base.main).get("issuer_identifier")
    yield FormItem(wording("case_way.change.original_case"), view.base.number)
    yield FormItem(wording("case_way.change.original_reference"), view.base_reference or none)
    day = wording.date(view.base_date) if view.base_date else none
    yield FormItem(wording("case_way.change.original_date"), day)
    yield FormItem(wording("case_way.change.identifier"), str(identifier or none))
    digest = f"{view.snapshot.taken_at[:10]}  SHA-256 {view.snapshot.digest}"
    yield FormItem(wording("case_way.change.snapshot"), digest, wide=True)


def _items(source: Source, view: ChangeView) -> Iterator[Block]:
    wording, plan = source.wording, view.plan
    if plan.route is Route.NONE:
        yield Prose(wording("case_way.change.nothing"))
        return
    yield Prose(wording("case_way.change.route", route=wording(f"case_way.route.{plan.route}")))
    filed = plan.of_route(Route.FILING)
    if plan.route is Route.APPROVAL and filed:
        names = wording.join(item.label.to(wording.main) for item in filed)
        yield Prose(wording("case_way.change.mixed", items=names))
    yield Prose(wording(f"case_way.change.{'retest' if plan.retest else 'no_retest'}"))
    columns = (
        Column(wording("case_way.change.item"), 2.2),
        Column(wording("case_way.change.by_route"), 2.2),
        Column(wording("case_way.change.retest_label"), 0.8),
        Column(wording("case_way.change.basis"), 2.6),
    )
    rows = []
    for item in plan.items:
        basis = source.order.rulebook.cite(item.origin.source).to(wording.main)
        trust = wording.one(f"labels.confidence.{item.origin.confidence}")
        note = f"\n{item.note.to(wording.main)}" if item.note else ""
        rows.append(
            (
                item.label.to(wording.main),
                wording.one(f"case_way.route.{item.route}"),
                wording.one(f"case_way.change.{'yes' if item.retest else 'no'}"),
                wording.one("documents.checklist.cited", source=basis, trust=trust) + note,
            )
        )
    yield Table(columns, tuple(rows), small=True)


def _about(source: Source, view: ChangeView) -> Iterator[FormItem]:
    form = source.order.rulebook.form("change")
    for spec in form.fields:
        shown = source.printer.shown(spec, view.values.get(spec.name))
        wide = spec.kind is FieldKind.LONG_TEXT
        yield FormItem(source.wording.words(spec.label), shown, wide=wide)


def _comparison(source: Source, view: ChangeView) -> Iterator[Block]:
    wording, order = source.wording, source.order
    if not view.differences:
        yield Prose(wording("case_way.change.nothing"))
        return
    columns = (
        Column(wording("case_way.column.place"), 2.4),
        Column(wording("case_way.column.before"), 2.8),
        Column(wording("case_way.column.after"), 2.8),
    )
    rows = difference_rows(
        view.differences,
        order.rulebook,
        (order.case.kind, order.case.applicant_kind),
        wording,
        full_numbers=order.full_numbers,
    )
    yield Table(columns, rows, small=True)


def _place(
    one: Difference, rulebook: Rulebook, case: tuple[CaseKind, ApplicantKind], wording: Wording
) -> str:
    if not one.material:
        name = one.field if one.field in _HEAD else "head"
        key = "case_title" if name == "title" else name
        return wording.one(f"case_way.change.{key}")
    form = rulebook.material_form(material_key(one.material, case[0]), case[1])
    parts = [wording.one("documents.material", number=str(one.material))]
    if one.field == "files":
        parts.append(wording.one("case_way.change.file", name=one.row))
    else:
        parts.append(_label(form, one.field, wording))
        parts += [part for part in (one.row, _column(one, wording)) if part]
    return " / ".join(parts)


def _label(form: FormSpec, name: str, wording: Wording) -> str:
    spec = next((item for item in form.fields if item.name == name), None)
    return spec.label.to(wording.main) if spec else name


def _column(one: Difference, wording: Wording) -> str:
    return one.spec.label.to(wording.main) if one.column and one.spec else ""


def _shown(spec: FieldSpec | None, value: Value, printer: Printer, wording: Wording) -> str:
    if isinstance(value, bool) and spec is None:
        return wording.one(f"case_way.change.{'yes' if value else 'no'}")
    text = printer.text(spec, value) if spec else str(value or "")
    return text or wording.one("case_way.change.nothing_there")
