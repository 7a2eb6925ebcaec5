"""What a package carries inside: the exchange document of its case, in full or as it is printed.

A full copy carries all that another ledger needs to take the case in. A masked copy is made to be
shown around, so its data may say no more than its paper: numbers are starred, and what is not
printed is left out. Nobody can restore a case from it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.documents.enclosures import original_names
from kabao.documents.plans.values import Printer, is_secret
from kabao.documents.plans.wording import Wording
from kabao.domain.cases import MaterialKey
from kabao.domain.exchange import (
    ExchangeAttachment,
    ExchangeCard,
    ExchangeCase,
    ExchangeDocument,
    ExchangeEmployer,
    ExchangeEvidence,
    ExchangeHolder,
)
from kabao.domain.fields import FieldKind, is_empty
from kabao.domain.identity import mask_number
from kabao.domain.prose.files import is_inline, of_pages
from kabao.domain.prose.reading import literals, plain, version
from kabao.exchange import write_exchange
from kabao.services.sentences import masked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.documents.plan import PackagePlan
    from kabao.documents.plans.inputs import HolderInput, PackageInput
    from kabao.domain.cases import Attachment
    from kabao.domain.evidence import Evidence
    from kabao.domain.fields import FieldSpec, FormSpec, Row, Value, Values
    from kabao.domain.rules import Rulebook
    from kabao.domain.supplements import Supplement

_RECORD = re.compile(r"(?<=@)(holders|cards|employers)/([^/]*)/")
"""Room and record in the key of an accepted finding."""


def carried_document(order: PackageInput) -> ExchangeDocument:
    """Return the case with all that belongs to it; its files are named, not held."""
    case, employer = order.case, order.employer
    files = sorted(
        (item for item in case.attachments if not is_inline(item) or item.sha256 in order.pictures),
        key=lambda item: (item.material, item.position, item.id),
    )
    uids = _uids(order)
    names = original_names(of_pages(files))
    return ExchangeDocument(
        employers=(ExchangeEmployer(employer.uid, _told(employer.values)),) if employer else (),
        holders=tuple(_holder(item, order) for item in order.holders),
        cases=(
            ExchangeCase(
                id=case.uid,
                kind=case.kind,
                applicant_kind=case.applicant_kind,
                title=case.title,
                number=case.number,
                created_on=case.created_on,
                employer=employer.uid if employer else None,
                holders=tuple(item.holder.uid for item in order.holders),
                annex=case.annex,
                accepted=renamed(case.accepted, uids),
                supplements=case.supplements,
                rulebook=case.rulebook,
                materials={key: _told(values) for key, values in case.materials.items()},
                attachments=tuple(_file(item, names, order) for item in files),
                steps=order.steps,
            ),
        ),
    )


def renamed(accepted: Mapping[str, str], names: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """Name the records in the keys of accepted findings anew; what is not named stays.

    Ledgers number their records, documents know them by uid.
    """

    def name(found: re.Match[str]) -> str:
        room, record = found.groups()
        return f"{room}/{names.get((room, record), record)}/"

    return {_RECORD.sub(name, key): reason for key, reason in accepted.items()}


def _masked(item: Supplement) -> Supplement:
    requests = tuple(replace(one, text=masked(one.text)) for one in item.requests)
    return replace(item, requests=requests)


def needs_masking(document: ExchangeDocument, rulebook: Rulebook) -> bool:
    """Say whether anything in a document would be starred in a masked copy."""
    return _Masking(rulebook, None).document(document) != document


def carried_json(document: ExchangeDocument, plan: PackagePlan, rulebook: Rulebook) -> str:
    """Return what the file of a plan encloses."""
    if plan.copy == "masked":
        document = _Masking(rulebook, plan).document(document)
    return write_exchange(document).decode()


def _uids(order: PackageInput) -> dict[tuple[str, str], str]:
    names = {("holders", str(item.holder.id)): item.holder.uid for item in order.holders}
    names |= {("cards", str(item.card.id)): item.card.uid for item in order.holders if item.card}
    if order.employer:
        names["employers", str(order.employer.id)] = order.employer.uid
    return names


def _told(values: Values) -> Values:
    """Leave out what is not filled in, as a ledger does that takes the document in."""
    return {name: value for name, value in values.items() if value is not None}


def _holder(item: HolderInput, order: PackageInput) -> ExchangeHolder:
    holder, employer = item.holder, order.employer
    same = employer is not None and holder.employer_id == employer.id
    cards: tuple[ExchangeCard, ...] = ()
    if item.card is not None:
        # Evidence stands on no page but that of the annex.
        evidence = item.evidence if order.case.annex else ()
        cards = (ExchangeCard(item.card.uid, _told(item.card.values), _evidence(evidence)),)
    return ExchangeHolder(
        holder.uid,
        employer.uid if same and employer else None,
        _told(holder.values),
        cards,
        order.portraits.get(holder.uid),
    )


def _evidence(entries: tuple[Evidence, ...]) -> tuple[ExchangeEvidence, ...]:
    uids = {entry.id: entry.uid for entry in entries}
    return tuple(
        ExchangeEvidence(
            id=entry.uid,
            kind=entry.kind,
            observed_on=entry.observed_on,
            positive=entry.positive,
            strength=entry.strength,
            detail=entry.detail,
            channel=entry.channel,
            note=entry.note,
            withdraws=uids.get(entry.withdraws) if entry.withdraws else None,
            recorded_at=entry.recorded_at,
        )
        # A withdrawal stands behind what it takes back.
        for entry in sorted(entries, key=lambda entry: entry.id)
    )


def _file(item: Attachment, names: Mapping[str, str], order: PackageInput) -> ExchangeAttachment:
    return ExchangeAttachment(
        id=item.uid,
        material=item.material,
        slot=item.slot,
        title=item.title,
        file_name=item.file_name,
        media_type=item.media_type,
        sha256=item.sha256,
        # A picture inside a text has no page of its own from which it could be read back.
        content=order.pictures.get(item.sha256, b"") if is_inline(item) else b"",
        path="" if is_inline(item) else names[item.sha256],
        plan=item.plan,
    )


class _Masking:
    """Stars numbers; with a plan, also leaves out whatever its pages do not say."""

    def __init__(self, rulebook: Rulebook, plan: PackagePlan | None) -> None:
        self._rulebook = rulebook
        self._printed: frozenset[str] | None = None
        if plan is not None:
            self._printed = frozenset(text for part in plan.parts for _, text in part.fields())
            self._printer = Printer(Wording(plan.language))

    def document(self, document: ExchangeDocument) -> ExchangeDocument:
        """Return the document as a masked copy may carry it."""
        form = self._rulebook.form
        return replace(
            document,
            employers=tuple(
                replace(item, values=self._values(item.values, form("employer")))
                for item in document.employers
            ),
            holders=tuple(
                replace(
                    item,
                    values=self._values(item.values, form("holder")),
                    cards=tuple(
                        ExchangeCard(card.id, self._values(card.values, form("card")))
                        for card in item.cards
                    ),
                    photo=None,
                )
                for item in document.holders
            ),
            cases=tuple(self._case(item) for item in document.cases),
        )

    def _case(self, case: ExchangeCase) -> ExchangeCase:
        return replace(
            case,
            title=masked(case.title),
            accepted={key: masked(reason) for key, reason in case.accepted.items()},
            supplements=tuple(_masked(item) for item in case.supplements),
            materials={
                key: self._values(
                    values, self._rulebook.material_form(MaterialKey(key), case.applicant_kind)
                )
                for key, values in case.materials.items()
            },
            attachments=self._files(case.attachments),
            # They stand on no page, and a masked copy holds what is printed.
            steps=(),
        )

    def _files(self, files: tuple[ExchangeAttachment, ...]) -> tuple[ExchangeAttachment, ...]:
        if self._printed is not None:
            # The manifest lists them; what was taken in stays at home.
            return ()
        return tuple(
            replace(item, title=masked(item.title), file_name=masked(item.file_name))
            for item in files
        )

    def _values(self, values: Values, form: FormSpec) -> Values:
        specs = {spec.name: spec for spec in form.fields}
        starred = {
            name: self._value(value, specs[name]) for name, value in values.items() if name in specs
        }
        return {name: value for name, value in starred.items() if not is_empty(value)}

    def _value(self, value: Value, spec: FieldSpec) -> Value:
        if spec.kind is FieldKind.TABLE and isinstance(value, tuple):
            columns = {column.name: column for column in spec.columns}
            return tuple(self._row(row, columns) for row in value if not isinstance(row, str))
        if not self._is_printed(spec, value):
            return None
        if not isinstance(value, str):
            return value
        if is_secret(spec):
            return mask_number(value)
        # A long number in any other text, such as that of a specimen, is not for the data at all.
        return None if masked(plain(value)) != plain(value) else value

    def _stands(self, piece: str) -> bool:
        return any(piece in text for text in self._printed or ())

    def _row(self, row: Row, columns: Mapping[str, FieldSpec]) -> Row:
        cells = {
            name: self._value(cell, columns[name]) for name, cell in row.items() if name in columns
        }
        return {
            name: cell
            for name, cell in cells.items()
            if isinstance(cell, str | int | bool) and cell != ""
        }

    def _is_printed(self, spec: FieldSpec, value: Value) -> bool:
        if self._printed is None or is_empty(value):
            return True
        if isinstance(value, str) and version(value):
            return all(self._stands(piece) for piece in literals(value))
        return self._printer.text(spec, value) in self._printed
