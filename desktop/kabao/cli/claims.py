"""Starting claims and registrations from the command line, with what they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kabao.domain.cases import CaseKind
from kabao.services.claims import ClaimWish

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.cases import Case
    from kabao.domain.changes import Saved
    from kabao.services.workspace import Workspace


def started(
    workspace: Workspace,
    kind: CaseKind,
    title: str,
    records: tuple[int | None, tuple[int, ...]],
    wish: Mapping[str, str],
) -> Saved[Case] | None:
    """Start a claim or a registration of the records named; None for any other kind of case.

    Raises click.UsageError where the one record that such a case is about is missing.
    """
    employer_id, holder_ids = records
    if kind is CaseKind.CLAIM:
        if len(holder_ids) != 1:
            raise click.UsageError("--kind claim: --holder NUMBER")
        asked = ClaimWish(wish["apply_for"], wish["reason"], wish["by"])
        return workspace.claims.start(holder_ids[0], title, asked)
    if kind is CaseKind.REGISTRATION:
        if employer_id is None:
            raise click.UsageError("--kind registration: --employer NAME")
        return workspace.claims.register(employer_id, title, wish["reason"])
    if any(wish.values()):
        raise click.UsageError("--for, --reason, --by: --kind claim | registration")
    return None
