"""Who a filter of the register lets through, as sets of ids; the order is another matter."""

from __future__ import annotations

import datetime as dt
from itertools import chain
from typing import TYPE_CHECKING

from kabao.domain.activation import CardState, Grade
from kabao.domain.evidence import Signal
from kabao.domain.holders import ATTENTION_DAYS
from kabao.storage.attention import attention_condition
from kabao.storage.pinyin import plain
from kabao.storage.register import tokens
from kabao.storage.values import to_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from kabao.domain.holders import HolderFilter
    from kabao.storage.session import Session

    Condition = tuple[str, tuple[object, ...]]

_MOST_WORDS = 8
_LONGEST = 200
_LAST = chr(0x10FFFF)
_TAIL = 6
_FEW = 5000
_FEW_LETTERS = 4
_SIGNALS = {signal.value: 1 << place for place, signal in enumerate(Signal)}
_INSIDE = "IN (SELECT value FROM json_each(?))"
_STATES = frozenset(
    {"no_card", "unknown"}
    | {state.value for state in CardState}
    | {f"{state}/{grade}" for state in CardState for grade in Grade}
)
_WATCHED = frozenset({"in_doubt", "lost_temp", "expired", "not_activated"})
_BY_NAME = "SELECT rowid AS found FROM holder_names WHERE holder_names MATCH ?"
_BY_EMPLOYER = (
    "SELECT h.id AS found FROM employers e INDEXED BY employers_by_name"
    " CROSS JOIN holders h ON h.employer_id = e.id WHERE e.name LIKE ? ESCAPE '!'"
)
_BY_SOUND = tuple(
    f"SELECT holder_id AS found FROM sounds WHERE {column} >= ? AND {column} < ?"  # noqa: S608 (constants)
    + (f" AND {column} <> ''" if column.startswith("other") else "")
    for column in ("full", "initials", "other_full", "other_initials")
)
_BY_HEAD = (
    "SELECT id AS found FROM holders WHERE doc_no >= ? AND doc_no < ?",
    "SELECT holder_id AS found FROM cards WHERE card_number >= ? AND card_number < ?",
)
_BY_TAIL = "SELECT id AS found FROM holders WHERE tail >= ? AND tail < ?"
_BY_LONG_TAIL = f"{_BY_TAIL} AND doc_no LIKE ? ESCAPE '!'"


