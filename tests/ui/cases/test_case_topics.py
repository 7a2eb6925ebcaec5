"""The five topics of material 5 are ticked on the page they stand on, and that page opens."""

import pytest

from kabao.domain.cases import MaterialKey
from kabao.domain.errors import InputRefusedError
from kabao.ui.cases.editors.documents_drawn import draw_document_page
from kabao.ui.cases.editors.documents_pages import document_pages

KEY = MaterialKey.REGIONAL_RULES


@pytest.fixture
def leaf(department, qtbot):
    department.choose(KEY)
    dialog = department.editor().leaf(1)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_pages_count_through_both_documents(department, leaf):
    files = department.session.case.attached(KEY)
    total = sum(item.pages for item in files if item.slot in ("measures", "implementing_rules"))
    assert len(document_pages(department.session)) == total >= 2
    assert leaf.where.text().startswith(f"第 1 页，共 {total} 页")
    assert leaf.sheet.sizeHint().width() > 300


def test_a_tick_writes_the_page_and_its_link_opens_it(department, leaf):
    last = len(document_pages(department.session))
    leaf.show_page(last)
    leaf.tick("topic_4", on=True)
    assert department.session.values(KEY)["topic_4"] == last
    leaf.show_page(1)
    assert not leaf.ticks["topic_4"].isChecked()
    leaf.links["topic_4"].click()
    assert leaf.page == last
    assert leaf.ticks["topic_4"].isChecked()
    leaf.tick("topic_4", on=False)
    assert department.session.values(KEY)["topic_4"] is None


def test_leafing_stops_at_the_ends(department, leaf):
    leaf.show_page(0)
    assert leaf.page == 1
    leaf.show_page(9999)
    assert leaf.page == len(document_pages(department.session))


def test_what_was_ticked_stands_in_the_form_afterwards(department, leaf):
    leaf.show_page(1)
    leaf.tick("topic_5", on=True)
    leaf.accept()
    assert department.editor().view.values()["topic_5"] == 1


@pytest.mark.parametrize("media_type", ["application/pdf", "image/png"])
def test_a_damaged_file_is_told_by_its_name(media_type):
    with pytest.raises(InputRefusedError, match="attachment_damaged"):
        draw_document_page(b"%PDF-1.7 nothing", media_type, 0, 100, "办法")


def test_without_documents_there_is_nothing_to_leaf_through(department, desk):
    department.choose(KEY)
    session = department.session
    for item in session.case.attached(KEY):
        session.take_files(desk.workspace.attachments.remove(session.case.id, item))
    assert not department.editor().leaf_button.isEnabled()
