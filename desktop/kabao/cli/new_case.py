"""The command that starts a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kabao.cli.batch_telling import tell_people
from kabao.cli.claims import started
from kabao.cli.holders import employer_meant
from kabao.cli.session import PATH, common_options, current
from kabao.cli.spoken import command
from kabao.domain.cases import PARTS, ApplicantKind, CaseKind
from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.domain.identity import mask_number

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.cli.session import Session
    from kabao.domain.batch_claims.choosing import Pasted
    from kabao.domain.cases import Case
    from kabao.services.workspace import Workspace


@command("new")
@click.argument("title")
@click.option("--kind", type=click.Choice([kind.value for kind in PARTS]), default="issuance")
@click.option("--applicant", type=click.Choice([kind.value for kind in ApplicantKind]))
@click.option("--employer")
@click.option("--for", "apply_for", default="")
@click.option("--reason", default="")
@click.option("--by", default="")
@click.option("--of", "base", default="")
@click.option("--person", "--holder", "people", multiple=True)
@click.option("--holders-from", "source", type=PATH)
@common_options
def new_case(
    title: str,
    *,
    kind: str,
    applicant: str | None,
    employer: str | None,
    people: tuple[str, ...],
    source: Path | None,
    **wish: str,
) -> int:
    """Start a case; exit code 1 if somebody was not found."""
    base = wish.pop("base")
    session = current()
    workspace = session.workspace()
    profile = workspace.rulebook.kind(CaseKind(kind))
    if not profile.offered or profile.kind is CaseKind.CHANGE:
        raise InputRefusedError("case_kind_not_offered", kind=kind)
    if applicant is None and len(profile.applicants) > 1:
        raise click.UsageError(session.texts("cli.new_case.who", kinds=_words(profile.applicants)))
    filer = ApplicantKind(applicant) if applicant else profile.applicants[0]
    employer_id = employer_meant(workspace, employer) if employer else None
    found = workspace.batch_claims.read_people(source) if source else None
    listed = found.found if found else ()
    holder_ids = tuple(dict.fromkeys((*_people(workspace, people), *listed)))
    saved = started(workspace, profile.kind, title, (employer_id, holder_ids), wish)
    if saved is None:
        saved = workspace.cases.create(
            filer,
            title,
            kind=profile.kind,
            employer_id=employer_id,
            holder_ids=holder_ids,
            base_id=_base(workspace, base) if base else None,
        )
    return _tell(session, saved.record, found)


def _tell(session: Session, made: Case, found: Pasted | None) -> int:
    """Name the case that was made, and who of a list was not found."""
    document = {
        "case": made.number,
        "kind": made.kind.value,
        "applicant_kind": made.applicant_kind.value,
        "title": made.title,
    }
    if found is not None:
        return tell_people(session, made, found, document)
    session.emit(document, [f"{made.number}\t{made.title}"])
    return 0


def _words(kinds: tuple[ApplicantKind, ...]) -> str:
    return ", ".join(kinds)


def _base(workspace: Workspace, number: str) -> int:
    found = workspace.cases.by_number(number)
    if found is None:
        raise NotFoundError("case_unknown", case=number)
    return found.id


def _people(workspace: Workspace, numbers: tuple[str, ...]) -> tuple[int, ...]:
    found = []
    for number in numbers:
        holder = workspace.holders.by_number(number)
        if holder is None:
            raise NotFoundError("person_unknown", number=mask_number(number))
        found.append(holder.id)
    return tuple(found)
