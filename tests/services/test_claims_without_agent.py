"""A claim without an agent: the letter has no page, and the package says so where it would be."""

from __future__ import annotations

import pypdfium2
import pytest

from kabao.documents.plans import parts as plan_parts
from kabao.documents.preview import render_part
from kabao.domain.errors import InputRefusedError
from kabao.services.packages import Paper
from kabao.services.verifying import verify_here
from kabao.texts import Texts
from services.claimants import AGENT, HONG_KONG, LETTER, completed, portrait

FULL = Paper(full_numbers=True)
TEXTS = Texts("zh")
LETTER_TITLE = "材料三\u3000授权委托书"


def written(workspace, case, path, texts=TEXTS, paper=FULL):
    return workspace.packages.write(workspace.packages.order(case.id, path, texts, paper))


def words_of(path, page):
    document = pypdfium2.PdfDocument(path)
    try:
        return document[page - 1].get_textpage().get_text_bounded().replace("\r\n", "")
    finally:
        document.close()


def page_of(result, title):
    return next(part.page for part in result.parts if part.title == title)


def test_the_letter_has_no_page_and_contents_and_checklist_say_why(workspace, tmp_path, rulebook):
    case = completed(workspace, HONG_KONG)
    result = written(workspace, case, tmp_path / "claim.pdf")
    assert LETTER_TITLE not in [part.title for part in result.parts]
    assert any(part.title.startswith("材料四") for part in result.parts)
    listed = words_of(result.path, page_of(result, "目录"))
    above, _, below = listed.partition("授权委托书")
    assert "材料二" in above
    assert "没有代办人，不需要" in below.partition("材料四")[0]
    checked = words_of(result.path, page_of(result, "材料核对表"))
    assert "没有代办人，不需要" in checked.partition("材料四")[0]
    report = verify_here(str(result.path), rulebook)
    assert report.findings == ()


def test_the_english_contents_say_it_too(workspace, tmp_path):
    case = completed(workspace, HONG_KONG)
    paper = Paper(full_numbers=True, language="en")
    result = written(workspace, case, tmp_path / "claim.pdf", Texts("en"), paper)
    assert "no agent: not needed" in words_of(result.path, page_of(result, "Contents"))


def test_a_package_of_before_with_that_page_is_still_whole(
    workspace, tmp_path, rulebook, monkeypatch
):
    case = completed(workspace, HONG_KONG)
    with monkeypatch.context() as before:
        before.setattr(plan_parts, "is_absent", lambda *_: False)
        result = written(workspace, case, tmp_path / "old.pdf")
    assert LETTER_TITLE in [part.title for part in result.parts]
    assert verify_here(str(result.path), rulebook).findings == ()


def test_an_agent_or_a_file_keeps_the_letter(workspace, tmp_path):
    result = written(workspace, completed(workspace, AGENT), tmp_path / "agent.pdf")
    assert LETTER_TITLE in [part.title for part in result.parts]
    case = completed(workspace, HONG_KONG)
    workspace.attachments.add_bytes(
        case.id, LETTER, "signed_letter", ("l.jpg", "旧委托书"), portrait()
    )
    draft = Paper(full_numbers=True, draft=True)
    result = written(workspace, case, tmp_path / "file.pdf", paper=draft)
    assert {LETTER_TITLE, "旧委托书"} <= {part.title for part in result.parts}


def test_the_preview_says_in_words_that_it_is_not_printed(workspace):
    case = completed(workspace, HONG_KONG)
    plan = workspace.packages.plan(case, (), TEXTS)
    with pytest.raises(InputRefusedError) as refused:
        render_part(plan, "material_3")
    assert refused.value.code == "part_not_printed"
    assert "授权委托书" in TEXTS("errors.part_not_printed", **refused.value.params)
    assert render_part(plan, "material_4").startswith(b"%PDF")
