"""Batches of an employer: who is in one, how its list is laid out, how far everybody has come."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from kabao.domain.batch_claims.choosing import match_pasted, read_pasted
from kabao.domain.batch_claims.layouts import MOST_COLUMNS, pattern_fits
from kabao.domain.batch_claims.rows import Listed, Listing, usual_of
from kabao.domain.cases import CaseKind, MaterialKey
from kabao.domain.changes import Changed
from kabao.domain.errors import InputRefusedError
from kabao.services.batch_claims.facts import layout_of, region_of
from kabao.services.sentences import masked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from kabao.domain.batch_claims.choosing import Pasted
    from kabao.domain.batch_claims.layouts import BatchLayout, BatchRules
    from kabao.domain.batch_claims.progress import Member
    from kabao.domain.cases import Case
    from kabao.domain.holder_photos import HolderPhoto
    from kabao.domain.rules import Rulebook
    from kabao.services.batch_claims.answering import Answering
    from kabao.services.batch_claims.moving import Moving
    from kabao.services.card_life import CardLife
    from kabao.storage.ledger import Ledger

MOST_TEXT = 4 * 1024 * 1024
"""Bytes of a list kept as plain text."""


class BatchClaims:
    """Claims of many cards at once."""

    def __init__(
        self,
        ledger: Ledger,
        rulebook: Rulebook,
        clock: Callable[[], dt.date],
        card_life: CardLife,
    ) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._clock = clock
        self._life = card_life

    @property
    def rules(self) -> BatchRules:
        """What the rulebook says about batches."""
        return self._rulebook.batch_claims

    @cached_property
    def moving(self) -> Moving:
        """Steps of many people at once."""
        from kabao.services.batch_claims.moving import Moving

        return Moving(self._ledger, self._clock, self._life)

    @cached_property
    def answering(self) -> Answering:
        """What bureaus answer."""
        from kabao.services.batch_claims.answering import Answering

        return Answering(self._ledger, self.rules, self._clock, self.moving)

    def region(self, case: Case) -> str:
        """Return the division code of the bureau that a batch goes to; empty while not told."""
        return region_of(case)

    def layout(self, region: str) -> BatchLayout:
        """Return how a region wants its list, as the user changed it."""
        return layout_of(self._ledger, self.rules, region)

    def keep_layout(self, region: str, layout: BatchLayout) -> None:
        """Keep a changed layout for a region; raises InputRefusedError for one without sense."""
        keys = [item.key for item in layout.columns]
        if not keys or len(keys) > MOST_COLUMNS or len(set(keys)) < len(keys):
            raise InputRefusedError("batch_layout_columns", most=MOST_COLUMNS)
        if "doc_no" not in keys or "name" not in keys:
            raise InputRefusedError("batch_layout_person")
        if any(not item.title.strip() for item in layout.columns):
            raise InputRefusedError("batch_layout_title")
        if not pattern_fits(layout.photo_pattern):
            raise InputRefusedError("batch_layout_pattern")
        self._ledger.batch_claims.keep_layout(region or layout.region, layout.as_values())

    def drop_layout(self, region: str) -> None:
        """Go back to what the rulebook says of a region."""
        ground = self.rules.layout(region)
        with self._ledger.transaction("batch_claims.layout_dropped", region or ground.region):
            for key in {region, ground.region} - {""}:
                self._ledger.batch_claims.drop_layout(key)

    def members(self, case_id: int) -> list[Member]:
        """Return the people of a batch and how far each has come."""
        return self._ledger.batch_claims.members(case_id)

    def add(self, case_id: int, holder_ids: Iterable[int]) -> Changed:
        """Put people at the end of a batch, as one step; who is in it already stays in place."""
        case = self._batch(case_id)
        here = set(case.holder_ids)
        more = tuple(dict.fromkeys(number for number in holder_ids if number not in here))
        if not more:
            return Changed()
        return self._put(case, (*case.holder_ids, *more), "batch_claims.add", len(more))

    def remove(self, case_id: int, holder_ids: Iterable[int]) -> Changed:
        """Take people out of a batch, as one step; their cards stay as they are."""
        case = self._batch(case_id)
        gone = set(holder_ids) & set(case.holder_ids)
        if not gone:
            return Changed()
        left = tuple(number for number in case.holder_ids if number not in gone)
        with self._ledger.transaction("batch_claims.remove", _counted(case, len(gone))):
            self._ledger.batch_claims.unlink(case_id, gone)
            return self._put(case, left, "batch_claims.remove", len(gone))

    def paste(self, text: str) -> Pasted:
        """Find the people of a pasted list; nothing is changed."""
        lines = read_pasted(text)
        store = self._ledger.batch_claims
        by_number = store.by_number(line.number for line in lines if line.number)
        named = store.named({line.name for line in lines if line.name and not line.number})
        return match_pasted(lines, by_number, lambda name: named.get(name, ()))

    def read_people(self, path: Path) -> Pasted:
        """Find the people of a file: a workbook, a table as text, or a plain list; nothing changes.

        Raises InputRefusedError with what is wrong with the file.
        """
        from kabao.domain.rosters.sheets import cell_text
        from kabao.exchange.spreadsheets import SUFFIXES, read_sheet

        if path.suffix.lower() in SUFFIXES:
            sheet = read_sheet(path)
            rows = ["\t".join(cell_text(cell) for cell in row) for row in sheet.rows]
            return self.paste("\n".join(rows))
        return self.paste(read_text(path))

    def listing(self, case: Case, *, full_numbers: bool = True) -> Listing:
        """Return the list of a batch, ready to be filled with people."""
        employer = self._ledger.employers.get(case.employer_id) if case.employer_id else None
        layout = self.layout(self.region(case))
        usual = usual_of(case.values(MaterialKey.BATCH_SUMMARY))
        return Listing(layout, self._rulebook.form("holder"), employer, full_numbers, usual)

    def people(self, case: Case) -> tuple[Listed, ...]:
        """Return the people of a batch with the card that it is about, else the newest."""
        return tuple(
            Listed(*person) for person in self._ledger.batch_claims.people(case.holder_ids, case.id)
        )

    def photos(self, holder_ids: Sequence[int]) -> dict[int, HolderPhoto]:
        """Return the photographs of people who have one."""
        return self._ledger.photos.of_holders(holder_ids)

    def _batch(self, case_id: int) -> Case:
        case = self._ledger.cases.get(case_id)
        if case.kind is not CaseKind.BATCH_CLAIM:
            raise InputRefusedError("batch_other_kind", case=case.number)
        return case

    def _put(self, case: Case, ids: tuple[int, ...], action: str, count: int) -> Changed:
        with self._ledger.transaction(action, _counted(case, count)):
            self._ledger.cases.update(replace(case, holder_ids=ids))
        return Changed(cases=frozenset({case.id}))


def read_text(path: Path) -> str:
    """Return a list kept as plain text; raises InputRefusedError for what is none."""
    try:
        # A pipe or a device is not opened: reading one might never end.
        if not path.is_file() or path.stat().st_size > MOST_TEXT:
            raise InputRefusedError("batch_list_unreadable", name=masked(path.name))
        data = path.read_bytes()
    except OSError as error:
        raise InputRefusedError("batch_list_unreadable", name=masked(path.name)) from error
    if not data or len(data) > MOST_TEXT or b"\0" in data:
        raise InputRefusedError("batch_list_unreadable", name=masked(path.name))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputRefusedError("batch_list_unreadable", name=masked(path.name))


def _counted(case: Case, count: int) -> str:
    return f"{masked(case.title)} ({count})"
