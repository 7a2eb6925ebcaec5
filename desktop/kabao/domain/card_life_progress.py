"""How far a card being made has come, step by step; every step taken stays on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.domain.fields import Row, Value, Values

WAY = ("draft", "checked", "exported", "submitted", "accepted", "bank_open", "making", "ready")
"""The states of a card that is being made, in their order."""
COLLECTED = "collected"
WITHDRAWN = "withdrawn"
FAILED = ("returned", "bank_failed", "make_failed")
"""States from which the way is taken up again."""
WITH_REASON = frozenset({*FAILED, WITHDRAWN})
"""States that say nothing without a reason."""
_SUBMITTED = WAY.index("submitted")


@dataclass(frozen=True, slots=True)
class ProgressStep:
    """One state of a card being made: since when, why, and who told of it."""

    state: str
    """Code of the list ``progress``."""
    on: str = ""
    """ISO date; empty for a state that was there before steps were kept."""
    reason: str = ""
    told_by: str = ""
    """Code of the channel from the rulebook's pick list."""
    recorded_at: str = ""
    """ISO date and time of entry, UTC."""

    def as_row(self) -> Row:
        """Return the step as a row of the form of a card."""
        return {
            "on": self.on,
            "state": self.state,
            "reason": self.reason,
            "told_by": self.told_by,
            "recorded_at": self.recorded_at,
        }


def next_states(state: str) -> tuple[str, ...]:
    """Return the states that can follow; steps may be left out, as a card made at once does.

    Collection is no step of this kind: it has a day of its own.
    """
    if state in (WITHDRAWN, COLLECTED):
        return ()
    if state in FAILED:
        return (*WAY, *FAILED, WITHDRAWN)
    here = WAY.index(state) if state in WAY else -1
    failing = FAILED if here < 0 or here >= _SUBMITTED else ()
    return (*WAY[here + 1 :], *failing, WITHDRAWN)


def likely_next(state: str) -> str:
    """Return the state that most often follows, so that it can be filled in."""
    following = next_states(state)
    taken_up = {"returned": "submitted", "bank_failed": "bank_open", "make_failed": "making"}
    return taken_up.get(state) or (following[0] if following else "")


def progress_steps(values: Values) -> tuple[ProgressStep, ...]:
    """Return the steps kept with a card, the earliest first; rows that cannot be read are left."""
    rows = values.get("progress_log")
    kept = rows if isinstance(rows, tuple | list) else ()
    return tuple(_step(row) for row in kept if isinstance(row, Mapping))


def with_progress(values: Values, step: ProgressStep) -> Values:
    """Return the values of a card that came one step further; the steps before stay.

    A state that came with the card, from an import or a form, is kept as a step without a day.
    """
    steps = list(progress_steps(values))
    before = str(values.get("progress") or "")
    if before and (not steps or steps[-1].state != before):
        steps.append(ProgressStep(before, reason=str(values.get("progress_reason") or "")))
    steps.append(step)
    changed: dict[str, Value] = {**values, "progress": step.state}
    changed["progress_reason"] = step.reason
    changed["progress_log"] = tuple(item.as_row() for item in steps)
    return changed


def _step(row: Row) -> ProgressStep:
    names = ("state", "on", "reason", "told_by", "recorded_at")
    return ProgressStep(*(str(row.get(name) or "") for name in names))
