"""A statement with a picture and figures leaves as package and JSON and comes back as it was."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from PIL import Image

from kabao.documents.reading import PackageFile
from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.prose.model import Figure, Kind, Passage, Picture, Span
from kabao.domain.prose.writing import write
from kabao.services.demo import make_sample_ledger
from kabao.services.packages import Paper
from kabao.services.prose import take_picture
from kabao.services.verifying import verify_package
from kabao.services.workspace import Workspace
from kabao.texts import Texts

TODAY = dt.date(2026, 11, 22)
STATEMENT = MaterialKey.PREPARATION_STATEMENT
FIELD = "business_processes"


def png():
    held = io.BytesIO()
    Image.new("RGB", (1200, 600), "green").save(held, "PNG")
    return held.getvalue()


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A department's case whose statement shows a picture that stands in the ledger."""
    path = tmp_path_factory.mktemp("told") / "told.kabao"
    with make_sample_ledger(path, clock=lambda: TODAY) as workspace:
        case = next(
            it for it in workspace.cases.all() if it.applicant_kind is ApplicantKind.DEPARTMENT
        )
        picture = take_picture(workspace, (case.id, FIELD), "流程.png", png()).picture
        text = (
            Passage((Span("范围"),), Kind.HEAD_1),
            Passage((Span("业务已完成流程梳理，计划发卡", bold=True), Figure("planned_quantity"))),
            Passage(
                (Span("受理、审核、发放、查询各环节均以社会保障卡作为身份凭证和待遇载体。" * 2),)
            ),
            Picture(picture.sha256, "办理流程", picture.width, picture.height, 60),
        )
        values = {**case.values(STATEMENT), FIELD: write(text)}
        workspace.cases.save_material(case.id, STATEMENT, values)
        yield workspace, workspace.cases.get(case.id)


def export(workspace, case, target, paper):
    order = workspace.packages.order(case.id, target, Texts("zh"), paper)
    return workspace.packages.write(order).path


def test_the_picture_is_on_its_page_and_nowhere_else(told, tmp_path):
    workspace, case = told
    order = workspace.packages.order(case.id, tmp_path / "p.pdf", Texts("zh"), Paper())
    part = order.plan.part("material_2")
    assert part.attachments == ()
    assert not [it for it in order.findings if it.code.startswith(("case_picture", "case_file"))]


@pytest.mark.parametrize("paper", [Paper(), Paper(full_numbers=True)])
def test_a_package_says_what_its_data_say(told, tmp_path, paper):
    workspace, case = told
    path = export(workspace, case, tmp_path / "p.pdf", paper)
    result = verify_package(path, workspace.rulebook)
    assert result.ok, result.findings
    with PackageFile.open(path) as package:
        assert "办理流程" in package.data().decode()


def test_a_full_package_brings_text_and_picture_to_another_ledger(told, tmp_path):
    workspace, case = told
    path = export(workspace, case, tmp_path / "p.pdf", Paper(full_numbers=True))
    with Workspace.create(tmp_path / "other.kabao", clock=lambda: TODAY) as other:
        other.exchange.load(path)
        came = other.cases.all()[0]
        assert came.values(STATEMENT)[FIELD] == case.values(STATEMENT)[FIELD]
        inline = [it for it in came.attachments if it.slot == f"inline.{FIELD}"]
        assert [other.attachments.data(it) for it in inline] == [png()]
        again = export(other, came, tmp_path / "q.pdf", Paper(full_numbers=True))
        assert again.read_bytes() == path.read_bytes()


def test_findings_about_pictures_name_their_place(told):
    workspace, case = told
    gone = Picture("0c" * 32, "不在", 1200, 600)
    held = next(it for it in case.attachments if it.slot.startswith("inline."))
    coarse = Picture(held.sha256, "", 300, 150)
    text = (*(Passage((Span("字" * 60),)),), gone, coarse, Passage((Figure("nothing"),)))
    changed = case.with_material(STATEMENT, {**case.values(STATEMENT), FIELD: write(text)})
    found = {
        it.code: (it.place.field, it.place.row)
        for it in workspace.cases.check(changed)
        if it.place.material == 2
    }
    assert found == {
        "case_picture_missing": (FIELD, 1),
        "case_picture_without_words": (FIELD, 2),
        "case_picture_coarse": (FIELD, 2),
        "case_figure_unknown": (FIELD, 3),
    }
