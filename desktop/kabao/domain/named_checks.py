"""The checks a field names in the rulebook, each on one text of a form or of a table row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.card_numbers import (
    check_bank_card_number,
    check_card_number,
    check_social_number,
)
from kabao.domain.credit_codes import check_credit_code
from kabao.domain.days import read_iso_date
from kabao.domain.field_values import own_error, rule_broken
from kabao.domain.findings import Finding, Level
from kabao.domain.identity import RESIDENT_ID, check_identity_number
from kabao.domain.names import check_person_name
from kabao.domain.plain_text import looks_like_password

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from kabao.domain.fields import FieldSpec, Values

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a named check is asked about: a text, its field, the values around it and the day."""

    text: str
    spec: FieldSpec
    values: Values
    today: dt.date


def _identity_number(asked: Asked) -> tuple[Finding, ...]:
    """The type stands beside the number: ``guardian_doc_type`` for ``guardian_doc_no``."""
    name = asked.spec.name
    kind = asked.values.get(f"{name.removesuffix('_no')}_type") if name.endswith("_no") else None
    doc_type = kind if isinstance(kind, str) and kind else RESIDENT_ID
    return check_identity_number(asked.text, doc_type, asked.today)


def _uscc(asked: Asked) -> tuple[Finding, ...]:
    return check_credit_code(asked.text)


def _card_number(asked: Asked) -> tuple[Finding, ...]:
    return check_card_number(asked.text)


def _bank_card_number(asked: Asked) -> tuple[Finding, ...]:
    return check_bank_card_number(asked.text)


def _social_number(asked: Asked) -> tuple[Finding, ...]:
    return check_social_number(asked.text)


def _person_name(asked: Asked) -> tuple[Finding, ...]:
    return check_person_name(asked.text)


def _mobile(asked: Asked) -> tuple[Finding, ...]:
    return () if _MOBILE.fullmatch(asked.text) else (rule_broken(asked.spec, "mobile_format"),)


def _email(asked: Asked) -> tuple[Finding, ...]:
    return () if _EMAIL.fullmatch(asked.text) else (rule_broken(asked.spec, "email_format"),)


def _not_future(asked: Asked) -> tuple[Finding, ...]:
    day = read_iso_date(asked.text)
    return (own_error("date_in_future"),) if day is not None and day > asked.today else ()


def _not_past(asked: Asked) -> tuple[Finding, ...]:
    day = read_iso_date(asked.text)
    if day is None or day >= asked.today:
        return ()
    # Only a warning: a record that was right must not become wrong by the passing of time.
    origin = asked.spec.origin
    trust, source = origin.confidence, origin.source
    return (Finding(Level.WARNING, "date_past", confidence=trust, source=source),)


def _no_password(asked: Asked) -> tuple[Finding, ...]:
    return (own_error("note_has_password"),) if looks_like_password(asked.text) else ()


CHECKS: Mapping[str, Callable[[Asked], tuple[Finding, ...]]] = {
    "identity_number": _identity_number,
    "uscc": _uscc,
    "card_number": _card_number,
    "bank_card_number": _bank_card_number,
    "social_number": _social_number,
    "mobile": _mobile,
    "person_name": _person_name,
    "email": _email,
    "not_future": _not_future,
    "not_past": _not_past,
    "no_password": _no_password,
}
"""By the name that a field's ``check`` gives."""
