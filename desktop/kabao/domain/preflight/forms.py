"""Every part of a case that is no issuance: its form is filled in and fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.checks import check_draft
from kabao.domain.fields import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.findings import Finding
    from kabao.domain.preflight.examination import Examination


def filled_in(case: Examination) -> Iterator[Finding]:
    """Check the fields of all parts."""
    for key in case.case.parts:
        draft = Draft(case.form(key), case.values(key))
        yield from check_draft(draft, case.today, case.place(key))
