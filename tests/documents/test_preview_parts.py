"""The preview draws what the package will hold."""

import pypdfium2
import pytest

from kabao.documents.package import write_package
from kabao.documents.preview import render_part
from kabao.domain.errors import InputRefusedError


def texts(data):
    pages = pypdfium2.PdfDocument(data)
    return ["".join(page.get_textpage().get_text_range().split()) for page in pages]


def test_preview_shows_the_pages_of_the_package(make_plan, files, tmp_path):
    plan = make_plan("department")
    result = write_package(plan, tmp_path / "p.pdf", attachment_data=files)
    whole = texts(result.path)
    own = [entry for entry in result.parts if not entry.attachment]
    for part, entry in zip(plan.parts, own, strict=True):
        if part.key != "manifest":
            shown = texts(render_part(plan, part.key))
            assert shown == whole[entry.page - 1 : entry.page - 1 + entry.pages]


def test_preview_sets_anew_what_changed_beside_tables_it_knows(make_plan):
    named = {"employer_name": "青禾朝阳设备有限公司"}
    before = render_part(make_plan("employer", texts=named), "material_1")
    after = texts(render_part(make_plan("employer", texts={"employer_name": "晨曦"}), "material_1"))
    assert any("青禾朝阳设备有限公司" in page for page in texts(before))
    assert not any("青禾朝阳设备有限公司" in page for page in after)
    assert any("晨曦" in page for page in after)


def test_preview_of_an_unknown_part_is_a_mistake(make_plan):
    with pytest.raises(KeyError):
        render_part(make_plan("person"), "material_9")


def test_preview_stops_at_an_uncovered_character_of_its_part_only(make_plan):
    plan = make_plan("department", texts={"managing_body": "中心\U0001f600"})
    render_part(plan, "material_2")
    with pytest.raises(InputRefusedError):
        render_part(plan, "material_1")
