"""Which people of a large batch the preview is drawn from: enough for the first pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.cases import CaseKind

if TYPE_CHECKING:
    from kabao.domain.cases import Case

MOST = 60
"""People drawn; a plan of all of them would hold up the window at every edit."""


def sample(case: Case) -> Case:
    """Return the case with the first people of a batch; any other case as it is."""
    if case.kind is not CaseKind.BATCH_CLAIM or len(case.holder_ids) <= MOST:
        return case
    return replace(case, holder_ids=case.holder_ids[:MOST])
