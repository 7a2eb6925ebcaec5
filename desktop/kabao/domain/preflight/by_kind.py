"""The program's own checks for each kind of case that is no issuance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from kabao.domain.cases import CaseKind
from kabao.domain.findings import Finding
from kabao.domain.preflight import (
    batch_claim,
    claim,
    documents,
    employer_registration,
    follow_ups,
    forms,
)
from kabao.domain.preflight.examination import Examination

Check = Callable[[Examination], Iterator[Finding]]

FORMS: tuple[Check, ...] = (forms.filled_in, documents.required_files)
"""What every kind of case is held to."""

CHECKS: Mapping[CaseKind, tuple[Check, ...]] = MappingProxyType(
    {
        CaseKind.KEY: follow_ups.KEY,
        CaseKind.PSAM: follow_ups.PSAM,
        CaseKind.TEST: follow_ups.TEST,
        CaseKind.CLAIM: claim.CHECKS,
        CaseKind.REGISTRATION: employer_registration.CHECKS,
        CaseKind.BATCH_CLAIM: (
            batch_claim.batch_has_people,
            batch_claim.batch_is_confirmed,
            batch_claim.batch_people,
        ),
    }
)
"""What only one kind is held to."""
