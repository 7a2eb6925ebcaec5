"""The way of cases in the ledger: recorded steps, frozen snapshots, and bases of change cases."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kabao.domain.case_way import CaseStep
from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.domain.snapshots import CaseChange, Snapshot
from kabao.storage.session import new_uid, now
from kabao.storage.values import from_json, to_json, to_values

if TYPE_CHECKING:
    from kabao.domain.fields import Values
    from kabao.storage.session import Session

LARGEST = 20 * 1024 * 1024
"""Bytes; the schema holds to the same limit."""

_STEP = (
    "case_id, transition, source, target, happened_on, actor, reference, reasons, file_name,"
    " coalesce(sha256, ''), recorded_at, position, uid"
)
_HEAD = "case_id, reason, taken_at, digest, package, position, uid"
_PLACE = "(SELECT coalesce(max(position), 0) + 1 FROM {table} WHERE case_id = ?)"


class CaseStepStore:
    """The table of recorded steps."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_case(self, case_id: int) -> list[CaseStep]:
        """Return the steps of a case, the first first."""
        return [
            CaseStep(*row)
            for row in self._session.rows(
                f"SELECT {_STEP} FROM case_steps WHERE case_id = ? ORDER BY position",  # noqa: S608 (constants)
                (case_id,),
            )
        ]

    def states(self) -> dict[int, str]:
        """Return where each case stands that has any step."""
        return dict(
            self._session.rows("SELECT case_id, target FROM case_steps ORDER BY case_id, position")
        )

    def add(self, step: CaseStep, scan: bytes = b"") -> CaseStep:
        """Store a step with the bytes of its scan, if there is one."""
        if len(scan) > LARGEST:
            raise InputRefusedError("attachment_too_large", name=step.file_name)
        digest = hashlib.sha256(scan).hexdigest() if scan else None
        uid = step.uid or new_uid()
        with self._session.transaction("cases.step"):
            if digest:
                self._session.rows("INSERT OR IGNORE INTO blobs VALUES (?, ?)", (digest, scan))
            place = _next(self._session, "case_steps", step.case_id)
            record = (
                uid, step.case_id, place, step.transition, step.source, step.target,
                step.happened_on, step.actor, step.reference, step.reasons,
                step.file_name if digest else "", digest, step.recorded_at or now(),
            )  # fmt: skip
            marks = ", ".join("?" * len(record))
            self._session.rows(f"INSERT INTO case_steps VALUES ({marks})", record)  # noqa: S608
        return self.get(uid)

    def get(self, uid: str) -> CaseStep:
        """Return one step; raises NotFoundError."""
        row = self._session.row(f"SELECT {_STEP} FROM case_steps WHERE uid = ?", (uid,))  # noqa: S608 (constants)
        if row is None:
            raise NotFoundError("record_missing")
        return CaseStep(*row)


class SnapshotStore:
    """The table of frozen cases."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_case(self, case_id: int) -> list[Snapshot]:
        """Return the snapshots of a case without their contents, the first first."""
        rows = self._session.rows(
            f"SELECT {_HEAD} FROM case_snapshots WHERE case_id = ? ORDER BY position",  # noqa: S608
            (case_id,),
        )
        return [Snapshot(*row) for row in rows]

    def get(self, uid: str) -> Snapshot:
        """Return one snapshot with its contents; raises NotFoundError."""
        row = self._session.row(
            f"SELECT {_HEAD}, fields FROM case_snapshots WHERE uid = ?",  # noqa: S608 (constants)
            (uid,),
        )
        if row is None:
            raise NotFoundError("record_missing")
        content: dict[str, Any] = from_json(row[-1])
        return replace(Snapshot(*row[:-1]), content=content)

    def add(self, snapshot: Snapshot) -> Snapshot:
        """Store a snapshot; it is never changed afterwards."""
        uid = snapshot.uid or new_uid()
        with self._session.transaction("cases.snapshot"):
            place = _next(self._session, "case_snapshots", snapshot.case_id)
            self._session.rows(
                "INSERT INTO case_snapshots VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    uid, snapshot.case_id, place, snapshot.reason, snapshot.taken_at or now(),
                    snapshot.digest, snapshot.package, to_json(snapshot.content),
                ),
            )  # fmt: skip
        return self.get(uid)


class CaseChangeStore:
    """The table of what change cases start from, with what their own form says."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, case_id: int) -> CaseChange | None:
        """Return what a case changes; None for a case that is no change."""
        row = self._session.row(
            "SELECT case_id, base_id, snapshot, fields FROM case_changes WHERE case_id = ?",
            (case_id,),
        )
        return CaseChange(row[0], row[1], row[2], to_values(row[3])) if row else None

    def of_base(self, base_id: int) -> list[int]:
        """Return the cases that change one."""
        return [
            row[0]
            for row in self._session.rows(
                "SELECT case_id FROM case_changes WHERE base_id = ? ORDER BY case_id", (base_id,)
            )
        ]

    def add(self, change: CaseChange) -> None:
        """Store from which case and snapshot a change case starts."""
        with self._session.transaction("cases.change_case"):
            self._session.rows(
                "INSERT INTO case_changes VALUES (?, ?, ?, ?)",
                (change.case_id, change.base_id, change.snapshot, to_json(change.values)),
            )

    def save(self, case_id: int, values: Values) -> None:
        """Store what the form of a change says."""
        with self._session.transaction("cases.change_form"):
            self._session.change(
                "UPDATE case_changes SET fields = ? WHERE case_id = ?", (to_json(values), case_id)
            )


def _next(session: Session, table: str, case_id: int) -> int:
    row = session.row(f"SELECT {_PLACE.format(table=table)}", (case_id,))
    assert row is not None
    return int(row[0])
