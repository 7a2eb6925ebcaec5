"""The roster template: its columns, pull-downs and notes, read off the rulebook's forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.fields import FieldKind
from kabao.domain.rosters.headers import EMPLOYER_CODE, EMPLOYER_NAME
from kabao.domain.words import Words
from kabao.exchange.spreadsheets import TemplateColumn, TemplateWords, write_template
from kabao.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kabao.domain.fields import FieldSpec

COLUMNS = (
    *("name", "doc_type", "doc_no", "sex", "birth_date", "nationality", "ethnicity"),
    *("doc_valid_to", "mobile", "phone", "live_addr", "postcode", "hukou_type", "person_category"),
    *("person_status", "occupation", "work_started_on", "region", "apply_for", "bank", "branch"),
    *("pickup", EMPLOYER_NAME, EMPLOYER_CODE, "guardian_name", "guardian_doc_type"),
    *("guardian_doc_no", "guardian_phone", "card.card_number", "card.collected_on", "remark"),
)
"""Columns of the template in their order: those of published batch forms, then our own."""
_WIDE = {"doc_no": 24, "live_addr": 36, "guardian_doc_no": 24, EMPLOYER_NAME: 28, EMPLOYER_CODE: 24}
_USUAL = 14
_FEW = 20
"""Longest list that the notes spell out."""


def write_roster_template(target: Path, fields: Mapping[str, FieldSpec], texts: Texts) -> None:
    """Write the workbook; titles and notes are in both languages, pull-downs in Chinese."""
    columns = tuple(_column(key, fields.get(key), texts) for key in COLUMNS)
    words = TemplateWords(
        sheet=texts("rosters.template.sheet"),
        notes_sheet=texts("rosters.template.notes_sheet"),
        notes=_notes(fields),
        wrong_title=texts("rosters.template.wrong_title"),
        wrong_text=texts("rosters.template.wrong_text"),
    )
    write_template(target, columns, words)


def title_words(key: str, spec: FieldSpec | None) -> Words:
    """Return the title of a column in both languages."""
    if spec is not None:
        return spec.label
    chinese, english = Texts("zh"), Texts("en")
    name = "employer_name" if key == EMPLOYER_NAME else "employer_uscc"
    return Words(chinese(f"rosters.column.{name}"), english(f"rosters.column.{name}"))


def _column(key: str, spec: FieldSpec | None, texts: Texts) -> TemplateColumn:
    words = title_words(key, spec)
    required = spec is not None and spec.required
    star = " *" if required else ""
    return TemplateColumn(
        title=f"{words.zh}{star}\n{words.en}",
        note=_how(spec, texts),
        choices=tuple(choice.label.zh for choice in spec.choices) if spec else (),
        required=required,
        width=_WIDE.get(key, _USUAL),
    )


def _how(spec: FieldSpec | None, texts: Texts) -> str:
    if spec is None:
        return texts("rosters.template.how_employer")
    hint = spec.hint.to(texts.language) if spec.hint else ""
    if spec.kind is FieldKind.DATE:
        key = "how_end" if spec.name == "doc_valid_to" else "how_date"
        hint = f"{hint} {texts(f'rosters.template.{key}')}"
    elif spec.kind is FieldKind.CHOICE:
        hint = f"{hint} {texts('rosters.template.how_choice')}"
    elif spec.check == "identity_number":
        hint = f"{hint} {texts('rosters.template.how_number')}"
    return hint.strip()


def _notes(fields: Mapping[str, FieldSpec]) -> tuple[tuple[str, ...], ...]:
    chinese, english = Texts("zh"), Texts("en")
    head = tuple(
        texts(f"rosters.template.{name}")
        for texts in (chinese, english)
        for name in ("column_title", "column_required", "column_how")
    )
    rows = [head]
    for key in COLUMNS:
        spec = fields.get(key)
        words = title_words(key, spec)
        needed = "yes" if spec is not None and spec.required else "no"
        cells: list[str] = []
        for texts in (chinese, english):
            how = " ".join(part for part in (_how(spec, texts), _listed(spec, texts)) if part)
            cells += [words.to(texts.language), texts(f"rosters.template.{needed}"), how]
        rows.append(tuple(cells))
    for name in ("note_text", "note_row", "note_again", "note_password"):
        said = f"rosters.template.{name}"
        rows.append(("", "", chinese(said), "", "", english(said)))
    return tuple(rows)


def _listed(spec: FieldSpec | None, texts: Texts) -> str:
    if spec is None or not spec.choices or len(spec.choices) > _FEW:
        return ""
    return "; ".join(choice.label.to(texts.language) for choice in spec.choices)
