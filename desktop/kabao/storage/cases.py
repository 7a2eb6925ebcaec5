"""Cases in the ledger: the head, the people, the six materials and the attachments."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.cases import ApplicantKind, Case, CaseKind, MaterialKey, material_key
from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.storage.attachments import attachments_of
from kabao.storage.session import new_uid
from kabao.storage.supplements import put_supplements, supplements_of
from kabao.storage.values import from_json, to_json, to_values

if TYPE_CHECKING:
    from kabao.domain.cases import Attachment
    from kabao.domain.fields import Values
    from kabao.storage.session import Row, Session

_SELECT = (
    "SELECT id, uid, number, kind, applicant_kind, title, created_on, employer_id, rulebook,"
    " annex, accepted FROM cases"
)
_NUMBER = re.compile(r"KB-(\d{4})-(\d{4,9})")


class CaseStore:
    """The tables of cases, of the people in them and of their materials."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, case_id: int) -> Case:
        """Return one case whole; raises NotFoundError."""
        cases = self._load("WHERE id = ?", case_id)
        if not cases:
            raise NotFoundError("record_missing")
        return cases[0]

    def find(self, uid: str) -> Case | None:
        """Return the case with an identifier, or None."""
        return next(iter(self._load("WHERE uid = ?", uid)), None)

    def by_number(self, number: str) -> Case | None:
        """Return the case with a running number, or None."""
        return next(iter(self._load("WHERE number = ?", number)), None) if number else None

    def all(self) -> list[Case]:
        """Return every case whole, the newest first."""
        return self._load("ORDER BY id DESC")

    def latest(self, most: int) -> list[Case]:
        """Return the newest cases whole, at most so many."""
        return self._load("ORDER BY id DESC LIMIT ?", most)

    def of_employer(self, employer_id: int) -> frozenset[int]:
        """Return the ids of an employer's cases and of those about its people."""
        rows = self._session.rows(
            "SELECT id FROM cases WHERE employer_id = ?1"
            " UNION SELECT m.case_id FROM case_holders m JOIN holders h ON h.id = m.holder_id"
            " WHERE h.employer_id = ?1",
            (employer_id,),
        )
        return frozenset(number for (number,) in rows)

    def add(self, case: Case) -> Case:
        """Store a new case with its materials; attachments follow with their bytes."""
        if case.attachments:
            raise ValueError("attachments are added one by one with their bytes")
        with self._session.transaction("cases.add"):
            case_id = self._session.insert("cases", {"uid": case.uid or new_uid(), **_head(case)})
            self._put_holders(case_id, case.holder_ids)
            for key, values in case.materials.items():
                self._put_material(case_id, key, values)
            put_supplements(self._session, case_id, case.supplements)
            self._count_up(case.number)
            return self.get(case_id)

    def update(self, case: Case) -> Case:
        """Store the head of a case and its people; materials and attachments stay."""
        head = _head(case)
        settings = ", ".join(f"{column} = ?" for column in head)
        with self._session.transaction("cases.change"):
            self._session.change(
                f"UPDATE cases SET {settings} WHERE id = ?",  # noqa: S608 (own column names)
                (*head.values(), case.id),
            )
            self._session.rows("DELETE FROM case_holders WHERE case_id = ?", (case.id,))
            self._put_holders(case.id, case.holder_ids)
            put_supplements(self._session, case.id, case.supplements)
            self._count_up(case.number)
            return self.get(case.id)

    def save_material(self, case_id: int, key: MaterialKey, values: Values) -> None:
        """Store the values of one material."""
        with self._session.transaction("cases.material"):
            if not self._session.row("SELECT 1 FROM cases WHERE id = ?", (case_id,)):
                raise NotFoundError("record_missing")
            self._put_material(case_id, key, values)

    def remove(self, case_id: int) -> None:
        """Remove a case with its materials and attachments; its number is not used again."""
        with self._session.transaction("cases.remove"):
            self._session.change("DELETE FROM cases WHERE id = ?", (case_id,))

    def next_number(self, year: int) -> str:
        """Take the next running number of a year, such as ``KB-2026-0007``."""
        with self._session.quietly():
            last = self._last(year) + 1
            self._set_last(year, last)
        return f"KB-{year}-{last:04d}"

    def _last(self, year: int) -> int:
        row = self._session.row("SELECT value FROM settings WHERE name = ?", (_counter(year),))
        return int(row[0]) if row else 0

    def _set_last(self, year: int, last: int) -> None:
        self._session.rows(
            "INSERT OR REPLACE INTO settings VALUES (?, ?)", (_counter(year), str(last))
        )

    def _count_up(self, number: str) -> None:
        """A number from another ledger must not be given again here."""
        match = _NUMBER.fullmatch(number)
        if match:
            year, last = map(int, match.groups())
            self._set_last(year, max(last, self._last(year)))

    def _put_holders(self, case_id: int, holder_ids: tuple[int, ...]) -> None:
        for position, holder_id in enumerate(holder_ids):
            self._session.rows(
                "INSERT INTO case_holders VALUES (?, ?, ?)", (case_id, position, holder_id)
            )

    def _put_material(self, case_id: int, key: MaterialKey, values: Values) -> None:
        self._session.rows(
            "INSERT OR REPLACE INTO materials VALUES (?, ?, ?)",
            (case_id, key.number, to_json(values)),
        )

    def _part(self, number: int, kind: CaseKind) -> MaterialKey:
        try:
            return material_key(number, kind)
        except IndexError as error:  # no such part is ever written
            raise InputRefusedError("ledger_damaged", name=self._session.path.name) from error

    def _load(self, clause: str, *params: object) -> list[Case]:
        """Read heads by a clause, and what belongs to them in one query for each kind."""
        heads = self._session.rows(f"{_SELECT} {clause}", params)
        ids = tuple(head[0] for head in heads)
        marks = ", ".join("?" * len(ids))
        people: dict[int, list[int]] = {}
        for case_id, holder_id in self._session.rows(
            f"SELECT case_id, holder_id FROM case_holders WHERE case_id IN ({marks})"  # noqa: S608 (question marks)
            " ORDER BY case_id, position",
            ids,
        ):
            people.setdefault(case_id, []).append(holder_id)
        materials: dict[int, dict[MaterialKey, Values]] = {}
        kinds = {head[0]: CaseKind(head[3]) for head in heads}
        for case_id, number, fields in self._session.rows(
            f"SELECT case_id, number, fields FROM materials WHERE case_id IN ({marks})"  # noqa: S608 (question marks)
            " ORDER BY case_id, number",
            ids,
        ):
            key = self._part(number, kinds[case_id])
            materials.setdefault(case_id, {})[key] = to_values(fields)
        files = attachments_of(self._session, ids)
        asked = supplements_of(self._session, ids)
        return [
            replace(
                _case(
                    head,
                    people.get(head[0], []),
                    materials.get(head[0], {}),
                    files.get(head[0], []),
                ),
                supplements=tuple(asked.get(head[0], ())),
            )
            for head in heads
        ]


def _counter(year: int) -> str:
    return f"case_number.{year}"


def _head(case: Case) -> dict[str, str | int | None]:
    return {
        "number": case.number,
        "kind": case.kind.value,
        "applicant_kind": case.applicant_kind.value,
        "title": case.title,
        "created_on": case.created_on,
        "employer_id": case.employer_id,
        "rulebook": case.rulebook,
        "annex": int(case.annex),
        "accepted": to_json(case.accepted),
    }


def _case(
    head: Row,
    people: list[int],
    materials: dict[MaterialKey, Values],
    attachments: list[Attachment],
) -> Case:
    record, uid, number, kind, applicant, title, created_on, employer, rulebook, annex, ok = head
    return Case(
        kind=CaseKind(kind),
        applicant_kind=ApplicantKind(applicant),
        title=title,
        number=number,
        created_on=created_on,
        employer_id=employer,
        holder_ids=tuple(people),
        materials=materials,
        attachments=tuple(attachments),
        accepted=from_json(ok),
        rulebook=rulebook,
        annex=bool(annex),
        id=record,
        uid=uid,
    )
