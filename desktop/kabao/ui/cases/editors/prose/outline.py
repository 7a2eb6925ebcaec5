"""The outline of a statement: sections with their state, and the heads inside their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.fields import FieldKind
from kabao.domain.findings import worst
from kabao.domain.prose.counting import Count, count
from kabao.domain.prose.model import HEADS, Passage, flat, has_content
from kabao.domain.prose.reading import plain, read
from kabao.ui.cases.editors.prose.picker import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.fields import FieldSpec, Section
    from kabao.texts import Texts
    from kabao.ui.cases.editors.statement import StatementEditor

_MARKS = {
    "critical": ("filled/circle-x", "error"),
    "error": ("filled/circle-x", "error"),
    "warning": ("filled/alert-triangle", "warning"),
}


def outline(editor: StatementEditor, texts: Texts) -> list[Choice]:
    """Return a line for every section, and below it one for every head in its texts."""
    stored = editor.stored_texts()
    lines: list[Choice] = []
    for section in editor.form.sections:
        specs = [
            spec for spec in editor.form.of_section(section.key) if spec.kind is FieldKind.LONG_TEXT
        ]
        lines.append(_section(editor, section, specs, texts))
        for spec in specs:
            lines += _heads(section, spec, stored[spec.name])
    return lines


def _section(
    editor: StatementEditor, section: Section, specs: list[FieldSpec], texts: Texts
) -> Choice:
    stored = editor.stored_texts()
    told = sum((count(plain(stored[spec.name])) for spec in specs), Count())
    findings = [item for item in editor.findings() if editor.tab_of(item) == section.key]
    level = worst(findings)
    if level is not None and level.value in _MARKS:
        icon, tone = _MARKS[level.value]
        state = texts("prose.outline.findings", count=len(findings))
    elif editor.done(section.key) or (told.words and not any(it.required for it in specs)):
        icon, tone, state = "circle-check", "ok", texts("prose.outline.done")
    else:
        icon, tone, state = "circle-dashed", "ink_3", texts("prose.outline.open")
    note = texts("prose.outline.note", state=state, words=f"{told.words:,}") if specs else state
    title = section.title.to(texts.language)
    return Choice(section.key, title, note, icon=icon, tone=tone, strong=True)


def _heads(section: Section, spec: FieldSpec, stored: str) -> Iterator[Choice]:
    shown = [part for part in read(stored) if has_content(part)]
    for number, part in enumerate(shown):
        if isinstance(part, Passage) and part.kind in HEADS:
            words = flat(part.inlines, lambda name: name)
            depth = 2 + HEADS.index(part.kind)
            yield Choice(f"{section.key}/{spec.name}/{number}", words, indent=depth)
