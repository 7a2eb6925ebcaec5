"""What needs attention today, gathered from clocks of law and the cards of everybody."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kabao.domain.attention import attention_kinds
from kabao.domain.clocks import Bound, ClockState, Urgency
from kabao.domain.findings import Level, Param, Place
from kabao.domain.holders import HolderFilter
from kabao.services.overview_shift import Shift, joined, shift

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kabao.domain.attention import AttentionKind
    from kabao.domain.clocks import Clock
    from kabao.domain.history import HistoryEntry
    from kabao.domain.rules import Rulebook
    from kabao.services.deadlines import Deadline
    from kabao.services.status import Statuses
    from kabao.storage.ledger import Ledger

_LEVELS = dict.fromkeys(
    ("in_doubt", "expired", "expiring", "loss_ending", "loss_ended", "lost_temp", "outstayed"),
    Level.WARNING,
)
_LAWS = frozenset({"sil_57", "sil_58"})
"""Articles whose clocks are told of on the first page."""
_URGENT = {Urgency.SOON: Level.WARNING, Urgency.URGENT: Level.ERROR}


@dataclass(frozen=True, slots=True)
class EmployerPeople:
    """One employer with its people by the state of their cards."""

    id: int
    name: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """Everybody."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Attention:
    """One thing to do; ``attention_words`` says it."""

    level: Level
    code: str
    place: Place | None = None
    """Where it is done; None for people of the register, whom ``filter`` finds."""
    filter: HolderFilter | None = None
    params: Mapping[str, Param] = field(default_factory=dict)
    """``count``, ``days`` and ``name``, whichever there are."""
    clock: Clock | None = None
    """The clock of one employer, or the one of many people that ends first."""

    @property
    def kind(self) -> str:
        """The code of the kind of people meant, or nothing."""
        return next(iter(self.filter.attention_kinds), "") if self.filter else ""

    @property
    def count(self) -> int:
        """How many people or employers are meant."""
        return int(self.params.get("count", 1))


@dataclass(frozen=True, slots=True)
class PeopleCounted:
    """Everybody in numbers."""

    states: Mapping[str, int]
    """By the state of the current card, keyed as ``HolderStore.counts_by_state``."""
    attention: tuple[Attention, ...]
    """Every kind of people to look after that there are, the gravest first."""
    employers: tuple[EmployerPeople, ...]
    """Employers with people, the largest first."""


class Overview:
    """Reads the ledger for the first page."""

    def __init__(
        self,
        ledger: Ledger,
        rulebook: Rulebook,
        clock: Callable[[], dt.date],
        statuses: Statuses,
    ) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._clock = clock
        self._statuses = statuses

    def counts(self) -> Mapping[str, int]:
        """Count holders by the state of their current card."""
        return self._ledger.holders.counts_by_state()

    def people(self) -> PeopleCounted:
        """Count everybody by what is kept; a worker brings that up to date every day."""
        return self._counted(Shift())

    def people_today(self) -> PeopleCounted:
        """Count everybody as of today, also where kept statuses cannot be brought up to date."""
        kinds, today = attention_kinds(self._rulebook.activation), self._clock()
        return self._counted(shift(self._ledger, self._statuses, kinds, today))

    def people_of(self, employer_id: int) -> PeopleCounted:
        """Count the people of one employer by what is kept."""
        today, kinds = self._clock(), attention_kinds(self._rulebook.activation)
        of_it = HolderFilter(employer_id=employer_id)
        people = self._ledger.holders.ids(of_it)
        found = self._ledger.attention.counts([kind.code for kind in kinds], today, people)
        meant = (
            replace(item, filter=replace(item.filter, employer_id=employer_id))
            for kind in kinds
            if found[kind.code]
            and (item := _of_kind(kind, found[kind.code], today)).filter is not None
        )
        employers = tuple(item for item in self._employers(Shift()) if item.id == employer_id)
        states = employers[0].counts if employers else {}
        return PeopleCounted(states, gravest_first(meant), employers)

    def clocks(self, deadlines: Iterable[Deadline]) -> tuple[Attention, ...]:
        """Return what the clocks of articles 57 and 58 ask for; people of one clock together."""
        near = [item for item in deadlines if _is_near(item.clock)]
        items = [_of_employer(item) for item in near if item.clock.rule.record == "employer"]
        together: dict[tuple[str, Level], list[Clock]] = {}
        for item in near:
            if item.clock.rule.record == "holder":
                key = (item.clock.rule.key, _level(item.clock))
                together.setdefault(key, []).append(item.clock)
        items += [_of_people(level, clocks) for (_, level), clocks in together.items()]
        return gravest_first(items)

    def _counted(self, moved: Shift) -> PeopleCounted:
        """Add what has moved since statuses were kept to the counts by them."""
        today, kinds = self._clock(), attention_kinds(self._rulebook.activation)
        kept = self._ledger.attention.counts([kind.code for kind in kinds], today)
        counts = joined(kept, moved.kinds)
        meant = (_of_kind(kind, counts[kind.code], today) for kind in kinds if kind.code in counts)
        states = joined(self.counts(), moved.states)
        return PeopleCounted(states, gravest_first(meant), self._employers(moved))

    def _employers(self, moved: Shift) -> tuple[EmployerPeople, ...]:
        names = {employer.id: employer.name for employer in self._ledger.employers.all()}
        people = (
            EmployerPeople(key, names[key], joined(counts, moved.employers.get(key, {})))
            for key, counts in self._ledger.attention.by_employer().items()
        )
        return tuple(sorted(people, key=lambda item: (-item.total, item.name)))

    def latest(self, limit: int = 8) -> tuple[HistoryEntry, ...]:
        """Return the latest changes, newest first."""
        return tuple(self._ledger.history.latest(limit))

    def place_of(self, entry: HistoryEntry) -> Place | None:
        """Return where the one record of an entry is; None where several or none are known."""
        found = self._ledger.entry_records.record(entry.id)
        return Place(*found) if found else None


def gravest_first(items: Iterable[Attention]) -> tuple[Attention, ...]:
    """Order by level; within a level the order stays."""
    return tuple(sorted(items, key=lambda item: item.level.rank))


def _of_kind(kind: AttentionKind, count: int, today: dt.date) -> Attention:
    wanted = HolderFilter(attention_kinds=frozenset({kind.code}), today=today.isoformat())
    level = _LEVELS.get(kind.name, Level.INFO)
    params: dict[str, Param] = {"count": count}
    if kind.days:
        params["days"] = kind.days
    return Attention(level, f"cards_{kind.name}", filter=wanted, params=params)


def _is_near(clock: Clock) -> bool:
    return clock.rule.law in _LAWS and (clock.urgency is Urgency.LATE or clock.urgency in _URGENT)


def _level(clock: Clock) -> Level:
    """A period that only runs on past its rest days can still be kept."""
    if clock.state is ClockState.OVERDUE:
        return Level.CRITICAL
    return _URGENT.get(clock.urgency, Level.ERROR)


def _of_employer(item: Deadline) -> Attention:
    clock = item.clock
    place = Place("employers", clock.record, section="deadlines")
    code = "clock" if clock.rule.binds is Bound.EMPLOYER else "clock_office"
    return Attention(_level(clock), code, place, params={"name": item.employer}, clock=clock)


def _of_people(level: Level, clocks: Sequence[Clock]) -> Attention:
    place, params = Place("employers", section="deadlines"), {"count": len(clocks)}
    return Attention(level, "clock_people", place, params=params, clock=clocks[0])
