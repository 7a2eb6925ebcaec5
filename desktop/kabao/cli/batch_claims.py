"""``kabao batch``: an employer's list for many cards, from the first name to the last card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kabao.cli.batch_telling import tell_answers, tell_layout, tell_package, tell_people
from kabao.cli.session import PATH, SHOWN, common_options, current, finding_entry
from kabao.cli.spoken import group
from kabao.domain.batch_claims.answers import Effect
from kabao.domain.batch_claims.progress import STATES, counts
from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.days import read_iso_date
from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.domain.holders import HolderFilter
from kabao.domain.identity import mask_number
from kabao.services.batch_claims.moving import moves
from kabao.services.batch_claims.packing import PackWish
from kabao.services.folders import ready_folder

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.cli.session import Session
    from kabao.domain.cases import Case
    from kabao.domain.findings import Finding
    from kabao.services.workspace import Workspace


@group("batch")
def batch() -> None:
    """An employer's batch of cards."""


@batch.command("new")
@click.argument("title")
@click.option("--employer", required=True)
@click.option("--region", default="")
@click.option("--holders-from", "source", type=PATH)
@click.option("--everybody", is_flag=True)
@common_options
def new(title: str, employer: str, region: str, source: Path | None, *, everybody: bool) -> int:
    """Start a batch; exit code 1 if somebody was not found."""
    session = current()
    workspace = session.workspace()
    employer_id = _employer(workspace, employer)
    found = workspace.batch_claims.read_people(source) if source else None
    ids = list(found.found) if found else []
    if everybody:
        ids += workspace.holders.ids(HolderFilter(employer_id=employer_id))
    saved = workspace.cases.create(
        ApplicantKind.EMPLOYER,
        title,
        kind=CaseKind.BATCH_CLAIM,
        employer_id=employer_id,
        holder_ids=tuple(dict.fromkeys(ids)),
    )
    if region:
        values = {**saved.record.values(MaterialKey.BATCH_SUMMARY), "region_code": region}
        workspace.cases.save_material(saved.record.id, MaterialKey.BATCH_SUMMARY, values)
    return tell_people(session, saved.record, found)


@batch.command("add")
@click.argument("case")
@click.option("--from", "source", required=True, type=PATH)
@common_options
def add(case: str, source: Path) -> int:
    """Add the people of a list; exit code 1 if somebody was not found."""
    session = current()
    workspace = session.workspace()
    chosen = _case(workspace, case)
    found = workspace.batch_claims.read_people(source)
    workspace.batch_claims.add(chosen.id, found.found)
    return tell_people(session, workspace.cases.get(chosen.id), found)


@batch.command("people")
@click.argument("case")
@common_options
def people(case: str) -> None:
    """List the people and how far each has come."""
    session = current()
    workspace = session.workspace(read_only=True)
    members = workspace.batch_claims.members(_case(workspace, case).id)
    words = _states(workspace, session)
    lines = [
        f"{number}\t{item.name}\t{mask_number(item.number)}\t{words[item.state]}\t{item.reason}"
        for number, item in enumerate(members, start=1)
    ]
    document = {
        "case": case,
        "counts": dict(counts(members)),
        "people": [
            {
                "number": number,
                "name": item.name,
                "document": mask_number(item.number),
                "state": item.state,
                "since": item.since,
                "reason": item.reason,
                "card_number": item.card_number,
            }
            for number, item in enumerate(members, start=1)
        ],
    }
    session.emit(document, lines or [session.texts("cli.none_listed")])


