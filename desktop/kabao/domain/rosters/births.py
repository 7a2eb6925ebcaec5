"""Dates of birth that a sheet tells by year and month only, made whole by the number."""

from __future__ import annotations

import re

from kabao.domain.findings import Confidence
from kabao.domain.identity import RESIDENT_ID, identity_facts
from kabao.domain.plain_text import fold_width

_YEAR_AND_MONTH = re.compile(r"(\d{4})(?:\s*[-/.年]\s*(\d{1,2})\s*月?|(\d{2}))")
_OCTOBER = 10


def whole_birth(text: str, number: str, doc_type: str) -> str:
    """Return the ISO date of which a cell has year and month; empty where the number disagrees."""
    found = _YEAR_AND_MONTH.fullmatch(fold_width(text).strip())
    facts = identity_facts(number, doc_type or RESIDENT_ID) if found else None
    if found is None or facts is None or facts.confidence is not Confidence.CONFIRMED:
        return ""
    year, month, joined = found.groups()
    months = {int(month or joined)}
    if month == "1":
        # A spreadsheet takes 1987.10 for a number and shows it as 1987.1.
        months.add(_OCTOBER)
    born = facts.birth_date
    return born.isoformat() if born.year == int(year) and born.month in months else ""
