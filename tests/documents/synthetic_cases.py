"""Synthetic people, files and one case for each kind of applicant."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from dataclasses import dataclass, field

import pikepdf

from kabao.documents.plans.inputs import HolderInput, PackageInput
from kabao.domain.activation import (
    ActivationStatus,
    CardState,
    Financial,
    Grade,
    Light,
    Reason,
    SignalLight,
)
from kabao.domain.cards import Card
from kabao.domain.cases import PARTS, ApplicantKind, Attachment, Case, CaseKind, MaterialKey
from kabao.domain.employers import Employer
from kabao.domain.evidence import Signal
from kabao.domain.fields import FieldKind
from kabao.domain.findings import Confidence, Finding, Level, Place
from kabao.domain.holders import Holder

TODAY = dt.date(2026, 11, 22)
LONG = (
    "青禾市现有参保人员一百二十万人，医疗、养老、失业、工伤各项业务已集中到市级平台办理，"
    "窗口、自助终端和网上服务使用同一套人员基础信息。本节说明现状、差距和发行前要做完的工作：\n"
    "一是核对人员基础信息，与公安人口信息逐条比对，差异由本人持证更正；二是完成定点医院、药店"
    "终端的改造和联调；三是培训窗口人员，公布咨询电话 0999-5550112 和网址 example.invalid/card。"
)
TEXTS = {
    "applicant_org_name": "青禾市人力资源和社会保障局",
    "region_name": "示例省青禾市",
    "region_code": "990100",
    "province_name": "示例省",
    "managing_body": "青禾市人力资源和社会保障信息中心",
    "contact_name": "宁远山",
    "handler_name": "孙晓",
    "employer_name": "青禾朝阳设备有限公司",
    "issuer_title": "青禾市社会保障卡",
    "sample_name": "样本𠮷",
    "sample_number": "110000199001010013",
    "sample_card_number": "X00000001",
    "sample_issue_month": "2026-12",
    "service_phone": "0999-5550112",
    "name": "李䶮",
    "doc_no": "110000199001010013",
    "mobile": "13900000000",
}
PEOPLE = ("李䶮", "王㛃", "赵𠮷祥", "钱𬭎", "孙𫖯", "周明", "欧阳晓雨")


def pdf_bytes(pages=1, *, size=(595, 842), rotate=0, crop=None, words="ATTACHMENT"):
    document = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for number in range(pages):
        document.add_blank_page(page_size=size)
        page = document.pages[-1].obj
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        text = f"BT /F1 24 Tf 72 {size[1] / 2:.0f} Td ({words} {number + 1}) Tj ET"
        page.Contents = document.make_stream(text.encode())
        if rotate:
            page.Rotate = rotate
        if crop:
            page.CropBox = pikepdf.Array(list(crop))
    buffer = io.BytesIO()
    document.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def picture_bytes(kind="JPEG", mode="RGB", size=(300, 400), exif_turn=0):
    from PIL import Image

    image = Image.new(mode, size, 0 if mode in {"1", "L"} else "#336699")
    options = {}
    if exif_turn:
        exif = Image.Exif()
        exif[0x0112] = exif_turn
        options["exif"] = exif
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@dataclass
class Files:
    """Attachments by digest, as the ledger would give them."""

    stored: dict[str, bytes] = field(default_factory=dict)

    def attach(self, material, slot, title, data, name="file.pdf", pages=1):
        digest = hashlib.sha256(data).hexdigest()
        self.stored[digest] = data
        return Attachment(
            material,
            slot,
            title,
            name,
            "application/pdf",
            digest,
            len(data),
            pages,
            position=len(self.stored),
            id=len(self.stored),
        )

    def __call__(self, sha256):
        return self.stored[sha256]


def _value(spec, number=0):
    kind = spec.kind
    if kind is FieldKind.TABLE:
        return tuple({c.name: _value(c, row) for c in spec.columns} for row in range(3))
    made = {
        FieldKind.LONG_TEXT: LONG,
        FieldKind.INTEGER: 1000 * (number + 1),
        FieldKind.MONEY: "1200.50",
        FieldKind.DATE: f"2027-0{number + 1}-01",
        FieldKind.BOOLEAN: True,
        FieldKind.CHOICE: spec.choices[number % len(spec.choices)].code if spec.choices else "",
        FieldKind.CHOICES: tuple(choice.code for choice in spec.choices[:4]),
        FieldKind.BLANK: None,
        FieldKind.ATTACHMENT: None,
    }
    return made.get(kind, TEXTS.get(spec.name, f"示例内容 {number + 1}"))


def filled(form):
    """Fill every field of a form with something that fits its kind."""
    return {spec.name: _value(spec) for spec in form.fields if not spec.after_the_fact}


def holder_input(number, name):
    holder = Holder(
        {
            "name": name,
            "sex": "1",
            "birth_date": "1990-01-01",
            "nationality": "CHN",
            "ethnicity": "01",
            "doc_type": "resident_id",
            "doc_no": "110000199001010013",
            "mobile": "13900000000",
            "live_addr": f"青禾市朝阳路 {number} 号",
            "region": "990100",
            "apply_for": "new",
        },
        id=number,
    )
    card = Card(
        number,
        {"card_number": f"X{number:08d}", "region": "990100", "issued_on": "2026-09-01"},
        id=number,
    )
    lights = {
        Signal.PASSWORD_SET: SignalLight(Light.STRONG, dt.date(2026, 10, 2)),
        Signal.USED_NORMALLY: SignalLight(),
        Signal.QUERYABLE_ONLINE: SignalLight(),
        Signal.NOTICE_RECEIVED: SignalLight(Light.WEAK, dt.date(2026, 10, 1)),
    }
    status = ActivationStatus(
        CardState.ACTIVE,
        Grade.SUPPORTED,
        Financial.UNKNOWN,
        lights,
        (Reason("password_set_strong", {"on": "2026-10-02"}),),
        dt.date(2027, 1, 1),
    )
    return HolderInput(holder, card, status, ())


def make_case_order(
    rulebook, files, kind="department", language="zh", *, draft=False, people=PEOPLE, texts=None
):
    """Return the input of a package for one kind of applicant."""
    applicant = ApplicantKind(kind)
    materials = {}
    for key in PARTS[CaseKind.ISSUANCE]:
        materials[key] = filled(rulebook.material_form(key, applicant))
    if applicant is not ApplicantKind.DEPARTMENT:
        materials[MaterialKey.FILE_STRUCTURE] = {"spec_version": "3.00"}
    else:
        materials[MaterialKey.FILE_STRUCTURE]["extensions"] = (
            {
                "file": "DF01/EF16",
                "tag": "A1",
                "name": "公交优待类别",
                "type": "an",
                "length": 10,
                "example": "老年",
                "reason": "本地公交优待使用",
            },
        )
        materials[MaterialKey.CARD_FACE]["extra_texts"] = ()
    materials[MaterialKey.REGISTRATION_FORM] |= texts or {}
    chosen = {"department": (), "employer": people, "person": people[:1]}[kind]
    attachments = (
        files.attach(5, "measures", "青禾市社会保障卡管理办法", pdf_bytes(3), "办法.pdf", 3),
        files.attach(5, "implementing_rules", "实施细则", pdf_bytes(2, rotate=90), "细则.pdf", 2),
        files.attach(6, "items/0", "合作银行协议", picture_bytes(), "协议.jpg", 1),
    )
    case = Case(
        CaseKind.ISSUANCE,
        applicant,
        "示例省青禾市社会保障卡发行注册",
        "KB-2026-0007",
        "2026-11-20",
        materials=materials,
        attachments=attachments,
        annex=bool(chosen),
        id=7,
    )
    employer = None
    if kind == "employer":
        employer = Employer(
            {
                "name": "青禾朝阳设备有限公司",
                "established_on": "2026-11-10",
                "doc_presented": "licence",
            }
        )
    findings = (
        Finding(
            Level.WARNING,
            "case_quantity_unusual",
            Place("cases", 7, 1, field="planned_quantity"),
            {"planned": 1000, "covered": 1000},
            "C05",
            Confidence.PROPOSED,
            "KABAO",
            "含换发、补发",
        ),
    )
    return PackageInput(
        case=case,
        applicant_name="青禾朝阳设备有限公司"
        if kind == "employer"
        else "青禾市人力资源和社会保障局",
        employer=employer,
        holders=tuple(holder_input(n, name) for n, name in enumerate(chosen, start=1)),
        findings=findings,
        rulebook=rulebook,
        language=language,
        draft=draft,
        today=TODAY,
    )
