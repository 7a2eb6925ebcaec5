"""The statement for one person: state of the card, signals, reasons, proof, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao import __version__
from kabao.documents.blocks import (
    Caption,
    FormGrid,
    FormItem,
    Notice,
    Points,
    SignalItem,
    SignalRow,
    StateBanner,
)
from kabao.documents.plan import PackagePlan, Part
from kabao.documents.plans.statement_proof import FULL, proof_block
from kabao.documents.plans.wording import Wording
from kabao.domain.activation import CardState, Grade, SignalLight
from kabao.domain.evidence import Signal
from kabao.domain.next_steps import next_steps
from kabao.domain.origins import CONFIDENCE, DOUBTFUL

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kabao.documents.blocks import Block, Tone
    from kabao.documents.plans.statement_proof import Fullness
    from kabao.domain.activation import ActivationStatus, Reason
    from kabao.domain.cards import Card
    from kabao.domain.holders import Holder
    from kabao.domain.rules import Rulebook

STATEMENT = "statement"
_TONES: dict[CardState, Tone] = {
    CardState.ACTIVE: "ok",
    CardState.NOT_COLLECTED: "info",
    CardState.NOT_ACTIVATED: "warning",
    CardState.IN_DOUBT: "warning",
    CardState.LOST_TEMP: "warning",
    CardState.SEALED: "warning",
}
_SPEAKS_AGAINST = ("_against", "_not_counted")
_CONTRADICTS = frozenset(
    {
        *("before_refusal", "before_collection", "fraud_warning", "sealed_after_signals"),
        *("signal_after_block", "lifted_too_late", "formal_release_rare"),
        *("bank_app_only", "notice_other_card"),
    }
)
_OTHER_PARTS = ("electronic_while_", "bank_reported_")
"""Reasons that are told beside the electronic card and the bank function."""


@dataclass(frozen=True, slots=True)
class StatementInput:
    """Everything that a statement shows; plain values, no ledger."""

    holder: Holder
    card: Card
    status: ActivationStatus
    rulebook: Rulebook
    today: dt.date


def build_statement(order: StatementInput, language: str, fullness: Fullness = FULL) -> PackagePlan:
    """Freeze the status of one card into the plan of a page, told more or less fully."""
    wording = Wording(language)
    title = wording("statement.title")
    return PackagePlan(
        case_number="",
        title=title,
        applicant=order.holder.name,
        language=wording.language,
        draft=False,
        made_on=order.today.isoformat(),
        rulebook=order.rulebook.version,
        program=f"Kabao {__version__}",
        notice=wording("statement.notice"),
        parts=(
            Part(
                STATEMENT,
                title,
                tuple(_blocks(order, wording, fullness)),
                note=_as_of(order, wording),
            ),
        ),
    )


def _as_of(order: StatementInput, wording: Wording) -> Caption:
    iso = order.today.isoformat()
    return wording("statement.as_of", day=Caption(wording.date(iso), iso))


def _blocks(order: StatementInput, wording: Wording, fullness: Fullness) -> Iterator[Block]:
    brief = Wording(wording.main)
    told = wording if fullness.reasons_twice else brief
    advised = wording if fullness.advice_twice else brief
    yield _facts(order, wording)
    yield _banner(order.status, wording, advised)
    yield _signals(order.status, wording)
    for label, sentences, mark in (
        ("why", _why(order.status, told), "·"),
        ("against", _against(order.status, told), "·"),
        ("next", _advice(order, advised), "→"),
        ("beside", tuple(_beside(order, advised)), "·"),
    ):
        if sentences:
            yield Points(wording(f"statement.{label}"), sentences, mark, small=fullness.small)
    if fullness.proof != "none":
        yield proof_block(
            order.rulebook, wording, wording if fullness.proof_twice else brief, fullness
        )
    yield Notice(told("statement.decides"))


def _why(status: ActivationStatus, wording: Wording) -> tuple[Caption, ...]:
    reasons = [item for item in status.reasons if not _is_against(item) and _is_main(item)]
    return _sentences(reasons, wording)


def _against(status: ActivationStatus, wording: Wording) -> tuple[Caption, ...]:
    return _sentences([item for item in status.reasons if _is_against(item)], wording)


def _advice(order: StatementInput, wording: Wording) -> tuple[Caption, ...]:
    steps = next_steps(order.status, order.card, order.rulebook.activation, order.today)
    return tuple(wording(f"advice.{step.code}", **step.params) for step in steps)


def _facts(order: StatementInput, wording: Wording) -> FormGrid:
    card, missing = order.card, wording.one("statement.missing")
    values = (
        ("name", order.holder.name),
        ("number", order.holder.masked_number),
        ("card", card.number),
        ("region", _region(order, wording)),
        ("collected", _collected(order, wording)),
        ("valid_to", wording.date(card.text("valid_to"))),
    )
    return FormGrid(
        tuple(FormItem(wording(f"statement.{key}"), value or missing) for key, value in values)
    )


def _region(order: StatementInput, wording: Wording) -> str:
    rule = order.rulebook.activation.loss.get(order.card.region)
    name = rule.name if rule else None
    return f"{order.card.region} {name.to(wording.main)}" if name else order.card.region


def _collected(order: StatementInput, wording: Wording) -> str:
    day = order.card.collected_on
    if day is None or day > order.today:
        return wording.date(order.card.text("collected_on"))
    words = wording.date(day.isoformat())
    return wording.one("statement.since", day=words, days=(order.today - day).days)


def _banner(status: ActivationStatus, wording: Wording, beside: Wording) -> StateBanner:
    tone = _TONES.get(status.state, "error")
    if status.state is CardState.ACTIVE and status.grade is Grade.CLAIMED:
        tone = "info"
    facts = []
    if status.grade:
        facts.append(beside("statement.grade", grade=beside(f"grades.{status.grade}")))
    facts.append(beside(f"financial.{status.financial}"))
    if status.review_on:
        iso = status.review_on.isoformat()
        facts.append(beside("statement.review", day=Caption(beside.date(iso), iso)))
    return StateBanner(wording(f"labels.state.{status.state}"), tone, tuple(facts))


def _signals(status: ActivationStatus, wording: Wording) -> SignalRow:
    items = []
    for signal in Signal:
        shown = status.signals.get(signal, SignalLight())
        items.append(
            SignalItem(
                name=wording(f"labels.signal.{signal}"),
                light=shown.light.value,
                word=wording(f"lights.{shown.light}"),
                day=shown.on.isoformat() if shown.on else "",
            )
        )
    return SignalRow(tuple(items))


def _is_against(reason: Reason) -> bool:
    return reason.code in _CONTRADICTS or reason.code.endswith(_SPEAKS_AGAINST)


def _is_main(reason: Reason) -> bool:
    return not reason.code.startswith(_OTHER_PARTS)


def _sentences(reasons: list[Reason], wording: Wording) -> tuple[Caption, ...]:
    return tuple(_sentence(reason, wording) for reason in reasons)


def _sentence(reason: Reason, wording: Wording) -> Caption:
    told = wording(f"reasons.{reason.code}", **reason.params)
    return _marked(told, reason.params.get(CONFIDENCE), wording)


def _marked(told: Caption, confidence: object, wording: Wording) -> Caption:
    if confidence not in DOUBTFUL:
        return told
    words = wording(f"labels.confidence.{confidence}")
    return wording("labels.in_brackets", text=told, remark=words)


def _beside(order: StatementInput, wording: Wording) -> Iterator[Caption]:
    """Say what holds for the electronic card and for the bank function."""
    others = [item for item in order.status.reasons if not _is_main(item)]
    bank = [item for item in others if item.code.startswith("bank_")]
    electronic = [item for item in others if item not in bank]
    yield from (_sentence(item, wording) for item in electronic)
    if not electronic:
        yield _electronic(order, wording)
    yield wording(f"statement.account.{order.status.financial}")
    yield from (_sentence(item, wording) for item in bank)


def _electronic(order: StatementInput, wording: Wording) -> Caption:
    facts = order.rulebook.activation.facts
    fact = facts.electronic_while(order.status.state)
    if fact is None:
        key = "no_card" if order.status.state is CardState.NOT_COLLECTED else "follows"
        return wording(f"statement.electronic.{key}")
    told = wording("statement.electronic.while", text=wording.words(fact.text))
    return _marked(told, fact.origin.confidence, wording)
