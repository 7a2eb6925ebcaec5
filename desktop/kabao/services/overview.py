"""What needs attention today, gathered from employers, cases and cards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kabao.domain.attention import attention_kinds
from kabao.domain.deadlines import SOON_DAYS, URGENT_DAYS, ClockState, registration_clock
from kabao.domain.findings import Level, Param
from kabao.domain.holders import HolderFilter

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from kabao.domain.deadlines import RegistrationClock
    from kabao.domain.employers import Employer
    from kabao.domain.history import HistoryEntry
    from kabao.domain.rules import Rulebook
    from kabao.storage.ledger import Ledger


_LEVELS = dict.fromkeys(
    ("in_doubt", "expired", "expiring", "loss_ending", "loss_ended", "lost_temp"), Level.WARNING
)


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
    """One thing to do; its sentence is ``overview.attention.<code>`` in the catalogue."""

    level: Level
    code: str
    room: str
    record: int = 0
    filter: HolderFilter | None = None
    params: Mapping[str, Param] = field(default_factory=dict)


class Overview:
    """Reads the ledger for the first page."""

    def __init__(self, ledger: Ledger, rulebook: Rulebook, clock: Callable[[], dt.date]) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._clock = clock

    def counts(self) -> Mapping[str, int]:
        """Count holders by the state of their current card."""
        return self._ledger.holders.counts_by_state()

    def clocks(self) -> tuple[tuple[Employer, RegistrationClock], ...]:
        """Return the article 57 clocks still running, the most urgent first."""
        today = self._clock()
        pairs = [
            (employer, clock)
            for employer in self._ledger.employers.all()
            if (clock := registration_clock(employer, today)) is not None
            and clock.state is not ClockState.ISSUED
        ]
        return tuple(sorted(pairs, key=lambda pair: pair[1].days_left))

    def attention(self) -> tuple[Attention, ...]:
        """List what needs attention, gravest first; reads the whole register."""
        items = [*self._clock_items(), *self._card_items()]
        return tuple(sorted(items, key=lambda item: item.level.rank))

    def by_employer(self) -> tuple[EmployerPeople, ...]:
        """Return the employers with people, the largest first; reads the whole register."""
        names = {employer.id: employer.name for employer in self._ledger.employers.all()}
        found = self._ledger.attention.by_employer()
        people = [EmployerPeople(key, names[key], counts) for key, counts in found.items()]
        return tuple(sorted(people, key=lambda item: (-item.total, item.name)))

    def latest(self, limit: int = 8) -> tuple[HistoryEntry, ...]:
        """Return the latest changes, newest first."""
        return tuple(self._ledger.history.latest(limit))

    def _clock_items(self) -> list[Attention]:
        items = []
        for employer, clock in self.clocks():
            left = clock.days_left
            code = "agency" if clock.state is ClockState.FILED else "register"
            if left > SOON_DAYS:
                continue
            level = Level.ERROR if left <= URGENT_DAYS else Level.WARNING
            if left < 0:
                level, code = Level.CRITICAL, f"{code}_late"
            params: dict[str, Param] = {
                "name": employer.name,
                "days": abs(left),
                "due": clock.due.isoformat(),
            }
            items.append(Attention(level, code, "employers", employer.id, params=params))
        return items

    def _card_items(self) -> list[Attention]:
        today = self._clock()
        kinds = attention_kinds(self._rulebook.activation)
        counts = self._ledger.attention.counts([kind.code for kind in kinds], today)
        return [
            Attention(
                _LEVELS.get(kind.name, Level.INFO),
                f"cards_{kind.name}",
                "holders",
                filter=HolderFilter(
                    attention_kinds=frozenset({kind.code}), today=today.isoformat()
                ),
                params={"count": counts[kind.code], **({"days": kind.days} if kind.days else {})},
            )
            for kind in kinds
            if counts[kind.code]
        ]
