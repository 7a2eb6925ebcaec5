"""What is known about activation beyond the settings: facts with their confidence and source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.domain.fields import Origin
    from kabao.domain.words import Words


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known, in words."""

    code: str
    title: Words
    text: Words
    origin: Origin
    number: str = ""
    """Number of a signal, S1 to S7."""


@dataclass(frozen=True, slots=True)
class LockException:
    """A region that locks after another number of wrong tries."""

    region: str
    tries: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class PasswordFact:
    """One of the three passwords: its first value, when it locks and who resets it."""

    code: str
    title: Words
    initial: Words
    reset: Words
    origin: Origin
    lock_tries: int | None = None
    exceptions: tuple[LockException, ...] = ()


@dataclass(frozen=True, slots=True)
class StateCode:
    """One code or word of a card state in one system."""

    system: str
    code: str
    word: Words
    origin: Origin
    state: str = ""
    """Value of ``CardState``; empty when the code does not tell one."""
    detail: str = ""
    """The evidence detail as which it is recorded; empty when it proves nothing."""
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class StateSystem:
    """One system with codes of its own for the state of a card."""

    code: str
    title: Words
    origin: Origin
    codes: tuple[StateCode, ...]


@dataclass(frozen=True, slots=True)
class BlockFact:
    """What releases a block; the facts stand in order of rank."""

    state: str
    released_by: tuple[str, ...]
    """Values of ``EvidenceKind``."""
    text: Words
    origin: Origin
    by_region: bool = False
    """Ends by the calendar where the region's rule says so."""
    by_signal: bool = False
    """A strong signal of a later day ends it."""


@dataclass(frozen=True, slots=True)
class ElectronicFact:
    """Whether the electronic card works while the physical one is in a state."""

    state: str
    usable: str
    """``all``, ``authorised``, ``disputed`` or ``no``."""
    text: Words
    origin: Origin
    against: Words | None = None


@dataclass(frozen=True, slots=True)
class Delay:
    """How long it may take after activation until the card works."""

    hours: int
    working_days: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class ActivationFacts:
    """All facts about activation of one rulebook."""

    switches: tuple[Fact, ...] = ()
    passwords: tuple[PasswordFact, ...] = ()
    signals: tuple[Fact, ...] = ()
    systems: tuple[StateSystem, ...] = ()
    blocks: tuple[BlockFact, ...] = ()
    electronic: tuple[ElectronicFact, ...] = ()
    electronic_notes: tuple[Fact, ...] = ()
    limits: tuple[Fact, ...] = ()
    delay: Delay | None = None

    def electronic_while(self, state: str) -> ElectronicFact | None:
        """Return what is known of the electronic card while the physical one is in a state."""
        return next((item for item in self.electronic if item.state == state), None)

    def lock_tries(self, regions: tuple[str, ...]) -> int | None:
        """Return after how many wrong entries the social security PIN locks in a region."""
        social = next((item for item in self.passwords if item.code == "social"), None)
        if social is None:
            return None
        here = (item.tries for item in social.exceptions if item.region in regions)
        return next(here, social.lock_tries)
