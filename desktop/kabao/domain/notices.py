"""Reading an activation message: which words were understood, and what follows from them.

The reader is careful by design: whoever reads a success where there is none calls a card active
that is not. Nothing of the text is kept in the result, only places, kinds and what they mean.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kabao.domain.notice_dates import written_date
from kabao.domain.notice_rules import FRAUD, NoticeKind
from kabao.domain.notice_text import clauses, plain_text

if TYPE_CHECKING:
    import datetime as dt
    import re
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kabao.domain.fields import Values
    from kabao.domain.findings import Param
    from kabao.domain.notice_rules import NoticeRules
    from kabao.domain.notice_text import PlainText

_K = NoticeKind
_MASKS = {
    _K.SUCCESS: {_K.FAILURE, _K.CODE, _K.LINK},
    _K.DIGITS: {_K.IGNORED, _K.LINK},
    _K.DATE: {_K.IGNORED, _K.LINK, _K.DIGITS},
    _K.CARD: {_K.ELECTRONIC},
    _K.CODE: {_K.SECRET, _K.IGNORED},
    _K.SECRET: {_K.IGNORED},
}
"""Kinds that do not hold where one of the others stands at the same place."""
_SUBJECTS = frozenset({_K.CARD, _K.SOCIAL, _K.FINANCIAL, _K.ELECTRONIC, _K.OTHER})


class NoticePart(StrEnum):
    """What a message says was activated."""

    SOCIAL = "social"
    FINANCIAL = "financial"
    ELECTRONIC = "electronic"
    UNSTATED = "unstated"
    """A bank speaks of the card without saying which function."""
    OTHER = "other"
    NONE = ""


@dataclass(frozen=True, slots=True)
class NoticeWord:
    """A word that was understood: its kind and its place in the text as pasted."""

    kind: NoticeKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NoticeRemark:
    """A refusal or a remark; its sentence is ``notices.refusal`` or ``notices.remark`` and code."""

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NoticeReading:
    """What was understood of one message; holds none of its text."""

    elements: tuple[NoticeWord, ...] = ()
    proposal: str | None = None
    """Code of an evidence detail of the rulebook, or None if the message proves nothing."""
    refusals: tuple[NoticeRemark, ...] = ()
    remarks: tuple[NoticeRemark, ...] = ()
    digits: str = ""
    """Last digits of the card; empty without any, or with several that differ."""
    observed_on: dt.date | None = None
    part: NoticePart = NoticePart.NONE
    sender: str = ""
    """``office``, ``bank`` or empty."""
    digest: str = ""

    @property
    def fraud(self) -> bool:
        """Whether the message has a link or asks for a tap, a password or a code."""
        return any(item.code in FRAUD for item in self.refusals)

    @property
    def values(self) -> Values:
        """Return what may be kept of a message: elements, never words."""
        return {
            "proposal": self.proposal or "",
            "part": self.part.value,
            "sender": self.sender,
            "digits": self.digits,
            "observed_on": self.observed_on.isoformat() if self.observed_on else "",
            "kinds": tuple(sorted({word.kind.value for word in self.elements})),
        }


@dataclass(frozen=True, slots=True)
class _Found:
    kind: NoticeKind
    start: int
    end: int
    match: re.Match[str]


@dataclass(frozen=True, slots=True)
class _Clause:
    start: int
    end: int
    subject: frozenset[NoticeKind]
    """What it speaks about; a clause without a subject keeps that of the one before."""


def read_notice(text: str, rules: NoticeRules, today: dt.date) -> NoticeReading:
    """Read one message: the words understood, the evidence proposed, or why there is none."""
    if len(text) > rules.longest:
        digest = plain_text(text).digest
        refusal = NoticeRemark("too_long", {"most": rules.longest})
        return NoticeReading(refusals=(refusal,), digest=digest)
    plain = plain_text(text)
    if not plain.text.strip():
        return NoticeReading(refusals=(NoticeRemark("empty"),), digest=plain.digest)
    return _Reader(plain, rules, today).read()


class _Reader:
    """One message while it is read."""

    def __init__(self, plain: PlainText, rules: NoticeRules, today: dt.date) -> None:
        self._plain = plain
        self._today = today
        self._found = tuple(_find(plain.text, rules))
        self._kinds = {item.kind for item in self._found}
        self._clauses = tuple(_read_clauses(plain.text, self._found))
        self._remarks: list[NoticeRemark] = []

    def read(self) -> NoticeReading:
        """Put together what the words say."""
        successes = self._of(_K.SUCCESS)
        parts = {self._part(item) for item in successes}
        part = next((one for one in NoticePart if one in parts), NoticePart.NONE)
        anchor = next((item for item in successes if self._part(item) is part), None)
        day, day_refusals = self._date(anchor)
        digits = self._digits()
        refusals = (*self._refusals(part), *day_refusals)
        proposal = None if refusals else self._proposal(part, digits, day)
        if proposal and part is NoticePart.SOCIAL and NoticePart.FINANCIAL in parts:
            self._remarks.append(NoticeRemark("bank_part_too"))
        return NoticeReading(
            elements=self._words(),
            proposal=proposal,
            refusals=refusals,
            remarks=tuple(self._remarks),
            digits=digits,
            observed_on=day,
            part=part,
            sender=self._sender(),
            digest=self._plain.digest,
        )

    def _of(self, *kinds: NoticeKind) -> tuple[_Found, ...]:
        return tuple(item for item in self._found if item.kind in kinds)

    def _words(self) -> tuple[NoticeWord, ...]:
        return tuple(
            NoticeWord(item.kind, *self._plain.original(item.start, item.end))
            for item in self._found
        )

    def _sender(self) -> str:
        if _K.BANK_SENDER in self._kinds:
            return "bank"
        return "office" if _K.SENDER in self._kinds else ""

    def _part(self, word: _Found) -> NoticePart:
        """Say which part of the card a word of success or failure is about."""
        subject = self._clause(word).subject
        for kind, part in _PARTS:
            if kind in subject:
                return part
        if _K.CARD not in subject:
            return NoticePart.NONE
        return NoticePart.UNSTATED if self._sender() == "bank" else NoticePart.SOCIAL

    def _clause(self, word: _Found) -> _Clause:
        return next(one for one in self._clauses if one.start <= word.start <= one.end)

    def _refusals(self, part: NoticePart) -> tuple[NoticeRemark, ...]:
        """Return why the message proves nothing, signs of fraud first."""
        codes: list[str] = [kind for kind in (*FRAUD, _K.CODE) if kind in self._kinds]
        against = {self._part(item) for item in self._of(_K.FAILURE)}
        whole = part in {NoticePart.SOCIAL, NoticePart.FINANCIAL, NoticePart.ELECTRONIC}
        if against & {part, NoticePart.UNSTATED, NoticePart.NONE} or (against and not whole):
            codes.append("failure")
        elif part is NoticePart.OTHER:
            codes.append("other")
        elif part is NoticePart.NONE:
            codes.append("no_success" if self._kinds & _SUBJECTS else "no_topic")
        elif part is NoticePart.SOCIAL and NoticePart.FINANCIAL in against:
            self._remarks.append(NoticeRemark("bank_part_open"))
        return tuple(NoticeRemark(code) for code in codes)

    def _digits(self) -> str:
        """Return the last places of the card, those of the bank account left aside.

        The last one may be an X, as the check character of a card number.
        """
        words = self._of(_K.DIGITS)
        card = [item for item in words if self._part(item) is not NoticePart.FINANCIAL]
        seen = {item.match["digits"].upper() for item in card or words}
        if len(seen) > 1:
            self._remarks.append(NoticeRemark("several_digits"))
            return ""
        return next(iter(seen), "")

    def _date(self, anchor: _Found | None) -> tuple[dt.date | None, tuple[NoticeRemark, ...]]:
        """Return the date nearest to the word of success."""
        words = self._of(_K.DATE)
        if not words:
            return None, ()
        place = anchor.start if anchor else 0
        nearest = min(words, key=lambda item: (abs(item.start - place), item.start))
        day, filled_in = written_date(nearest.match, self._today)
        if day is None:
            self._remarks.append(NoticeRemark("date_impossible"))
            return None, ()
        if day > self._today:
            return None, (NoticeRemark("date_in_future", {"on": day.isoformat()}),)
        if filled_in:
            self._remarks.append(NoticeRemark("year_filled_in", {"on": day.isoformat()}))
        return day, ()

    def _proposal(self, part: NoticePart, digits: str, day: dt.date | None) -> str:
        if part is NoticePart.FINANCIAL:
            return "notice_bank_only"
        if part is NoticePart.ELECTRONIC:
            return "notice_electronic_only"
        if part is NoticePart.UNSTATED:
            self._remarks.append(NoticeRemark("part_unstated"))
            return "notice_unclear"
        missing = (("no_digits", digits), ("no_date", day))
        self._remarks += [NoticeRemark(code) for code, there in missing if not there]
        if not self._sender():
            self._remarks.append(NoticeRemark("no_sender"))
            return "notice_unclear"
        return "notice_full" if digits and day else "notice_no_digits"


_PARTS = (
    (_K.SOCIAL, NoticePart.SOCIAL),
    (_K.OTHER, NoticePart.OTHER),
    (_K.FINANCIAL, NoticePart.FINANCIAL),
    (_K.ELECTRONIC, NoticePart.ELECTRONIC),
)
"""Which subject of a clause decides, the first first."""


def _find(text: str, rules: NoticeRules) -> Iterator[_Found]:
    """Yield every word of every kind that holds, in the order of the text."""
    found = [
        _Found(rule.kind, *match.span(), match)
        for rule in rules.rules
        for pattern in rule.patterns
        for match in pattern.finditer(text)
        if match.end() > match.start()
    ]
    holding = (item for item in found if not _masked(item, found))
    last: dict[NoticeKind, int] = {}
    for item in sorted(holding, key=lambda one: (one.start, -one.end)):
        if item.start >= last.get(item.kind, 0):
            last[item.kind] = item.end
            yield item


def _masked(item: _Found, found: Iterable[_Found]) -> bool:
    masks = _MASKS.get(item.kind, set())
    return any(one.kind in masks and one.start < item.end and item.start < one.end for one in found)


def _read_clauses(text: str, found: Sequence[_Found]) -> Iterator[_Clause]:
    subject: frozenset[NoticeKind] = frozenset()
    for start, end in clauses(text):
        own = {item.kind for item in found if start <= item.start < end}
        subject = frozenset(own & _SUBJECTS) or subject
        yield _Clause(start, end, subject)
