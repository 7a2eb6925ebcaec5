"""The claim and the registration of the sample: complete, without a finding, on any day."""

from __future__ import annotations

import datetime as dt

import pytest

from kabao.domain.cases import CaseKind
from kabao.services.demo import make_sample_ledger
from kabao.services.sample_claims import add_sample_claims


@pytest.mark.parametrize("today", [dt.date(2026, 11, 22), dt.date(2028, 2, 29)], ids=str)
def test_both_may_leave_at_once(tmp_path, rulebook, today):
    with make_sample_ledger(tmp_path / "sample.kabao", rulebook, lambda: today) as sample:
        made = add_sample_claims(sample)
        assert [case.kind for case in made] == [CaseKind.CLAIM, CaseKind.REGISTRATION]
        for case in made:
            assert sample.cases.check(case) == ()
            assert all(share.complete for share in sample.cases.completeness(case).values())
        assert {case.uid for case in made} == {"sample-case-claim", "sample-case-registration"}
