"""Figures and pictures that stand inside the texts of material 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.cases import MaterialKey
from kabao.domain.fields import FieldKind
from kabao.domain.named import Named
from kabao.domain.preflight.examination import own, own_warning
from kabao.domain.prose.figures import figure, figure_value
from kabao.domain.prose.files import COARSE, dots
from kabao.domain.prose.model import Figure, all_inlines, pictures
from kabao.domain.prose.reading import is_newer, read, version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.findings import Finding
    from kabao.domain.preflight.examination import Examination
    from kabao.domain.prose.model import Text

FORM = MaterialKey.REGISTRATION_FORM
STATEMENT = MaterialKey.PREPARATION_STATEMENT


def written_texts(case: Examination) -> Iterator[Finding]:
    """Every figure has its value in the form, every picture its file, its words and its dots."""
    for spec in case.form(STATEMENT).fields:
        stored = case.values(STATEMENT).get(spec.name)
        if spec.kind is not FieldKind.LONG_TEXT or not isinstance(stored, str):
            continue
        if is_newer(stored):
            yield own("case_text_newer", case.place(STATEMENT, spec.name))
        elif version(stored):
            yield from _figures(case, spec.name, read(stored))
            yield from _pictures(case, spec.name, read(stored))


def _figures(case: Examination, field: str, text: Text) -> Iterator[Finding]:
    form, values = case.form(FORM), case.values(FORM)
    told: set[str] = set()
    for number, inlines in all_inlines(text):
        for item in inlines:
            if not isinstance(item, Figure) or item.name in told:
                continue
            told.add(item.name)
            place = case.place(STATEMENT, field, number)
            spec = figure(form, item.name)
            if spec is None:
                yield own("case_figure_unknown", place, name=item.name)
            elif figure_value(form, values, item.name) is None:
                yield own("case_figure_empty", place, name=Named(spec.label))


def _pictures(case: Examination, field: str, text: Text) -> Iterator[Finding]:
    held = {item.sha256 for item in case.case.attached(STATEMENT)}
    for number, picture in pictures(text):
        place = case.place(STATEMENT, field, number)
        name = picture.alt or picture.sha256[:8]
        if picture.sha256 not in held:
            yield own("case_picture_missing", place, name=name)
            continue
        if not picture.alt.strip():
            yield own_warning("case_picture_without_words", place)
        found = dots(picture.width, picture.share)
        if found < COARSE:
            yield own_warning("case_picture_coarse", place, name=name, dots=found, least=COARSE)
