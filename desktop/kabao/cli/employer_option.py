"""The option by which lists are narrowed to one employer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kabao.domain.errors import InputRefusedError

if TYPE_CHECKING:
    from kabao.cli.session import Session

employer_option = click.option("--employer", default="")


def employer_of(session: Session, wanted: str) -> int | None:
    """Return the id of the employer named, None for none; raises InputRefusedError."""
    if not wanted:
        return None
    for employer in session.workspace(read_only=True).employers.all():
        if wanted in (employer.uscc, employer.name):
            return employer.id
    raise InputRefusedError("roster_employer_not_found", uscc=wanted)
