"""What a bureau answers about a batch: rows of a table, read and matched with its people."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kabao.domain.batch_claims.choosing import bare_name
from kabao.domain.batch_claims.reading import AnswerRow, read_answers
from kabao.domain.card_life_progress import COLLECTED, WITH_REASON, next_states
from kabao.domain.findings import Finding, Level
from kabao.domain.identity import mask_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kabao.domain.batch_claims.layouts import BatchRules
    from kabao.domain.batch_claims.progress import Member
    from kabao.domain.rosters.sheets import Sheet

_STARS = re.compile(r"[*＊xX×]{4,}")


class Effect(StrEnum):
    """What a row of an answer does to a person."""

    CHANGE = "change"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Answer:
    """One row with the person it belongs to and what it will do."""

    row: AnswerRow
    effect: Effect
    member: Member | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """A whole table of answers, before anything is taken."""

    file_name: str
    rows: tuple[Answer, ...]
    findings: tuple[Finding, ...] = ()
    """About the table as a whole; an error among them keeps all of it out."""
    unanswered: tuple[Member, ...] = ()
    """People of the batch of whom the table says nothing."""
    columns: Mapping[str, int] = field(default_factory=dict)

    @property
    def refused_whole(self) -> bool:
        """Whether the table is not taken at all."""
        return any(item.level.rank <= Level.ERROR.rank for item in self.findings)

    def count(self, effect: Effect) -> int:
        """Count rows by what they do."""
        return sum(row.effect is effect for row in self.rows)

    def changes(self) -> tuple[Answer, ...]:
        """Return the rows that will change somebody."""
        return tuple(row for row in self.rows if row.effect is Effect.CHANGE)


@dataclass(frozen=True, slots=True)
class Asked:
    """The batch that answers are held against."""

    number: str
    members: Sequence[Member]
    rules: BatchRules
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Numbers of other batches by the document numbers of their people."""
    today: str = ""
    """ISO date, the day of an answer that tells none."""


def match_answers(sheet: Sheet, asked: Asked) -> Answers:
    """Read a table and match each row with a person of the batch."""
    read = read_answers(sheet, asked.rules)
    if read.problem:
        return Answers(sheet.file_name, (), (Finding(Level.ERROR, read.problem),))
    matcher = _Matcher(asked)
    rows = tuple(matcher.matched(row) for row in read.rows)
    seen = {row.member.holder_id for row in rows if row.member}
    left = tuple(member for member in asked.members if member.holder_id not in seen)
    whole = tuple(_about_whole(rows, read.cases, asked))
    if whole:  # none of it is taken, so no row may look as if it were
        rows = tuple(replace(row, effect=Effect.REFUSED) for row in rows)
    return Answers(sheet.file_name, rows, whole, left, read.columns)


def _about_whole(rows: Sequence[Answer], cases: frozenset[str], asked: Asked) -> Iterator[Finding]:
    """Tell a table of another batch by its case number, or by whose people stand in it."""
    others = sorted(cases - {asked.number})
    if others and asked.number not in cases:
        yield _error("batch_answer_of_other", other=others[0])
        return
    if rows and not any(row.member for row in rows):
        known = [asked.elsewhere.get(row.row.number, "") for row in rows]
        named = sorted({other for other in known if other})
        if named:
            yield _error("batch_answer_of_other", other=named[0])
        else:
            yield _error("batch_answer_of_nobody")


class _Matcher:
    """Matches rows one after the other, since somebody may stand in several."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._by_number = {item.number: item for item in asked.members if item.number}
        self._by_name: dict[str, list[Member]] = {}
        for item in asked.members:
            self._by_name.setdefault(bare_name(item.name), []).append(item)
        self._told: dict[int, tuple[int, str]] = {}

    def matched(self, row: AnswerRow) -> Answer:
        """Find the person of a row and say what the row will do."""
        member, findings = self._find(row)
        if member is None:
            return Answer(row, Effect.REFUSED, None, tuple(findings))
        findings += self._judge(row, member)
        if any(item.level is Level.ERROR for item in findings):
            return Answer(row, Effect.REFUSED, member, tuple(findings))
        self._told.setdefault(member.holder_id, (row.place, row.state))
        same = (row.state, row.reason) == (member.state, member.reason) or (
            row.state == member.state and not row.reason
        )
        news = row.card_number and row.card_number != member.card_number
        effect = Effect.SAME if same and not news else Effect.CHANGE
        return Answer(row, effect, member, tuple(findings))

    def _find(self, row: AnswerRow) -> tuple[Member | None, list[Finding]]:
        if row.number and not _STARS.search(row.number):
            return self._by_whole_number(row)
        named = self._by_name.get(bare_name(row.name), []) if row.name else []
        if row.number:
            named = [item for item in named if _fits(row.number, item.number)]
        if len(named) == 1:
            weak = [] if row.number else [Finding(Level.WARNING, "batch_answer_by_name")]
            return named[0], weak
        code = "batch_answer_ambiguous" if named else "batch_answer_unknown"
        return None, [_error(code, name=row.name or mask_number(row.number))]

    def _by_whole_number(self, row: AnswerRow) -> tuple[Member | None, list[Finding]]:
        member = self._by_number.get(row.number)
        if member is not None:
            if row.name and bare_name(row.name) != bare_name(member.name):
                return member, [_error("batch_answer_name_differs", name=row.name)]
            return member, []
        named = self._by_name.get(bare_name(row.name), []) if row.name else []
        if named:
            number = mask_number(row.number)
            return named[0], [_error("batch_answer_number_differs", number=number)]
        other = self._asked.elsewhere.get(row.number, "")
        if other:
            return None, [_error("batch_answer_person_of_other", other=other)]
        return None, [_error("batch_answer_unknown", name=row.name or mask_number(row.number))]

    def _judge(self, row: AnswerRow, member: Member) -> list[Finding]:
        if not row.state:
            code = "batch_answer_state_unknown" if row.said else "batch_answer_state_missing"
            return [_error(code, said=row.said)]
        earlier = self._told.get(member.holder_id)
        if earlier is not None:
            if earlier[1] == row.state:
                return [_error("batch_answer_again", row=earlier[0])]
            return [_error("batch_answer_contradicts_row", row=earlier[0])]
        if row.state == member.state:
            return []
        allowed = (*next_states(member.state), *(() if _is_over(member) else (COLLECTED,)))
        if row.state not in allowed:
            params = {"was": member.state, "now": row.state}
            return [_error("batch_answer_contradicts", **params)]
        if row.state in WITH_REASON and not row.reason:
            return [Finding(Level.WARNING, "batch_answer_no_reason")]
        if row.on and row.on > self._asked.today:
            return [_error("batch_answer_in_future", on=row.on)]
        return []


def findings_of(answers: Answers) -> Iterable[tuple[int, Finding]]:
    """Go through all findings with the row in which each stands; 0 for the table as a whole."""
    yield from ((0, item) for item in answers.findings)
    for row in answers.rows:
        yield from ((row.row.place, item) for item in row.findings)


def _fits(starred: str, number: str) -> bool:
    """Say whether the places that are not starred are those of a number."""
    begins, ends = _STARS.split(starred, maxsplit=1)
    return number.startswith(begins) and number.endswith(ends)


def _is_over(member: Member) -> bool:
    return member.state in (COLLECTED, "withdrawn")


def _error(code: str, **params: str | int) -> Finding:
    return Finding(Level.ERROR, code, params=params)
