"""Applications for keys, PSAM cards and the test: started from a registration, never with a key."""

from __future__ import annotations

import pypdfium2
import pytest

from kabao.domain.case_way import CaseStep
from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.errors import InputRefusedError
from kabao.domain.key_material import holds_key
from kabao.services.case_way import StepDraft
from kabao.services.packages import Paper
from kabao.services.verifying import verify_package
from kabao.texts import Texts

KEY = "0123456789ABCDEF0123456789abcdef"


def codes(workspace, case):
    return {item.code for item in workspace.cases.check(workspace.cases.get(case.id))}


@pytest.fixture
def issuing(workspace):
    case = workspace.cases.create(ApplicantKind.DEPARTMENT, "青禾市发行注册").record
    form = {
        "applicant_org_name": "青禾市人力资源和社会保障局",
        "applicant_level": "prefecture",
        "region_name": "青禾市",
        "region_code": "990100",
        "ministry_reference": "人社信息函〔2026〕9号",
        "issuer_identifier": "990100D156000005",
        "encryption_machine": "SJJ-1",
        "key_custodians": ({"name": "安思源", "position": "主管"},),
        "card_vendors": ({"name": "示例卡厂", "product_model": "K1", "share": 100},),
    }
    workspace.cases.save_material(case.id, MaterialKey.REGISTRATION_FORM, form)
    return workspace.cases.get(case.id)


def follow(workspace, issuing, kind):
    saved = workspace.cases.create(ApplicantKind.DEPARTMENT, "申领", kind=kind, base_id=issuing.id)
    return saved.record


def test_what_the_registration_says_is_taken_over(workspace, issuing):
    values = follow(workspace, issuing, CaseKind.KEY).values(MaterialKey.KEY_APPLICATION)
    assert values["registration_reference"] == "人社信息函〔2026〕9号"
    assert values["issuing_case"] == issuing.number
    assert (values["key_level"], values["machine_model"]) == ("city", "SJJ-1")
    tested = follow(workspace, issuing, CaseKind.TEST).values(MaterialKey.TEST_APPLICATION)
    assert (tested["vendor"], tested["product_model"]) == ("示例卡厂", "K1")


@pytest.mark.parametrize("kind", [CaseKind.KEY, CaseKind.PSAM, CaseKind.TEST])
def test_a_key_is_never_taken_in(workspace, issuing, kind):
    case = follow(workspace, issuing, kind)
    values = {**case.values(case.main), "region_name": f"青禾 {KEY}"}
    with pytest.raises(InputRefusedError) as refused:
        workspace.cases.save_material(case.id, case.main, values)
    assert refused.value.code == "key_material_refused"
    assert workspace.cases.get(case.id).values(case.main)["region_name"] == "青禾市"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (KEY, True),
        ("0123 4567 89AB CDEF", True),
        ("０１２３４５６７８９ａｂｃｄｅｆ", True),
        ("AbCdEf0123456789AbCdEf01==", True),
        ("1111111111111111", True),
        ("990100D1560000050123456789ABCDEF", False),
        ("110000199001010013", False),
        ("2026-11-22 2027-11-22", False),
        ("SJJ1507 加密机", False),
        ("人社信息函〔2026〕9号", False),
    ],
)
def test_what_looks_like_a_key(text, key):
    assert holds_key(text) is key


def test_a_registration_that_says_otherwise_is_told(workspace, issuing):
    case = follow(workspace, issuing, CaseKind.PSAM)
    values = {**case.values(case.main), "issuer_identifier": "1", "quantity": 3}
    values["usage_places"] = ({"place": "bank", "quantity": 2},)
    values |= {"application_date": "2026-03-01", "blank_vendor_filing_valid_until": "2026-02-01"}
    workspace.cases.save_material(case.id, case.main, values)
    found = codes(workspace, case)
    assert {"follow_differs", "follow_too_early", "psam_places_sum", "psam_filing_expired"} <= found
    values["issuing_case"] = "KB-2001-0001"
    workspace.cases.save_material(case.id, case.main, values)
    assert "follow_case_unknown" in codes(workspace, case)


