"""The batch of the sample: what its new employer hands in for its people."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kabao import paths
from kabao.domain.cases import PARTS, ApplicantKind, Case, CaseKind
from kabao.domain.holders import HolderFilter
from kabao.services.prefill import prefilled

if TYPE_CHECKING:
    from kabao.domain.cases import MaterialKey
    from kabao.services.workspace import Workspace


def add_sample_batch(workspace: Workspace) -> Case:
    """Start the batch of the sample's employer in a ledger of the sample."""
    with (paths.resources() / "sample" / "batch.toml").open("rb") as file:
        told: dict[str, Any] = tomllib.load(file)
    employer = workspace.ledger.employers.by_uscc(told["employer"])
    assert employer is not None
    people = tuple(workspace.holders.ids(HolderFilter(employer_id=employer.id)))
    today = workspace.clock()
    case = Case(
        CaseKind.BATCH_CLAIM,
        ApplicantKind.EMPLOYER,
        told["title"],
        created_on=today.isoformat(),
        employer_id=employer.id,
        holder_ids=people,
        materials={key: _told(told, key, today) for key in PARTS[CaseKind.BATCH_CLAIM]},
        rulebook=workspace.rulebook.version,
        # Like all of the sample under a name of its own, so that its package is always the same.
        uid="sample-case-batch",
    )
    case = replace(case, materials=prefilled(workspace.cases.view(case), workspace.rulebook))
    with workspace.ledger.transaction("cases.add", case.title):
        number = workspace.ledger.cases.next_number(today.year)
        return workspace.ledger.cases.add(replace(case, number=number))


def _told(told: dict[str, Any], key: MaterialKey, today: dt.date) -> dict[str, Any]:
    return {**told.get(key, {}), **_days(told["days"].get(key, {}), today)}


def _days(offsets: dict[str, int], today: dt.date) -> dict[str, str]:
    return {
        name: (today + dt.timedelta(days=offset)).isoformat() for name, offset in offsets.items()
    }
