"""Copying a form from an earlier case: chosen parts of it, seen before they are taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.documents.plans.values import Printer
from kabao.documents.plans.wording import Wording
from kabao.domain.changes import Changed
from kabao.domain.fields import FieldKind, is_empty
from kabao.services.sentences import masked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.cases import Attachment, Case, MaterialKey
    from kabao.domain.fields import FieldSpec, Value
    from kabao.services.cases import Cases
    from kabao.storage.ledger import Ledger

_NEVER = frozenset({FieldKind.BLANK})
NOT_OFFERED_FIRST = frozenset({"sign_off"})
"""Sections that belong to one application; they are copied only when somebody says so."""


@dataclass(frozen=True, slots=True)
class CopyWish:
    """What is to be copied."""

    source: int
    """The case that it comes from."""
    sections: frozenset[str]
    replace: bool = False
    """Also where something is filled in already."""
    files: bool = True
    """Files of these sections too, where there are none."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One field that would change; for a file, its name stands for the value."""

    field: FieldSpec
    now: Value
    then: Value
    files: tuple[Attachment, ...] = ()


class Copying:
    """Copies forms between cases of one kind and one kind of applicant."""

    def __init__(self, ledger: Ledger, cases: Cases) -> None:
        self._ledger = ledger
        self._cases = cases

    def sources(self, case: Case, key: MaterialKey) -> list[Case]:
        """Return the cases that a form can be copied from, the newest first."""
        alike = [
            other
            for other in self._cases.all()
            if other.id != case.id
            and other.applicant_kind is case.applicant_kind
            and any(not is_empty(value) for value in other.values(key).values())
        ]
        return sorted(alike, key=lambda other: (other.created_on, other.id), reverse=True)

    def preview(self, case: Case, key: MaterialKey, wish: CopyWish) -> list[Taken]:
        """Return what would be taken, in the order of the form."""
        source = self._cases.get(wish.source)
        return list(self._taken(case, source, key, wish))

    def words(self, field: FieldSpec, value: Value, language: str) -> str:
        """Return a value as it would be printed; rows of a list one below the other."""
        printer = Printer(Wording(language))
        if field.kind is not FieldKind.TABLE:
            return printer.text(field, value)
        rows = value if isinstance(value, tuple) else ()
        return "\n".join(
            "  ".join(filter(None, (printer.text(c, row.get(c.name)) for c in field.columns)))
            for row in rows
            if isinstance(row, Mapping)
        )

    def copy(self, case_id: int, key: MaterialKey, wish: CopyWish) -> Changed:
        """Copy as previewed, in one step of the history."""
        case, source = self._cases.get(case_id), self._cases.get(wish.source)
        taken = list(self._taken(case, source, key, wish))
        if not taken:
            return Changed()
        values = {item.field.name: item.then for item in taken if not item.files}
        with self._ledger.transaction("cases.copy", masked(case.title)):
            if values:
                self._cases.save_material(case_id, key, {**case.values(key), **values})
            place = max((item.position for item in case.attachments), default=0)
            for file in (file for item in taken for file in item.files):
                place += 1
                copied = replace(file, id=0, uid="", position=place)
                data = self._ledger.attachments.data(file.sha256)
                self._ledger.attachments.add(case_id, copied, data)
        return Changed(cases=frozenset({case_id}))

    def _taken(self, case: Case, source: Case, key: MaterialKey, wish: CopyWish) -> Iterator[Taken]:
        here, there = case.values(key), source.values(key)
        for field in self._cases.form(case, key).fields:
            if field.section not in wish.sections or field.after_the_fact or field.kind in _NEVER:
                continue
            if field.kind is FieldKind.ATTACHMENT:
                files = source.attached(key, field.name)
                if wish.files and files and not case.attached(key, field.name):
                    yield Taken(field, None, None, files)
                continue
            now, then = here.get(field.name), there.get(field.name)
            if not is_empty(then) and now != then and (wish.replace or is_empty(now)):
                yield Taken(field, now, then)
