"""The way of a case from the command line: states, steps, reports, snapshots, changes."""

import pytest
from pypdf import PdfReader

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.services.demo import make_sample_ledger
from kabao.services.workspace import Workspace
from services.people_at_hand import TODAY


@pytest.fixture(scope="module")
def sample_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("way") / "sample.kabao"
    make_sample_ledger(path, clock=lambda: TODAY).close()
    return path


@pytest.fixture
def sample(sample_file, tmp_path):
    path = tmp_path / "way.kabao"
    path.write_bytes(sample_file.read_bytes())
    return path


def test_steps_are_recorded_by_name_or_by_the_state_they_lead_to(kabao, sample, fits):
    case = ("--ledger", sample, "case")
    made = kabao(*case, "step", "KB-2026-0001", "materials_ready", "--on", "2026-11-20")
    assert (made.code, made.out) == (0, "已登记：确认材料齐备\n")
    sent = kabao("--json", *case, "step", "KB-2026-0001", "send_to_province")
    fits("case-step", sent.document)
    assert sent.document["step"]["on"] == TODAY.isoformat()
    missing = kabao(*case, "step", "KB-2026-0001", "province_forwards")
    assert missing.code == 3
    assert "文号" in missing.err
    told = kabao("--json", *case, "way", "KB-2026-0001").document
    fits("case-way", told)
    assert told["state"] == "provincial_review"
    assert [step["step"] for step in told["steps"]] == ["make_ready", "send_to_province"]
    listed = kabao("--json", "--ledger", sample, "cases").document
    assert listed["cases"][-1]["state"] == "provincial_review"


def test_a_step_that_is_not_there_names_those_that_are(kabao, sample):
    answer = kabao("--ledger", sample, "case", "step", "KB-2026-0001", "issuing")
    assert answer.code == 3
    assert "make_ready" in answer.err


def test_what_changed_since_the_approval(kabao, sample, fits):
    case = ("--ledger", sample, "case")
    nothing = kabao(*case, "changes", "KB-2026-0001")
    assert nothing.code == 3
    assert "快照" in nothing.err
    kabao(*case, "step", "KB-2026-0001", "make_ready")
    kabao(*case, "step", "KB-2026-0001", "send_to_province")
    kabao(*case, "step", "KB-2026-0001", "province_forwards", "--reference", "省 1 号")
    kabao(*case, "step", "KB-2026-0001", "ministry_approves", "--reference", "部 2 号")
    with Workspace.open(sample, clock=lambda: TODAY) as workspace:
        found = workspace.cases.by_number("KB-2026-0001")
        form = found.values(MaterialKey.REGISTRATION_FORM)
        workspace.cases.save_material(
            found.id, MaterialKey.REGISTRATION_FORM, {**form, "chip_model": "新芯片"}
        )
    answer = kabao("--json", *case, "changes", "KB-2026-0001").document
    fits("case-changes", answer)
    assert (answer["route"], answer["retest"], answer["items"]) == (
        "filing",
        True,
        ["card_product"],
    )
    checked = kabao("--json", "--ledger", sample, "check", "KB-2026-0001").document
    assert "case_differs_filing" in {item["code"] for item in checked["cases"][0]["findings"]}


def test_the_report_of_a_check(kabao, sample, tmp_path, fits):
    with Workspace.open(sample, clock=lambda: TODAY) as workspace:
        case = next(
            one for one in workspace.cases.all() if one.applicant_kind is ApplicantKind.DEPARTMENT
        )
        form = case.values(MaterialKey.REGISTRATION_FORM)
        changed = {**form, "covered_population": 10, "leader_name": ""}
        workspace.cases.save_material(case.id, MaterialKey.REGISTRATION_FORM, changed)
        case = workspace.cases.get(case.id)
        place = next(f for f in workspace.cases.check(case) if f.rule == "C05")
        from kabao.domain.preflight import finding_key

        workspace.cases.accept(case, finding_key(place), "人口数待核定")
    target = tmp_path / "report.pdf"
    answer = kabao("--json", "--ledger", sample, "check", case.number, "--report", target)
    assert answer.code == 1
    fits("check", answer.document)
    words = "".join(page.extract_text() for page in PdfReader(target).pages)
    assert answer.document["report"]["pages"] == len(PdfReader(target).pages)
    assert "人口数待核定" in words
    assert "负责人姓名" in words
    assert "C25" in words
    assert kabao("--ledger", sample, "check", "--report", target).code == 2


def test_an_export_keeps_a_snapshot_once(kabao, sample, tmp_path):
    for _ in range(2):
        out = tmp_path / "out"
        answer = kabao("--ledger", sample, "export", "KB-2026-0002", "--out", out)
        assert answer.code == 0
    with Workspace.open(sample, clock=lambda: TODAY) as workspace:
        case = workspace.cases.by_number("KB-2026-0002")
        (kept,) = workspace.snapshots.of_case(case.id)
        assert (kept.reason, len(kept.package)) == ("export", 64)
        # A ledger that is in use is left alone; the package is written all the same.
        other = kabao("--ledger", sample, "export", "KB-2026-0003", "--out", tmp_path / "b")
        assert other.code == 0
        assert "不留快照" in other.err
