"""A batch of a synthetic employer with three people, two of them with photographs."""

import io

import pytest
from PIL import Image

from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.employers import Employer
from kabao.domain.holder_photos import HolderPhoto
from kabao.domain.holders import Holder
from kabao.services.workspace import Workspace
from services.people_at_hand import TODAY

NUMBERS = ("110000199001010013", "110000199001010021", "11000019900101003X")
NAMES = ("王小青", "李·雪", "赵一")


@pytest.fixture
def desk(tmp_path):
    with Workspace.create(tmp_path / "batches.kabao", clock=lambda: TODAY) as workspace:
        yield workspace


@pytest.fixture
def people(desk):
    employer = desk.ledger.employers.add(
        Employer({"name": "青禾精密机械有限公司", "uscc": "91110000XXXX00019Y", "kind": "company"})
    )
    return desk.ledger.holders.add_many(
        [
            Holder(
                {
                    "name": name, "sex": "2" if index == 1 else "1", "doc_type": "resident_id",
                    "doc_no": number, "birth_date": "1990-01-01", "nationality": "CHN",
                    "ethnicity": "01", "doc_long_term": True, "mobile": f"1380000000{index}",
                    "region": "320000", "consent": True, "pickup": "employer",
                },
                employer_id=employer.id,
            )
            for index, (name, number) in enumerate(zip(NAMES, NUMBERS, strict=True))
        ]
    )  # fmt: skip


@pytest.fixture
def batch(desk, people):
    """The case, complete but for the photographs."""
    employer = desk.ledger.employers.all()[0]
    case = desk.cases.create(
        ApplicantKind.EMPLOYER,
        "青禾批量",
        kind=CaseKind.BATCH_CLAIM,
        employer_id=employer.id,
        holder_ids=tuple(people),
    ).record
    summary = {
        **case.values(MaterialKey.BATCH_SUMMARY), "region_name": "示例省", "region_code": "320000",
        "handler_name": "王小青", "handler_phone": "13800000000", "pickup": "employer",
        "declaration": True,
    }  # fmt: skip
    desk.cases.save_material(case.id, MaterialKey.BATCH_SUMMARY, summary)
    desk.cases.save_material(case.id, MaterialKey.BATCH_LIST, {"checked": True})
    return desk.cases.get(case.id)


def picture(shade, size=(358, 441)):
    """A sharp portrait-sized picture of a few kilobytes with a white ground."""
    image = Image.new("RGB", size, "white")
    pixels = image.load()
    for x in range(60, size[0] - 60):
        for y in range(60, size[1]):
            pixels[x, y] = ((x * 7 + y * 3) % 256, (x ^ y) % 256, shade)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=38, dpi=(350, 350))
    return out.getvalue()


@pytest.fixture
def photographed(desk, people, batch):
    """Two people have photographs, the second an unfit one."""
    desk.ledger.photos.put(HolderPhoto(people[0], "a.jpg"), picture(10))
    desk.ledger.photos.put(HolderPhoto(people[1], "b.jpg"), picture(90, (200, 200)))
    return batch
