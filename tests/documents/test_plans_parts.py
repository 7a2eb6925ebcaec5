"""What the parts say: order, values, totals, starred numbers, empty boxes, own dates."""

import dataclasses

import pypdfium2
import pytest

from kabao.documents.blocks import CheckList, EmptyBoxes, FormGrid, Prose, Table
from kabao.documents.plans import build_plan
from kabao.documents.plans.values import Printer
from kabao.documents.plans.wording import Wording
from kabao.documents.preview import render_part
from kabao.domain.employers import Employer
from kabao.domain.fields import FieldKind, FieldSpec
from kabao.domain.findings import Finding, Level, Place
from kabao.domain.words import Words

NUMBER = "110000199001010013"


def said(part):
    return "\n".join(text for _, text in part.texts())


def items(part):
    grids = [block for block in part.blocks if isinstance(block, FormGrid)]
    return {item.label.main: item for grid in grids for item in grid.items}


def test_parts_stand_in_the_order_of_the_package(make_plan):
    assert [part.key for part in make_plan("employer").parts] == [
        "cover",
        "contents",
        *(f"material_{number}" for number in range(1, 7)),
        "annex",
        "checklist",
        "preflight",
        "law",
        "sign_off",
        "manifest",
    ]
    assert "annex" not in [part.key for part in make_plan("department").parts]


@pytest.mark.parametrize("kind", ["department", "employer", "person"])
def test_materials_bear_number_and_title_of_the_source(make_plan, rulebook, kind):
    plan = make_plan(kind)
    for rule, numeral in zip(rulebook.materials, "一二三四五六", strict=True):
        part = plan.part(f"material_{rule.number}")
        assert part.number.main == f"材料{numeral}"
        assert part.title.main == rule.title.zh


def test_every_field_that_applies_is_printed(make_order, rulebook):
    order = make_order("department")
    plan = build_plan(order)
    for key, values in order.case.materials.items():
        text = said(plan.part(f"material_{key.number}"))
        for spec in rulebook.material_form(key, order.case.applicant_kind).fields:
            if spec.applies(values):
                assert spec.label.zh in text, (key, spec.name)


def test_totals_are_printed(make_plan):
    tables = [b for b in make_plan("department").part("material_1").blocks if isinstance(b, Table)]
    phases = next(table for table in tables if table.caption.main == "分期发行计划")
    assert phases.total[1] == "合计"
    assert phases.total[-1].startswith("6,000")


@pytest.mark.parametrize("kind", ["employer", "person"])
def test_identity_numbers_are_starred(make_order, kind):
    order = make_order(kind)
    plan = build_plan(order)
    text = "\n".join(said(part) for part in plan.parts)
    assert NUMBER not in text
    assert NUMBER.encode().hex().upper() not in text.replace(" ", "")
    assert "110***********0013" in text


def test_identity_numbers_are_printed_in_full_when_chosen(make_order):
    plan = build_plan(dataclasses.replace(make_order("person"), full_numbers=True))
    assert NUMBER in said(plan.part("material_1"))


def test_person_form_holds_person_and_card(make_plan):
    text = said(make_plan("person").part("material_1"))
    for piece in ("李䶮", "X00000001", "13900000000", "2026年9月1日"):
        assert piece in text


def test_employer_form_lists_everyone(make_plan):
    text = said(make_plan("employer").part("material_1"))
    for name in ("李䶮", "王㛃", "赵𠮷祥", "钱𬭎", "孙𫖯", "周明", "欧阳晓雨"):
        assert name in text


def test_holder_data_are_laid_into_the_structure(make_plan):
    text = said(make_plan("person").part("material_3"))
    assert "SSSE/EF06" in text
    assert "青禾市朝阳路 1 号" in text
    assert "由发卡系统赋值" in text


def test_local_extensions_stand_before_the_national_structure(make_plan):
    part = make_plan("department").part("material_3")
    text = said(part)
    assert text.index("公交优待类别") < text.index("全国统一文件结构")
    for application in ("SSSE", "DF01", "DF07"):
        assert application in text
    assert "116" in text


