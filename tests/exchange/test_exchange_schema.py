from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabao import paths
from kabao.domain.evidence import EvidenceKind, Strength
from kabao.exchange.schema import exchange_schema, schema_findings

SCHEMAS = sorted((paths.resources() / "schemas").glob("*.json"))


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_shipped_schemas_are_schemas(path):
    jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


def test_schema_names_every_kind_of_evidence_and_strength():
    evidence = exchange_schema()["$defs"]["evidence"]["properties"]

    assert evidence["kind"]["enum"] == [kind.value for kind in EvidenceKind]
    assert evidence["strength"]["enum"] == [strength.value for strength in Strength]


def test_complete_document_satisfies_the_schema(complete):
    assert schema_findings(complete) == ()


plain_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("2026-01-01"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)
WAYS = [
    ("holders", 0, "id"),
    ("holders", 0, "employer"),
    ("holders", 0, "fields"),
    ("holders", 0, "fields", "name"),
    ("holders", 0, "cards", 0, "evidence", 0, "kind"),
    ("holders", 0, "cards", 0, "evidence", 0, "observed_on"),
    ("holders", 0, "cards", 0, "evidence", 0, "positive"),
    ("holders", 0, "cards", 0, "evidence", 0, "withdraws"),
    ("cases", 0, "accepted"),
    ("cases", 0, "materials", "registration_form"),
    ("cases", 0, "created_on"),
    ("cases", 0, "attachments", 0, "material"),
    ("cases", 0, "attachments", 0, "media_type"),
]


@given(way=st.sampled_from(WAYS), value=plain_json)
def test_the_quick_way_judges_as_the_library_does(way, value):
    from copy import deepcopy

    document = deepcopy(_complete())
    target = document
    for part in way[:-1]:
        target = target[part]
    target[way[-1]] = value

    plain = jsonschema.Draft202012Validator(exchange_schema()).is_valid(document)

    assert (schema_findings(document) == ()) is plain


def _complete():
    return {
        "kabao_exchange": 1,
        "holders": [
            {
                "id": "h1",
                "employer": None,
                "fields": {"name": "a"},
                "cards": [
                    {
                        "id": "c1",
                        "fields": {},
                        "evidence": [
                            {"id": "v1", "kind": "sealed", "observed_on": "2026-03-18"},
                        ],
                    }
                ],
            }
        ],
        "cases": [
            {
                "id": "k1",
                "kind": "issuance",
                "applicant_kind": "person",
                "title": "t",
                "materials": {},
                "attachments": [
                    {
                        "id": "a1",
                        "material": 5,
                        "slot": "s",
                        "title": "t",
                        "file_name": "f",
                        "media_type": "image/png",
                        "base64": "",
                    }
                ],
            }
        ],
    }
