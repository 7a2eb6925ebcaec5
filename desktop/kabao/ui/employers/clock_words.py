"""A clock in a few words, and the colour of its urgency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.clocks import Urgency
from kabao.services.deadline_words import standing
from kabao.ui.kit.labels import confidence_text

if TYPE_CHECKING:
    from kabao.domain.clocks import Clock
    from kabao.texts import Texts

TONES = {
    Urgency.DONE: "ok",
    Urgency.CALM: "ink_2",
    Urgency.SOON: "warning",
    Urgency.URGENT: "error",
    Urgency.LATE: "error",
}
"""Colour token of each urgency."""
ICONS = {
    Urgency.DONE: "circle-check",
    Urgency.CALM: "clock",
    Urgency.SOON: "clock",
    Urgency.URGENT: "filled/alert-triangle",
    Urgency.LATE: "filled/alert-triangle",
}
"""The same once more as a shape."""


def clock_sentence(texts: Texts, clock: Clock | None) -> str:
    """Say what is to be done and how it stands; a missing clock has no starting day."""
    if clock is None:
        return texts("employers.clock.none")
    title = clock.rule.title.to(texts.language)
    return texts("employers.clock.sentence", title=title, standing=standing(clock, texts))


def clock_line(texts: Texts, clock: Clock | None) -> str:
    """Say the same for a narrow column, where the end may be cut: how it stands comes first."""
    if clock is None:
        return texts("employers.clock.none")
    title = clock.rule.title.to(texts.language)
    return texts("employers.clock.line", title=title, standing=standing(clock, texts))


def clock_rule(texts: Texts, clock: Clock | None) -> str:
    """Return the article behind a clock and how far its counting can be trusted."""
    if clock is None:
        return ""
    rule = clock.rule
    article = texts("deadlines.line.article", text=rule.article.to(texts.language))
    return texts(
        "labels.rule_parts", first=article, second=confidence_text(texts, rule.origin.confidence)
    )


def clock_tone(clock: Clock | None) -> str:
    """Return the colour token of a clock."""
    return TONES[clock.urgency] if clock is not None else "ink_3"
