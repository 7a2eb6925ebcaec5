"""Words and values of six bilingual pages, other ones for every number."""

from __future__ import annotations

import io
import random
from dataclasses import asdict, dataclass, field

TITLE = ("社会保障卡发行申请材料（样本）", "Application for issuing social security cards (sample)")
HEADS = (
    ("材料清单", "Check list"),
    ("个人信息登记表", "Registration form"),
    ("缴费记录", "History of contributions"),
    ("须知与承诺", "Notice and undertaking"),
    ("授权委托书", "Letter of authority"),
    ("附件目录", "Index of attachments"),
)
CHECKS = (
    ("材料", "Material", 1.6), ("用途", "Purpose", 2.6), ("形式", "Form", 1.9),
    ("份数", "Copies", 0.8), ("核对", "Checked", 1.3),
)  # fmt: skip
COLUMNS = (
    ("月份", "Month", 0.9), ("单位", "Employer", 2.4), ("基数", "Base", 1.1),
    ("个人", "Personal", 1), ("单位缴", "Employer's", 1), ("状态", "State", 1.2),
)  # fmt: skip
INDEX = (
    ("序号", "No.", 0.6), ("名称", "Name", 1.2), ("说明", "Description", 2.6),
    ("页数", "Pages", 0.8), ("摘要", "Digest", 2.3),
)  # fmt: skip
_LABELS = (
    ("姓名", "Name"), ("性别", "Sex"), ("证件类型", "Document"), ("证件号码", "Number"),
    ("出生日期", "Born on"), ("国籍", "Nationality"), ("民族", "Ethnic group"), ("手机", "Mobile"),
    ("常住地址", "Address"), ("邮编", "Postcode"), ("单位名称", "Employer"), ("单位代码", "Code"),
    ("参保状态", "Insured"), ("人员类别", "Category"), ("服务银行", "Bank"), ("网点", "Branch"),
    ("卡类别", "Kind of card"), ("领取方式", "Collection"), ("邮寄地址", "Post to"),
    ("经办人", "Handled by"), ("监护人", "Guardian"), ("关系", "Relation"),
    ("受理日期", "Taken in"),    ("备注", "Remarks"),
)  # fmt: skip
_ZH = (
    "本人申请领取社会保障卡，所填信息与所附材料真实、完整、有效，并同意经办机构为制卡核对人口信息、"
    "参保信息和照片。领卡后本人将及时激活社会保障应用和金融应用，妥善保管卡片和密码，不出租、不出借、"
    "不转让；遗失时立即办理挂失。样本文字，供比较排版速度之用，不代表任何机构的规定或者承诺。"
)
_EN = (
    "I apply for a social security card. What is stated and enclosed is true, complete and valid, "
    "and may be compared with population records, insurance records and photographs to make the "
    "card. I shall activate both applications, keep card and passwords safe, lend them to nobody, "
    "and report a loss at once. Sample words, to compare the speed of setting; no rule of any "
    "authority. "
)
_SURNAMES, _GIVEN = "赵钱孙李周吴郑王冯陈", "思源晓雨明远山春梅安和立新文博䶮㛃𠮷"


@dataclass
class Pages:
    """What stands on the six pages in one round."""

    number: int
    checks: list = field(init=False)
    fields: list = field(init=False)
    history: list = field(init=False)
    notice: list = field(init=False)
    authority: list = field(init=False)
    index: list = field(init=False)

    def __post_init__(self) -> None:
        """Make up other values for every number."""
        chance = random.Random(self.number)
        name = "".join(chance.choice(signs) for signs in (_SURNAMES, _GIVEN[:-3], _GIVEN[:-3]))
        value = lambda zh: f"{zh}{chance.randrange(10**6)}号"  # noqa: E731
        self.checks = [
            (f"材料{n}", f"第 {n} 项材料，编号 {chance.randrange(10**5)} Item {n}",
             "原件或复印件 Original or copy", f"{1 + n % 3} 份", "已核对 Checked")
            for n in range(1, 13)
        ]  # fmt: skip
        self.fields = [(zh, en, value("青禾市谷雨街")) for zh, en in _LABELS]
        self.fields[0] = (*_LABELS[0], name)
        self.history = [
            (f"2024-{1 + n % 12:02d}", "青禾朝阳设备有限公司",
             f"{chance.randrange(5000, 30000)}.00", f"{chance.random() * 900:.2f}",
             f"{chance.random() * 1800:.2f}", "正常 Normal")
            for n in range(32)
        ]  # fmt: skip
        self.notice = [(f"（{n}）{name}：{_ZH}", f"({n}) {_EN}") for n in range(1, 5)]
        self.authority = [(zh, en, value("委托事项")) for zh, en in _LABELS[:10]]
        self.index = [
            (str(n), f"附件{n}", f"Attachment {n}, scan of {chance.randrange(200, 600)} dpi",
             f"{1 + n % 4} 页", f"SHA-256 {chance.getrandbits(64):016x}")
            for n in range(1, 19)
        ]  # fmt: skip

    def plain(self) -> dict:
        """Return the values for a program that reads JSON."""
        return asdict(self)


def photograph() -> bytes:
    """Return a picture of the size of a card's photograph."""
    from PIL import Image, ImageFilter

    picture = Image.effect_noise((358, 441), 60).convert("RGB").filter(ImageFilter.GaussianBlur(2))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=88)
    return buffer.getvalue()
