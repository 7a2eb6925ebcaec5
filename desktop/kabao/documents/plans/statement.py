"""The statement for one person: state of the card, signals, reasons, proof, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao import __version__
from kabao.documents.blocks import (
    Caption,
    Column,
    FormGrid,
    FormItem,
    Notice,
    Points,
    SignalItem,
    SignalRow,
    StateBanner,
    Table,
)
from kabao.documents.plan import PackagePlan, Part
from kabao.documents.plans.wording import Wording
from kabao.domain.activation import CardState, Financial, Grade, SignalLight
from kabao.domain.evidence import Signal, Strength

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kabao.documents.blocks import Block, Tone
    from kabao.domain.activation import ActivationStatus, Reason
    from kabao.domain.cards import Card
    from kabao.domain.holders import Holder
    from kabao.domain.rules import EvidenceDetail, Rulebook

STATEMENT = "statement"
FULL, BRIEF, BRIEFEST = 2, 1, 0
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
        "before_refusal",
        "before_collection",
        "fraud_warning",
        "sealed_after_signals",
        "signal_after_block",
    }
)


@dataclass(frozen=True, slots=True)
class StatementInput:
    """Everything that a statement shows; plain values, no ledger."""

    holder: Holder
    card: Card
    status: ActivationStatus
    rulebook: Rulebook
    today: dt.date


def build_statement(order: StatementInput, language: str, fullness: int = FULL) -> PackagePlan:
    """Freeze the status of one card into the plan of a page.

    ``fullness`` says how much is told of what counts as proof in general: in both languages, in
    the first only (``BRIEF``), or as a list of what counts (``BRIEFEST``).
    """
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


def _blocks(order: StatementInput, wording: Wording, fullness: int) -> Iterator[Block]:
    yield _facts(order, wording)
    brief = Wording(wording.main)
    yield _banner(order.status, wording, wording if fullness > BRIEFEST else brief)
    yield _signals(order.status, wording)
    against = [reason for reason in order.status.reasons if _is_against(reason)]
    reasons = [reason for reason in order.status.reasons if reason not in against]
    if reasons:
        yield Points(wording("statement.why"), _sentences(reasons, wording))
    if against:
        yield Points(wording("statement.against"), _sentences(against, wording))
    yield Points(wording("statement.next"), tuple(_steps(order.status, wording)), mark="→")
    told = wording if fullness == FULL else brief
    if fullness > BRIEFEST:
        yield _proof_table(order.rulebook, wording, told)
    else:
        yield _proof_points(order.rulebook, wording, told)
    yield Notice(wording("statement.decides"))


def _facts(order: StatementInput, wording: Wording) -> FormGrid:
    card, missing = order.card, wording.one("statement.missing")
    values = (
        ("name", order.holder.name),
        ("number", order.holder.masked_number),
        ("card", card.number),
        ("region", card.region),
        ("collected", wording.date(card.text("collected_on"))),
        ("valid_to", wording.date(card.text("valid_to"))),
    )
    return FormGrid(
        tuple(FormItem(wording(f"statement.{key}"), value or missing) for key, value in values)
    )


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


def _sentences(reasons: list[Reason], wording: Wording) -> tuple[Caption, ...]:
    return tuple(wording(f"reasons.{reason.code}", **reason.params) for reason in reasons)


def _steps(status: ActivationStatus, wording: Wording) -> Iterator[Caption]:
    for number in ("one", "two"):
        key = f"statement.steps.{status.state}.{number}"
        if wording.has(key):
            yield wording(key)
    usable = status.state in {CardState.ACTIVE, CardState.NOT_ACTIVATED}
    if usable and status.financial is not Financial.ON:
        yield wording("statement.bank.off")


def _proof_table(rulebook: Rulebook, wording: Wording, told: Wording) -> Table:
    columns = (
        Column(wording("statement.signal"), 1.25),
        Column(wording("statement.counts"), 3.2),
        Column(wording("statement.counts_not"), 3.2),
    )
    rows = tuple(
        (
            _lines(told(f"labels.signal.{signal}")),
            _labels(_details(rulebook, signal, Strength.STRONG), told),
            _labels(_details(rulebook, signal, Strength.NONE), told),
        )
        for signal in Signal
    )
    return Table(columns, rows, wording("statement.proof"), small=True)


def _proof_points(rulebook: Rulebook, wording: Wording, told: Wording) -> Points:
    items = [
        Caption(_labels(_details(rulebook, signal, Strength.STRONG), told)) for signal in Signal
    ]
    return Points(wording("statement.proof_short"), tuple(items))


def _details(rulebook: Rulebook, signal: Signal, strength: Strength) -> list[EvidenceDetail]:
    return [
        item
        for item in rulebook.activation.details
        if item.kind == signal.value and item.positive and item.strength == strength.value
    ]


def _labels(details: list[EvidenceDetail], wording: Wording) -> str:
    words = [wording.words(item.label) for item in details]
    main = wording.one("labels.semicolon").join(item.main for item in words)
    return _lines(Caption(main, "; ".join(item.sub for item in words if item.sub)))


def _lines(caption: Caption) -> str:
    return f"{caption.main}\n{caption.sub}" if caption.sub else caption.main
