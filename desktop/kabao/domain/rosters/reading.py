"""Rows of a sheet as people: read, checked and compared with each other."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kabao.domain.cards import check_card
from kabao.domain.fields import Draft
from kabao.domain.findings import Confidence, Finding, Level, Place
from kabao.domain.holders import check_holder
from kabao.domain.identity import identity_facts, plain_number
from kabao.domain.rosters.births import whole_birth
from kabao.domain.rosters.cells import LONG_TERM, Note, reading_of
from kabao.domain.rosters.headers import (
    CARD,
    EMPLOYER_CODE,
    EMPLOYER_NAME,
    known_titles,
    roster_fields,
)
from kabao.domain.rosters.proving import Checker
from kabao.domain.rosters.shapes import Merges, OtherRows
from kabao.domain.rosters.sheets import cell_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from kabao.domain.fields import FormSpec, Value, Values
    from kabao.domain.rosters.cells import Way
    from kabao.domain.rosters.mapping import RosterMapping
    from kabao.domain.rosters.sheets import RawCell, Sheet

    _Way = tuple[str, int, bool, Way, dict[str, Value]]

_DATE = "date"
"""The correction that makes dates whole."""
_REMEMBERED = 4096
"""Texts of one column that are not read twice."""
ESSENTIAL = ("name", "doc_no")
"""Nobody is taken in without these two."""
DERIVED = ("sex", "birth_date", "nationality", "doc_type")
"""What a citizen's number tells, where the sheet does not say."""
_CROSSED = frozenset({"mobile", "phone", "guardian_name", "guardian_doc_no"})
_OFFERED_BY = {
    "name_hidden_character": ("hidden",),
    "name_compatibility_character": ("common",),
    "name_variation_selector": ("common",),
    "name_characters": ("quote",),
    "name_wrong_dot": ("dot",),
    "name_full_width": ("width",),
    "name_blanks": ("blanks",),
    "number_not_plain": ("width", "case", "blanks"),
    "number_format": ("quote", "hidden", "blanks", "letters"),
    "mobile_format": ("quote", "hidden", "width", "blanks"),
    "not_a_date": ("date", "serial"),
    "unknown_choice": ("zeros",),
    "pattern_not_met": ("quote", "zeros", "width", "blanks", "hidden"),
}
"""Kinds of corrections that answer a finding of the checks."""


@dataclass(frozen=True, slots=True)
class CellFinding:
    """A finding with its cell and the correction that is offered for it."""

    finding: Finding
    row: int
    """Index in ``Sheet.rows``; -1 for the sheet as a whole."""
    column: int = -1
    fix: str = ""
    proposal: str = ""


@dataclass(slots=True)
class RosterRow:
    """One row as it was read."""

    index: int
    given: dict[str, Value]
    filled: dict[str, Value]
    card: dict[str, Value]
    number: str = ""
    """The document number in plain form, for comparison."""
    employer: str = ""
    employer_code: str = ""
    findings: list[CellFinding] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        """Whether something about the row stands against taking it."""
        return any(item.finding.level.rank <= Level.ERROR.rank for item in self.findings)