def test_signature_and_seal_stay_empty(make_plan):
    for kind in ("department", "employer", "person"):
        plan = make_plan(kind)
        assert any(isinstance(block, EmptyBoxes) for block in plan.part("sign_off").blocks)
        blanks = [item for item in items(plan.part("material_1")).values() if item.blank]
        assert blanks
        assert all(item.value == "" for item in blanks)


def test_article_57_shows_both_deadlines_of_the_employer(make_plan):
    shown = items(make_plan("employer").part("law"))
    assert shown["成立日期"].value == "2026年11月10日"
    assert shown["应申请登记（30 日内）"].value == "2026年12月10日"
    assert shown["经办机构应审核（15 日内）"].value == "无"
    assert shown["办理情况"].value == "截至 2026年11月22日 尚未申请，还有 18 天。"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"established_on": "2026-09-01"}, "已超过 52 天"),
        ({"established_on": "2026-11-01", "filed_on": "2026-11-20"}, "等待审核"),
        ({"established_on": "2026-10-01", "filed_on": "2026-10-20"}, "已过 18 天"),
        ({"established_on": "2026-10-01", "registered_on": "2026-10-20"}, "已发给"),
    ],
)
def test_article_57_says_how_far_it_is(make_order, values, words):
    employer = Employer({"name": "青禾朝阳设备有限公司", **values})
    plan = build_plan(dataclasses.replace(make_order("employer"), employer=employer))
    assert words in items(plan.part("law"))["办理情况"].value


def test_article_57_is_printed_without_an_employer_too(make_plan):
    text = said(make_plan("department").part("law"))
    assert "三十日内" in text
    assert "十五日内" in text


def test_annex_gives_state_and_reasons(make_plan):
    text = said(make_plan("employer").part("annex"))
    for piece in (
        "已激活",
        "一项依据",
        "社保密码已修改：强 2026-10-02",
        "已修改社保功能初始密码",
    ):
        assert piece in text


def test_checklist_shows_the_numbering_of_the_source(make_plan, rulebook):
    part = make_plan("department").part("checklist")
    assert rulebook.numbering_note.zh in said(part)
    ticks = next(block for block in part.blocks if isinstance(block, CheckList))
    assert len(ticks.items) == 6
    for rule in rulebook.checklist:
        assert rule.id in said(part)


def test_findings_are_printed_with_reason_and_confidence(make_plan):
    text = said(make_plan("department").part("preflight"))
    for piece in ("C05", "建议", "含换发、补发", "材料一", "拟发卡数量"):
        assert piece in text


def test_empty_material_six_prints_none(make_order):
    order = make_order("person")
    from kabao.domain.cases import MaterialKey

    case = dataclasses.replace(order.case, attachments=()).with_material(
        MaterialKey.OTHER_MATERIALS, {}
    )
    part = build_plan(dataclasses.replace(order, case=case)).part("material_6")
    assert [type(block) for block in part.blocks] == [Prose]
    assert "无" in said(part)


def test_an_empty_case_can_be_planned(make_order, rulebook):
    order = make_order("department")
    case = dataclasses.replace(order.case, materials={}, attachments=())
    text = said(build_plan(dataclasses.replace(order, case=case)).part("material_1"))
    assert "（未填写）" in text


def test_equal_cases_have_equal_digests(make_order):
    one, two = build_plan(make_order("person")), build_plan(make_order("person"))
    assert one.digest == two.digest
    other = build_plan(dataclasses.replace(make_order("person"), applicant_name="另一人"))
    assert other.digest != one.digest


def test_both_languages_stand_together(make_plan):
    part = make_plan("department", "both").part("material_1")
    shown = items(part)["申请单位名称"]
    assert shown.label.sub == "Applicant"
    english = make_plan("department", "en").part("material_1")
    assert "Applicant" in items(english)


@pytest.mark.parametrize(
    ("kind", "value", "zh", "en"),
    [
        (FieldKind.DATE, "2026-11-02", "2026年11月2日", "2026-11-02"),
        (FieldKind.DATE, "someday", "someday", "someday"),
        (FieldKind.INTEGER, 2400000, "2,400,000", "2,400,000"),
        (FieldKind.MONEY, "1200.5", "1,200.50", "1,200.50"),
        (FieldKind.MONEY, "many", "many", "many"),
        (FieldKind.BOOLEAN, True, "是", "Yes"),
        (FieldKind.BOOLEAN, False, "否", "No"),
        (FieldKind.TEXT, "", "无", "none"),
    ],
)
def test_values_are_printed_in_the_language(kind, value, zh, en):
    spec = FieldSpec(name="x", kind=kind, label=Words("甲", "A"))
    assert Printer(Wording("zh")).shown(spec, value) == zh
    assert Printer(Wording("en")).shown(spec, value) == en


