"""The one check of a case before it leaves: findings, what may be accepted, how much is there."""

from kabao.domain.preflight.acceptance import finding_key, gate
from kabao.domain.preflight.checklist import check_case
from kabao.domain.preflight.completeness import Completeness, completeness
from kabao.domain.preflight.views import CaseView, HolderCards, items_with_file

__all__ = [
    "CaseView",
    "Completeness",
    "HolderCards",
    "check_case",
    "completeness",
    "finding_key",
    "gate",
    "items_with_file",
]