@batch.command("state")
@click.argument("case")
@click.argument("state")
@click.option("--on", "day", default="")
@click.option("--reason", default="")
@click.option("--only", type=PATH)
@common_options
def state(case: str, state: str, day: str, reason: str, only: Path | None) -> int:
    """Take people on; exit code 1 if somebody could not go there."""
    session = current()
    workspace = session.workspace()
    chosen = _case(workspace, case)
    if state not in STATES:
        raise InputRefusedError("batch_state_unknown", state=state, known=", ".join(STATES))
    on = read_iso_date(day) if day else workspace.clock()
    if on is None:
        raise click.UsageError(session.texts("batch.state.no_day"))
    ids = workspace.batch_claims.read_people(only).found if only else chosen.holder_ids
    outcome = workspace.batch_claims.moving.move(chosen.id, moves(ids, state, on, reason))
    texts = session.texts
    refused = [
        {"name": _name(workspace, number), **finding_entry(texts, finding)}
        for number, finding in outcome.refused
    ]
    lines = [texts("batch.cli.moved", done=outcome.done, refused=len(refused))]
    lines += [f"  {entry['name']}  {entry['text']}" for entry in refused[:SHOWN]]
    document = {"case": chosen.number, "state": state, "changed": outcome.done, "refused": refused}
    session.emit(document, lines)
    return 1 if refused else 0


@batch.command("answers")
@click.argument("case")
@click.argument("file", type=PATH)
@click.option("--dry-run", is_flag=True)
@common_options
def answers(case: str, file: Path, *, dry_run: bool) -> int:
    """Take in an office's answers; exit code 1 if a row was left out."""
    session = current()
    workspace = session.workspace(read_only=dry_run)
    chosen = _case(workspace, case)
    service = workspace.batch_claims.answering
    read = service.read(chosen.id, file)
    if read.refused_whole:
        raise InputRefusedError("batch_answer_refused", read.findings)
    late: tuple[tuple[int, Finding], ...] = ()
    if not dry_run:
        late = service.take(chosen.id, read, language=session.texts.language).refused
    tell_answers(session, chosen, read, dry_run=dry_run)
    return 1 if late or read.count(Effect.REFUSED) else 0


@batch.command("export")
@click.argument("case")
@click.option("--out", required=True, type=PATH)
@click.option("--draft", is_flag=True)
@click.option("--language", type=click.Choice(["zh", "en", "both"]), default="zh")
@common_options
def export(case: str, out: Path, language: str, *, draft: bool) -> int:
    """Pack a batch into one archive; exit code 1 if a photograph is missing or unfit."""
    session = current()
    workspace = session.workspace(read_only=True)
    chosen = _case(workspace, case)
    packing, texts = workspace.batch_packing, session.texts
    target = ready_folder(out) / packing.file_name(chosen)
    result = packing.pack(chosen.id, target, PackWish(texts, language, draft))
    names = {item.holder_id: item.name for item in workspace.batch_claims.members(chosen.id)}
    tell_package(session, chosen, result, names)
    return 1 if any(line.problem != "waived" for line in result.problems) else 0


@batch.command("layout")
@click.argument("region", default="")
@common_options
def layout(region: str) -> None:
    """Show the columns of a region's list."""
    session = current()
    shown = session.workspace(read_only=True).batch_claims.layout(region)
    tell_layout(session, shown)


def _case(workspace: Workspace, number: str) -> Case:
    case = workspace.cases.by_number(number)
    if case is None:
        raise NotFoundError("case_unknown", case=number)
    if case.kind is not CaseKind.BATCH_CLAIM:
        raise InputRefusedError("batch_other_kind", case=number)
    return case


def _employer(workspace: Workspace, code: str) -> int:
    wanted = code.strip().upper()
    found = next((item for item in workspace.employers.all() if item.uscc.upper() == wanted), None)
    if found is None:
        raise InputRefusedError("roster_employer_not_found", uscc=code)
    return found.id


def _name(workspace: Workspace, holder_id: int) -> str:
    return workspace.ledger.holders.get(holder_id).name


def _states(workspace: Workspace, session: Session) -> dict[str, str]:
    labels = workspace.rulebook.code_lists["progress"]
    return {choice.code: choice.label.to(session.texts.language) for choice in labels}
