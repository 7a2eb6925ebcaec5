"""The four signals as lights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.activation import BLOCKS, CardState, Light, SignalLight
from kabao.domain.evidence import Evidence, EvidenceKind, Signal, Strength

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from kabao.domain.observations import Observations

DARK: Mapping[Signal, SignalLight] = {signal: SignalLight() for signal in Signal}


def signal_lights(seen: Observations, state: CardState) -> Mapping[Signal, SignalLight]:
    """Return one light for each signal; none counts while a block holds."""
    if state in BLOCKS:
        counted: tuple[Evidence, ...] = ()
    elif state is CardState.IN_DOUBT:
        counted = seen.positives  # show both sides of the contradiction
    else:
        counted = seen.standing()
    return {signal: _light(EvidenceKind(signal.value), seen, counted) for signal in Signal}


def _light(kind: EvidenceKind, seen: Observations, counted: Iterable[Evidence]) -> SignalLight:
    against = _latest(item for item in seen.negatives if item.kind is kind)
    positive = _latest(item for item in seen.positives if item.kind is kind)
    if against is not None and (positive is None or positive <= against):
        return SignalLight(Light.AGAINST, against)
    mine = [item for item in counted if item.kind is kind]
    for strength, light in ((Strength.STRONG, Light.STRONG), (Strength.WEAK, Light.WEAK)):
        day = _latest(item for item in mine if item.strength is strength)
        if day is not None:
            return SignalLight(light, day)
    rest = (*seen.positives, *seen.uncounted)
    noted = _latest(item for item in rest if item.kind is kind)
    return SignalLight(Light.NOT_COUNTED, noted) if noted else SignalLight()


def _latest(entries: Iterable[Evidence]) -> dt.date | None:
    return max((item.observed_on for item in entries), default=None)
