"""Exchange documents for the tests; every person is synthetic."""

from __future__ import annotations

import base64
import copy
import json
from typing import TYPE_CHECKING, Any

import pytest

from kabao.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"

COMPLETE: dict[str, Any] = {
    "kabao_exchange": 1,
    "employers": [{"id": "e1", "fields": {"name": "云泽市示例软件有限公司", "uscc": "91"}}],
    "holders": [
        {
            "id": "h1",
            "employer": "e1",
            "fields": {"name": "测试𠮷", "doc_no": "110000199001010013", "insured_kinds": ["a"]},
            "cards": [
                {
                    "id": "c1",
                    "fields": {"card_number": "A00000018"},
                    "evidence": [
                        {"id": "v1", "kind": "password_set", "observed_on": "2026-03-18"},
                        {
                            "id": "v2",
                            "kind": "withdrawn",
                            "observed_on": "2026-03-19",
                            "positive": False,
                            "strength": "none",
                            "detail": "d",
                            "channel": "counter",
                            "note": "误录\n第二行",
                            "withdraws": "v1",
                            "recorded_at": "2026-03-19T08:00:00+00:00",
                        },
                    ],
                }
            ],
        },
        {"id": "h2", "employer": None, "fields": {"name": "李四"}},
    ],
    "cases": [
        {
            "id": "k1",
            "number": "KB-2026-0001",
            "kind": "issuance",
            "applicant_kind": "department",
            "title": "云泽市发行注册",
            "created_on": "2026-11-22",
            "employer": "e1",
            "holders": ["h2", "h1"],
            "annex": True,
            "accepted": {"C05": "人口统计口径不同"},
            "materials": {
                "registration_form": {
                    "planned_quantity": 10,
                    "phases": [{"start": "2027-01-01", "quantity": 10}],
                }
            },
            "attachments": [
                {
                    "id": "a1",
                    "material": 5,
                    "slot": "measures",
                    "title": "管理办法",
                    "file_name": "办法.pdf",
                    "media_type": "application/pdf",
                    "base64": base64.b64encode(PDF).decode(),
                }
            ],
        }
    ],
}


@pytest.fixture
def complete() -> dict[str, Any]:
    """Return a document that uses every part of the schema, free to be spoilt."""
    return copy.deepcopy(COMPLETE)


@pytest.fixture
def written(tmp_path: Path) -> Callable[[object], Path]:
    """Return a function that writes a document into a file."""

    def write(document: object) -> Path:
        path = tmp_path / "exchange.json"
        text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def pdf() -> bytes:
    """Return the bytes of the attachment of the complete document."""
    return PDF


@pytest.fixture(params=["zh", "en"])
def texts(request: pytest.FixtureRequest) -> Texts:
    """Return the words of each language in turn."""
    return Texts(request.param)
