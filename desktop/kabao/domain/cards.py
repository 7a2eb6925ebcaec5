"""Cards: one physical or electronic card of a holder; a replacement is a new card."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kabao.domain.activation import OVER, CardState
from kabao.domain.card_life_progress import COLLECTED
from kabao.domain.checks import check_together
from kabao.domain.days import read_iso_date
from kabao.domain.field_values import own_error
from kabao.domain.findings import Finding, Level
from kabao.domain.records import FormRecord

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from kabao.domain.fields import Draft, Values
    from kabao.domain.findings import Place


def parse_date(text: object) -> dt.date | None:
    """Read an ISO date; None for anything that is not one."""
    return read_iso_date(text)


@dataclass(frozen=True, slots=True)
class Card(FormRecord):
    """One card; ``values`` are those of the rulebook form ``card``."""

    holder_id: int
    values: Values = field(default_factory=dict)
    id: int = 0
    uid: str = ""

    @property
    def number(self) -> str:
        """Social security card number (社会保障卡卡号), nine characters as a rule."""
        return self.text("card_number")

    @property
    def region(self) -> str:
        """Six-digit division code of the issuing region."""
        return self.text("region")

    @property
    def collected_on(self) -> dt.date | None:
        """The day the holder received the card."""
        return parse_date(self.values.get("collected_on"))

    @property
    def issued_on(self) -> dt.date | None:
        """The day the card was made out."""
        return parse_date(self.values.get("issued_on"))

    @property
    def received_on(self) -> dt.date | None:
        """The day from which the card can be used; nobody collects an electronic card."""
        if self.collected_on is None and self.text("card_kind") == "electronic":
            return self.issued_on
        return self.collected_on

    @property
    def valid_to(self) -> dt.date | None:
        """The last day of validity."""
        return parse_date(self.values.get("valid_to"))

    def with_values(self, values: Values) -> Card:
        """Return the same card with other values."""
        return replace(self, values=values)


def current_card(cards: Sequence[Card], states: Callable[[Card], CardState | None]) -> Card | None:
    """Return the card that a person lives with, of all cards of that person, newest first.

    That is the newest one; but as long as nobody has collected it, as during a renewal, the one
    in the person's hand. ``states`` gives the state of a card, None where it is not known.
    """
    if not cards:
        return None
    newest, *older = cards
    if older and states(newest) is CardState.NOT_COLLECTED:
        out_of_use = (None, CardState.NOT_COLLECTED, *OVER)
        return next((card for card in older if states(card) not in out_of_use), newest)
    return newest


def check_card(draft: Draft, today: dt.date, place: Place) -> tuple[Finding, ...]:
    """Check every field of a card, and its dates against each other and today."""
    crossed = (
        *((name, own_error(code)) for name, code in _check_dates(draft, today)),
        *((name, Finding(Level.WARNING, code)) for name, code in _check_progress(draft)),
    )
    return check_together(draft, today, place, crossed)


def _check_progress(draft: Draft) -> Iterator[tuple[str, str]]:
    state, collected = draft.text("progress"), bool(draft.text("collected_on"))
    if state == COLLECTED and not collected and draft.text("card_kind") != "electronic":
        yield "collected_on", "progress_not_collected"
    elif collected and state not in ("", COLLECTED):
        yield "progress", "progress_behind"


def _check_dates(draft: Draft, today: dt.date) -> Iterator[tuple[str, str]]:
    issued, collected, valid_to = (
        read_iso_date(draft.values.get(name)) for name in ("issued_on", "collected_on", "valid_to")
    )
    for name, day in (("issued_on", issued), ("collected_on", collected)):
        if day is not None and day > today:
            yield name, "date_in_future"
    if issued and collected and collected < issued:
        yield "collected_on", "collected_before_issued"
    if issued and valid_to and valid_to <= issued:
        yield "valid_to", "valid_to_before_issued"
