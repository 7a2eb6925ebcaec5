"""The cases of the new employer with its twenty people, and of one person."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from department import SPEC_VERSION, regional_documents, regional_files
from holders import application_of, employees, holder_id
from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.exchange import ExchangeCase
from papers import attachment
from people import PEOPLE
from story import BANK, CITY, COMPANY_CODE, OFFICE, REGION, day, mobile

if TYPE_CHECKING:
    from kabao.domain.fields import Row, Values

NOT_TO_THE_MINISTRY = "case_not_filed_with_ministry@cases/0/1/"
"""Key of the finding that persons and employers do not file with the ministry."""
COUNT_NOTES = {
    "new": "尚未持有启用的社会保障卡",
    "reissue": "原卡已临时挂失，本人确认补卡",
    "upgrade": "持第二代卡，统一换发第三代",
}
RECEIVING_OFFICE = f"{CITY}禾苗区社会保险经办服务大厅（示例）"
LOCAL_FIELDS: tuple[Row, ...] = (
    {
        "file": "DF01/EF16",
        "tag": "E4",
        "name": "市民服务开通标志",
        "type": "b",
        "length": 2,
        "value": "C003",
    },
    {
        "file": "DF01/EF1B",
        "tag": "E6",
        "name": "所属社区",
        "type": "an",
        "length": 40,
        "value": "禾苗区清溪社区",
    },
)
SCHEDULE: tuple[Row, ...] = (
    {"step": "核对名单并提交申请", "date": day(0), "responsible": "白晓棠"},
    {"step": "领取卡片", "date": day(21), "responsible": "白晓棠"},
    {"step": "发放并签收", "date": day(26), "responsible": "贾明远"},
    {"step": "交回签收名册", "date": day(28), "responsible": "白晓棠"},
)


def employer_case() -> ExchangeCase:
    """Return the case of the company founded twelve days ago."""
    case = "employer"
    return ExchangeCase(
        id="sample-case-employer",
        kind=CaseKind.ISSUANCE,
        applicant_kind=ApplicantKind.EMPLOYER,
        title="青禾精密机械有限公司职工社会保障卡申请",
        created_on=day(-3),
        employer="sample-employer-1",
        holders=tuple(holder_id(index) for index, _ in employees()),
        annex=True,
        accepted={
            NOT_TO_THE_MINISTRY: "本单位材料交青禾市人力资源和社会保障局受理，不直接向部里报送。"
        },
        materials={
            MaterialKey.REGISTRATION_FORM: _employer_form(),
            MaterialKey.PREPARATION_STATEMENT: _employer_statement(),
            MaterialKey.FILE_STRUCTURE: _local_items("所属社区由街道服务站在发放前核定。"),
            MaterialKey.CARD_FACE: _card_face("名单内人员使用同一版面，样张为名单第一人。"),
            MaterialKey.REGIONAL_RULES: _regional_rules(),
            MaterialKey.OTHER_MATERIALS: {"items": _EMPLOYER_ITEMS},
        },
        attachments=(
            attachment(case, 1, "authority_letter", "授权委托书（示例）", "authority.pdf"),
            *regional_files(case),
            attachment(case, 6, "items[0]", "单位登记信息页（示例）", "licence.pdf"),
            attachment(case, 6, "items[1]", "个人信息处理告知同意书（样本）", "consent.pdf"),
        ),
    )


def person_case() -> ExchangeCase:
    """Return the case of one employee who has an older card replaced."""
    case = "person"
    return ExchangeCase(
        id="sample-case-person",
        kind=CaseKind.ISSUANCE,
        applicant_kind=ApplicantKind.PERSON,
        title=f"{PEOPLE[0].name}社会保障卡换发申请",
        created_on=day(-1),
        holders=(holder_id(1),),
        annex=True,
        accepted={
            NOT_TO_THE_MINISTRY: "本人材料交青禾市社会保险经办服务大厅受理，不直接向部里报送。"
        },
        materials={
            MaterialKey.REGISTRATION_FORM: _person_form(),
            MaterialKey.PREPARATION_STATEMENT: _person_statement(),
            MaterialKey.FILE_STRUCTURE: _local_items("社区名称为本人居住地所在社区。"),
            MaterialKey.CARD_FACE: _card_face("按青禾市公布的第三代版面制作。"),
            MaterialKey.REGIONAL_RULES: _regional_rules(),
            MaterialKey.OTHER_MATERIALS: {"items": _PERSON_ITEMS},
        },
        attachments=(
            *regional_files(case),
            attachment(case, 6, "items[0]", "个人信息处理告知同意书（样本）", "consent.pdf"),
        ),
    )


def _employer_form() -> Values:
    return {
        "employer_name": "青禾精密机械有限公司",
        "employer_uscc": COMPANY_CODE,
        "employer_kind": "company",
        "employer_no": "待社会保险登记后取得",
        "employer_address": "示例省青禾市禾苗区稻香大道100号",
        "legal_rep": "贾明远",
        "handler_name": "白晓棠",
        "handler_doc_type": "resident_id",
        "handler_doc_no": PEOPLE[1].number,
        "handler_phone": mobile(2),
        "region_name": CITY,
        "region_code": REGION,
        "receiving_office": RECEIVING_OFFICE,
        "holder_counts": _counts(),
        "reasons": (
            "本单位新近成立，正在办理社会保险登记。现有职工二十人，其中十八人持第二代社会"
            "保障卡，一人的卡已临时挂失，一人首次申领。为便于参保、就医结算和待遇领取，"
            "现统一提出申请，由单位集中领取并发放到本人。"
        ),
        "bank": "313",
        "pickup": "employer",
        "declaration": True,
        "application_date": day(0),
    }


def _counts() -> tuple[Row, ...]:
    counts = Counter(application_of(person) for _, person in employees())
    return tuple(
        {"apply_for": kind, "count": counts[kind], "note": note}
        for kind, note in COUNT_NOTES.items()
    )


def _employer_statement() -> Values:
    return {
        "data_collection": (
            "<!-- kabao-text 1 -->\n"
            "人员信息由综合部在入职时采集，本次共{{holder_counts.total}}。采集内容限于：\n\n"
            "- 姓名、证件、联系方式\n"
            "- 职业和服务银行\n\n"
            "采集表由职工本人填写并签名。已在{{region_name}}参过保的职工，"
            "同时核对社会保障号码和原卡卡号。采集工作由{{handler_name}}负"
            "责，在单位成立后一周内完成。"
        ),
        "data_check": (
            "由两人分别核对：一人持证件原件逐字宣读姓名和号码，另一人对照名单，核对完毕后"
            "交换一次。含生僻字和间隔号的姓名按证件字形录入，不用同音字代替，共涉及两人。\n"
            "名单录入后用程序检查号码校验位、出生日期和性别，疑点已全部更正。"
        ),
        "insured_confirmed": True,
        "photo_source": "police_library",
        "photo_check": (
            "照片取自公安人像库，综合部请职工本人确认与现在相貌相符；两人要求重新拍摄，"
            "已在受理点完成。照片文件名与名单序号对应，不含证件号码。"
        ),
        "consents": (
            "采集前以书面方式告知处理目的、方式、范围和保存期限，职工逐人签署单独同意，"
            "同意书样本附在材料六。原件由综合部专柜保存，卡片发放完毕满三年后销毁。"
        ),
        "consent_count": len(employees()),
        "hand_out": (
            "卡片由白晓棠持单位介绍信和本人证件到合作银行网点领取，五个工作日内在单位会议室"
            "发放。领卡人出示证件并在签收名册上签名，不代领、不转交。\n"
            "发放时提醒职工修改社会保障功能初始密码，并说明金融功能须本人到银行激活。"
            "逾期未领的卡片封装登记，三十日后交回发卡网点。"
        ),
        "schedule": SCHEDULE,
        "other_matters": "一名职工的原卡处于应用锁定状态，换发时一并注销原卡。",
    }


def _person_form() -> Values:
    return {
        "apply_for": "upgrade",
        "apply_reason": "upgrade",
        "applied_by": "self",
        "channel": "counter",
        "region_name": CITY,
        "region_code": REGION,
        "receiving_office": RECEIVING_OFFICE,
        "contact_phone": mobile(1),
        "contact_addr": "示例省青禾市禾苗区谷雨街1号101室",
        "pickup": "branch",
        "declaration": True,
        "application_date": day(0),
    }


def _person_statement() -> Values:
    return {
        "documents_at_hand": ("resident_id", "photo"),
        "documents_note": "居民身份证原件在有效期内，原社会保障卡在窗口交验。",
        "photo_source": "police_library",
        "photo_note": "同意使用公安人像库照片，不另行拍摄。",
        "identity_checked": True,
        "identity_checked_by": "白晓棠",
        "identity_checked_on": day(-1),
        "consent_obtained": True,
        "consent_note": "已阅读并签署个人信息处理告知同意书。",
        "collector": "self",
        "statement": (
            "<!-- kabao-text 1 -->\n"
            "本人现持第二代社会保障卡，社会保障功能已启用，曾在定点机构插卡结算，见附录的"
            "激活状态。现申请：\n\n"
            "1. 换发第三代卡，社会保障号码不变。\n"
            "2. 原金融账户平移到新卡。\n\n"
            "申请在{{region_name}}办理，领卡方式为{{pickup}}。换"
            "发期间需要就医的，使用电子社会保障卡。"
        ),
    }


def _local_items(note: str) -> Values:
    return {
        "spec_version": SPEC_VERSION,
        "local_fields": LOCAL_FIELDS,
        "note": f"本地指标由青禾市在国家结构之外设置，定义见其发行申请。{note}",
    }


def _card_face(note: str) -> Values:
    return {
        "issuer_title": OFFICE,
        "generation": "gen3",
        "chip_orientation": "turned",
        "financial": True,
        "bank_name": BANK,
        "service_phone": "12333",
        "note": f"{note}发卡年月由发卡系统在制卡时写入，样张沿用原卡的年月。",
    }


def _regional_rules() -> Values:
    return {**regional_documents(), "note": "两份文件由发卡单位公布，此处附全文供核对。"}


_EMPLOYER_ITEMS: tuple[Row, ...] = (
    {
        "title": "单位登记信息页",
        "asked_by": RECEIVING_OFFICE,
        "reference": "单位集中申领须知（示例）",
        "has_file": True,
    },
    {
        "title": "个人信息处理告知同意书样本",
        "asked_by": RECEIVING_OFFICE,
        "reference": "单位集中申领须知（示例）",
        "has_file": True,
    },
    {
        "title": "职工签收名册",
        "asked_by": RECEIVING_OFFICE,
        "reference": "实施细则第十五条",
        "has_file": False,
        "reason_for_none": "卡片发放后五个工作日内交回。",
    },
)
_PERSON_ITEMS: tuple[Row, ...] = (
    {
        "title": "个人信息处理告知同意书",
        "asked_by": RECEIVING_OFFICE,
        "reference": "实施细则第八条、第九条",
        "has_file": True,
    },
    {
        "title": "原社会保障卡",
        "asked_by": RECEIVING_OFFICE,
        "reference": "管理办法第二十条",
        "has_file": False,
        "reason_for_none": "原卡在窗口当面交验，不留复印件。",
    },
)
