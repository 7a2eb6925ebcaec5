"""The ways of having seen something, in the groups in which they are offered, with their keys."""

from __future__ import annotations

from kabao.domain.evidence import EvidenceKind
from kabao.domain.observations import ACTIVATION_KINDS

GROUPS: dict[str, tuple[EvidenceKind, ...]] = {
    "password_set": (EvidenceKind.PASSWORD_SET,),
    "used_normally": (EvidenceKind.USED_NORMALLY,),
    "queryable_online": (EvidenceKind.QUERYABLE_ONLINE,),
    "notice_received": (EvidenceKind.NOTICE_RECEIVED,),
    "other": (
        EvidenceKind.OFFICE_CONFIRMED,
        EvidenceKind.ELECTRONIC_CARD,
        EvidenceKind.BANK_ACTIVATED,
    ),
    "block": (
        EvidenceKind.LOST_TEMP,
        EvidenceKind.LOST_FORMAL,
        EvidenceKind.APP_LOCKED,
        EvidenceKind.CANCELLED,
        EvidenceKind.SEALED,
    ),
    "release": (EvidenceKind.LOSS_RELEASED, EvidenceKind.UNLOCKED, EvidenceKind.ENABLED),
}
KEYS = {group: f"Alt+{number}" for number, group in enumerate(GROUPS, start=1)}
"""The same keys open the dialog and change the group in it; Ctrl with a digit enters rooms."""
WEIGHED = frozenset(kind.value for kind in (*ACTIVATION_KINDS, EvidenceKind.BANK_ACTIVATED))
"""Kinds that prove more or less; a loss or a release either happened or did not."""
