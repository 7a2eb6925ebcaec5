"""The command by which a bureau answers a package with what is still wanted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kabao import rulebook
from kabao.cli.session import PATH, common_options, current
from kabao.cli.spoken import command
from kabao.cli.supplement_asking import asked_here, named
from kabao.domain.errors import EnvironmentProblemError
from kabao.exchange.supplements import MOST_REQUESTS, parse_requests
from kabao.services.folders import ready_folder
from kabao.services.supplements import read_asked, write_answer

if TYPE_CHECKING:
    from kabao.cli.session import Session
    from kabao.domain.supplements import Request


@command("supplement")
@click.argument("package", type=PATH)
@click.option("--findings", type=PATH)
@click.option("--ask", "asks", multiple=True, metavar="PLACE=TEXT")
@click.option("--issuer", default="")
@click.option("--out", type=PATH, default=Path())
@click.option("--language", type=click.Choice(["zh", "en", "both"]))
@common_options
def supplement(
    package: Path,
    *,
    findings: Path | None,
    asks: tuple[str, ...],
    issuer: str,
    out: Path,
    language: str | None,
) -> None:
    """Answer a package with a supplement request (JSON and PDF)."""
    session, rules = current(), rulebook.load()
    texts = session.texts
    asked = read_asked(package, rules)
    requests = (*_listed(findings), *named(asks)) or asked_here(session, asked)
    ready_folder(out)
    head = (issuer or texts("supplements.somebody"), dt.datetime.now(dt.UTC).date())
    written = write_answer(asked, requests, head, (out, language or texts.language), rules)
    document = {
        "case": asked.case,
        "package": asked.digest,
        "requests": len(requests),
        "document": str(written.document),
        "paper": str(written.paper),
    }
    line = texts("supplements.written", count=len(requests), case=asked.case, file=written.paper)
    session.emit(document, [line])


def _listed(file: Path | None) -> tuple[Request, ...]:
    if file is None:
        return ()
    try:
        with file.open("rb") as source:
            return parse_requests(source.read(MOST_REQUESTS + 1), file.name)
    except OSError as error:
        raise EnvironmentProblemError("file_unreadable", name=file.name) from error


def take_supplement(session: Session, file: Path, *, dry_run: bool) -> int:
    """Take a request into the ledger and tell what it asks for."""
    texts = session.texts
    taken = session.workspace(read_only=dry_run).supplements.take(file, dry_run=dry_run)
    item = taken.supplement
    key = "supplements.taken" if taken.is_new else "supplements.known"
    lines = [texts(key, count=len(item.requests), case=item.case, issuer=item.issuer)]
    if dry_run:
        lines.append(texts("cli.dry_run"))
    lines += [f"  {number}. {one.text}" for number, one in enumerate(item.requests, start=1)]
    count = int(taken.is_new)
    counts = {"rows": 1, "added": count, "updated": 0, "unchanged": 1 - count, "refused": 0}
    document = {**counts, "dry_run": dry_run, "findings": [], "supplement": item.id}
    session.emit(document, lines)
    return 0
