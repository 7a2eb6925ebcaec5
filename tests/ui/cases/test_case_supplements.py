"""A supplement request in the window: taken in, jumped to, answered; and written by a bureau."""

from __future__ import annotations

import datetime as dt

import pytest

from kabao.domain.changes import Changed
from kabao.domain.supplements import CODE, Request, Supplement
from kabao.exchange.supplements import write_supplement
from kabao.services.supplements import ReadPackage
from kabao.ui.cases.supplements import SupplementDialog

ASKED = (Request("请补充时间", 1, "phases"), Request("请说明"))


@pytest.fixture
def request_file(department, tmp_path):
    case = department.session.case
    item = Supplement("a" * 32, case.number, "0" * 64, "2026-11-22", "示例省厅", ASKED)
    path = tmp_path / "request.json"
    path.write_text(write_supplement(item), "utf-8")
    return path


def asked(page):
    model = page.strip.model
    rows = range(model.rowCount())
    return [row for row in rows if model.line(row).code == CODE]


def test_a_request_stands_among_the_findings_and_is_answered(
    department, desk, request_file, monkeypatch, qtbot
):
    monkeypatch.setattr(desk.context.alerts, "choose_open", lambda *_: request_file, raising=False)
    desk.room._supplements.take()
    page, case = desk.room._case, department.session.case
    # The frame tells every room, this one too.
    desk.room.refresh(Changed(cases=frozenset({case.id})))
    qtbot.waitUntil(lambda: len(asked(page)) == 2, timeout=5000)
    row = next(row for row in asked(page) if page.strip.model.line(row).place.field)
    page.strip.table.selectRow(row)
    assert page.strip.accept_button.text() == desk.context.texts("supplements.answer")
    with qtbot.waitSignal(page.strip.jumped) as heard:
        page.strip._jump(row)
    assert (heard.args[0].material, heard.args[0].field) == (1, "phases")
    monkeypatch.setattr(desk.context.alerts, "text", lambda *_: "已补充", raising=False)
    page.strip.accept_chosen()
    stored = desk.context.workspace.cases.get(page.session.case.id)
    assert "已补充" in stored.accepted.values()
    assert len(stored.supplements) == 1


def test_a_bureau_gathers_items_at_fields(department, desk):
    workspace = desk.context.workspace
    case = department.session.case
    forms = tuple(workspace.cases.form(case, key) for key in case.parts)
    dialog = SupplementDialog(desk.context, ReadPackage(case.number, "0" * 64, forms), None)
    assert not dialog.go_on.isEnabled()
    dialog.text.setPlainText("整体说明")
    dialog.add()
    dialog.material.setCurrentIndex(1)
    dialog.field.setCurrentIndex(dialog.field.findData("phases"))
    dialog.text.setPlainText("请补充时间")
    dialog.add()
    assert dialog.requests == [Request("整体说明"), Request("请补充时间", 1, "phases")]
    assert dialog.go_on.isEnabled()
    assert dialog.list.item(1).text().endswith("\n请补充时间")
    dialog.text.setPlainText("还没记下的一项")
    dialog.list.setCurrentRow(1)
    dialog.back.click()
    assert dialog.text.toPlainText() == "请补充时间"
    assert dialog.field.currentData() == "phases"
    dialog.accept()
    assert [item.text for item in dialog.requests] == ["整体说明", "还没记下的一项", "请补充时间"]
    assert dialog.requests[2] == Request("请补充时间", 1, "phases")


def test_what_a_bureau_writes_is_told_with_its_file(department, desk, tmp_path, monkeypatch, qtbot):
    files, context = desk.room._supplements, desk.context
    case = department.session.case
    package = tmp_path / "package.pdf"
    from kabao.services.packages import Paper

    order = context.workspace.packages.order(
        case.id, package, context.texts, Paper("zh", draft=True)
    )
    context.workspace.packages.write(order)

    def filled(read):
        dialog = SupplementDialog(context, read, None)
        dialog.issuer.setText("示例省厅")
        dialog.text.setPlainText("请说明")
        dialog.add()
        return dialog

    monkeypatch.setattr(context.alerts, "choose_open", lambda *_: package, raising=False)
    monkeypatch.setattr(context.alerts, "choose_folder", lambda *_: tmp_path, raising=False)
    monkeypatch.setattr(files, "ask", filled)
    files.write()
    qtbot.waitUntil(lambda: bool(list(tmp_path.glob("*-supplement-*.json"))), timeout=5000)
    assert len(list(tmp_path.glob("*-supplement-*"))) == 2
    assert isinstance(context.clock(), dt.date)
