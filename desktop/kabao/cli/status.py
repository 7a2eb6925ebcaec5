"""The status command: each card with its reasons and what to do next, and the rules behind."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import click

from kabao.cli.activation_rules import tell_code, tell_rules
from kabao.cli.employer_option import employer_of, employer_option
from kabao.cli.session import common_options, current
from kabao.cli.spoken import command
from kabao.domain.activation import CardState, Grade, Light
from kabao.domain.evidence import Signal
from kabao.domain.holders import HolderFilter
from kabao.domain.next_steps import next_steps
from kabao.domain.origins import CONFIDENCE
from kabao.services.sentences import advise, explain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.cli.session import Session
    from kabao.domain.activation import ActivationStatus, Reason
    from kabao.domain.cards import Card
    from kabao.domain.holders import HolderRow
    from kabao.services.workspace import Workspace
    from kabao.texts import Texts

_LIT = frozenset({Light.STRONG, Light.WEAK})
_STATES = (
    *(state.value for state in CardState),
    *(f"{CardState.ACTIVE}/{grade}" for grade in Grade),
)


@command("status")
@click.option("--search", default="")
@click.option("--state", type=click.Choice(_STATES))
@employer_option
@click.option("--limit", type=click.IntRange(min=1))
@click.option("--code", default="")
@click.option("--rules", is_flag=True)
@common_options
def status(
    search: str, state: str | None, employer: str, limit: int | None, code: str, *, rules: bool
) -> None:
    """List activation status, reasons and what to do next."""
    session = current()
    if code:
        tell_code(session, code)
    elif rules:
        tell_rules(session)
    else:
        states = frozenset({state} if state else ())
        _tell_cards(session, HolderFilter(search, states, employer_of(session, employer)), limit)


def _tell_cards(session: Session, wanted: HolderFilter, limit: int | None) -> None:
    workspace, texts = session.workspace(read_only=True), session.texts
    cards: list[dict[str, object]] = []
    lines: list[str] = []
    for row, card, now in islice(_cards(workspace, wanted), limit):
        steps = next_steps(now, card, workspace.rulebook.activation, workspace.clock())
        cards.append(_entry(texts, row, card, now) | {"next_steps": _told(texts, steps)})
        lines += _lines(texts, row, card, now)
        lines += [f"    {texts('labels.next_step', text=advise(texts, step))}" for step in steps]
    note = texts("cli.status_note")
    session.emit({"cards": cards, "note": note}, [*(lines or [texts("cli.none_listed")]), note])


def _cards(
    workspace: Workspace, wanted: HolderFilter
) -> Iterator[tuple[HolderRow, Card, ActivationStatus]]:
    for row in workspace.register.lines(wanted):
        for card, now in workspace.register.cards(row.id):
            graded = f"{now.state}/{now.grade}"
            if not wanted.states or wanted.states & {now.state.value, graded}:
                yield row, card, now


def _entry(texts: Texts, row: HolderRow, card: Card, now: ActivationStatus) -> dict[str, object]:
    return {
        "holder": row.name,
        "number": row.masked_number,
        "card_number": card.number,
        "state": now.state.value,
        "grade": now.grade.value if now.grade else None,
        "financial": now.financial.value,
        "signals": {
            signal.value: signal in now.signals and now.signals[signal].light in _LIT
            for signal in Signal
        },
        "reasons": [_reason(texts, reason) for reason in now.reasons],
        "review_on": now.review_on.isoformat() if now.review_on else None,
    }


def _reason(texts: Texts, reason: Reason) -> dict[str, object]:
    return {
        "code": reason.code,
        "text": explain(texts, reason),
        "confidence": reason.params.get(CONFIDENCE),
    }


def _told(texts: Texts, steps: tuple[Reason, ...]) -> list[dict[str, str]]:
    return [{"code": step.code, "text": advise(texts, step)} for step in steps]


def _lines(texts: Texts, row: HolderRow, card: Card, now: ActivationStatus) -> Iterator[str]:
    yield f"{row.name}\t{row.masked_number}\t{card.number or '-'}\t{state_words(texts, now)}"
    for reason in now.reasons:
        yield f"    {explain(texts, reason)}"
    yield f"    {texts(f'financial.{now.financial}')}"
    if now.review_on:
        yield f"    {texts('statement.review', day=now.review_on.isoformat())}"


def state_words(texts: Texts, now: ActivationStatus | None) -> str:
    """Return the state of a card with its grade, as section 9 of the rules words it."""
    if now is None:
        return texts("cli.no_card")
    words = texts(f"states.{now.state}")
    if now.grade is None:
        return words
    return texts("labels.in_brackets", text=words, remark=texts(f"grades.{now.grade}"))
