"""Words by which the preview finds the field that is being edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.fields import FieldKind, FieldSpec
from kabao.domain.prose.reading import plain
from kabao.ui.kit.labels import amount_text

if TYPE_CHECKING:
    from kabao.domain.cases import MaterialKey
    from kabao.domain.fields import Value
    from kabao.domain.words import Language
    from kabao.ui.cases.workspace.session import CaseSession

_AMOUNTS = frozenset({FieldKind.INTEGER, FieldKind.MONEY})
_LONGEST = 12
"""Characters of a value that are looked for: a longer one may be broken over two lines."""


def field_words(session: CaseSession, key: MaterialKey, name: str, paper: str) -> tuple[str, ...]:
    """Return the label of a field as it is printed, and the beginning of its value."""
    spec = next((item for item in session.form(key).fields if item.name == name), None)
    if spec is None:
        return ()
    language: Language = "en" if paper == "en" else "zh"
    label = spec.label.to(language)
    shown = _shown(spec, session.values(key).get(name), language)
    return (label, shown) if shown else (label,)


def _shown(spec: FieldSpec, value: Value, language: Language) -> str:
    if isinstance(value, bool) or value is None or isinstance(value, tuple):
        return ""
    text = plain(str(value))
    choice = spec.choice(text)
    if choice is not None:
        text = choice.label.to(language)
    elif spec.kind in _AMOUNTS:
        text = amount_text(text)
    first = text.strip().splitlines()[0] if text.strip() else ""
    return first[:_LONGEST]
