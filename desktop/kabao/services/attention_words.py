"""What needs attention, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kabao.services.deadline_words import standing

if TYPE_CHECKING:
    from kabao.domain.findings import Param
    from kabao.services.overview import Attention
    from kabao.texts import Texts


class AttentionWords(NamedTuple):
    """A sentence, the reason beside it, and what its button says."""

    text: str
    why: str
    button: str


def attention_words(texts: Texts, item: Attention) -> AttentionWords:
    """Say what needs attention and why."""
    params: dict[str, Param] = {name: _grouped(value) for name, value in item.params.items()}
    if item.clock is not None:
        rule, language = item.clock.rule, texts.language
        params |= {
            "title": rule.title.to(language),
            "standing": standing(item.clock, texts),
            "article": rule.article.to(language),
            "due": item.clock.nominal_due.isoformat(),
        }
    key = f"overview.attention.{item.code}"
    return AttentionWords(*(texts(f"{key}.{part}", **params) for part in AttentionWords._fields))


def _grouped(value: Param) -> Param:
    return f"{value:,}" if isinstance(value, int) else value
