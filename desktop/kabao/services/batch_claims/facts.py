"""What a batch is checked against besides its people: the layout, photographs, linked cards."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.batch_claims.layouts import read_layout
from kabao.domain.cases import MaterialKey
from kabao.domain.preflight.views import BatchFacts

if TYPE_CHECKING:
    from kabao.domain.batch_claims.layouts import BatchLayout, BatchRules
    from kabao.domain.cases import Case
    from kabao.storage.ledger import Ledger


def region_of(case: Case) -> str:
    """Return the division code of the bureau that a batch goes to; empty while not told."""
    return str(case.values(MaterialKey.BATCH_SUMMARY).get("region_code") or "").strip()


def layout_of(ledger: Ledger, rules: BatchRules, region: str) -> BatchLayout:
    """Return how a region wants its list, as the user changed it."""
    ground = rules.layout(region)
    for key in dict.fromkeys((region, ground.region)):
        kept = ledger.batch_claims.layout(key) if key else None
        if kept is not None:
            return replace(read_layout(kept, ground, rules), region=key)
    return ground


def batch_facts(ledger: Ledger, rules: BatchRules, case: Case) -> BatchFacts:
    """Return what the preflight of a batch asks for."""
    photos = ledger.photos.of_holders(case.holder_ids)
    return BatchFacts(
        layout_of(ledger, rules, region_of(case)),
        {number: photo.sha256 for number, photo in photos.items()},
        ledger.batch_claims.cards(case.id),
    )
