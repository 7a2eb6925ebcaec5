"""What the life of a card is called on the screen: actions, reasons, progress, sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.card_life_progress import progress_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kabao.domain.activation import Reason
    from kabao.domain.card_life import CardAction
    from kabao.domain.cards import Card
    from kabao.domain.fields import FormSpec
    from kabao.texts import Texts


class LifeWords:
    """Speaks of cards in one language, with the rulebook's words for codes."""

    def __init__(self, texts: Texts, form: Callable[[], FormSpec]) -> None:
        """``form`` reads the card's form, and so the rules, when a code of it is to be said."""
        self._texts = texts
        self._form = form

    def action(self, action: CardAction) -> str:
        """Return the name of an action."""
        return self._texts(f"card_life.action.{action}")

    def because(self, reason: Reason) -> str:
        """Say why an action cannot be taken."""
        return self._texts(f"card_life.because.{reason.code}", **reason.params)

    def will(self, said: Iterable[Reason]) -> str:
        """Say in one go what a step will write."""
        space = " " if self._texts.language == "en" else ""
        return space.join(self._sentence(reason) for reason in said)

    def label(self, field: str, code: str) -> str:
        """Return the rulebook's word for a code of a field, the code itself if it is unknown."""
        choice = self._form().field(field).choice(code)
        return choice.label.to(self._texts.language) if choice else code

    def number(self, card: Card) -> str:
        """Return the number of a card, or why there is none."""
        missing = "no_card_number" if card.received_on is None else "number_missing"
        return card.number or self._texts(f"holders.{missing}")

    def steps(self, card: Card) -> Sequence[str]:
        """Return how far a card came, one line for each step, the latest first."""
        return [self._step(*facts) for facts in reversed(_steps(card))]

    def origin(self, card: Card) -> str:
        """Say what a card was applied for, and which one it replaces."""
        kind = card.text("apply_for")
        if not kind:
            return ""
        words, number = self.label("apply_for", kind), card.text("replaces")
        if not card.text("replace_reason"):
            return words
        key = "linked" if number else "linked_without_number"
        params = {"number": number} if number else {}
        return self._texts(f"card_life.steps.{key}", reason=words, **params)

    def _step(self, state: str, on: str, reason: str) -> str:
        key, params = ("since", {"on": on}) if on else ("before", {})
        words = self._texts(f"card_life.steps.{key}", state=self.label("progress", state), **params)
        return self._texts("card_life.steps.why", step=words, reason=reason) if reason else words

    def _sentence(self, reason: Reason) -> str:
        params = dict(reason.params)
        if "progress" in params:
            params["progress"] = self.label("progress", str(params["progress"]))
        return self._texts(f"card_life.will.{reason.code}", **params)


def _steps(card: Card) -> list[tuple[str, str, str]]:
    return [(item.state, item.on, item.reason) for item in progress_steps(card.values)]
