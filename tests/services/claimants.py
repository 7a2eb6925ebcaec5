"""People who claim a card, one for each way of claiming; synthetic, of an invented region."""

from __future__ import annotations

import io

from PIL import Image

from kabao.domain.cases import MaterialKey

FORM = MaterialKey.CLAIM_FORM
PAPERS = MaterialKey.CLAIM_DOCUMENTS
LETTER = MaterialKey.AUTHORITY_LETTER
PHOTO = MaterialKey.CLAIM_PHOTO

_COMMON = {
    "live_addr": "示例省青禾市禾苗区谷雨街1号101室",
    "mobile": "19900000001",
    "region": "990100",
    "bank": "313",
    "pickup": "branch",
    "consent": True,
    "consent_on": "2026-11-16",
    "apply_for": "new",
    "applied_by": "self",
}
CHILD = {
    **_COMMON,
    "name": "安小禾",
    "sex": "1",
    "birth_date": "2020-06-01",
    "nationality": "CHN",
    "ethnicity": "01",
    "doc_type": "resident_id",
    "doc_no": "11000020200601005X",
    "doc_valid_to": "2030-01-01",
    "guardian_name": "安思源",
    "guardian_doc_type": "resident_id",
    "guardian_doc_no": "110000199001010013",
    "guardian_relation": "father",
}
ALMOST_GROWN = {
    **_COMMON,
    "name": "安将成",
    "sex": "1",
    "birth_date": "2010-11-23",
    "nationality": "CHN",
    "ethnicity": "01",
    "doc_type": "resident_id",
    "doc_no": "310000201011230017",
    "doc_valid_to": "2030-01-01",
    "guardian_name": "安思源",
    "guardian_doc_type": "resident_id",
    "guardian_doc_no": "110000199001010013",
}
FOREIGNER = {
    **_COMMON,
    "name": "MARIA SANTOS",
    "sex": "2",
    "birth_date": "1988-03-04",
    "nationality": "BRA",
    "doc_type": "foreign_passport",
    "doc_no": "FA1234567",
    "doc_valid_to": "2032-01-01",
    "work_permit_no": "WP-990100-01",
}
AGENT = {
    **_COMMON,
    "name": "安思源",
    "sex": "1",
    "birth_date": "1990-01-01",
    "nationality": "CHN",
    "ethnicity": "01",
    "doc_type": "resident_id",
    "doc_no": "110000199001010013",
    "doc_long_term": True,
    "applied_by": "agent",
    "agent_name": "白晓棠",
    "agent_doc_type": "resident_id",
    "agent_doc_no": "110000199001010021",
}
HONG_KONG = {
    **_COMMON,
    "name": "陈美玲",
    "sex": "2",
    "birth_date": "1901-08-08",
    "nationality": "HKG",
    "doc_type": "hmt_residence_permit",
    "doc_no": "810000190108080024",
    "doc_valid_to": "2028-01-01",
}
BROUGHT = {
    "安小禾": ("household_register", "guardian_id"),
    "MARIA SANTOS": ("passport", "work_permit"),
    "安思源": ("resident_id", "agent_id", "authority_letter"),
    "陈美玲": ("residence_permit",),
    "安将成": ("resident_id",),
}
COMPANY = {
    "name": "青禾精密机械有限公司",
    "uscc": "91110000XXXX00019Y",
    "kind": "company",
    "established_on": "2026-11-04",
    "address": "示例省青禾市工业路1号",
    "legal_rep": "白晓棠",
    "doc_presented": "licence",
    "handler_name": "白晓棠",
    "handler_phone": "19900000002",
}


def portrait():
    """Return a photograph of nobody."""
    data = io.BytesIO()
    Image.new("RGB", (358, 441), "white").save(data, "JPEG", dpi=(350, 350))
    return data.getvalue()


def put(workspace, case, key, **values):
    """Type some values into a part."""
    known = workspace.cases.get(case.id).values(key)
    workspace.cases.save_material(case.id, key, {**known, **values})


def claim(workspace, person, wish=None):
    """Start the claim of a person."""
    holder = workspace.holders.save(0, person).record
    return workspace.claims.start(holder.id, f"{holder.name}申领", wish).record


def completed(workspace, person):
    """Take a person through a claim until nothing is left to do."""
    case = claim(workspace, person)
    put(workspace, case, FORM, declaration=True, region_name="示例省青禾市")
    papers = {"documents_at_hand": BROUGHT[person["name"]], "identity_checked": True}
    put(workspace, case, PAPERS, **papers)
    put(workspace, case, PHOTO, photo_source="studio", photo_taken_on="2026-11-01")
    names = ("photo.jpg", "photo")
    workspace.attachments.add_bytes(case.id, PHOTO, "photo", names, portrait())
    if person["applied_by"] == "agent":
        period = {"valid_from": "2026-11-16", "valid_to": "2027-01-31"}
        put(workspace, case, LETTER, matters=("submit", "collect"), **period)
    return workspace.cases.get(case.id)


def codes(workspace, case):
    """Return the findings of a case as pairs of code and field."""
    found = workspace.cases.check(workspace.cases.get(case.id))
    return {(one.code, one.place.field) for one in found}
