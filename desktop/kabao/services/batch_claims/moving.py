"""Steps of the people of a batch: every state is that of the card that the batch applied for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.batch_claims.progress import STATES
from kabao.domain.card_life import CardAction
from kabao.domain.card_life_progress import COLLECTED, WITH_REASON, WITHDRAWN, next_states
from kabao.domain.card_life_steps import LifeStep
from kabao.domain.changes import Changed
from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.domain.field_values import own_error
from kabao.domain.findings import Level, Place
from kabao.services.claim_cards import applied, under_way
from kabao.services.selection import BulkOutcome
from kabao.services.sentences import masked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from kabao.domain.batch_claims.progress import Member
    from kabao.domain.findings import Finding
    from kabao.services.card_life import CardLife
    from kabao.storage.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Move:
    """What one person of a batch came to."""

    holder_id: int
    state: str
    on: dt.date
    reason: str = ""
    told_by: str = ""
    """Code of the channel from the rulebook's pick list."""
    card_number: str = ""
    """Number of the card that arrived, where it is told."""


class Moving:
    """Takes people of a batch on, as one step that can be undone."""

    def __init__(self, ledger: Ledger, clock: Callable[[], dt.date], card_life: CardLife) -> None:
        self._ledger = ledger
        self._clock = clock
        self._life = card_life

    def move(
        self,
        case_id: int,
        moves: Sequence[Move],
        *,
        action: str = "batch_claims.state",
        progress: Callable[[int, int], object] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> BulkOutcome:
        """Take people to other states; who cannot go there stays and is told with the reason.

        Stopped half-way it changes nobody. Raises CancelledError when stopped.
        """
        case = self._ledger.cases.get(case_id)
        members = {item.holder_id: item for item in self._ledger.batch_claims.members(case_id)}
        refused: list[tuple[int, Finding]] = []
        changed = Changed()
        with self._ledger.transaction(action, f"{masked(case.title)} ({len(moves)})") as step:
            linked: dict[int, int] = {}
            for done, move in enumerate(moves, start=1):
                if cancelled():
                    raise CancelledError("stopped")
                finding = self._refusal(members.get(move.holder_id), move)
                if finding is None:
                    finding, touched = self._take(members[move.holder_id], move, linked)
                    changed |= touched
                if finding is not None:
                    refused.append((move.holder_id, finding))
                progress(done, len(moves))
            if linked:
                self._ledger.batch_claims.link(case_id, linked)
            if changed == Changed():
                step.roll_back()
            else:
                changed |= Changed(cases=frozenset({case_id}))
        return BulkOutcome(changed, len(moves) - len(refused), tuple(refused))

    def _refusal(self, member: Member | None, move: Move) -> Finding | None:
        place = Place("holders", move.holder_id)
        if member is None:
            return own_error("batch_not_member").at(place)
        if move.on > self._clock():
            return own_error("life_in_future").at(place)
        if move.state in WITH_REASON and not move.reason.strip():
            return own_error("life_reason_missing").at(place)
        over = member.state in (COLLECTED, WITHDRAWN)
        if move.state == COLLECTED:
            allowed = not over
        else:
            allowed = move.state in STATES and move.state in next_states(_begun(member))
        return None if allowed else own_error("life_progress_order").at(place)

    def _take(
        self, member: Member, move: Move, linked: dict[int, int]
    ) -> tuple[Finding | None, Changed]:
        card_id = member.card_id
        if not card_id:
            holder_id = member.holder_id
            card = under_way(self._ledger, holder_id) or applied(self._ledger, holder_id, move.on)
            linked[member.holder_id] = card_id = card.id
        step = LifeStep(
            CardAction.COLLECT if move.state == COLLECTED else CardAction.PROGRESS,
            move.on,
            channel=move.told_by,
            progress=move.state,
            reason=move.reason,
            arrived={"card_number": move.card_number} if move.card_number else {},
        )
        try:
            changed = self._life.do(card_id, step).changed
        except InputRefusedError as error:
            linked.pop(member.holder_id, None)
            graver = [item for item in error.findings if item.level is Level.ERROR]
            finding = graver[0] if graver else own_error("life_not_now")
            return finding.at(Place("holders", member.holder_id)), Changed()
        if move.card_number and move.state != COLLECTED:
            self._number(card_id, move.card_number)
        return None, changed

    def _number(self, card_id: int, number: str) -> None:
        card = self._ledger.cards.get(card_id)
        if card.number != number:
            self._ledger.cards.update(card.with_values({**card.values, "card_number": number}))


def moves(
    holder_ids: Iterable[int], state: str, on: dt.date, reason: str = "", told_by: str = ""
) -> tuple[Move, ...]:
    """Return the same step for several people."""
    return tuple(Move(number, state, on, reason, told_by) for number in holder_ids)


def _begun(member: Member) -> str:
    """Nothing was entered for somebody without a card: every first state is open."""
    return member.state if member.card_id else ""
