"""What is stored about one person, on paper: fields, cards, observations, cases, files, copies."""

from __future__ import annotations

from dataclasses import dataclass
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
    Points,
    Prose,
    Table,
)
from kabao.documents.plan import PackagePlan, Part
from kabao.documents.plans.values import Printer
from kabao.documents.plans.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.documents.blocks import Block
    from kabao.domain.fields import FormSpec, Values

PERSON = "person"
_WEIGHTS = {
    "what": 2.2, "note": 2.2, "detail": 1.8, "file": 2.4, "title": 2.4, "name": 3.0, "step": 2.0,
    "subject": 2.0, "pages": 0.6, "size": 0.8, "files": 0.8, "others": 0.8, "entry": 0.6,
}  # fmt: skip
_COUNTS = frozenset({"files", "others", "pages", "size", "entry"})
"""Columns of numbers, which stand under each other at their right end."""


@dataclass(frozen=True, slots=True)
class Form:
    """Values of a record with the form that names them."""

    title: str
    """Key of the heading's words."""
    form: FormSpec
    values: Values
    mark: str = ""
    more: tuple[tuple[str, str], ...] = ()
    """Keys of words with what belongs to them."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; its words are ``privacy.report.<key>`` and ``privacy.report.column_<column>``."""

    key: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PersonReportInput:
    """Everything the report shows; plain values, no ledger."""

    name: str
    masked_number: str
    made_on: str
    ledger: str
    rulebook: str
    employer: str
    sections: tuple[Form | Rows, ...]


def build_person_report(order: PersonReportInput, language: str) -> PackagePlan:
    """Plan the pages."""
    wording = Wording(language)
    title = wording("privacy.report.title")
    part = Part(PERSON, title, tuple(_blocks(order, wording)), note=wording("privacy.report.note"))
    return PackagePlan(
        case_number="",
        title=title,
        applicant=order.name,
        language=wording.language,
        draft=False,
        made_on=order.made_on,
        rulebook=order.rulebook,
        program=f"Kabao {__version__}",
        notice=wording("privacy.report.foot"),
        parts=(part,),
        copy="full",
    )


def _blocks(order: PersonReportInput, wording: Wording) -> Iterator[Block]:
    yield Notice(wording("privacy.report.warning"), "warning")
    none = wording.one("documents.none")
    facts = (
        ("name", order.name),
        ("number", order.masked_number),
        ("employer", order.employer),
        ("ledger", order.ledger),
        ("made_on", wording.date(order.made_on)),
    )
    yield FormGrid(
        tuple(FormItem(wording(f"privacy.report.{key}"), value or none) for key, value in facts)
    )
    for section in order.sections:
        yield from (
            _form(section, wording) if isinstance(section, Form) else _rows(section, wording)
        )
    rights = tuple(wording(f"privacy.report.right_{number}") for number in range(1, 4))
    yield Points(wording("privacy.report.rights"), rights)


def _form(section: Form, wording: Wording) -> Iterator[Block]:
    printer = Printer(wording, full_numbers=True)
    items = [
        FormItem(wording.words(spec.label), text)
        for spec in section.form.fields
        if (text := printer.text(spec, section.values.get(spec.name)))
    ]
    items += [FormItem(wording(f"privacy.report.{key}"), text) for key, text in section.more]
    known = {spec.name for spec in section.form.fields}
    items += [
        FormItem(Caption(name), str(value))
        for name, value in section.values.items()
        if name not in known and value not in ("", None)
    ]
    yield Heading(wording(f"privacy.report.{section.title}"), mark=section.mark)
    yield (
        FormGrid(tuple(items)) if items else Prose(wording("privacy.report.nothing"), kind="note")
    )


def _rows(section: Rows, wording: Wording) -> Iterator[Block]:
    yield Heading(wording(f"privacy.report.{section.key}"))
    if not section.rows:
        yield Prose(wording("privacy.report.nothing"), kind="note")
        return
    columns = tuple(
        Column(
            wording(f"privacy.report.column_{name}"),
            _WEIGHTS.get(name, 1.2),
            "right" if name in _COUNTS else "left",
        )
        for name in section.columns
    )
    yield Table(columns, section.rows, NOTHING, small=True)
