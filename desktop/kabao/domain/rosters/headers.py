"""Titles of columns as rosters write them, and the fields that they mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kabao.domain.fields import FieldKind
from kabao.domain.plain_text import fold_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kabao.domain.fields import FieldSpec, FormSpec

CARD = "card."
"""Stands before the name of a field of the card."""
EMPLOYER_NAME = "employer.name"
EMPLOYER_CODE = "employer.uscc"
LEFT_OUT = ("seq", "sign")
_NOTE = re.compile(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】")
_NOISE = re.compile(r"[\s*:;,.、_\-/\\'\"#?!\u200b-\u200f\ufeff]+")
_NEVER = (FieldKind.ATTACHMENT, FieldKind.BLANK, FieldKind.TABLE, FieldKind.CHOICES)
_CARD_FIELDS = frozenset(
    {"card_number", "card_kind", "issued_on", "collected_on", "valid_to", "bank_card_number"}
)

_SYNONYMS: Mapping[str, str] = {
    "name": "姓名 名字 员工姓名 职工姓名 人员姓名 持卡人 持卡人姓名 参保人姓名 申领人 申领人姓名"
    " fullname employee employeename personname",
    "name_pinyin": "拼音 姓名拼音 汉语拼音 英文名 pinyin",
    "sex": "性别 gender",
    "birth_date": "出生日期 出生年月日 出生年月 生日 出生 birthday dob dateofbirth birthdate",
    "nationality": "国籍 国籍地区 国家地区 国家或地区 country",
    "ethnicity": "民族 ethnicity nation",
    "doc_type": "证件类型 证件类别 证件种类 身份证件类型 idtype doctype",
    "doc_no": "证件号码 证件号 身份证 身份证号 身份证号码 公民身份号码 居民身份证 居民身份证号"
    " 居民身份证号码 身份证件号码 身份号码 证照号码 idno idnumber idcard identitynumber docno"
    " documentno id",
    "doc_valid_from": "证件有效期起 有效期起 证件生效日期 有效期开始 证件有效期始 有效期起始日期",
    "doc_valid_to": "证件有效期止 证件有效期 有效期止 有效期至 证件失效日期 证件有效期至"
    " 证件到期日 身份证有效期 有效期截止日期 证件有效期截止",
    "doc_long_term": "长期有效 是否长期 证件长期有效",
    "doc_issuer": "签发机关 发证机关",
    "mobile": "手机 手机号 手机号码 移动电话 联系电话 联系方式 联系手机 电话 电话号码 mobilephone"
    " mobileno phonenumber cellphone tel",
    "phone": "固定电话 座机 办公电话 固话 landline",
    "email": "电子邮箱 邮箱 电子邮件 电子信箱 mail",
    "live_addr": "通讯地址 联系地址 现住址 居住地址 住址 家庭住址 常住地址 地址 address",
    "hukou_addr": "户籍地址 户口所在地 户籍所在地 户口地址",
    "postcode": "邮编 邮政编码 zip zipcode postalcode",
    "hukou_type": "户口性质 户籍性质 户口类型 户籍类型",
    "person_category": "人员类别 人员类型",
    "person_status": "人员状态 就业状态",
    "occupation": "职业 职业代码",
    "work_started_on": "入职日期 入职时间 用工日期 参加工作日期 参加工作时间 到岗日期 用工起始日期"
    " hiredate startdate hiredon",
    "keep_until": "保存期限 保存到 资料保存期限 照片保存期限 留存期限 keepuntil retainuntil",
    "consent_on": "同意日期 授权日期 签署同意日期 consentdate",
    "consent_purpose": "处理目的 使用目的 purpose",
    "region": "发卡地 发卡地区 参保地 参保地区 行政区划 行政区划代码 统筹区 统筹区划 发卡地行政区划"
    " 地区代码 regioncode",
    "bank": "开户银行 服务银行 银行 合作银行 发卡银行",
    "branch": "领卡网点 网点 开户网点",
    "pickup": "领卡方式 领取方式",
    "apply_for": "业务类型 申请类型 办理类型",
    "applied_by": "申领方式 申请方式",
    "guardian_name": "监护人 监护人姓名",
    "guardian_doc_no": "监护人证件号 监护人证件号码 监护人身份证 监护人身份证号 监护人身份证号码",
    "guardian_phone": "监护人电话 监护人手机 监护人联系电话",
    "guardian_relation": "与监护人关系 监护关系 与申领人关系",
    "remark": "备注 说明 附注 note notes",
    EMPLOYER_NAME: "单位 单位名称 用人单位 用人单位名称 工作单位 所在单位 公司 公司名称 企业名称"
    " company employer employername 单位名称employer",
    EMPLOYER_CODE: "单位代码 统一社会信用代码 信用代码 单位信用代码 单位统一社会信用代码 uscc"
    " creditcode 统一社会信用代码creditcode",
    "card.card_number": "社保卡号 社会保障卡号 社会保障卡卡号 社保卡卡号 卡号 cardno cardnumber",
    "card.bank_card_number": "银行卡号 银行账号 银行卡账号 bankcardno",
    "card.issued_on": "制卡日期 发卡日期 issuedon",
    "card.collected_on": "领卡日期 领取日期 发放日期 collectedon",
    "card.valid_to": "卡有效期 卡有效期止 卡片有效期",
    "card.card_kind": "卡类型 卡片类型 卡种",
    "seq": "序号 编号 no number",
    "sign": "签名 签字 领取人签名 本人签名",
}


_SIMPLE = str.maketrans(
    "證號碼別機電話單國籍備註職業郵編開戶銀領發類種監護聯繫係絡現員統會險參稱關時間長從終區劃簽與聘戶碼歲"
    "辦請據處應續實體書務屬總漢語齡",
    "证号码别机电话单国籍备注职业邮编开户银领发类种监护联系系络现员统会险参称关时间长从终区划签与聘户码岁"
    "办请据处应续实体书务属总汉语龄",
)
"""Traditional characters that stand in titles."""


def normal_title(text: str) -> str:
    """Return a title in simplified characters without notes, blanks and signs, for comparison."""
    plain = fold_width(text).lower().translate(_SIMPLE)
    return _NOISE.sub("", _NOTE.sub("", plain)) or _NOISE.sub("", plain)


def roster_fields(holder: FormSpec, card: FormSpec) -> Mapping[str, FieldSpec]:
    """Return the fields that a roster may have, by their key."""
    fields = {spec.name: spec for spec in holder.fields if spec.kind not in _NEVER}
    for spec in card.fields:
        if spec.name in _CARD_FIELDS:
            fields[f"{CARD}{spec.name}"] = spec
    return fields


def known_titles(fields: Mapping[str, FieldSpec]) -> Mapping[str, str]:
    """Return the key of a field by every normal title that means it."""
    titles: dict[str, str] = {}
    for key, spec in fields.items():
        prefix = "社保卡" if key.startswith(CARD) else ""
        zh, en = spec.label.zh, spec.label.en
        own = (zh, en, f"{zh}{en}", key, f"{prefix}{zh}")
        _enter(titles, key, own)
    for key, words in _SYNONYMS.items():
        if key in fields or key in LEFT_OUT or key in (EMPLOYER_NAME, EMPLOYER_CODE):
            _enter(titles, key, words.split(" "))
    return titles


def _enter(titles: dict[str, str], key: str, words: Iterable[str]) -> None:
    for word in words:
        titles.setdefault(normal_title(word), key)
