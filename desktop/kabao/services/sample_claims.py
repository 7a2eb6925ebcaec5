"""The claim and the registration of the sample, made from its people and employers."""

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
    from collections.abc import Iterator

    from kabao.domain.cases import MaterialKey
    from kabao.domain.fields import Value, Values
    from kabao.services.workspace import Workspace


def add_sample_claims(workspace: Workspace) -> tuple[Case, ...]:
    """Start the further cases of the sample in a ledger of the sample."""
    with (paths.resources() / "sample" / "claims.toml").open("rb") as file:
        told: dict[str, Any] = tomllib.load(file)
    return tuple(_started(workspace, entry) for entry in told["cases"])


def _started(workspace: Workspace, told: dict[str, Any]) -> Case:
    kind, today = CaseKind(told["kind"]), workspace.clock()
    employer_id, holder_ids = _records(workspace, told)
    case = Case(
        kind,
        ApplicantKind(told["applicant"]),
        told["title"],
        created_on=today.isoformat(),
        employer_id=employer_id,
        holder_ids=holder_ids,
        materials={key: dict(_values(told, key, today)) for key in PARTS[kind]},
        rulebook=workspace.rulebook.version,
        # Like all of the sample under a name of its own, so that its package is always the same.
        uid=told["uid"],
    )
    filled = prefilled(workspace.cases.view(case), workspace.rulebook)
    with workspace.ledger.transaction("cases.add", case.title):
        number = workspace.ledger.cases.next_number(today.year)
        return workspace.ledger.cases.add(replace(case, materials=filled, number=number))


def _records(workspace: Workspace, told: dict[str, Any]) -> tuple[int | None, tuple[int, ...]]:
    if "employer" in told:
        employer = workspace.ledger.employers.by_uscc(told["employer"])
        assert employer is not None
        return employer.id, ()
    (holder_id,) = workspace.holders.ids(HolderFilter(search=told["holder"]))
    return workspace.ledger.holders.get(holder_id).employer_id, (holder_id,)


def _values(told: dict[str, Any], key: MaterialKey, today: dt.date) -> Iterator[tuple[str, Value]]:
    said: Values = told.get(key, {})
    for name, value in said.items():
        yield name, tuple(value) if isinstance(value, list) else value
    for name, offset in told["days"].get(key, {}).items():
        yield name, (today + dt.timedelta(days=offset)).isoformat()
