"""``kabao export --blank``: listed, empty without a ledger, filled in from a case."""

from __future__ import annotations

import pypdfium2
import pytest

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.services.workspace import Workspace
from services.people_at_hand import TODAY


def text_of(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@pytest.fixture
def begun(tmp_path):
    """A ledger with a department's case of which little is known."""
    path = tmp_path / "begun.kabao"
    with Workspace.create(path, clock=lambda: TODAY) as workspace:
        case = workspace.cases.create(ApplicantKind.DEPARTMENT, "示例市发卡申请").record
        values = {
            "applicant_org_name": "示例市人力资源和社会保障局",
            "applicant_level": "prefecture",
        }
        workspace.cases.save_material(case.id, MaterialKey.REGISTRATION_FORM, values)
    return path, case.number


def test_every_form_is_listed(kabao, rulebook, fits):
    answer = kabao("--json", "export", "--blank", "list")
    assert answer.code == 0
    fits("export-blank", answer.document)
    assert [item["form"] for item in answer.document["forms"]] == list(rulebook.forms)


def test_an_empty_form_needs_no_ledger_and_is_the_same_every_time(kabao, tmp_path, fits):
    digests = set()
    for name in ("a.pdf", "b.pdf"):
        answer = kabao(
            "--json", "export", "--blank", "registration_form_person", "--out", tmp_path / name
        )
        assert answer.code == 0, answer.err
        fits("export-blank", answer.document)
        digests.add(answer.document["blank"]["sha256"])
    assert len(digests) == 1
    text = text_of(tmp_path / "a.pdf")
    assert "申领人签名" in text
    assert "姓名拼音" in text
    assert kabao("verify", tmp_path / "a.pdf").code == 0


def test_a_case_fills_in_what_it_knows(kabao, begun, tmp_path):
    ledger, number = begun
    answer = kabao(
        *("--ledger", ledger, "export", number, "--blank", "registration_form"),
        *("--out", tmp_path),
    )
    assert answer.code == 0, answer.err
    text = text_of(tmp_path / f"{number}-registration_form.pdf")
    assert "示例市人力资源和社会保障局" in text
    assert "■地市级" in text
    assert "缺" not in text


def test_what_is_no_form_is_told_in_a_sentence(kabao, begun, tmp_path):
    assert kabao("export", "--blank", "none", "--out", tmp_path).code == 3
    ledger, number = begun
    answer = kabao(
        *("--ledger", ledger, "export", number, "--blank", "card_face_person", "--out", tmp_path)
    )
    assert (answer.code, answer.err.count("\n")) == (3, 1)
    assert kabao("--ledger", ledger, "export", number).code == 2
