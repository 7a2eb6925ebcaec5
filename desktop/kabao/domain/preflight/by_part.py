"""What parts ask for besides the required fields and files of their forms."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from kabao.domain.cases import MaterialKey
from kabao.domain.preflight import batch_claim, claim, employer_registration

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kabao.domain.preflight.views import CaseView
    from kabao.domain.rules import Rulebook

    Asked = Callable[[CaseView, Rulebook], Iterator[bool]]

MORE_PARTS: Mapping[MaterialKey, Asked] = MappingProxyType(
    {
        MaterialKey.CLAIM_FORM: claim.person_and_guardian,
        MaterialKey.AUTHORITY_LETTER: claim.letter_written,
        MaterialKey.CLAIM_PHOTO: claim.photograph_there,
        MaterialKey.REGISTRATION_SHEET: employer_registration.employer_there,
        MaterialKey.REGISTRATION_PERIOD: employer_registration.period_known,
        MaterialKey.BATCH_LIST: batch_claim.people_listed,
        MaterialKey.BATCH_PHOTOS: batch_claim.photos_there,
    }
)
"""For a part the function that yields whether each further thing is there."""
