"""Supplement requests in the ledger; they belong to their case and come and go with it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from kabao.domain.supplements import Request, Supplement
from kabao.storage.values import from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.storage.session import Session


def supplements_of(session: Session, case_ids: Sequence[int]) -> dict[int, list[Supplement]]:
    """Return what was asked for in each of several cases, the first first."""
    found: dict[int, list[Supplement]] = {}
    marks = ", ".join("?" * len(case_ids))
    for case_id, uid, fields in session.rows(
        f"SELECT case_id, uid, fields FROM supplements WHERE case_id IN ({marks})"  # noqa: S608 (question marks)
        " ORDER BY case_id, position",
        tuple(case_ids),
    ):
        found.setdefault(case_id, []).append(_supplement(uid, from_json(fields)))
    return found


def put_supplements(session: Session, case_id: int, supplements: Sequence[Supplement]) -> None:
    """Store what a case has been asked for; what is there already stays as it is."""
    known = {row[0] for row in session.rows(
        "SELECT uid FROM supplements WHERE case_id = ?", (case_id,)
    )}  # fmt: skip
    for position, item in enumerate(supplements):
        if item.id not in known:
            told = asdict(item)
            del told["id"]
            session.rows(
                "INSERT INTO supplements VALUES (?, ?, ?, ?)",
                (item.id, case_id, position, to_json(told)),
            )
    for uid in known - {item.id for item in supplements}:
        session.rows("DELETE FROM supplements WHERE uid = ?", (uid,))


def _supplement(uid: str, told: dict[str, Any]) -> Supplement:
    requests = tuple(Request(**item) for item in told.pop("requests"))
    return Supplement(uid, requests=requests, **told)
