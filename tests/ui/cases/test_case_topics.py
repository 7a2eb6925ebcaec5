"""The five topics of material 5 are ticked on the page they stand on, and that page opens."""

import pytest

from kabao.domain.cases import MaterialKey
from kabao.domain.errors import InputRefusedError
from kabao.domain.topics import printed_pages

KEY = MaterialKey.REGIONAL_RULES


@pytest.fixture
def leaf(department, qtbot):
    department.choose(KEY)
    dialog = department.editor().leaf(1)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_pages_count_through_both_documents(department, leaf, qtbot):
    files = department.session.case.attached(KEY)
    total = sum(item.pages for item in files if item.slot in ("measures", "implementing_rules"))
    assert len(printed_pages(department.session.case)) == total >= 2
    assert leaf.where.text().startswith(f"第 1 页，共 {total} 页")
    qtbot.waitUntil(lambda: leaf.sheet.sizeHint().width() > 300, timeout=20_000)


def test_a_tick_writes_the_page_and_its_link_opens_it(department, leaf):
    last = len(printed_pages(department.session.case))
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
    assert leaf.page == len(printed_pages(department.session.case))


def test_what_was_ticked_stands_in_the_form_afterwards(department, leaf):
    leaf.show_page(1)
    leaf.tick("topic_5", on=True)
    leaf.accept()
    assert department.editor().view.values()["topic_5"] == 1


def test_a_file_that_cannot_be_drawn_is_told_once(department, leaf, desk):
    item = department.session.case.attached(KEY)[0]
    leaf._failed(item.sha256, InputRefusedError("attachment_gave_up", name=item.title))
    leaf._failed(item.sha256, InputRefusedError("attachment_gave_up", name=item.title))
    assert [it.label.text() for it in leaf.notices.notices()] == ["attachment_gave_up"]


def test_without_documents_there_is_nothing_to_leaf_through(department, desk):
    department.choose(KEY)
    session = department.session
    for item in session.case.attached(KEY):
        session.take_files(desk.workspace.attachments.remove(session.case.id, item))
    assert not department.editor().leaf_button.isEnabled()
