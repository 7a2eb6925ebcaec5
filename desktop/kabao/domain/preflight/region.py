"""What the region of a case asks for besides the national rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.findings import Finding, Place
from kabao.domain.preflight.examination import own_warning
from kabao.domain.regions import pack_version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.preflight.examination import Examination
    from kabao.domain.regions import RegionCheck


def region_rules(case: Examination) -> Iterator[Finding]:
    """Hold a case against the pack it is pinned to."""
    pack, wanted = case.rulebook.region, pack_version(case.case.rulebook)
    if pack is None:
        if wanted:
            place = Place("cases", case.case.id)
            yield own_warning("region_pack_unknown", place, version=wanted)
        return
    code = case.text(case.case.main, "region_code")
    if code and code != pack.region:
        place = case.place(case.case.main, "region_code")
        yield own_warning("region_code_differs", place, told=code, region=pack.region)
    for check in pack.checks:
        concerned = case.case.kind in check.kinds and case.applicant in check.applicants
        if concerned and check.part in case.case.parts and not _met(case, check):
            yield _breach(case, check)


def _met(case: Examination, check: RegionCheck) -> bool:
    if check.file:
        return case.attached(check.part, check.field)
    return case.value(check.part, check.field) is not None


def _breach(case: Examination, check: RegionCheck) -> Finding:
    return Finding(
        check.level,
        "region_check",
        case.place(check.part, check.field),
        {"title": f"{check.title.zh} / {check.title.en}"},
        check.id,
        check.origin.confidence,
        check.origin.source,
    )
