"""The workbooks of a batch: the bureau's list just as its layout says, and the other sheets."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kabao.domain.cases import MaterialKey
from kabao.domain.photo_names import photo_file_name
from kabao.exchange.batch_claims import BookSheet

if TYPE_CHECKING:
    from kabao.documents.plans.batch_input import BatchInput
    from kabao.domain.cases import Case
    from kabao.domain.fields import FormSpec, Value
    from kabao.domain.rules import Rulebook
    from kabao.texts import Texts

_WIDTH = 10
"""Characters of a column of weight 1."""


class Books:
    """Sheets of one batch."""

    def __init__(self, case: Case, batch: BatchInput, rulebook: Rulebook, texts: Texts) -> None:
        self._case = case
        self._batch = batch
        self._rulebook = rulebook
        self._texts = texts.for_files()

    def of_list(self) -> tuple[BookSheet, ...]:
        """Return the list in the region's columns, under its titles, with nothing added."""
        batch, layout = self._batch, self._batch.listing.layout
        weights = [batch.weights.get(column.key, 1.0) for column in layout.columns]
        employer = batch.listing.employer
        above = (employer.name if employer else "", self._case.number)
        return (
            BookSheet(
                layout.sheet,
                tuple(column.title for column in layout.columns),
                tuple(batch.listing.rows(batch.people)),
                tuple(max(6, round(weight * _WIDTH)) for weight in weights),
                layout.first_row,
                above,
                landscape=True,
            ),
        )

    def others(self) -> tuple[BookSheet, ...]:
        """Return summary, signatures and hand-out list."""
        return (self._summary(), self._signatures(), self._hand_out())

    def problems(self) -> tuple[BookSheet, ...]:
        """Return whose photograph does not go along, with the name it would get."""
        texts, batch = self._texts, self._batch
        people = {person.holder.id: person.holder for person in batch.people}
        pattern = batch.listing.layout.photo_pattern
        titles = (
            texts("documents.row"),
            *self._person_titles(),
            texts("batch.sheet.file"),
            texts("batch.paper.photo_problem"),
        )
        rows = tuple(
            (
                str(line.number),
                people[line.holder_id].name,
                batch.listing.number(people[line.holder_id].doc_no),
                photo_file_name(
                    pattern, people[line.holder_id].doc_no, people[line.holder_id].name
                ),
                " ".join(
                    part for part in (texts(f"batch.photo.{line.problem}"), line.detail) if part
                ),
            )
            for line in batch.photos
        )
        return (BookSheet(texts("batch.sheet.problems"), titles, rows, (6, 12, 22, 30, 60)),)

    def _summary(self) -> BookSheet:
        texts = self._texts
        form = self._form(MaterialKey.BATCH_SUMMARY)
        values = self._case.values(MaterialKey.BATCH_SUMMARY)
        rows = [
            (spec.label.to(texts.language), self._said(form, spec.name, values.get(spec.name)))
            for spec in form.fields
            if values.get(spec.name) not in (None, "")
        ]
        kinds = Counter(person.holder.text("apply_for") or "new" for person in self._batch.people)
        holder = self._batch.listing.form
        rows += [(self._said(holder, "apply_for", kind), str(kinds[kind])) for kind in kinds]
        rows.append((texts("batch.paper.people"), str(len(self._batch.people))))
        rows.append((texts("batch.paper.photos_with"), str(self._batch.with_photo)))
        titles = (texts("batch.sheet.item"), texts("batch.sheet.value"))
        return BookSheet(texts("batch.sheet.summary"), titles, tuple(rows), (24, 60))

    def _signatures(self) -> BookSheet:
        texts, batch = self._texts, self._batch
        keys = ("telephone", "signature", "date")
        titles = (
            texts("documents.row"),
            *self._person_titles(),
            *(texts(f"batch.paper.{key}") for key in keys),
        )
        rows = tuple(
            (
                str(number),
                person.holder.name,
                batch.listing.number(person.holder.doc_no),
                person.holder.text("mobile") or person.holder.text("phone"),
                "",
                "",
            )
            for number, person in enumerate(batch.people, start=1)
        )
        name = texts("batch.sheet.signatures")
        return BookSheet(name, titles, rows, (6, 12, 22, 16, 20, 14))

    def _hand_out(self) -> BookSheet:
        texts, batch = self._texts, self._batch
        keys = ("card_number", "received_on", "received_by", "remark")
        titles = (
            texts("documents.row"),
            *self._person_titles(),
            *(texts(f"batch.paper.{key}") for key in keys),
        )
        rows = batch.hand_out_rows()
        return BookSheet(texts("batch.sheet.hand_out"), titles, rows, (6, 12, 22, 14, 14, 20, 14))

    def _person_titles(self) -> tuple[str, str]:
        form, language = self._batch.listing.form, self._texts.language
        return (
            form.field("name").label.to(language),
            form.field("doc_no").label.to(language),
        )

    def _form(self, key: MaterialKey) -> FormSpec:
        return self._rulebook.material_form(key, self._case.applicant_kind)

    def _said(self, form: FormSpec, name: str, value: Value) -> str:
        spec = form.field(name)
        if isinstance(value, bool):
            return self._texts("documents.yes" if value else "documents.no")
        choice = spec.choice(str(value))
        return choice.label.to(self._texts.language) if choice else str(value)
