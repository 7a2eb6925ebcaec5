"""From the window: forms for the pen, and all packages at once."""

from __future__ import annotations

import pypdfium2
from PySide6.QtTest import QTest

from kabao.domain.cases import ApplicantKind
from kabao.services.blanks import form_names
from kabao.services.packages import Paper
from kabao.ui.cases.paper.batch import BatchDialog
from kabao.ui.cases.paper.blank_forms import BlankDialog, BlankWish
from kabao.ui.kit.jobs import JobRunner


def run(desk, key):
    next(item for item in desk.room.commands() if item.key == key).run()


def text_of(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_the_dialog_offers_every_form_and_in_a_case_those_of_its_applicant(desk, department):
    names = form_names(desk.workspace.rulebook)
    dialog = BlankDialog(desk.context, None, None)
    assert dialog.form.count() == len(names)
    assert dialog.wish() == BlankWish("holder", "zh")
    inside = BlankDialog(desk.context, department.session.case, None)
    keys = {inside.form.itemData(row) for row in range(inside.form.count())}
    parts = {f"{key}_department" for key in department.session.case.parts}
    assert keys == {n.key for n in names if n.applicant is None or n.key in parts}
    form = "registration_form_department"
    inside.full_numbers.setChecked(True)
    assert inside.wish() == BlankWish(form, "zh", filled=True, full_numbers=True)
    inside.filled.setChecked(False)
    assert inside.wish() == BlankWish(form, "zh")


def test_an_empty_form_from_the_list(desk, tmp_path):
    desk.room._blanks.ask = lambda case: BlankWish("employer", "zh")
    desk.answers.target = tmp_path / "employer.pdf"
    run(desk, "cases.blank")
    assert desk.answers.proposed == "employer.pdf"
    assert "单位名称 *" in text_of(desk.answers.target)
    (notice,) = desk.room._list.notices.notices()
    assert notice.label.text() == "已导出 employer.pdf，共 2 页。"


def test_a_form_filled_in_from_the_menu_of_the_case(desk, person, tmp_path):
    name = desk.workspace.cases.view(person.session.case).holders[0].holder.name
    desk.room._blanks.ask = lambda case: BlankWish("holder", "zh", filled=case is not None)
    desk.answers.target = tmp_path / "holder.pdf"
    person.header.blank_wanted.emit()
    assert desk.answers.proposed == f"{person.session.case.number}-holder.pdf"
    assert name in text_of(desk.answers.target)


def test_thinking_better_of_it_writes_nothing(desk, tmp_path):
    desk.room._blanks.ask = lambda case: None
    desk.answers.target = tmp_path / "none.pdf"
    run(desk, "cases.blank")
    assert not desk.answers.target.exists()


def batch(desk, folder, answer):
    desk.answers.choose_folder = lambda _title: folder
    desk.answers.details = lambda error: str(len(error.findings))
    desk.answers.tell = lambda text, details="": desk.answers.said.append(details)
    desk.room._batch.ask = lambda _count: answer
    run(desk, "cases.export_all")
    return [notice.label.text() for notice in desk.room._list.notices.notices()]


def test_the_dialog_of_the_batch_says_how_it_is_printed(desk):
    dialog = BatchDialog(desk.context, 3, None)
    assert dialog.wish() == (Paper("zh"), False)
    dialog.full_numbers.setChecked(True)
    dialog.drafts.setChecked(True)
    assert dialog.wish() == (Paper("zh", full_numbers=True), True)


def test_all_cases_leave_at_once_and_a_failure_is_told(desk, tmp_path):
    bad = desk.workspace.cases.create(ApplicantKind.DEPARTMENT, "还没有内容").record
    told = batch(desk, tmp_path, (Paper("zh"), False))
    assert told == ["4 份申请：写出或已有 3 份（其中 0 份原已相同），失败 1 份。"]
    assert len(list(tmp_path.glob("*.pdf"))) == 3
    (said,) = desk.answers.said
    assert said.startswith(f"{bad.number} 还没有内容\nexport_only_draft")
    assert not desk.room._batch.progress.isVisible()
    told = batch(desk, tmp_path, (Paper("zh"), True))
    assert told[-1] == "4 份申请：写出或已有 4 份（其中 3 份原已相同），失败 0 份。"
    assert (tmp_path / f"{bad.number}-department-draft.pdf").exists()


def test_a_batch_that_is_thought_better_of_writes_nothing(desk, tmp_path):
    assert batch(desk, tmp_path, None) == []
    assert batch(desk, None, (Paper("zh"), False)) == []
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_batch_is_stopped_from_the_strip(desk, tmp_path):
    def stop(line, total):
        desk.room._batch.stop()

    desk.room._batch._moved = stop
    runner = JobRunner()
    desk.room._batch._context = type(desk.context)(
        **{name: getattr(desk.context, name) for name in desk.context.__slots__} | {"jobs": runner}
    )
    assert batch(desk, tmp_path, (Paper("zh"), False)) == []
    desk.room._batch.progress.stop.click()
    runner.wait()
    QTest.qWait(10)
    (told,) = [notice.label.text() for notice in desk.room._list.notices.notices()]
    assert told.startswith("已停止：3 份中有 ")
    assert len(list(tmp_path.glob("*.pdf"))) < 3
