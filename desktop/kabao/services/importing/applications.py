"""Cases of one import with their materials and attachments."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.documents.foreign import look_into
from kabao.domain.cases import Attachment, Case
from kabao.domain.errors import InputRefusedError
from kabao.domain.files import is_sound, normal
from kabao.services.carrying import renamed
from kabao.services.importing.report import merged
from kabao.services.steps import StepImport

if TYPE_CHECKING:
    import datetime as dt

    from kabao.domain.exchange import ExchangeAttachment, ExchangeCase
    from kabao.domain.rules import Rulebook
    from kabao.domain.supplements import Supplement
    from kabao.services.importing.people import PeopleImport
    from kabao.services.importing.report import Tally
    from kabao.storage.ledger import Ledger

_RUNNING_NUMBER = re.compile(r"KB-[0-9]{4}-[0-9]{4,9}")


class CaseImport:
    """Takes cases in once the people and employers they name are in the ledger."""

    def __init__(
        self,
        ledger: Ledger,
        rulebook: Rulebook,
        today: dt.date,
        people: PeopleImport,
        tally: Tally,
    ) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._today = today
        self._people = people
        self._tally = tally
        self._steps = StepImport(ledger, rulebook, tally)
        self._owners = {
            item.uid: case.id for case in ledger.cases.all() for item in case.attachments
        }

    def case(self, where: str, entry: ExchangeCase) -> None:
        """Take one case in, known by its id; what the file does not name stays as it is."""
        known = self._ledger.cases.find(entry.id)
        people = tuple(self._people.holders[uid] for uid in entry.holders)
        if known is not None and _is_another(known, entry, people):
            self._tally.refuse("import_other_record", where)
            self._tally.count("refused")
            return
        case = self._joined(known or self._begun(where, entry), entry, people)
        stored = self._tally.put("cases", known, case, (self._ledger.cases.add, self._update))
        for i, item in enumerate(entry.attachments):
            self._attachment(f"{where}.attachments[{i}]", stored, item)
        for i, step in enumerate(entry.steps):
            self._steps.step(f"{where}.steps[{i}]", stored, step)

    def _begun(self, where: str, entry: ExchangeCase) -> Case:
        return Case(
            kind=entry.kind,
            applicant_kind=entry.applicant_kind,
            title=entry.title,
            number=self._number(where, entry.number),
            created_on=self._today.isoformat(),
            rulebook=self._rulebook.version,
            uid=entry.id,
        )

    def _joined(self, case: Case, entry: ExchangeCase, people: tuple[int, ...]) -> Case:
        employer = case.employer_id
        if entry.employer is not None:
            employer = self._people.employers[entry.employer]
        materials = {
            key: merged(case.values(key), values) for key, values in entry.materials.items()
        }
        return replace(
            case,
            title=entry.title,
            created_on=entry.created_on or case.created_on,
            employer_id=employer,
            holder_ids=people or case.holder_ids,
            materials={**case.materials, **materials},
            accepted={**case.accepted, **renamed(entry.accepted, self._people.records())},
            rulebook=entry.rulebook or case.rulebook,
            annex=entry.annex,
            supplements=_together(case.supplements, entry.supplements),
        )

    def _update(self, case: Case) -> Case:
        for key, values in case.materials.items():
            self._ledger.cases.save_material(case.id, key, values)
        return self._ledger.cases.update(case)

    def _number(self, where: str, given: str) -> str:
        """Keep a running number that is free here; any other text may not name a file."""
        store = self._ledger.cases
        if _RUNNING_NUMBER.fullmatch(given) and store.by_number(given) is None:
            return given
        number = store.next_number(self._today.year)
        if given:
            self._tally.inform("import_case_renumbered", f"{where}.number", number=number)
        return number

    def _attachment(self, where: str, case: Case, entry: ExchangeAttachment) -> None:
        known = next((item for item in case.attachments if item.uid == entry.id), None)
        if known is None and entry.id in self._owners:
            self._tally.refuse("import_attachment_elsewhere", where)
            self._tally.count("refused")
            return
        new = self._described(where, case, known, entry)
        if new is None:
            self._tally.count("refused")
        elif known == new:
            self._tally.count("unchanged")
        else:
            self._tally.count("updated" if known else "added")
            self._store(case.id, known, new, entry.content)

    def _described(
        self, where: str, case: Case, known: Attachment | None, entry: ExchangeAttachment
    ) -> Attachment | None:
        try:
            looked = look_into(entry.content, entry.file_name)
        except InputRefusedError:
            self._tally.refuse("import_attachment_unfit", where, name=entry.file_name)
            return None
        media_type, pages = looked.media_type, looked.pages
        if not is_sound(entry.plan, pages):
            self._tally.refuse("import_page_plan", where, name=entry.file_name, pages=pages)
            return None
        taken = self._ledger.attachments.of_case(case.id)
        last = max((item.position for item in taken), default=0)
        return Attachment(
            material=entry.material,
            slot=entry.slot,
            title=entry.title,
            file_name=entry.file_name,
            media_type=media_type,
            sha256=entry.sha256,
            size=len(entry.content),
            pages=pages,
            position=known.position if known else last + 1,
            id=known.id if known else 0,
            uid=entry.id,
            plan=normal(entry.plan, pages),
        )

    def _store(
        self, case_id: int, known: Attachment | None, new: Attachment, content: bytes
    ) -> None:
        store = self._ledger.attachments
        self._tally.touch("cases", case_id)
        if known is not None and known.sha256 == new.sha256:
            store.update(case_id, new)
            return
        if known is not None:
            store.remove(known.id)
        store.add(case_id, replace(new, id=0), content)


def _together(
    known: tuple[Supplement, ...], told: tuple[Supplement, ...]
) -> tuple[Supplement, ...]:
    """Return what was asked for here and there, each once."""
    ids = {item.id for item in known}
    return (*known, *(item for item in told if item.id not in ids))


def _is_another(known: Case, entry: ExchangeCase, people: tuple[int, ...]) -> bool:
    """Say whether a case of the same id is plainly a different one."""
    if (known.kind, known.applicant_kind) != (entry.kind, entry.applicant_kind):
        return True
    return bool(known.holder_ids and people and not set(known.holder_ids) & set(people))
