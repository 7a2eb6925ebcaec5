"""Sample data: the synthetic prefecture, employer and people that ship with the program."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao import paths
from kabao.domain.cases import CaseKind
from kabao.domain.errors import EnvironmentProblemError
from kabao.domain.fields import FieldKind
from kabao.exchange import read_exchange
from kabao.services.folders import ready_folder
from kabao.services.workspace import Workspace
from kabao.storage.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kabao.documents.package import PackageResult
    from kabao.domain.cases import Case
    from kabao.domain.exchange import ExchangeCard, ExchangeDocument, ExchangeHolder
    from kabao.domain.fields import FieldSpec, FormSpec, Value, Values
    from kabao.domain.rules import Rulebook
    from kabao.texts import Texts

FIXED = frozenset({"birth_date"})
"""Dates that also stand inside an identity number and so cannot move with the calendar."""


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What ``kabao demo`` made."""

    ledger: Path
    packages: tuple[tuple[str, PackageResult], ...]
    """Case number and written package."""
    archives: tuple[Path, ...] = ()
    """What batches are handed in with."""


def make_sample_ledger(
    target: Path, rulebook: Rulebook | None = None, clock: Callable[[], dt.date] = dt.date.today
) -> Workspace:
    """Make a ledger of the shipped sample, its dates moved so that its story happens today."""
    folder = paths.resources() / "sample"
    with (folder / "sample.toml").open("rb") as file:
        told_on: dt.date = tomllib.load(file)["told_on"]
    document = read_exchange(folder / "exchange.json")
    workspace = Workspace.create(target, rulebook, clock)
    try:
        moved = shifted(document, clock() - told_on, workspace.rulebook)
        workspace.exchange.take(moved, "exchange.json")
    except BaseException:
        workspace.close()
        target.unlink()
        raise
    return workspace


def make_demo_ledger(
    target: Path, rulebook: Rulebook | None = None, clock: Callable[[], dt.date] = dt.date.today
) -> Workspace:
    """Make a ledger of the sample with a case of the kinds that are started from its people."""
    from kabao.services.sample_batch import add_sample_batch
    from kabao.services.sample_claims import add_sample_claims

    workspace = make_sample_ledger(target, rulebook, clock)
    try:
        add_sample_batch(workspace)
        add_sample_claims(workspace)
    except BaseException:
        workspace.close()
        target.unlink()
        raise
    return workspace


def run_demo(
    folder: Path, texts: Texts, clock: Callable[[], dt.date] = dt.date.today
) -> DemoResult:
    """Make ``demo.kabao`` in a folder and export one package of each of its cases."""
    ledger = ready_folder(folder) / "demo.kabao"
    _clear(ledger)
    with make_demo_ledger(ledger, clock=clock) as workspace:
        written, archives = [], []
        for case in reversed(workspace.cases.all()):
            target = folder / workspace.packages.file_name(case)
            order = workspace.packages.order(case.id, target, texts)
            written.append((case.number, workspace.packages.write(order)))
            if case.kind is CaseKind.BATCH_CLAIM:
                archives.append(_pack(workspace, case, folder, texts))
    return DemoResult(ledger, tuple(written), tuple(archives))


def _pack(workspace: Workspace, case: Case, folder: Path, texts: Texts) -> Path:
    from kabao.services.batch_claims.packing import PackWish

    packing = workspace.batch_packing
    return packing.pack(case.id, folder / packing.file_name(case), PackWish(texts)).path


def _clear(ledger: Path) -> None:
    """Make room for a new sample; refused while a window has the old one, or if it is no ledger."""
    if not ledger.exists():
        return
    with Ledger.open(ledger):
        pass
    try:
        for leftover in (ledger, *ledger.parent.glob(f"{ledger.name}-*")):
            leftover.unlink(missing_ok=True)
    except OSError as error:
        raise EnvironmentProblemError("folder_not_writable", place=str(ledger.parent)) from error


def shifted(document: ExchangeDocument, by: dt.timedelta, rulebook: Rulebook) -> ExchangeDocument:
    """Move every date of a document by some days, save those an identity number holds."""
    employer = rulebook.form("employer")
    return replace(
        document,
        employers=tuple(
            replace(item, values=_moved(item.values, employer, by)) for item in document.employers
        ),
        holders=tuple(_moved_holder(item, by, rulebook) for item in document.holders),
        cases=tuple(
            replace(
                item,
                created_on=_later(item.created_on, by),
                materials={
                    key: _moved(values, rulebook.material_form(key, item.applicant_kind), by)
                    for key, values in item.materials.items()
                },
            )
            for item in document.cases
        ),
    )


def _moved_holder(holder: ExchangeHolder, by: dt.timedelta, rulebook: Rulebook) -> ExchangeHolder:
    return replace(
        holder,
        values=_moved(holder.values, rulebook.form("holder"), by),
        cards=tuple(_moved_card(card, by, rulebook.form("card")) for card in holder.cards),
    )


def _moved_card(card: ExchangeCard, by: dt.timedelta, form: FormSpec) -> ExchangeCard:
    return replace(
        card,
        values=_moved(card.values, form, by),
        evidence=tuple(
            replace(
                item,
                observed_on=item.observed_on + by,
                recorded_at=_moment_later(item.recorded_at, by),
            )
            for item in card.evidence
        ),
    )


def _moved(values: Values, form: FormSpec, by: dt.timedelta) -> Values:
    specs = {spec.name: spec for spec in form.fields}
    return {name: _moved_value(value, specs[name], by) for name, value in values.items()}


def _moved_value(value: Value, spec: FieldSpec, by: dt.timedelta) -> Value:
    if spec.kind is FieldKind.DATE and isinstance(value, str) and spec.name not in FIXED:
        return _later(value, by)
    if spec.kind is FieldKind.TABLE and isinstance(value, tuple):
        dates = {column.name for column in spec.columns if column.kind is FieldKind.DATE}
        return tuple(
            {
                name: _later(cell, by) if name in dates and isinstance(cell, str) else cell
                for name, cell in row.items()
            }
            for row in value
            if not isinstance(row, str)
        )
    return value


def _moment_later(moment: str, by: dt.timedelta) -> str:
    return (dt.datetime.fromisoformat(moment) + by).isoformat() if moment else moment


def _later(day: str, by: dt.timedelta) -> str:
    return (dt.date.fromisoformat(day) + by).isoformat() if day else day
