"""Claims and registrations from the command line: started, checked, exported, printed empty."""

from __future__ import annotations

import pypdf
import pytest

from services.people_at_hand import EMPLOYER, HOLDER


@pytest.fixture
def ledger(tmp_path, rulebook):
    from kabao.services.workspace import Workspace

    path = tmp_path / "desk.kabao"
    with Workspace.create(path, rulebook) as made:
        employer = made.employers.save(0, EMPLOYER).record
        made.holders.save(0, HOLDER, employer.id)
    return path


def test_a_claim_is_started_for_what_it_is_and_checked(kabao, ledger):
    started = kabao(
        "--ledger", ledger, "--json", "cases", "new", "补卡", "--kind", "claim",
        "--holder", HOLDER["doc_no"], "--for", "reissue", "--reason", "lost", "--by", "self",
    )  # fmt: skip
    assert started.code == 0
    assert started.document["kind"] == "claim"
    number = started.document["case"]
    checked = kabao("--ledger", ledger, "--json", "check", number)
    assert checked.code == 1
    found = {one["code"] for one in checked.document["cases"][0]["findings"]}
    assert {"claim_no_card_to_replace", "required"} <= found


def test_a_registration_is_started_and_leaves_as_a_draft(kabao, ledger, tmp_path):
    started = kabao(
        "--ledger", ledger, "cases", "new", "登记", "--kind", "registration",
        "--employer", EMPLOYER["uscc"],
    )  # fmt: skip
    assert started.code == 0
    number = started.out.split("\t")[0]
    left = kabao("--ledger", ledger, "export", number, "--out", tmp_path / "out", "--draft")
    assert left.code == 0
    (package,) = (tmp_path / "out").glob("*.pdf")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(package).pages)
    assert "社会保险法第五十七条" in text


@pytest.mark.parametrize(
    "words",
    [
        ("--kind", "claim"),
        ("--kind", "registration"),
        ("--kind", "issuance", "--applicant", "person", "--for", "new"),
    ],
)
def test_what_such_a_case_is_about_must_be_named(kabao, ledger, words):
    answer = kabao("--ledger", ledger, "cases", "new", "x", *words)
    assert answer.code == 2
    assert kabao("--ledger", ledger, "--json", "cases").document == {"cases": []}


def test_an_unknown_reason_is_refused_by_those_there_are(kabao, ledger):
    answer = kabao(
        "--ledger", ledger, "cases", "new", "x", "--kind", "claim",
        "--holder", HOLDER["doc_no"], "--for", "rent",
    )  # fmt: skip
    assert answer.code == 3
    assert "reissue" in answer.err


@pytest.mark.parametrize("form", ["claim_form_person", "authority_letter_person"])
def test_forms_of_claims_are_printed_for_the_pen(kabao, tmp_path, form):
    target = tmp_path / f"{form}.pdf"
    assert kabao("export", "--blank", form, "--out", target).code == 0
    text = "".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
    assert "代办人姓名" in text
    assert "签名" in text


def test_the_card_of_a_claim_goes_along_only_when_that_is_said(kabao, tmp_path, rulebook):
    from kabao.services.workspace import Workspace
    from services.claimants import FOREIGNER, completed
    from services.people_at_hand import TODAY

    path = tmp_path / "claim.kabao"
    with Workspace.create(path, rulebook, clock=lambda: TODAY) as made:
        number = completed(made, FOREIGNER).number
    step = ("--ledger", path, "case", "step", number)
    assert kabao(*step, "make_ready").code == 0
    assert "--with-card" in kabao(*step, "hand_in").out
    told = kabao(*step, "office_accepts", "--reference", "R-1", "--with-card")
    assert "卡的进度已记为“已受理”" in told.out
