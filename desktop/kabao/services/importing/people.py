"""Employers, holders, cards and evidence of one import, matched to what the ledger knows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.documents.foreign import look_into
from kabao.domain.cards import Card, check_card
from kabao.domain.employers import Employer, check_employer
from kabao.domain.errors import InputRefusedError
from kabao.domain.evidence import Evidence, check_evidence
from kabao.domain.fields import Draft
from kabao.domain.findings import Finding, Level, Place
from kabao.domain.holder_photos import HolderPhoto, PhotoCrop
from kabao.domain.holders import Holder, check_holder
from kabao.services.importing.report import merged
from kabao.services.sentences import masked

if TYPE_CHECKING:
    import datetime as dt

    from kabao.domain.exchange import (
        ExchangeCard,
        ExchangeEmployer,
        ExchangeEvidence,
        ExchangeHolder,
        ExchangePhoto,
    )
    from kabao.domain.rules import Rulebook
    from kabao.services.importing.report import Tally
    from kabao.services.status import Statuses
    from kabao.storage.ledger import Ledger


class PeopleImport:
    """Takes people and their employers in; remembers the ledger id behind each id of the file."""

    def __init__(
        self,
        ledger: Ledger,
        rulebook: Rulebook,
        today: dt.date,
        statuses: Statuses,
        tally: Tally,
    ) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._today = today
        self._statuses = statuses
        self._tally = tally
        self.employers: dict[str, int] = {}
        self.holders: dict[str, int] = {}
        self.cards: dict[str, int] = {}

    def employer(self, where: str, entry: ExchangeEmployer) -> None:
        """Take one employer in, known by its id or its credit code."""
        store = self._ledger.employers
        named = store.find(entry.id)
        coded = store.by_uscc(str(entry.values.get("uscc") or ""))
        known = named or coded
        values = merged(known.values if known else {}, entry.values)
        new = replace(known, values=values) if known else Employer(values, uid=entry.id)
        draft = Draft(self._rulebook.form("employer"), values)
        self._tally.note(f"{where}.fields", check_employer(draft, self._today, Place("employers")))
        if named and coded and named.id != coded.id:
            self._tally.note(where, (_twin("employer_twice", "uscc", coded.name),))
        elif named and named.uscc != new.uscc and named.name != new.name:
            self._tally.refuse("import_other_record", where)
        stored = self._tally.put("employers", known, new, (store.add, store.update))
        self._tally.meet(where, "employers", stored.id)
        self.employers[entry.id] = stored.id

    def holder(self, where: str, entry: ExchangeHolder) -> None:
        """Take one person in with all cards, known by id or document number."""
        store = self._ledger.holders
        named = store.find(entry.id)
        numbered = store.by_number(str(entry.values.get("doc_no") or ""))
        known = named or numbered
        values = merged(known.values if known else {}, entry.values)
        employer = known.employer_id if known else None
        if entry.employer is not None:
            employer = self.employers[entry.employer]
        new = replace(known or Holder(uid=entry.id), values=values, employer_id=employer)
        draft = Draft(self._rulebook.form("holder"), values)
        self._tally.note(f"{where}.fields", check_holder(draft, self._today, Place("holders")))
        if named and numbered and named.id != numbered.id:
            self._tally.note(where, (_twin("holder_twice", "doc_no", numbered.name),))
        elif named and named.doc_no != new.doc_no and named.name != new.name:
            self._tally.refuse("import_other_record", where)
        stored = self._tally.put("holders", known, new, (store.add, store.update))
        self._tally.meet(where, "holders", stored.id)
        self.holders[entry.id] = stored.id
        for i, card in enumerate(entry.cards):
            self._card(f"{where}.cards[{i}]", stored.id, card)
        if entry.photo is not None:
            self._photo(f"{where}.photo", stored.id, entry.photo)

    def _photo(self, where: str, holder_id: int, entry: ExchangePhoto) -> None:
        """Give a person the photograph of the file, unless it is somebody else's."""
        store = self._ledger.photos
        known = store.of_holder(holder_id)
        crop = PhotoCrop.of(dict(entry.crop))
        if known and known.sha256 == entry.sha256 and known.crop == crop:
            self._tally.count("unchanged")
            return
        others = set(store.same((entry.sha256,)).get(entry.sha256, ())) - {holder_id}
        if others or not _is_portrait(entry):
            code = "import_photo_elsewhere" if others else "import_photo_unfit"
            self._tally.refuse(code, where)
            self._tally.count("refused")
            return
        fields: dict[str, object] = {
            "profile": entry.profile,
            "crop": crop.as_values() if crop else None,
            "source": "",
        }
        store.put(HolderPhoto(holder_id, masked(entry.file_name), fields=fields), entry.content)
        self._tally.count("updated" if known else "added")
        self._tally.touch("holders", holder_id)

    def _card(self, where: str, holder_id: int, entry: ExchangeCard) -> None:
        store = self._ledger.cards
        known = store.find(entry.id) or self._same_number(holder_id, entry)
        if known and known.holder_id != holder_id:
            self._tally.refuse("import_card_elsewhere", where)
            self._tally.count("refused")
            return
        before = self._tally.changes
        values = merged(known.values if known else {}, entry.values)
        new = replace(known, values=values) if known else Card(holder_id, values, uid=entry.id)
        self._check_card(where, new)
        stored = self._tally.put("cards", known, new, (store.add, store.update))
        self.cards[entry.id] = stored.id
        if not self._tally.meet(where, "cards", stored.id):
            return
        taken: dict[str, int] = {}
        for i, item in enumerate(entry.evidence):
            self._evidence(f"{where}.evidence[{i}]", stored, item, taken)
        if self._tally.changes != before:
            self._tally.touch("cards", stored.id)
            self._statuses.refresh(stored.id)

    def records(self) -> dict[tuple[str, str], str]:
        """Return the ledger id of every record met, by its room and the id of the file."""
        rooms = {"employers": self.employers, "holders": self.holders, "cards": self.cards}
        return {(room, uid): str(key) for room, keys in rooms.items() for uid, key in keys.items()}

    def _same_number(self, holder_id: int, entry: ExchangeCard) -> Card | None:
        number = entry.values.get("card_number")
        cards = self._ledger.cards.of_holder(holder_id)
        return next((card for card in cards if number and card.number == number), None)

    def _check_card(self, where: str, card: Card) -> None:
        draft = Draft(self._rulebook.form("card"), card.values)
        self._tally.note(f"{where}.fields", check_card(draft, self._today, Place("cards")))
        twin = self._ledger.cards.by_number(card.number)
        if twin is not None and twin.id != card.id:
            place = Place("cards", field="card_number")
            again = Finding(Level.WARNING, "card_number_twice", place)
            self._tally.note(f"{where}.fields", (again,))

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
            self._tally.note(where, check_evidence(new, card, existing, self._today))
            taken[entry.id] = self._ledger.evidence.add(new).id
            self._tally.count("added")
        elif replace(known, id=0, recorded_at="") == replace(new, recorded_at=""):
            taken[entry.id] = known.id
            self._tally.count("unchanged")
        else:
            self._tally.refuse("exchange_evidence_changed", where)
            self._tally.count("refused")


def _is_portrait(entry: ExchangePhoto) -> bool:
    try:
        return look_into(entry.content, entry.file_name).media_type == "image/jpeg"
    except InputRefusedError:
        return False


def _twin(code: str, field: str, name: str) -> Finding:
    return Finding(Level.ERROR, code, Place("exchange", field=f"fields.{field}"), {"name": name})
