"""Long packages: pages that are set again, and tags that are packed, give what short ones give."""

import pikepdf
import pytest

from documents.structure_checker import Tree, problems
from kabao.documents.blocks import (
    Caption,
    Column,
    ContentsList,
    Heading,
    ManifestList,
    Prose,
    Table,
)
from kabao.documents.layout import compose
from kabao.documents.package import write_package
from kabao.documents.plan import PackagePlan, Part, PartKey

C = Caption
ROWS = 160


def long_plan():
    columns = (Column(C("号")), Column(C("姓名")), Column(C("状态")))
    rows = tuple((str(number), "王䶮𬱖", "在册") for number in range(ROWS))
    text = "青禾市社会保障卡发行筹备工作按照统一要求安排，人员信息逐条核对。" * 90
    listed = (Column(C("部分")), Column(C("页")), Column(C("页数")), Column(C("SHA-256")))
    parts = (
        Part(PartKey.CONTENTS, C("目录"), (ContentsList(listed[0], listed[1], C("附件")),)),
        Part("a", C("名单"), (Heading(C("一")), Table(columns, rows), Prose(C(text)))),
        Part("b", C("说明"), (Prose(C(text)), Heading(C("二")), Table(columns, rows[:5]))),
        Part(PartKey.MANIFEST, C("清单"), (ManifestList(listed, C("附件"), ()),)),
    )
    start = (
        "KB-2026-0001",
        C("比较"),
        "青禾市",
        "zh",
        False,
        "2026-11-22",
        "r",
        "Kabao",
        C("草拟"),
    )
    return PackagePlan(*start, parts, "open")


def written(target):
    return write_package(long_plan(), target, attachment_data=None).path


@pytest.fixture
def short_memory(monkeypatch):
    """Let no page be kept."""
    kept = compose.Kept
    monkeypatch.setattr("kabao.documents.numbering.Kept", lambda: kept(0))


def test_pages_set_again_are_the_same(tmp_path, request):
    before = written(tmp_path / "kept.pdf").read_bytes()
    request.getfixturevalue("short_memory")
    assert written(tmp_path / "again.pdf").read_bytes() == before


def test_the_tree_is_whole_over_many_pages(tmp_path, short_memory):
    path = written(tmp_path / "long.pdf")
    assert problems(path) == []
    with pikepdf.open(path) as document:
        elements = Tree(document).elements
        first = next(node for node in elements if node.S == "/Table" and len(node.K) > ROWS)
        assert len(first.K) == ROWS + 1
        assert all(row.S == "/TR" and len(row.K) == 3 for row in first.K)
