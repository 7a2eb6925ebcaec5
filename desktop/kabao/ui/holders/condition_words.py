"""Conditions in words, and the list of those that can be chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.activation import CardState, Grade
from kabao.domain.attention import attention_kinds, read_kind
from kabao.domain.days import read_iso_date
from kabao.domain.errors import NotFoundError
from kabao.domain.evidence import Signal
from kabao.ui.holders.filters import Condition, conditions, review_day, state_count
from kabao.ui.holders.option_list import Option
from kabao.ui.kit.labels import grade_short, signal_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kabao.domain.holders import HolderFilter
    from kabao.ui.kit.context import RoomContext

_REVIEWS = (7, 30, 90)
_FEW = 6
"""Employers and regions listed while nothing is typed."""
_MANY = 20
_GRADES, _SIGNALS = frozenset(Grade), frozenset(Signal)
_KNOWN = frozenset(
    {
        *("state", "grade", "lit", "dark", "kind"),
        *("employer", "region", "attention", "review", "search"),
    }
)


class ConditionWords:
    """Says what a condition says."""

    def __init__(self, context: RoomContext) -> None:
        self._texts = context.texts
        self._employers = context.workspace.employers
        self._clock = context.clock

    def kind(self, condition: Condition) -> str:
        """Return the heading of conditions of the same kind."""
        kind = condition.kind if condition.kind in _KNOWN else "other"
        return self._texts(f"holders.conditions.{kind}")

    def value(self, condition: Condition) -> str:
        """Return what a condition asks for, without its kind."""
        say: dict[str, Callable[[str], str]] = {
            "state": self._state,
            "grade": self._grade,
            "lit": self._signal,
            "dark": self._signal,
            "kind": self._attention,
            "employer": self._employer,
            "region": self._region,
            "review": self._review,
            "search": str,
        }
        if condition.kind in say:
            return say[condition.kind](condition.value)
        kind = "attention" if condition.kind == "attention" else "other"
        return self._texts(f"holders.conditions.{kind}_value")

    def chip(self, condition: Condition) -> str:
        """Return kind and value in one line."""
        if condition.kind == "attention":
            return self.kind(condition)
        if condition.kind == "kind":
            return self.value(condition)
        return self._texts(
            "holders.conditions.chip", kind=self.kind(condition), value=self.value(condition)
        )

    def _state(self, value: str) -> str:
        state, _, grade = value.partition("/")
        keys = (f"labels.state.{state}", f"holders.state.{state}")
        words = next((self._texts(key) for key in keys if self._texts.has(key)), state)
        if not grade or grade not in _GRADES:
            return words
        short = grade_short(self._texts, Grade(grade))
        return self._texts("holders.state.graded", state=words, grade=short)

    def _grade(self, value: str) -> str:
        return grade_short(self._texts, Grade(value)) if value in _GRADES else value

    def _signal(self, value: str) -> str:
        return signal_text(self._texts, Signal(value)) if value in _SIGNALS else value

    def _attention(self, code: str) -> str:
        kind = read_kind(code)
        if kind is None:
            return code
        return self._texts(f"holders.attention_kind.{kind.name}", days=kind.days)

    def _region(self, code: str) -> str:
        whole = code.endswith("00")
        return self._texts("holders.conditions.region_within", code=code) if whole else code

    def _employer(self, employer_id: str) -> str:
        try:
            return self._employers.get(int(employer_id)).name
        except NotFoundError:
            return employer_id

    def _review(self, day: str) -> str:
        for days in _REVIEWS:
            if day == review_day(self._clock(), days):
                return self._texts("holders.conditions.review_days", days=days)
        return self._texts("holders.conditions.review_value", day=day)


class ConditionOptions:
    """Lists the conditions that fit what is typed, those that hold ticked, states counted."""

    def __init__(
        self, context: RoomContext, counts: Callable[[HolderFilter], Mapping[str, int] | None]
    ) -> None:
        self._words = ConditionWords(context)
        self._texts = context.texts
        self._workspace = context.workspace
        self._selections = context.workspace.selections
        self._clock = context.clock
        self._counts = counts

    def options(self, wanted: HolderFilter, typed: str) -> Sequence[Option]:
        """Return the options in their groups."""
        held = tuple(conditions(wanted))
        base = replace(wanted, states=frozenset(), grades=frozenset())
        counts = self._counts(base)
        fitting = (item for item in self._all(held, typed) if self._fits(item, typed))
        return [self._option(wanted, item, item in held, counts) for item in fitting]

    def _all(self, held: Sequence[Condition], typed: str) -> Iterator[Condition]:
        states = [Condition("state", value) for value in ("no_card", *CardState)]
        yield from states
        yield from (item for item in held if item.kind == "state" and item not in states)
        yield from (Condition("grade", grade) for grade in Grade)
        for kind in ("lit", "dark"):
            yield from (Condition(kind, signal) for signal in Signal)
        yield Condition("attention")
        told = attention_kinds(self._workspace.rulebook.activation)
        kinds = [Condition("kind", kind.code) for kind in told]
        yield from dict.fromkeys([*kinds, *(item for item in held if item.kind == "kind")])
        yield from self._reviews(held, typed)
        yield from self._employers(held, typed)
        yield from self._regions(held, typed)

    def _reviews(self, held: Sequence[Condition], typed: str) -> Iterator[Condition]:
        from kabao.ui.kit.forms.dates import read_date  # only where conditions are chosen

        days = [review_day(self._clock(), days) for days in _REVIEWS]
        asked = read_iso_date(read_date(typed)) if typed else None
        chosen = [item.value for item in held if item.kind == "review"]
        for day in dict.fromkeys([*days, *chosen, *([asked.isoformat()] if asked else [])]):
            yield Condition("review", day)

    def _employers(self, held: Sequence[Condition], typed: str) -> Iterator[Condition]:
        limit = _MANY if typed else _FEW
        found = self._selections.employers(typed, limit)
        chosen = [item for item in held if item.kind == "employer" and not typed]
        yield from dict.fromkeys(
            [*chosen, *(Condition("employer", str(number)) for number, _ in found)]
        )

    def _regions(self, held: Sequence[Condition], typed: str) -> Iterator[Condition]:
        codes = self._selections.regions()
        whole = dict.fromkeys(f"{code[:2]}0000" for code in codes)
        found = [code for code in (*whole, *codes) if code.startswith(typed)]
        chosen = [item for item in held if item.kind == "region" and not typed]
        few = dict.fromkeys(found).keys()
        shown = list(few)[: _MANY if typed else _FEW]
        yield from dict.fromkeys([*chosen, *(Condition("region", code) for code in shown)])

    def _fits(self, condition: Condition, typed: str) -> bool:
        if condition.kind in ("employer", "region") or not typed:
            return True  # these were looked for already
        if condition.kind == "review":
            from kabao.ui.kit.forms.dates import read_date

            if condition.value == read_date(typed):
                return True
        said = f"{self._words.kind(condition)} {self._words.value(condition)}".casefold()
        return all(word in said for word in typed.casefold().split())

    def _option(
        self,
        wanted: HolderFilter,
        condition: Condition,
        checked: bool,
        counts: Mapping[str, int] | None,
    ) -> Option:
        texts, words = self._texts, self._words
        spoken = text = words.value(condition)
        note = ""
        if counts is not None and condition.kind in ("state", "grade"):
            count = state_count(wanted, condition, counts)
            note = f"{count:,}"
            spoken = texts("holders.conditions.people", text=text, count=count)
        if checked:
            spoken = texts("holders.conditions.on", text=spoken)
        return Option(condition, text, words.kind(condition), checked, note, spoken)
