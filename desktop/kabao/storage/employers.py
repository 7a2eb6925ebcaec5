"""Employers in the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.employers import Employer
from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.storage.session import new_uid
from kabao.storage.values import to_json, to_values

if TYPE_CHECKING:
    from kabao.storage.session import Row, Session

_SELECT = "SELECT id, uid, fields FROM employers"


class EmployerStore:
    """The table of employers."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, employer_id: int) -> Employer:
        """Return one employer; raises NotFoundError."""
        row = self._session.row(f"{_SELECT} WHERE id = ?", (employer_id,))
        if row is None:
            raise NotFoundError("record_missing")
        return _employer(row)

    def find(self, uid: str) -> Employer | None:
        """Return the employer with an identifier, or None."""
        row = self._session.row(f"{_SELECT} WHERE uid = ?", (uid,))
        return _employer(row) if row else None

    def by_uscc(self, code: str) -> Employer | None:
        """Return the first employer with a credit code, or None; no code matches nobody."""
        if not code:
            return None
        row = self._session.row(f"{_SELECT} WHERE uscc = ? ORDER BY id LIMIT 1", (code,))
        return _employer(row) if row else None

    def all(self) -> list[Employer]:
        """Return every employer by name."""
        return [_employer(row) for row in self._session.rows(f"{_SELECT} ORDER BY name, id")]

    def people(self) -> dict[int, int]:
        """Count the people of each employer that has any."""
        return dict(
            self._session.rows(
                "SELECT employer_id, count(*) FROM holders"
                " WHERE employer_id IS NOT NULL GROUP BY employer_id"
            )
        )

    def add(self, employer: Employer) -> Employer:
        """Store a new employer and return it with its id."""
        uid = employer.uid or new_uid()
        with self._session.transaction("employers.add"):
            record = {"uid": uid, "fields": to_json(employer.values)}
            return replace(employer, id=self._session.insert("employers", record), uid=uid)

    def update(self, employer: Employer) -> Employer:
        """Store the values of an employer; raises NotFoundError."""
        with self._session.transaction("employers.change"):
            self._session.change(
                "UPDATE employers SET fields = ? WHERE id = ?",
                (to_json(employer.values), employer.id),
            )
            self._session.register.forget()
        return self.get(employer.id)

    def remove(self, employer_id: int) -> None:
        """Remove an employer; refused while holders or cases name it."""
        employer = self.get(employer_id)
        used = self._session.rows(
            "SELECT (SELECT count(*) FROM holders WHERE employer_id = ?1),"
            " (SELECT count(*) FROM cases WHERE employer_id = ?1)",
            (employer_id,),
        )
        holders, cases = used[0]
        if holders or cases:
            raise InputRefusedError(
                "employer_in_use", name=employer.name, holders=holders, cases=cases
            )
        with self._session.transaction("employers.remove"):
            self._session.change("DELETE FROM employers WHERE id = ?", (employer_id,))


def _employer(row: Row) -> Employer:
    record, uid, fields = row
    return Employer(to_values(fields), record, uid)
