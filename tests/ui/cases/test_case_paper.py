"""From the window: forms for the pen."""

from __future__ import annotations

import pypdfium2

from kabao.services.blanks import form_names
from kabao.ui.cases.paper.blank_forms import BlankDialog, BlankWish


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
    assert keys == {n.key for n in names if n.applicant in (None, "department")}
    inside.full_numbers.setChecked(True)
    assert inside.wish() == BlankWish("holder", "zh", filled=True, full_numbers=True)
    inside.filled.setChecked(False)
    assert inside.wish() == BlankWish("holder", "zh")


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
