"""``kabao case text``: a file into a text of a case, and the statement out as Markdown."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.prose.reading import version
from kabao.services.workspace import Workspace
from services.people_at_hand import TODAY

STATEMENT = MaterialKey.PREPARATION_STATEMENT
FORM = MaterialKey.REGISTRATION_FORM


@pytest.fixture
def number(ledger):
    with Workspace.open(ledger, clock=lambda: TODAY) as workspace:
        case = workspace.cases.create(ApplicantKind.DEPARTMENT, "示例申请").record
        workspace.cases.save_material(case.id, FORM, {"planned_quantity": 1200})
        return case.number


@pytest.fixture
def at(kabao, ledger):
    return lambda *argv: kabao("--ledger", ledger, *argv)


@pytest.fixture
def source(tmp_path):
    held = io.BytesIO()
    Image.new("RGB", (1200, 600), "green").save(held, "PNG")
    (tmp_path / "图.png").write_bytes(held.getvalue())
    path = tmp_path / "说明.md"
    path.write_text(
        "# 一、范围\n\n计划发卡 {{planned_quantity}}，*斜体*。\n\n![流程](图.png)\n",
        encoding="utf-8",
    )
    return path


def values(ledger, number):
    with Workspace.open(ledger, read_only=True, clock=lambda: TODAY) as workspace:
        case = workspace.cases.by_number(number)
        return case, case.values(STATEMENT)


def test_a_file_becomes_a_text_with_its_pictures_and_one_undo_takes_all_back(
    at, fits, ledger, number, source
):
    answer = at("case", "text", "import", number, "s0", source, "--json")
    assert answer.code == 0
    fits("text-import", answer.document)
    assert answer.document["left_out"][0]["code"] == "italic"
    case, told = values(ledger, number)
    assert version(told["business_processes"]) == 1
    assert [item.slot for item in case.attachments] == ["inline.business_processes"]
    assert at("undo").code == 0
    case, told = values(ledger, number)
    assert "business_processes" not in told
    assert case.attachments == ()


def test_a_dry_run_stores_nothing_and_behind_keeps_what_is_there(at, ledger, number, source):
    assert at("case", "text", "import", number, "s0", source, "--dry-run").code == 0
    assert values(ledger, number)[1] == {}
    for _ in range(2):
        at("case", "text", "import", number, "s0", source, "--behind")
    case, told = values(ledger, number)
    assert told["business_processes"].count("一、范围") == 2
    assert len(case.attachments) == 1


def test_the_statement_comes_out_and_goes_in_again(at, fits, ledger, number, source, tmp_path):
    at("case", "text", "import", number, "s0", source)
    before = values(ledger, number)[1]["business_processes"]
    out = tmp_path / "出" / "全文.md"
    out.parent.mkdir()
    answer = at("case", "text", "export", number, out, "--json")
    fits("text-export", answer.document)
    written = out.read_text(encoding="utf-8")
    assert "## 0 业务流程规范情况" in written
    assert "1,200 张" in written
    assert "{{" not in written
    assert len(answer.document["pictures"]) == 1
    one = tmp_path / "出" / "一节.md"
    at("case", "text", "export", number, one, "--field", "s0", "--figures")
    at("case", "text", "import", number, "s2", one)
    assert values(ledger, number)[1]["technical_strength"] == before


@pytest.mark.parametrize(
    ("name", "data", "field", "code"),
    [
        ("a.docx", b"PK\x03\x04 cut", "s0", 3),
        ("a.md", b"x" * (6 << 20), "s0", 3),
        ("a.rtf", b"x", "s0", 3),
        ("a.md", b"x", "s1", 3),
        ("a.md", b"x", "nothing", 3),
    ],
)
def test_what_cannot_be_read_ends_in_one_sentence(at, number, tmp_path, name, data, field, code):
    path = tmp_path / name
    path.write_bytes(data)
    answer = at("case", "text", "import", number, field, path)
    assert answer.code == code
    assert len(answer.err.strip().splitlines()) == 1
    assert "Traceback" not in answer.err
