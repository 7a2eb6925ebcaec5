"""One run of an import: match each record to the ledger, check it, then add or update it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from kabao.documents.attachments import inspect
from kabao.domain.cards import Card, check_card
from kabao.domain.cases import Attachment, Case
from kabao.domain.changes import Changed
from kabao.domain.employers import Employer, check_employer
from kabao.domain.errors import InputRefusedError, KabaoError
from kabao.domain.evidence import Evidence, check_evidence
from kabao.domain.exchange import refusal
from kabao.domain.fields import Draft
from kabao.domain.findings import Place
from kabao.domain.holders import Holder, check_holder

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from kabao.domain.exchange import (
        ExchangeAttachment,
        ExchangeCard,
        ExchangeCase,
        ExchangeDocument,
        ExchangeEvidence,
        ExchangeHolder,
    )
    from kabao.domain.fields import Values
    from kabao.domain.findings import Finding
    from kabao.domain.rules import Rulebook
    from kabao.services.status import Statuses
    from kabao.storage.ledger import Ledger

R = TypeVar("R", Employer, Holder, Card, Case)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did; added + updated + unchanged + refused = rows."""

    rows: int
    added: int
    updated: int
    unchanged: int
    refused: int
    findings: tuple[Finding, ...]
    changed: Changed


class Importer:
    """Carries the ids met so far through one import; used once, inside one transaction."""

    def __init__(
        self, ledger: Ledger, rulebook: Rulebook, today: dt.date, statuses: Statuses
    ) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._today = today
        self._statuses = statuses
        self._counts: Counter[str] = Counter()
        self._findings: list[Finding] = []
        self._employers: dict[str, int] = {}
        self._holders: dict[str, int] = {}
        self._cases: set[int] = set()
        self._cards: set[int] = set()

    def run(self, document: ExchangeDocument) -> ImportReport:
        """Take every record in, parents before children."""
        for i, employer in enumerate(document.employers):
            self._employer(f"employers[{i}]", employer.id, employer.values)
        for i, holder in enumerate(document.holders):
            self._holder(f"holders[{i}]", holder)
        for i, case in enumerate(document.cases):
            self._case(f"cases[{i}]", case)
        counts = self._counts
        return ImportReport(
            rows=counts.total(),
            added=counts["added"],
            updated=counts["updated"],
            unchanged=counts["unchanged"],
            refused=counts["refused"],
            findings=tuple(self._findings),
            changed=Changed(
                frozenset(self._holders.values()),
                frozenset(self._cards),
                frozenset(self._employers.values()),
                frozenset(self._cases),
            ),
        )

    def _employer(self, where: str, uid: str, values: Values) -> None:
        draft = Draft(self._rulebook.form("employer"), values)
        self._note(where, check_employer(draft, self._today, Place("employers")))
        store = self._ledger.employers
        known = store.find(uid) or store.by_uscc(str(values.get("uscc") or ""))
        new = Employer(values, known.id if known else 0, known.uid if known else uid)
        self._employers[uid] = self._put(known, new, store.add, store.update).id

    def _holder(self, where: str, entry: ExchangeHolder) -> None:
        draft = Draft(self._rulebook.form("holder"), entry.values)
        self._note(where, check_holder(draft, self._today, Place("holders")))
        store = self._ledger.holders
        number = str(entry.values.get("doc_no") or "")
        known = store.find(entry.id) or (store.by_number(number) if number else None)
        employer = self._employers[entry.employer] if entry.employer else None
        new = Holder(
            entry.values, known.id if known else 0, known.uid if known else entry.id, employer
        )
        holder = self._put(known, new, store.add, store.update)
        self._holders[entry.id] = holder.id
        for i, card in enumerate(entry.cards):
            self._card(f"{where}.cards[{i}]", holder.id, card)

    def _card(self, where: str, holder_id: int, entry: ExchangeCard) -> None:
        draft = Draft(self._rulebook.form("card"), entry.values)
        self._note(where, check_card(draft, self._today, Place("cards")))
        store = self._ledger.cards
        known = store.find(entry.id)
        card = self._put(
            known,
            Card(holder_id, entry.values, known.id if known else 0, entry.id),
            store.add,
            store.update,
        )
        taken: dict[str, int] = {}
        for i, item in enumerate(entry.evidence):
            self._evidence(f"{where}.evidence[{i}]", card, item, taken)
        self._statuses.refresh(card.id)
        self._cards.add(card.id)

    def _evidence(
        self, where: str, card: Card, entry: ExchangeEvidence, taken: dict[str, int]
    ) -> None:
        new = Evidence(
            card_id=card.id,
            kind=entry.kind,
            observed_on=entry.observed_on,
            positive=entry.positive,
            strength=entry.strength,
            detail=entry.detail,
            channel=entry.channel,
            note=entry.note,
            withdraws=taken.get(entry.withdraws) if entry.withdraws else None,
            recorded_at=entry.recorded_at,
            uid=entry.id,
        )
        known = self._ledger.evidence.find(entry.id)
        if known is None:
            existing = self._ledger.evidence.of_card(card.id)
            self._note(where, check_evidence(new, card, existing, self._today))
            known = self._ledger.evidence.add(new)
            self._counts["added"] += 1
        elif replace(known, id=0, recorded_at="") == replace(new, recorded_at=""):
            self._counts["unchanged"] += 1
        else:
            self._note(where, (refusal("exchange_evidence_changed", where),))
            self._counts["refused"] += 1
        taken[entry.id] = known.id

    def _case(self, where: str, entry: ExchangeCase) -> None:
        store = self._ledger.cases
        known = store.find(entry.id)
        case = Case(
            kind=entry.kind,
            applicant_kind=entry.applicant_kind,
            title=entry.title,
            number=known.number if known else self._number(entry),
            created_on=entry.created_on or self._today.isoformat(),
            employer_id=self._employers[entry.employer] if entry.employer else None,
            holder_ids=tuple(self._holders[uid] for uid in entry.holders),
            materials=entry.materials,
            attachments=known.attachments if known else (),
            accepted=entry.accepted,
            rulebook=entry.rulebook or self._rulebook.version,
            annex=entry.annex,
            id=known.id if known else 0,
            uid=entry.id,
        )
        stored = self._put(known, case, store.add, self._update_case)
        self._cases.add(stored.id)
        held = {item.uid for item in stored.attachments}
        for i, item in enumerate(entry.attachments):
            if item.id not in held:
                self._attach(f"{where}.attachments[{i}]", stored.id, i, item)

    def _update_case(self, case: Case) -> Case:
        for key, values in case.materials.items():
            self._ledger.cases.save_material(case.id, key, values)
        return self._ledger.cases.update(case)

    def _number(self, entry: ExchangeCase) -> str:
        store = self._ledger.cases
        if entry.number and store.by_number(entry.number) is None:
            return entry.number
        return store.next_number(self._today.year)

    def _attach(self, where: str, case_id: int, index: int, item: ExchangeAttachment) -> None:
        try:
            media_type, pages = inspect(item.content, item.file_name)
        except KabaoError as error:
            raise InputRefusedError(
                "import_attachment_refused", name=item.file_name, where=where
            ) from error
        attachment = Attachment(
            material=item.material,
            slot=item.slot,
            title=item.title,
            file_name=item.file_name,
            media_type=media_type,
            sha256=item.sha256,
            size=len(item.content),
            pages=pages,
            position=index + 1,
            uid=item.id,
        )
        self._ledger.attachments.add(case_id, attachment, item.content)

    def _put(self, known: R | None, new: R, add: Callable[[R], R], update: Callable[[R], R]) -> R:
        if known is None:
            self._counts["added"] += 1
            return add(new)
        if known == new:
            self._counts["unchanged"] += 1
            return known
        self._counts["updated"] += 1
        return update(new)

    def _note(self, where: str, findings: tuple[Finding, ...]) -> None:
        """Keep findings under their place in the file instead of a ledger id."""
        for item in findings:
            field = f"{where}.{item.place.field}" if item.place.field else where
            self._findings.append(item.at(replace(item.place, room="exchange", field=field)))
