"""Why fields of a form are not asked for: said in the place where they would stand."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kabao.domain.fields import is_empty
from kabao.ui.kit.labels import word_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.domain.fields import Condition, FieldSpec, FormSpec, Values
    from kabao.texts import Texts


def reasons(form: FormSpec, values: Values, texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield the first field of each group that is not asked for, with the sentence about it."""
    for section in form.sections:
        for when, fields in groupby(form.of_section(section.key), lambda spec: spec.when):
            group = tuple(fields)
            if when and not group[0].applies(values):
                yield group[0].name, _sentence(form, when, group, values, texts)


def _sentence(
    form: FormSpec,
    when: Sequence[Condition],
    group: Sequence[FieldSpec],
    values: Values,
    texts: Texts,
) -> str:
    kept = any(not is_empty(values.get(spec.name)) for spec in group)
    return texts(
        "kit.not_asked_kept" if kept else "kit.not_asked",
        fields=word_list(texts, (spec.label.to(texts.language) for spec in group)),
        conditions=word_list(texts, (_condition(form, item, texts) for item in when)),
    )


def _condition(form: FormSpec, condition: Condition, texts: Texts) -> str:
    spec = form.field(condition.field)
    values = word_list(texts, (_value(spec, value, texts) for value in condition.values))
    return texts("kit.not_asked_if", field=spec.label.to(texts.language), value=values)


def _value(spec: FieldSpec, value: object, texts: Texts) -> str:
    if isinstance(value, bool):
        return texts("kit.yes_word" if value else "kit.no_word")
    choice = spec.choice(str(value))
    return choice.label.to(texts.language) if choice else str(value)