def test_test_cards_are_compared(workspace, issuing):
    case = follow(workspace, issuing, CaseKind.TEST)
    twin = {"card_number": "A00000001", "identification": "9" * 32, "purpose": "测试"}
    values = {**case.values(case.main), "vendor": "别家", "sample_cards": (twin, twin)}
    values |= {"real_environment": False, "result": "pass"}
    values["result_items"] = ({"item": "keys", "result": "fail"},)
    # A run of 32 digits is no identification code: it is refused before it is compared.
    with pytest.raises(InputRefusedError):
        workspace.cases.save_material(case.id, case.main, values)
    code = {"identification": "990100D1560000050123456789ABCDEF"}
    values["sample_cards"] = ({**twin, **code}, {**twin, **code})
    workspace.cases.save_material(case.id, case.main, values)
    wanted = {"test_card_twice", "test_vendor_unknown", "test_not_real", "test_result_contradicts"}
    assert wanted <= codes(workspace, case)


def test_only_a_departments_issuing_case_is_followed(workspace, issuing):
    case = follow(workspace, issuing, CaseKind.KEY)
    with pytest.raises(InputRefusedError) as refused:
        workspace.cases.create(ApplicantKind.DEPARTMENT, "x", kind=CaseKind.PSAM, base_id=case.id)
    assert refused.value.code == "case_not_followed"
    with pytest.raises(InputRefusedError) as refused:
        workspace.cases.create(ApplicantKind.PERSON, "x", kind=CaseKind.KEY)
    assert refused.value.code == "case_kind_of_others"


def test_an_event_is_recorded_in_both_cases(workspace, issuing):
    way = workspace.case_way
    case = follow(workspace, issuing, CaseKind.KEY)
    for state, target in (("drafting", "registered"), ("drafting", "handed_in")):
        record = issuing.id if target == "registered" else case.id
        step = CaseStep(record, "x", state, target, "2026-01-05", "部信息中心")
        workspace.ledger.case_steps.add(step)
    draft = StepDraft("keys_collected", "2026-02-01", "部信息中心", reference="备忘录 3 号")
    changed = way.record(case.id, draft).changed
    assert way.state(case.id).key == way.state(issuing.id).key == "keys_received"
    assert changed.cases == {case.id, issuing.id}
    form = workspace.cases.get(case.id).values(MaterialKey.KEY_APPLICATION)
    assert form["handover_date"] == "2026-02-01"
    assert form["handover_reference"] == "备忘录 3 号"
    assert "follow_too_early" not in codes(workspace, case)
    with pytest.raises(InputRefusedError):
        way.start_change(case.id, "变更")


def test_a_key_is_no_reference(workspace, issuing):
    case = follow(workspace, issuing, CaseKind.KEY)
    workspace.ledger.case_steps.add(
        CaseStep(case.id, "x", "drafting", "handed_in", "2026-01-05", "a")
    )
    draft = StepDraft("keys_collected", "2026-02-01", "部信息中心", reference=KEY)
    with pytest.raises(InputRefusedError) as refused:
        workspace.case_way.record(case.id, draft)
    assert refused.value.code == "key_material_refused"


@pytest.mark.parametrize("kind", [CaseKind.KEY, CaseKind.PSAM, CaseKind.TEST])
def test_the_package_says_all_of_it(workspace, issuing, kind, tmp_path):
    case = follow(workspace, issuing, kind)
    target = tmp_path / f"{kind}-follows.pdf"
    order = workspace.packages.order(case.id, target, Texts("zh"), Paper(draft=True))
    result = workspace.packages.write(order)
    said = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(target))
    said = "".join(said.split())
    profile = workspace.rulebook.kind(kind)
    for key in profile.parts:
        assert workspace.rulebook.part(key).title.zh.replace(" ", "") in said
    assert "人社信息函〔2026〕9号" in said
    assert "编号5出现了两次" not in said
    report = verify_package(result.path, workspace.rulebook)
    assert report.ok, report.findings