class RosterReader:
    """Reads the rows of one sheet by one mapping."""

    def __init__(
        self,
        sheet: Sheet,
        mapping: RosterMapping,
        forms: tuple[FormSpec, FormSpec],
        today: dt.date,
    ) -> None:
        """``forms`` are those of holder and card."""
        self.sheet = sheet
        self.mapping = mapping
        self._today = today
        self._full, self._card_full = forms
        fields = roster_fields(*forms)
        self._columns = {key: column for column, key in mapping.columns.items()}
        self._readings = tuple(
            reading_of(
                key, fields[key], column, mapping.fixes, today, from_1904=sheet.counts_from_1904
            )
            for column, key in mapping.columns.items()
            if key in fields
        )
        # Unpacked once: attributes cost time in every cell of a large roster.
        self._ways: list[_Way] = [
            (item.key, item.column, _is_plain(item.key), item.read, {}) for item in self._readings
        ]
        self._merges = Merges(sheet, mapping)
        self._others = OtherRows(sheet, mapping, known_titles(fields))
        self._defaults = {
            key: value
            for key, value in mapping.defaults.items()
            if key in fields and key not in self._columns
        }
        self._employer = str(mapping.defaults.get(EMPLOYER_NAME) or "")
        self._checker = Checker(self._asked(self._full), today)
        self._card_form = self._asked_card(self._card_full)
        self._seen: dict[str, int] = {}
        self.derived: set[str] = set()
        """Fields that were read off numbers because the sheet has no column for them."""
        self.passed_over: list[tuple[int, str]] = []
        """Rows that are no people, such as sums at the end, each with its code."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields a holder must have that neither the sheet nor a default tells."""
        return tuple(
            spec.name
            for spec in self._full.fields
            if spec.required
            and not spec.when
            and spec.name not in self._columns
            and spec.name not in self._defaults
            and spec.name not in DERIVED
        )

    def read(self, index: int, cells: Sequence[RawCell]) -> RosterRow | None:
        """Read and check one row; None for an empty one."""
        row = RosterRow(index, {}, dict(self._defaults), {})
        if self._merges:
            cells = self._merges.filled(index, cells)
        notes = self._take_cells(row, cells)
        if not row.given and not row.card and not notes and not any(map(_is_filled, cells)):
            return None
        row.number = plain_number(str(row.given.get("doc_no") or ""))
        if not any(map(str.isdigit, row.number)):
            code = self._others.code_of(cells)
            if code:
                self.passed_over.append((index, code))
                return None
        row.employer = self._plain(cells, EMPLOYER_NAME) or self._employer
        row.employer_code = self._plain(cells, EMPLOYER_CODE)
        notes += self._make_birth_whole(row)
        self._fill(row)
        self._check(row, notes)
        self._check_shape(row, cells)
        self._compare(row)
        return row

    def _take_cells(self, row: RosterRow, cells: Sequence[RawCell]) -> list[tuple[str, Note]]:
        """Read every mapped cell; text that was read before and found plain is not read again."""
        notes: list[tuple[str, Note]] = []
        width, given = len(cells), row.given
        for key, column, is_plain, read, known in self._ways:
            if column >= width:
                continue
            cell = cells[column]
            if cell.__class__ is str and cell in known:
                value = known[cell]
            else:
                value, found = read(cell)
                if found:
                    notes += [(key, note) for note in found]
                elif cell.__class__ is str and len(known) < _REMEMBERED:
                    known[cell] = value
            if value is None:
                continue
            if is_plain:
                given[key] = value
            else:
                _put(row, key, value)
        return notes

    def _check_shape(self, row: RosterRow, cells: Sequence[RawCell]) -> None:
        """Point out merged cells, and cells that a delimiter without quotes has pushed aside."""
        if self._merges:
            for column, note in self._merges.notes(row.index):
                finding = Finding(note.level, note.code, params=note.params)
                row.findings.append(
                    CellFinding(finding, row.index, column, note.fix, note.proposal)
                )
        if self.sheet.delimiter and len(cells) > self._others.width:
            beyond = [cell for cell in cells[self._others.width :] if _is_filled(cell)]
            if beyond:
                params = {"count": len(cells), "expected": self._others.width}
                found = Finding(Level.ERROR, "roster_row_longer", params=params)
                row.findings.append(CellFinding(found, row.index, -1))

    def check_merged(self, row: RosterRow, values: Values, *, known: Values) -> None:
        """Check a row again as it would stand in the register, over what is known there."""
        kept = [item for item in row.findings if _is_own(item.finding)]
        offered = {(item.column, item.fix) for item in kept if item.fix}
        before = {
            (finding.code, finding.place.field)
            for finding in check_holder(Draft(self._full, known), self._today, Place("holders"))
        }
        row.findings = kept
        for finding in check_holder(Draft(self._full, values), self._today, Place("holders")):
            name = finding.place.field
            # What was wrong in the register before is not the fault of this file.
            if name not in self._columns and (finding.code, name) in before:
                continue
            column = self._columns.get(name, self._columns.get("doc_no", -1))
            kinds = _OFFERED_BY.get(finding.code, ())
            if not any((column, kind) in offered for kind in kinds):
                row.findings.append(CellFinding(finding, row.index, column))

    def check_merged_card(self, row: RosterRow, values: Values) -> None:
        """Check the card of a row as it would stand over the one in the register."""
        told = {item.finding.code for item in row.findings}
        draft = Draft(self._card_full, values)
        for finding in check_card(draft, self._today, Place("cards")):
            if finding.code not in told and finding.level is Level.ERROR:
                self.finding(row, f"{CARD}{finding.place.field}", finding)

    def keep_own(self, row: RosterRow) -> None:
        """Forget what is wrong with values that the register has already."""
        row.findings = [
            item
            for item in row.findings
            if _is_own(item.finding) or item.finding.level.rank > Level.ERROR.rank
        ]

    def finding(self, row: RosterRow, key: str, finding: Finding, fix: str = "") -> None:
        """Add a finding about one field of a row, and what may be ticked about it."""
        column = self._columns.get(key, self._columns.get("doc_no", -1))
        row.findings.append(CellFinding(finding, row.index, column, fix))

    def _plain(self, cells: Sequence[RawCell], key: str) -> str:
        column = self._columns.get(key, -1)
        return cell_text(cells[column]).strip() if 0 <= column < len(cells) else ""

    def _make_birth_whole(self, row: RosterRow) -> list[tuple[str, Note]]:
        """Offer the day that the number knows where the sheet has year and month of birth."""
        text = str(row.given.get("birth_date") or "")
        whole = whole_birth(text, row.number, str(row.given.get("doc_type") or "")) if text else ""
        if not whole:
            return []
        params = {"after": whole}
        if _DATE not in self.mapping.fixes:
            return [("birth_date", Note("roster_date", Level.WARNING, _DATE, whole, params))]
        row.given["birth_date"] = whole
        return [("birth_date", Note("roster_fixed_date", Level.INFO, params=params))]

    def _fill(self, row: RosterRow) -> None:
        """Lay what the number tells beside what the sheet does not."""
        if "doc_type" in self._columns and "doc_type" not in row.given:
            return
        doc_type = str(row.given.get("doc_type") or row.filled.get("doc_type") or "resident_id")
        told: dict[str, Value] = {"doc_type": doc_type}
        if doc_type == "resident_id" and "nationality" not in self._columns:
            told["nationality"] = "CHN"
        if "sex" not in row.given or "birth_date" not in row.given:
            facts = identity_facts(row.number, doc_type)
            if facts is not None and facts.confidence is Confidence.CONFIRMED:
                told |= {"sex": facts.sex, "birth_date": facts.birth_date.isoformat()}
        for key, value in told.items():
            if key not in row.given and key not in row.filled:
                row.filled[key] = value
                self.derived.add(key)

    def _check(self, row: RosterRow, notes: Iterable[tuple[str, Note]]) -> None:
        unread = set()
        offers: list[tuple[str, Note]] = []
        for key, note in notes:
            if note.fix:
                offers.append((key, note))
                continue
            if note.level is Level.ERROR:
                unread.add(key)
            finding = Finding(note.level, note.code, params=note.params)
            row.findings.append(CellFinding(finding, row.index, self._columns[key]))
        found = self._checker.check({**row.filled, **row.given})
        if found or offers:
            self._join(row, "", found, offers, unread)
        if row.card:
            values = {"card_kind": "physical", "region": self._region(row), **row.card}
            card = Draft(self._card_form, values)
            found = check_card(card, self._today, Place("cards"))
            self._join(row, CARD, found, offers, unread)

    def _join(
        self,
        row: RosterRow,
        prefix: str,
        found: Iterable[Finding],
        offers: list[tuple[str, Note]],
        unread: set[str],
    ) -> None:
        """Lay what the checks found and what is offered for the same cell together."""
        answered = set()
        for finding in found:
            key = f"{prefix}{finding.place.field}"
            if key in unread or self._is_untold(key, finding):
                continue
            kinds = _OFFERED_BY.get(finding.code, ())
            offer = next((note for at, note in offers if at == key and note.fix in kinds), None)
            column = self._columns.get(key, self._columns.get("doc_no", -1))
            if offer is None:
                row.findings.append(CellFinding(finding, row.index, column))
                continue
            # The offer says the same and more; how grave it is the check knows.
            answered.add((key, offer.fix))
            said = replace(finding, code=offer.code, params=offer.params)
            row.findings.append(CellFinding(said, row.index, column, offer.fix, offer.proposal))
        for key, note in offers:
            if key.startswith(CARD) == bool(prefix) and (key, note.fix) not in answered:
                finding = Finding(note.level, note.code, params=note.params)
                row.findings.append(
                    CellFinding(finding, row.index, self._columns[key], note.fix, note.proposal)
                )

    def _is_untold(self, key: str, finding: Finding) -> bool:
        """Say whether only a wrong number keeps the value from being known."""
        return finding.code == "required" and key in DERIVED and key not in self._columns

    def _compare(self, row: RosterRow) -> None:
        if not row.number:
            return
        first = self._seen.setdefault(row.number, row.index)
        if first != row.index:
            params = {"row": self.sheet.top + first}
            self.finding(row, "doc_no", Finding(Level.ERROR, "roster_twice_in_file", params=params))

    def _region(self, row: RosterRow) -> Value:
        return row.given.get("region") or row.filled.get("region")

    def _asked(self, form: FormSpec) -> FormSpec:
        """Return the form without what this sheet cannot say anything about."""
        told = {*self._columns, *self._defaults, *DERIVED, *ESSENTIAL}
        crossed = _CROSSED if told & {"mobile", "phone"} else _CROSSED - {"mobile", "phone"}
        fields = tuple(
            spec if spec.name in told else replace(spec, required=False)
            for spec in form.fields
            if spec.name in told or spec.name in crossed or spec.name == "doc_long_term"
        )
        return replace(form, fields=fields)

    def _asked_card(self, form: FormSpec) -> FormSpec:
        fields = tuple(
            spec if f"{CARD}{spec.name}" in self._columns else replace(spec, required=False)
            for spec in form.fields
            if f"{CARD}{spec.name}" in self._columns or spec.name in ("region", "card_kind")
        )
        return replace(form, fields=fields)


def _is_own(finding: Finding) -> bool:
    """Say whether a finding is about the cell or the card, not about the person's record."""
    return finding.code.startswith("roster_") or finding.place.room == "cards"


def _is_filled(cell: RawCell) -> bool:
    return cell is not None and cell_text(cell).strip() != ""


def _is_plain(key: str) -> bool:
    return not key.startswith(CARD) and key != "doc_valid_to"


def _put(row: RosterRow, key: str, value: Value) -> None:
    if key.startswith(CARD):
        row.card[key.removeprefix(CARD)] = value
    elif value == LONG_TERM and key == "doc_valid_to":
        row.given["doc_long_term"] = True
    else:
        row.given[key] = value
