"""Plain JSON of the right shape to the values of the domain."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Any

from kabao.domain.cards import parse_date
from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.evidence import EvidenceKind, Strength
from kabao.domain.exchange import (
    ExchangeAttachment,
    ExchangeCard,
    ExchangeCase,
    ExchangeDocument,
    ExchangeEmployer,
    ExchangeEvidence,
    ExchangeHolder,
    ExchangePhoto,
    ExchangeStep,
    refusal,
)
from kabao.domain.files import PagePick
from kabao.exchange.supplements import supplement_of

if TYPE_CHECKING:
    from kabao.domain.fields import Value, Values
    from kabao.domain.findings import Finding
    from kabao.exchange.files import AttachmentReader

    Json = dict[str, Any]

_NO_DAY = dt.date.min


class DocumentBuilder:
    """Builds one document and collects what only shows on the way, such as impossible dates."""

    def __init__(self, files: AttachmentReader) -> None:
        self._files = files
        self._findings: list[Finding] = []

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found while building, in the dates first, then in the files."""
        return (*self._findings, *self._files.findings)

    def document(self, data: Json) -> ExchangeDocument:
        """Return the whole document."""
        return ExchangeDocument(
            employers=tuple(
                ExchangeEmployer(item["id"], _values(item["fields"]))
                for item in data.get("employers", ())
            ),
            holders=tuple(
                self._holder(f"holders[{i}]", item)
                for i, item in enumerate(data.get("holders", ()))
            ),
            cases=tuple(
                self._case(f"cases[{i}]", item) for i, item in enumerate(data.get("cases", ()))
            ),
        )

    def _holder(self, where: str, item: Json) -> ExchangeHolder:
        cards = tuple(
            self._card(f"{where}.cards[{i}]", card) for i, card in enumerate(item.get("cards", ()))
        )
        photo = self._photo(f"{where}.photo", item["photo"]) if "photo" in item else None
        return ExchangeHolder(
            item["id"], item.get("employer"), _values(item["fields"]), cards, photo
        )

    def _photo(self, where: str, item: Json) -> ExchangePhoto:
        content = self._files.content(where, {**item, "media_type": "image/jpeg"})
        return ExchangePhoto(
            file_name=item["file_name"],
            sha256=hashlib.sha256(content).hexdigest(),
            profile=item.get("profile", ""),
            crop={name: float(share) for name, share in item.get("crop", {}).items()},
            content=content,
        )

    def _card(self, where: str, item: Json) -> ExchangeCard:
        evidence = tuple(
            self._evidence(f"{where}.evidence[{i}]", entry)
            for i, entry in enumerate(item.get("evidence", ()))
        )
        return ExchangeCard(item["id"], _values(item["fields"]), evidence)

    def _evidence(self, where: str, item: Json) -> ExchangeEvidence:
        recorded_at = item.get("recorded_at", "")
        if recorded_at and not _is_moment(recorded_at):
            self._findings.append(refusal("exchange_wrong_date", f"{where}.recorded_at"))
        return ExchangeEvidence(
            id=item["id"],
            kind=EvidenceKind(item["kind"]),
            observed_on=self._day(f"{where}.observed_on", item["observed_on"]),
            positive=item.get("positive", True),
            strength=Strength(item.get("strength", "strong")),
            detail=item.get("detail", ""),
            channel=item.get("channel", ""),
            note=item.get("note", ""),
            withdraws=item.get("withdraws"),
            recorded_at=recorded_at,
        )

    def _case(self, where: str, item: Json) -> ExchangeCase:
        created_on = item.get("created_on", "")
        if created_on:
            self._day(f"{where}.created_on", created_on)
        return ExchangeCase(
            id=item["id"],
            kind=CaseKind(item["kind"]),
            applicant_kind=ApplicantKind(item["applicant_kind"]),
            title=item["title"],
            number=item.get("number", ""),
            created_on=created_on,
            employer=item.get("employer"),
            holders=tuple(item.get("holders", ())),
            annex=item.get("annex", False),
            accepted=item.get("accepted", {}),
            supplements=tuple(map(supplement_of, item.get("supplements", ()))),
            rulebook=item.get("rulebook", ""),
            materials={
                MaterialKey(key): _values(values)
                for key, values in item.get("materials", {}).items()
            },
            attachments=tuple(
                self._attachment(f"{where}.attachments[{i}]", file)
                for i, file in enumerate(item.get("attachments", ()))
            ),
            steps=tuple(
                self._step(f"{where}.steps[{i}]", step)
                for i, step in enumerate(item.get("steps", ()))
            ),
        )

    def _step(self, where: str, item: Json) -> ExchangeStep:
        self._day(f"{where}.happened_on", item["happened_on"])
        recorded_at = item.get("recorded_at", "")
        if recorded_at and not _is_moment(recorded_at):
            self._findings.append(refusal("exchange_wrong_date", f"{where}.recorded_at"))
        told = {name: item[name] for name in ("transition", "source", "target", "happened_on")}
        return ExchangeStep(
            **told,
            id=item["id"],
            actor=item["actor"],
            reference=item.get("reference", ""),
            reasons=item.get("reasons", ""),
            recorded_at=recorded_at,
            scan_name=item.get("scan_name", ""),
            scan=self._scan(f"{where}.scan", item.get("scan", "")),
        )

    def _scan(self, where: str, text: str) -> bytes:
        try:
            return base64.b64decode(text, validate=True)
        except ValueError:
            self._findings.append(refusal("exchange_wrong_scan", where))
            return b""

    def _attachment(self, where: str, item: Json) -> ExchangeAttachment:
        content = self._files.content(where, item)
        return ExchangeAttachment(
            id=item["id"],
            material=item["material"],
            slot=item["slot"],
            title=item["title"],
            file_name=item["file_name"],
            media_type=item["media_type"],
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            plan=tuple(
                PagePick(pick["page"], pick.get("turn", 0)) for pick in item.get("page_plan", ())
            ),
        )

    def _day(self, where: str, text: str) -> dt.date:
        day = parse_date(text)
        if day is None:
            self._findings.append(refusal("exchange_wrong_date", where))
        return day or _NO_DAY


def _is_moment(text: str) -> bool:
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _values(fields: Json) -> Values:
    return {
        name: value if not isinstance(value, list) else _list(value)
        for name, value in fields.items()
    }


def _list(items: list[Any]) -> Value:
    return tuple(items)