def test_findings_name_person_field_and_row(make_order):
    order = make_order("employer")
    found = (
        Finding(Level.ERROR, "unknown_code_of_a_test", Place("holders", 2, field="mobile")),
        Finding(Level.WARNING, "unknown", Place("cases", 7, 1, field="holder_counts.count", row=1)),
        Finding(Level.INFO, "unknown", Place("employers", 1, field="uscc")),
        Finding(Level.INFO, "unknown", Place("ledger")),
        Finding(Level.ERROR, "unknown", Place("cases", 7, 3), rule="C11"),
    )
    plan = build_plan(dataclasses.replace(order, findings=found))
    table = next(block for block in plan.part("preflight").blocks if isinstance(block, Table))
    places = [row[1] for row in table.rows]
    assert places == [
        "持卡人\n王㛃\n移动电话",
        "材料三",
        "材料一\n各类申请人数 / 人数\n第 2 行",
        "用人单位\n统一社会信用代码",
        "",
    ]
    assert table.rows[0][2] == "unknown_code_of_a_test"
    checks = next(block for block in plan.part("checklist").blocks if isinstance(block, Table))
    assert next(row[2] for row in checks.rows if row[0] == "C11") == "错误 1 处"
    ticks = next(block for block in plan.part("checklist").blocks if isinstance(block, CheckList))
    assert [item.done for item in ticks.items] == [True, True, False, True, True, True]


def test_a_clean_case_says_so(make_order):
    plan = build_plan(dataclasses.replace(make_order("person"), findings=()))
    assert "没有检查出问题" in said(plan.part("preflight"))


def test_a_person_without_card_stands_in_the_annex(make_order):
    order = make_order("person")
    bare = dataclasses.replace(order.holders[0], card=None, status=None)
    plan = build_plan(dataclasses.replace(order, holders=(bare,)))
    assert "没有卡片记录" in said(plan.part("annex"))
    nobody = build_plan(dataclasses.replace(order, holders=()))
    assert "本申请没有选入持卡人" in said(nobody.part("annex"))


def test_a_long_title_is_set_in_lines_of_like_length(make_order):
    order = make_order("person")
    title = "青禾精密机械有限公司禾苗区稻香大道分公司职工社会保障卡集中申请"
    case = dataclasses.replace(order.case, title=title)
    plan = build_plan(dataclasses.replace(order, case=case))
    first = pypdfium2.PdfDocument(render_part(plan, "cover"))[0].get_textpage().get_text_range()
    lines = [line for line in first.splitlines() if line and line in title]
    assert "".join(lines) == title
    assert len(lines) == 2
    assert min(map(len, lines)) > 10


def test_a_reason_that_rests_on_a_doubtful_rule_says_so(make_order):
    from dataclasses import replace

    from kabao.domain.activation import Reason
    from kabao.domain.findings import Confidence
    from kabao.domain.origins import CONFIDENCE

    order = make_order("person")
    person = order.holders[0]

    def annex(**params):
        reason = Reason("password_set_strong", {"on": "2026-10-02", **params})
        status = replace(person.status, reasons=(reason,))
        told = replace(order, holders=(replace(person, status=status),))
        return "".join(text for _, text in build_plan(told).part("annex").texts())

    assert "单一来源" in annex(**{CONFIDENCE: Confidence.SINGLE})
    assert "单一来源" not in annex(**{CONFIDENCE: Confidence.CONFIRMED})


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "中文"), ("en", "English"), ("both", "中文，标签")]
)
def test_the_cover_says_in_which_language_and_how_private_it_is(make_plan, language, words):
    told = dict(make_plan("person", language).part("cover").texts())
    said = " ".join(told.values())
    assert words in said
    assert ("Masked" if language == "en" else "遮蔽件") in said
