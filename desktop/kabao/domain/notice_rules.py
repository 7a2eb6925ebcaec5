"""The words of activation messages as rules: which patterns mean what."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kabao.domain.fields import Origin
from kabao.domain.findings import Confidence

if TYPE_CHECKING:
    import re

    from kabao.domain.words import Words

_INFERRED = Origin(Confidence.INFERRED)


class NoticeKind(StrEnum):
    """What a word of a message means for the reader."""

    LINK = "link"
    LURE = "lure"
    """点击、扫码: asks for a tap."""
    SECRET = "secret"  # noqa: S105 (the name of a kind, not a secret)
    """Asks for a password or code."""
    CODE = "code"
    """激活码、验证码: a code is named, nothing is reported."""
    FAILURE = "failure"
    """请激活、未激活、失败: not, or not yet, active."""
    IGNORED = "ignored"
    """Digits of a telephone, the end of a time limit, a warning never to give a password."""
    OTHER = "other"
    """Something that is no social security card, such as 医保电子凭证."""
    ELECTRONIC = "electronic"
    SOCIAL = "social"
    FINANCIAL = "financial"
    CARD = "card"
    SUCCESS = "success"
    DIGITS = "digits"
    DATE = "date"
    BANK_SENDER = "bank_sender"
    SENDER = "sender"


FRAUD = (NoticeKind.LINK, NoticeKind.LURE, NoticeKind.SECRET)
"""What no office ever puts into a message of success."""


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """The patterns of one kind, written against text in half width and lower case."""

    kind: NoticeKind
    label: Words
    patterns: tuple[re.Pattern[str], ...]
    origin: Origin = _INFERRED


@dataclass(frozen=True, slots=True)
class NoticeRules:
    """All patterns of the reader of messages."""

    rules: tuple[NoticeRule, ...] = ()
    longest: int = 1000
    """Characters beyond which a text is taken for something else than one message."""
    origin: Origin = field(default=_INFERRED)

    def label(self, kind: NoticeKind) -> Words:
        """Return the name of a kind; raises KeyError if no rule has it."""
        for rule in self.rules:
            if rule.kind is kind:
                return rule.label
        raise KeyError(kind)
