"""Writing an exchange document: the same document always gives the same bytes."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from kabao.domain.cases import MaterialKey
from kabao.domain.exchange import EXCHANGE_VERSION
from kabao.exchange.supplements import supplement_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.exchange import (
        ExchangeAttachment,
        ExchangeCard,
        ExchangeCase,
        ExchangeDocument,
        ExchangeEvidence,
        ExchangeHolder,
        ExchangePhoto,
        ExchangeStep,
    )
    from kabao.domain.fields import Values

    Json = dict[str, Any]


def write_exchange(document: ExchangeDocument) -> bytes:
    """Return the document as UTF-8 JSON; attachments with a path are named by it."""
    plain = {
        "kabao_exchange": _version(document),
        "employers": [
            {"id": item.id, "fields": _values(item.values)} for item in document.employers
        ],
        "holders": [_holder(item) for item in document.holders],
        "cases": [_case(item) for item in document.cases],
    }
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def _version(document: ExchangeDocument) -> int:
    """Return the oldest version that knows all of it, so that older programs can read the rest."""
    if any(item.photo for item in document.holders):
        return EXCHANGE_VERSION
    return 2 if any(item.steps for item in document.cases) else 1


def _values(values: Values) -> Json:
    return {name: _plain(values[name]) for name in sorted(values)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "items"):
        return {name: value[name] for name in sorted(value)}
    return value


def _holder(holder: ExchangeHolder) -> Json:
    told: Json = {
        "id": holder.id,
        "employer": holder.employer,
        "fields": _values(holder.values),
        "cards": [_card(card) for card in holder.cards],
    }
    if holder.photo:
        told["photo"] = _photo(holder.photo)
    return told


def _photo(photo: ExchangePhoto) -> Json:
    told: Json = {
        "file_name": photo.file_name,
        "profile": photo.profile,
        "sha256": photo.sha256,
        "base64": base64.b64encode(photo.content).decode(),
    }
    if photo.crop:
        told["crop"] = {name: photo.crop[name] for name in sorted(photo.crop)}
    return told


def _card(card: ExchangeCard) -> Json:
    return {
        "id": card.id,
        "fields": _values(card.values),
        "evidence": [_evidence(entry) for entry in card.evidence],
    }


def _evidence(entry: ExchangeEvidence) -> Json:
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "observed_on": entry.observed_on.isoformat(),
        "positive": entry.positive,
        "strength": entry.strength.value,
        "detail": entry.detail,
        "channel": entry.channel,
        "note": entry.note,
        "withdraws": entry.withdraws,
        "recorded_at": entry.recorded_at,
    }


def _case(case: ExchangeCase) -> Json:
    told: Json = {
        "id": case.id,
        "number": case.number,
        "kind": case.kind.value,
        "applicant_kind": case.applicant_kind.value,
        "title": case.title,
        "created_on": case.created_on,
        "employer": case.employer,
        "holders": list(case.holders),
        "annex": case.annex,
        "accepted": _sorted(case.accepted),
        "rulebook": case.rulebook,
        "materials": {
            key.value: _values(case.materials[key]) for key in MaterialKey if key in case.materials
        },
        "attachments": [_attachment(item) for item in case.attachments],
        **({"steps": [_step(item) for item in case.steps]} if case.steps else {}),
    }
    if case.supplements:
        told["supplements"] = [supplement_document(item) for item in case.supplements]
    return told


def _step(item: ExchangeStep) -> Json:
    told: Json = {
        "id": item.id,
        "transition": item.transition,
        "source": item.source,
        "target": item.target,
        "happened_on": item.happened_on,
        "actor": item.actor,
        "reference": item.reference,
        "reasons": item.reasons,
        "recorded_at": item.recorded_at,
    }
    if item.scan:
        told |= {"scan_name": item.scan_name, "scan": base64.b64encode(item.scan).decode()}
    return told


def _sorted(words: Mapping[str, str]) -> Json:
    return {key: words[key] for key in sorted(words)}


def _attachment(item: ExchangeAttachment) -> Json:
    head: Json = {
        "id": item.id,
        "material": item.material,
        "slot": item.slot,
        "title": item.title,
        "file_name": item.file_name,
        "media_type": item.media_type,
        "sha256": item.sha256,
    }
    if item.plan:
        head["page_plan"] = [{"page": pick.page, "turn": pick.turn} for pick in item.plan]
    if item.path:
        return {**head, "path": item.path}
    return {**head, "base64": base64.b64encode(item.content).decode()}