class Search:
    """Finds the people that a filter lets through."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def found(self, wanted: HolderFilter) -> Collection[int] | None:
        """Return the ids of who is let through, in no order and some twice; None is everybody."""
        ids = self._searched(wanted.search)
        conditions = list(_conditions(wanted))
        if not conditions or (ids is not None and not ids):
            return ids
        if ids is not None and len(ids) <= _FEW:
            conditions.append((f"holder_id {_INSIDE}", (to_json(list(ids)),)))
        let_through = self._let_through(conditions)
        if ids is None or len(ids) <= _FEW:
            return let_through
        return set(ids).intersection(let_through)

    def _let_through(self, conditions: list[Condition]) -> list[int]:
        clause = " AND ".join(condition for condition, _ in conditions)
        params = [param for _, some in conditions for param in some]
        sql = f"SELECT holder_id AS found FROM register WHERE {clause}"  # noqa: S608 (constants)
        return self._session.found(sql, params)

    def _searched(self, search: str) -> list[int] | None:
        """Every word must be found somewhere; a whole pasted page is taken as one word."""
        words = search.split()
        if not words:
            return None
        if len(words) > _MOST_WORDS:
            return self._with_word(search.strip())
        found = self._with_word(words[0])
        for word in words[1:]:
            found = list(set(found).intersection(self._with_word(word)))
        # Pinyin is also typed one syllable after the other.
        together = "".join(words)
        if len(words) > 1 and _is_sound(together):
            return _joined([found, *self._with_sound(together)])
        return found

    def _with_word(self, word: str) -> list[int]:
        if len(word) > _LONGEST or "\0" in word:  # SQLite would read no further than the zero
            return []
        return _joined(list(self._ways(word)))

    def _ways(self, word: str) -> Iterator[list[int]]:
        escaped = _escaped(word)
        yield self._session.found(_BY_NAME, (f'"{tokens(word)}"',))
        yield self._session.found(_BY_EMPLOYER, (f"%{escaped}%",))
        if _is_sound(word):
            yield from self._with_sound(word)
        if word.isascii():
            for sql in _BY_HEAD:
                yield self._session.found(sql, (word, word + _LAST))
            tail = word[: -_TAIL - 1 : -1]
            if len(word) <= _TAIL:
                yield self._session.found(_BY_TAIL, (tail, tail + _LAST))
            else:
                yield self._session.found(_BY_LONG_TAIL, (tail, tail + _LAST, f"%{escaped}"))

    def _with_sound(self, word: str) -> Iterator[list[int]]:
        sound = plain(word)
        for sql in _BY_SOUND:
            yield self._session.found(sql, (sound, sound + _LAST))


def is_wide(search: str) -> bool:
    """Say whether a search may well find a tenth of everybody: a surname, some letters."""
    first, *others = search.split() or [""]
    return bool(first) and not others and len(first) < (_FEW_LETTERS if first.isascii() else 2)


def _joined(ways: list[list[int]]) -> list[int]:
    """Put what several ways found behind each other; who was found twice stands there twice."""
    filled = [way for way in ways if way]
    return filled[0] if len(filled) == 1 else list(chain.from_iterable(filled))


def _escaped(word: str) -> str:
    for special in "!%_":
        word = word.replace(special, f"!{special}")
    return word


def _is_sound(word: str) -> bool:
    return word.isalpha() and plain(word) != "" and len(plain(word)) == len(word)


def _conditions(wanted: HolderFilter) -> Iterator[Condition]:
    if wanted.employer_id is not None:
        yield "employer_id = ?", (wanted.employer_id,)
    if wanted.states or wanted.grades:
        yield f"state {_INSIDE}", (to_json(sorted(_states(wanted))),)
    if wanted.signals or wanted.without_signals:
        yield f"lit {_INSIDE}", (to_json(_lit(wanted)),)
    if wanted.region:
        # 440000 is a province and 440100 a city: the noughts at the end stand for all within.
        whole = wanted.region.removesuffix("00").removesuffix("00")
        yield "region >= ? AND region < ?", (whole, whole + _LAST)
    if wanted.review_until:
        yield "review_on <= ?", (wanted.review_until,)
    if wanted.attention:
        soon = (_today(wanted) + dt.timedelta(days=ATTENTION_DAYS)).isoformat()
        watched = to_json(sorted(key for key in _STATES if key.partition("/")[0] in _WATCHED))
        yield f"(state {_INSIDE} OR review_on <= ?)", (watched, soon)
    if wanted.attention_kinds:
        yield attention_condition(wanted.attention_kinds, _today(wanted))


def _today(wanted: HolderFilter) -> dt.date:
    if wanted.today:
        return dt.date.fromisoformat(wanted.today)
    return dt.datetime.now().astimezone().date()


def _states(wanted: HolderFilter) -> set[str]:
    """Return the keys meant: a state takes in all its grades, and grades narrow the states."""
    return {
        key
        for key in _STATES
        if (not wanted.states or not wanted.states.isdisjoint((key, key.partition("/")[0])))
        and (not wanted.grades or key.partition("/")[2] in wanted.grades)
    }


def _lit(wanted: HolderFilter) -> list[int]:
    on = sum(_SIGNALS[signal] for signal in wanted.signals)
    off = sum(_SIGNALS[signal] for signal in wanted.without_signals)
    return [mask for mask in range(1 << len(_SIGNALS)) if mask & on == on and not mask & off]
