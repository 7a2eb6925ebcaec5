"""The roster: from a spreadsheet into the register and back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.changes import Changed
from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.domain.findings import Finding, Level, Place
from kabao.domain.named import Named
from kabao.domain.rosters.headers import known_titles, roster_fields
from kabao.domain.rosters.mapping import (
    RosterMapping,
    guess_mapping,
    layout_of,
    mappable,
    resolve_columns,
    titles_of,
    to_values,
    with_remembered,
)
from kabao.domain.rosters.reading import CellFinding, RosterReader
from kabao.domain.rosters.remarks import remarks
from kabao.domain.rosters.tidying import FIXES
from kabao.domain.words import Words
from kabao.exchange.spreadsheets import read_sheet
from kabao.services.backups import keep_before_import
from kabao.services.importing import ImportReport
from kabao.services.rosters.matching import Matching, Outcome, RosterPreview
from kabao.services.rosters.new_employers import OFFER, NewEmployers
from kabao.services.rosters.pauses import collector_paused
from kabao.services.rosters.returned import write_returned
from kabao.services.rosters.summary import summary_of
from kabao.services.rosters.template import write_roster_template
from kabao.services.rosters.views import View, write_view
from kabao.services.sentences import masked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from kabao.domain.fields import FieldSpec
    from kabao.domain.rosters.mapping import MappingFile
    from kabao.domain.rosters.reading import RosterRow
    from kabao.domain.rosters.sheets import Sheet
    from kabao.domain.rules import Rulebook
    from kabao.services.rosters.matching import PlannedRow
    from kabao.services.status import Statuses
    from kabao.storage.ledger import Ledger
    from kabao.texts import Texts

_REPORTED = 1000
_TOLD = 1000
"""Rows passed over that are named one by one."""


class Rosters:
    """People in spreadsheets."""

    def __init__(
        self,
        ledger: Ledger,
        rulebook: Rulebook,
        clock: Callable[[], dt.date],
        statuses: Statuses,
    ) -> None:
        self._ledger = ledger
        self._forms = (rulebook.form("holder"), rulebook.form("card"))
        self._employer_form = rulebook.form("employer")
        self._clock = clock
        self._statuses = statuses
        self.fields: Mapping[str, FieldSpec] = roster_fields(*self._forms)
        """Fields that a column may hold, by key."""
        self._titles = known_titles(self.fields)

    def open(
        self, path: Path, sheet: str = "", *, cancelled: Callable[[], bool] = lambda: False
    ) -> Sheet:
        """Read the file; safe in a worker thread, for the ledger is not touched."""
        with collector_paused():
            return read_sheet(path, sheet, looks_right=self._looks_right, cancelled=cancelled)

    def suggest(self, sheet: Sheet) -> RosterMapping:
        """Return what the columns mean: as chosen for this layout before, else by their titles.

        Raises InputRefusedError when no row of the sheet looks like titles.
        """
        guessed = guess_mapping(sheet, self._titles)
        if guessed is None:
            raise InputRefusedError("roster_no_titles", name=sheet.file_name, sheet=sheet.name)
        kept = self._ledger.mappings.get(layout_of(sheet, guessed))
        return with_remembered(guessed, kept, mappable(self.fields)) if kept else guessed

    def apply_file(self, sheet: Sheet, given: MappingFile) -> RosterMapping:
        """Return the mapping that a mapping file describes; raises InputRefusedError."""
        guessed = guess_mapping(sheet, self._titles) or RosterMapping()
        if given.header:
            guessed = replace(guessed, header=given.header - sheet.top, header_rows=1)
        if not 0 <= guessed.header < len(sheet.rows):
            raise InputRefusedError("roster_no_titles", name=sheet.file_name, sheet=sheet.name)
        titles = titles_of(sheet, guessed.header, guessed.header_rows)
        columns, missing = resolve_columns(given.columns, titles, sheet.left)
        known = mappable(self.fields)
        strange = [key for key in (*columns.values(), *given.defaults) if key and key not in known]
        strange += sorted(given.fixes - {*FIXES, OFFER})
        if missing or strange:
            names = ", ".join((*missing, *strange))
            raise InputRefusedError("roster_mapping_unfit", names=names)
        taken = {at: key for at, key in guessed.columns.items() if key not in columns.values()}
        both = {at: key for at, key in sorted({**taken, **columns}.items()) if key}
        return replace(guessed, columns=both, defaults=given.defaults, fixes=given.fixes)

    @collector_paused()
    def read_rows(
        self,
        sheet: Sheet,
        mapping: RosterMapping,
        *,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> tuple[RosterReader, list[RosterRow]]:
        """Read and check every row by itself; safe in a worker thread."""
        if not mapping.is_complete:
            raise InputRefusedError("roster_columns_missing", name=sheet.file_name)
        reader = RosterReader(sheet, mapping, self._forms, self._clock())
        rows: list[RosterRow] = []
        total = len(sheet.rows)
        for index in range(mapping.header + 1, total):
            if index % _REPORTED == 0:
                _step(index, total, progress, cancelled)
            row = reader.read(index, sheet.rows[index])
            if row is not None:
                rows.append(row)
        if not rows:
            raise InputRefusedError("roster_no_rows", name=sheet.file_name)
        return reader, rows

    @collector_paused()
    def match(
        self,
        reader: RosterReader,
        rows: list[RosterRow],
        *,
        employer_id: int | None = None,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> RosterPreview:
        """Compare the rows with the register: what would be added, changed or refused."""
        wanted = OFFER in reader.mapping.fixes
        unknown = NewEmployers(self._employer_form, self._clock(), wanted=wanted)
        matching = Matching(self._ledger, reader, self.fields, employer_id, unknown)
        total = len(rows)
        planned = list(matching.plan(rows, lambda done: _step(done, total, progress, cancelled)))
        unknown.tell(reader)
        counts = Counter({outcome.value: 0 for outcome in Outcome})
        counts.update(item.outcome.value for item in planned)
        general = self._general(reader)
        return RosterPreview(
            reader.sheet,
            reader.mapping,
            planned,
            general,
            counts,
            employer_id,
            unknown,
            summary_of(planned, general),
        )

    @collector_paused()
    def preview(
        self,
        sheet: Sheet,
        mapping: RosterMapping | None = None,
        *,
        employer_id: int | None = None,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> RosterPreview:
        """Read, check and match in one go; nothing is written."""
        total = len(sheet.rows)
        reader, rows = self.read_rows(
            sheet,
            mapping or self.suggest(sheet),
            progress=lambda done, _: progress(done, 2 * total),
            cancelled=cancelled,
        )
        return self.match(
            reader,
            rows,
            employer_id=employer_id,
            progress=lambda done, _: progress(total + done, 2 * total),
            cancelled=cancelled,
        )

    @collector_paused()
    def take(
        self,
        preview: RosterPreview,
        *,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> ImportReport:
        """Write what the preview shows in one transaction; nothing at all if nothing differs."""
        changed = Changed()
        if preview.writes:
            subject = masked(preview.sheet.file_name)
            keep_before_import(self._ledger)
            with self._ledger.transaction("roster.import", subject):
                changed = self._write(preview, progress, cancelled)
                mapping = preview.mapping
                self._ledger.mappings.put(layout_of(preview.sheet, mapping), to_values(mapping))
        return self.report(preview, changed)

    def report(self, preview: RosterPreview, changed: Changed | None = None) -> ImportReport:
        """Return counts and findings with their places, as an import reports them."""
        counts = preview.counts
        return ImportReport(
            rows=len(preview.rows),
            added=counts[Outcome.ADDED],
            updated=counts[Outcome.UPDATED],
            unchanged=counts[Outcome.UNCHANGED],
            refused=counts[Outcome.REFUSED],
            findings=tuple(placed(preview.sheet, item) for item in preview.findings),
            changed=changed or Changed(),
        )

    def write_returned(
        self,
        preview: RosterPreview,
        target: Path,
        texts: Texts,
        *,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> int:
        """Save the refused rows as a workbook, each wrong cell marked with its reason."""
        return write_returned(preview, target, texts, cancelled=cancelled)

    def settle(self) -> None:
        """Write what was typed while a worker wrote the ledger."""
        self._ledger.drafts.settle()

    def export(
        self,
        ids: Sequence[int],
        target: Path,
        texts: Texts,
        *,
        full: bool = False,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> int:
        """Write people as a table, masked unless ``full``; returns how many."""
        view = View(ids, texts.for_files(), full, progress)
        return write_view(self._ledger, self.fields, view, target, cancelled=cancelled)

    def write_template(self, target: Path, texts: Texts) -> None:
        """Write the workbook that a desk sends out to be filled in."""
        write_roster_template(target, self.fields, texts.for_files())

    def _write(
        self,
        preview: RosterPreview,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> Changed:
        store = self._ledger.holders
        added = [row for row in preview.rows if row.outcome is Outcome.ADDED]
        updated = [row for row in preview.rows if row.outcome is Outcome.UPDATED]
        self._check_still_new(added)
        employers = self._make_employers(preview, (*added, *updated))
        total, done = len(added) + len(updated), 0
        ids: list[int] = []
        for start in range(0, len(added), _REPORTED):
            batch = added[start : start + _REPORTED]
            ids += store.add_many([row.holder for row in batch])
            done += len(batch)
            _step(done, total, progress, cancelled)
        for start in range(0, len(updated), _REPORTED):
            batch = updated[start : start + _REPORTED]
            store.update_many([row.holder for row in batch if row.writes_holder])
            done += len(batch)
            _step(done, total, progress, cancelled)
        holders = {*ids, *(row.holder.id for row in updated)}
        pairs = [(row, holder) for row, holder in zip(added, ids, strict=True)]
        pairs += [(row, row.holder.id) for row in updated]
        return Changed(frozenset(holders), self._write_cards(pairs), employers=employers)

    def _make_employers(self, preview: RosterPreview, rows: Sequence[PlannedRow]) -> frozenset[int]:
        """Add the employers that rows wait for, and give these their true numbers."""
        if preview.new_employers is None:
            return frozenset()
        numbers = (row.holder.employer_id for row in rows)
        made = {
            number: self._ledger.employers.add(employer).id
            for number, employer in preview.new_employers.wanted_by(numbers)
        }
        for row in rows:
            true = made.get(row.holder.employer_id or 0)
            if true is not None:
                row.holder = replace(row.holder, employer_id=true)
        return frozenset(made.values())

    def _write_cards(self, rows: list[tuple[PlannedRow, int]]) -> frozenset[int]:
        store = self._ledger.cards
        touched: set[int] = set()
        for row, holder_id in rows:
            if row.card is None:
                continue
            card = replace(row.card, holder_id=holder_id)
            card = store.update(card) if card.id else store.add(card)
            self._statuses.refresh(card.id)
            touched.add(card.id)
        return frozenset(touched)

    def _check_still_new(self, added: list[PlannedRow]) -> None:
        numbers = [row.row.number for row in added if row.row.number]
        if numbers and self._ledger.holders.by_numbers(numbers):
            raise InputRefusedError("roster_register_changed")

    def _looks_right(self, sheet: Sheet) -> bool:
        guessed = guess_mapping(sheet, self._titles)
        return guessed is not None and guessed.is_complete

    def _general(self, reader: RosterReader) -> tuple[CellFinding, ...]:
        findings = [
            Finding(Level.WARNING, "roster_column_missing", params={"field": self._label(key)})
            for key in reader.missing
        ]
        if reader.derived:
            names = [self.fields[key].label for key in self.fields if key in reader.derived]
            fields = Named(
                Words("、".join(name.zh for name in names), ", ".join(name.en for name in names))
            )
            told = Finding(Level.INFO, "roster_from_number", params={"fields": fields})
            findings.append(told)
        findings += remarks(reader.sheet, reader.mapping, self._titles)
        rows = [
            CellFinding(Finding(Level.INFO, code), index)
            for index, code in reader.passed_over[:_TOLD]
        ]
        return (*(CellFinding(finding, -1) for finding in findings), *rows)

    def _label(self, key: str) -> Named:
        return Named(self.fields[key].label)


def placed(sheet: Sheet, item: CellFinding) -> Finding:
    """Return a finding at its place in the file, such as ``Sheet1!C12``."""
    where = sheet.place(item.row, item.column) if item.row >= 0 else sheet.name
    return item.finding.at(Place("exchange", field=where))


def _step(
    done: int,
    total: int,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> None:
    progress(done, total)
    if cancelled():
        raise CancelledError("stopped")
