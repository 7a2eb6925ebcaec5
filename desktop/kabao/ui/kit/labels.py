"""Words for codes: states, grades, signals, levels, findings and dates in the user's language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.activation import CardState, Light
from kabao.domain.evidence import Signal
from kabao.domain.findings import Confidence
from kabao.domain.supplements import CODE as REQUEST
from kabao.services.sentences import explain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kabao.domain.activation import Financial, Grade, Reason, SignalLight
    from kabao.domain.findings import Finding, Level
    from kabao.domain.rules import Rulebook
    from kabao.texts import Texts

SIGNALS: tuple[Signal, ...] = tuple(Signal)
NO_DATE = "–"
_DIGITS_AT_ONCE = 3


def begun(words: str) -> str:
    """Return words as they stand at the beginning of a line: rules give them for any place."""
    return words[:1].upper() + words[1:]


def state_text(texts: Texts, state: CardState) -> str:
    """Return the word of a card state."""
    return texts(f"labels.state.{state}")


def grade_text(texts: Texts, grade: Grade) -> str:
    """Return how well an active card is supported."""
    return texts(f"labels.grade.{grade}")


def grade_short(texts: Texts, grade: Grade) -> str:
    """Return the grade in one short word, for table cells."""
    return texts(f"labels.grade_short.{grade}")


def signal_text(texts: Texts, signal: Signal) -> str:
    """Return the name of one of the four signals."""
    return texts(f"labels.signal.{signal}")


def light_text(texts: Texts, light: Light) -> str:
    """Return what the shape of a light says."""
    return texts(f"labels.light.{light}")


def level_text(texts: Texts, level: Level) -> str:
    """Return the word of a level of findings."""
    return texts(f"labels.level.{level}")


def confidence_text(texts: Texts, confidence: Confidence) -> str:
    """Return how far a rule can be trusted."""
    return texts(f"labels.confidence.{confidence}")


def financial_text(texts: Texts, financial: Financial) -> str:
    """Return the word for the bank function of a card."""
    return texts(f"labels.financial.{financial}")


def reason_text(texts: Texts, reason: Reason) -> str:
    """Return one sentence of why a card has its state, with the confidence of a doubtful rule."""
    return explain(texts, reason)


def word_list(texts: Texts, words: Iterable[str]) -> str:
    """Join words as the language joins them."""
    return texts("labels.list_separator").join(words)


def light_description(texts: Texts, signal: Signal, shown: SignalLight) -> str:
    """Return a light in words: signal, strength and day."""
    parts = [signal_text(texts, signal), light_text(texts, shown.light)]
    if shown.on is not None and shown.light is not Light.NONE:
        parts.append(shown.on.isoformat())
    return texts("labels.comma").join(parts)


def status_description(texts: Texts, state: CardState, grade: Grade | None) -> str:
    """Return state and grade in words."""
    if state is not CardState.ACTIVE or grade is None:
        return state_text(texts, state)
    return texts("labels.comma").join((state_text(texts, state), grade_text(texts, grade)))


def finding_text(texts: Texts, finding: Finding) -> str:
    """Return the sentence of a finding; an unknown code is shown as itself, never hidden."""
    key = f"findings.{finding.code}.text"
    return texts(key, **finding.params) if texts.has(key) else finding.code


def finding_remedy(texts: Texts, finding: Finding) -> str:
    """Return what to do about a finding, empty if nothing is known."""
    key = f"findings.{finding.code}.remedy"
    return texts(key, **finding.params) if texts.has(key) else ""


def cited(findings: Iterable[Finding], rulebook: Rulebook, texts: Texts) -> tuple[Finding, ...]:
    """Return findings whose sources are worded in the language spoken."""
    return tuple(
        replace(item, source=rulebook.cite(item.source).to(texts.language)) if item.source else item
        for item in findings
    )


def finding_rule(texts: Texts, finding: Finding) -> str:
    """Return the rule behind a finding and how far it can be trusted."""
    if finding.code == REQUEST:
        trust = texts("supplements.asked")
        return (
            texts("labels.rule_parts", first=finding.rule, second=trust) if finding.rule else trust
        )
    trust = confidence_text(texts, finding.confidence)
    if finding.confidence is not Confidence.OWN and finding.source:
        trust = texts("labels.rule_parts", first=finding.source, second=trust)
    if not finding.rule:
        return trust
    return texts("labels.rule_parts", first=finding.rule, second=trust)


def finding_description(texts: Texts, finding: Finding, place: str = "") -> str:
    """Return level, place and sentence for those who hear the window."""
    parts = (level_text(texts, finding.level), place, finding_text(texts, finding))
    return texts("labels.comma").join(part for part in parts if part)


def date_text(date: dt.date | None) -> str:
    """Return a date as ISO text, or a dash for none."""
    return NO_DATE if date is None else date.isoformat()


def amount_text(text: str) -> str:
    """Group the digits of a number by thousands; anything else stays as it is."""
    sign = "-" if text.startswith("-") else ""
    whole, point, rest = text.removeprefix("-").partition(".")
    if not whole.isascii() or not whole.isdigit() or (point and not rest.isdigit()):
        return text
    return f"{sign}{int(whole):,}{point}{rest}" if len(whole) > _DIGITS_AT_ONCE else text
