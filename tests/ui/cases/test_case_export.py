"""Export from the window: where to, what, stopped, refused."""

from __future__ import annotations

import pikepdf
import pytest
from pypdf import PdfReader

from kabao.domain.cases import MaterialKey
from kabao.domain.errors import CancelledError
from kabao.ui.kit.jobs import JobRunner

FORM = MaterialKey.REGISTRATION_FORM


def text_of(path):
    """Return the text of every page."""
    return "".join(page.extract_text() for page in PdfReader(path).pages)


def told(page):
    return [notice.label.text() for notice in page.notices.notices()]


def test_a_sound_case_becomes_a_package(department, desk, tmp_path):
    desk.answers.target = tmp_path / "package.pdf"
    department.export()
    assert desk.answers.proposed == "KB-2026-0001-department.pdf"
    with pikepdf.open(tmp_path / "package.pdf") as package:
        pages = len(package.pages)
    (sentence,) = told(department)
    assert sentence.startswith(f"已导出 package.pdf，共 {pages} 页，号码已遮盖；")
    assert "印完整证件号码" in sentence
    assert not department.exporter.busy
    assert not department.progress.isVisible()


def test_open_errors_make_a_draft_that_says_so(department, desk, tmp_path):
    desk.answers.target = tmp_path / "draft.pdf"
    department.session.edit(FORM, "leader_name", "")
    department.export()
    assert desk.answers.proposed == "KB-2026-0001-department-draft.pdf"
    with pikepdf.open(tmp_path / "draft.pdf") as package:
        assert len(package.pages) > 10


def test_thinking_better_of_it_writes_nothing(department, desk, tmp_path):
    desk.answers.target = None
    department.export()
    assert told(department) == []
    assert [path.suffix for path in tmp_path.iterdir() if path.suffix == ".pdf"] == []


def test_a_critical_finding_stops_the_export(department, desk, monkeypatch):
    monkeypatch.setattr(desk.workspace.cases, "gate", lambda _: "stopped")
    department.export()
    assert told(department) == ["有严重问题，不能导出；请先处理检查结果里标为“严重”的各条。"]


def test_a_folder_that_is_gone_is_told_in_words(department, desk, tmp_path):
    desk.answers.target = tmp_path / "gone" / "package.pdf"
    department.export()
    assert told(department) == ["package_folder_gone"]


def test_stop_leaves_nothing_half_done(department, desk, tmp_path, qtbot):
    department.exporter._context = type(desk.context)(
        **{name: getattr(desk.context, name) for name in desk.context.__slots__}
        | {"jobs": JobRunner()}
    )
    desk.answers.target = tmp_path / "stopped.pdf"
    department.export()
    assert department.exporter.busy
    assert department.progress.isVisible()
    department.progress.stop.click()
    qtbot.waitUntil(lambda: not department.exporter.busy, timeout=10000)
    assert told(department) == ["已停止，没有写出文件，原有文件未动。"]
    assert not desk.answers.target.exists()
    department.exporter._context.jobs.wait()


def test_leaving_the_page_does_not_stop_the_export(department, desk, tmp_path, qtbot):
    runner = JobRunner()
    department.exporter._context = type(desk.context)(
        **{name: getattr(desk.context, name) for name in desk.context.__slots__} | {"jobs": runner}
    )
    desk.answers.target = tmp_path / "later.pdf"
    department.export()
    desk.room._show_list()
    qtbot.waitUntil(lambda: bool(desk.room._list.notices.notices()), timeout=20000)
    assert desk.answers.target.exists()
    runner.wait()


@pytest.mark.parametrize("language", ["en", "both"])
def test_the_language_of_the_package_is_chosen_in_the_menu(
    department, desk, tmp_path, language, monkeypatch
):
    asked = []
    real = desk.workspace.packages.order

    def order(case_id, target, texts, paper):
        asked.append(paper.language)
        return real(case_id, target, texts, paper)

    monkeypatch.setattr(desk.workspace.packages, "order", order)
    department.header._choose(language=language)
    desk.answers.target = tmp_path / "package.pdf"
    department.export()
    assert asked == [language]


def test_full_numbers_are_printed_only_where_they_are_asked_for(person, desk, tmp_path):
    number = desk.workspace.cases.view(person.session.case).holders[0].holder.doc_no
    for full in (False, True):
        person.header._choose(full_numbers=full)
        desk.answers.target = tmp_path / f"package-{full}.pdf"
        person.export()
        assert (number in text_of(desk.answers.target)) is full


def test_the_annex_is_a_switch_of_the_case(person, desk):
    before = person.session.case.annex
    person.header._annex.trigger()
    assert desk.workspace.cases.get(person.session.case.id).annex is not before


def test_a_cancelled_error_is_no_alarm(department):
    department.exporter._failed(CancelledError("cancelled"))
    assert told(department) == ["已停止，没有写出文件，原有文件未动。"]


def test_a_case_is_removed_without_a_question_and_comes_back(department, desk):
    case_id = department.session.case.id
    department._remove()
    assert case_id not in {case.id for case in desk.workspace.cases.all()}
    assert desk.room._case is None
    history = desk.workspace.history
    history.undo(history.undo_candidate().id)
    assert desk.workspace.cases.get(case_id).id == case_id
