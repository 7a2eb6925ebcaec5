"""How grave the breach of a rule may be: never graver than the rule can be trusted."""

from __future__ import annotations

from kabao.domain.findings import Confidence, Level

_FIRM = frozenset({Confidence.CONFIRMED, Confidence.OWN})


def allowed_level(level: Level, confidence: Confidence) -> Level:
    """Return the level, lowered to a warning where the rule is neither confirmed nor our own."""
    if level in (Level.CRITICAL, Level.ERROR) and confidence not in _FIRM:
        return Level.WARNING
    return level
