"""Synthetic records for the tests of use cases and commands; nobody in them exists."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

TODAY = dt.date(2026, 11, 22)
EXAMPLE = Path(__file__).parents[1] / "fixtures" / "exchange-example.json"

HOLDER = {
    "name": "安思源",
    "sex": "1",
    "birth_date": "1990-01-01",
    "nationality": "CHN",
    "ethnicity": "01",
    "doc_type": "resident_id",
    "doc_no": "110000199001010013",
    "doc_long_term": True,
    "mobile": "19900000001",
    "region": "990100",
}
OTHER_HOLDER = HOLDER | {"name": "白晓棠", "sex": "2", "doc_no": "110000199001010021"}
CARD = {
    "card_number": "X00000019",
    "region": "990100",
    "card_kind": "physical",
    "issued_on": "2026-03-01",
    "collected_on": "2026-03-12",
    "valid_to": "2036-02-29",
}
EMPLOYER = {
    "name": "青禾精密机械有限公司",
    "uscc": "91110000XXXX00019Y",
    "kind": "company",
    "established_on": "2026-11-10",
}
