from __future__ import annotations

import errno
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget

from kabao.domain.errors import InputRefusedError
from kabao.domain.findings import Confidence, Finding, Level
from kabao.ui.kit.alerts import Alerts
from kabao.ui.kit.buttons import PrimaryButton, SplitButton
from kabao.ui.kit.charts import CompletenessBar, Segment, StackedBar
from kabao.ui.kit.chips import ChipRow
from kabao.ui.kit.fields import SearchField
from kabao.ui.kit.focus import FocusRings
from kabao.ui.kit.marks import ConfidenceBadge, LevelCounts
from kabao.ui.kit.notices import NoticeBar, ProgressStrip
from kabao.ui.kit.panels import Panel
from kabao.ui.kit.tabs import SectionTabs, StepPath

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_one_chip_is_chosen_and_counts_stay_in_sight(theme: Theme, qtbot: QtBot) -> None:
    row = ChipRow(theme)
    qtbot.addWidget(row)
    for key, count in (("all", 12408), ("new", 312), ("none", 0)):
        row.add(key, key, count)
    row.show()
    assert row.selected() == "all"
    assert row.chip("all").text() == "all  12,408"
    assert not row.chip("none").isEnabled(), "a zero is greyed, never hidden"
    with qtbot.waitSignal(row.chosen) as chosen:
        click(qtbot, row.chip("new"))
    assert chosen.args == ["new"]
    assert not row.chip("all").isChecked()
    row.set_count("none", 3)
    assert row.chip("none").isEnabled()


def test_chips_can_be_chosen_together(theme: Theme, qtbot: QtBot) -> None:
    row = ChipRow(theme, exclusive=False)
    qtbot.addWidget(row)
    row.add("a", "A")
    row.add("b", "B")
    row.show()
    assert row.selected() == ""
    with qtbot.waitSignal(row.toggled) as told:
        click(qtbot, row.chip("b"))
    assert told.args == ["b", True]


def test_chips_wrap_in_a_narrow_row(theme: Theme, qtbot: QtBot) -> None:
    row = ChipRow(theme)
    qtbot.addWidget(row)
    for number in range(6):
        row.add(str(number), "未激活", 312)
    wide, narrow = row.layout().heightForWidth(900), row.layout().heightForWidth(250)
    assert wide == 28
    assert narrow == 3 * 28 + 2 * 8


def test_a_busy_button_says_so_and_does_nothing(theme: Theme, qtbot: QtBot) -> None:
    button = PrimaryButton(theme, "导出申请材料包")
    qtbot.addWidget(button)
    button.show()
    width = button.width()
    button.set_busy("导出中")
    QApplication.processEvents()
    assert "导出中" in button.text()
    assert not button.isEnabled()
    assert button.width() >= width
    button.set_busy("")
    assert button.text() == "导出申请材料包"
    assert button.isEnabled()


def test_split_button_offers_one_thing_and_a_menu(theme: Theme, qtbot: QtBot) -> None:
    button = SplitButton(theme, "导出草稿", "upload", "更多")
    qtbot.addWidget(button)
    button.show()
    button.menu().addAction("打印")
    with qtbot.waitSignal(button.clicked):
        click(qtbot, button.main)
    assert button.arrow.accessibleName() == "更多"
    button.set_busy("导出中")
    assert not button.arrow.isEnabled()


def test_notices_stay_until_they_are_closed(theme: Theme, texts: Texts, qtbot: QtBot) -> None:
    bar = NoticeBar(theme, texts)
    qtbot.addWidget(bar)
    done: list[int] = []
    bar.show_notice("ok", "已导入 118 行", "撤销", lambda: done.append(1))
    bar.show_notice("error", "磁盘已满")
    bar.show_notice("error", "磁盘已满")
    assert [notice.label.text() for notice in bar.notices()] == ["已导入 118 行", "磁盘已满"]
    click(qtbot, bar.notices()[0].findChild(QPushButton))
    assert done == [1]
    bar.clear()
    assert not bar.isVisible()


def test_progress_can_be_stopped(theme: Theme, texts: Texts, qtbot: QtBot) -> None:
    strip = ProgressStrip(theme, texts)
    qtbot.addWidget(strip)
    strip.show()
    strip.set_progress(19, 31)
    assert strip.label.text() == "19 / 31"
    with qtbot.waitSignal(strip.stopped):
        click(qtbot, strip.stop)
    strip.finish("已停止，没有留下文件")
    assert not strip.stop.isVisible()


def test_tabs_show_the_worst_and_choose_one(theme: Theme, qtbot: QtBot) -> None:
    tabs = SectionTabs(theme)
    qtbot.addWidget(tabs)
    tabs.set_tabs([("a", "A 申请单位"), ("b", "B 发行计划"), ("c", "C 卡片")])
    tabs.resize(600, 36)
    tabs.show()
    assert tabs.selected() == "a"
    plain = tabs.findChild(QWidget, "tab_b").sizeHint().width()
    tabs.set_level("b", Level.ERROR)
    tabs.set_done("b", True)
    assert tabs.findChild(QWidget, "tab_b").sizeHint().width() > plain
    with qtbot.waitSignal(tabs.chosen) as chosen:
        click(qtbot, tabs.findChild(QWidget, "tab_b"))
    assert chosen.args == ["b"]
    with qtbot.waitSignal(tabs.chosen) as chosen:
        tabs.step(1)
    assert chosen.args == ["c"]
    tabs.step(1)
    assert tabs.selected() == "c"


def test_steps_show_where_one_is(theme: Theme, qtbot: QtBot) -> None:
    path = StepPath(theme, ["起草", "材料齐备", "省级初审"], 1)
    qtbot.addWidget(path)
    path.show()
    bold = [label.text() for label in path.findChildren(QLabel) if label.font().bold()]
    assert bold == ["② 材料齐备"]
    assert path.accessibleName() == "材料齐备"


def test_counts_of_levels_never_hide_a_zero(theme: Theme, texts: Texts, qtbot: QtBot) -> None:
    counts = LevelCounts(theme, texts)
    qtbot.addWidget(counts)
    counts.set_counts({Level.ERROR: 3})
    assert counts.accessibleName() == "严重 0，错误 3，警告 0，提示 0"


def test_small_shares_keep_five_pixels_and_all_fit(theme: Theme, qtbot: QtBot) -> None:
    bar = StackedBar(theme)
    qtbot.addWidget(bar)
    bar.resize(416, 28)
    counts = (5894, 3612, 188, 312, 1986, 41, 366, 9, 0)
    bar.set_segments(
        [Segment(str(place), str(place), count, "ok") for place, count in enumerate(counts)]
    )
    spans = bar.spans()
    assert len(spans) == 8
    assert min(width for _, _, width in spans) >= 5
    last = spans[-1]
    assert last[1] + last[2] == pytest.approx(416)
    with qtbot.waitSignal(bar.segment_clicked) as clicked:
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QRect(0, 0, 8, 28).center())
    assert clicked.args == ["0"]
    assert "3,612" in bar.accessibleName()


def test_complete_is_green_and_the_rest_is_ink(theme: Theme, qtbot: QtBot) -> None:
    bar = CompletenessBar(theme, 41, 43)
    qtbot.addWidget(bar)
    assert bar.grab().toImage().pixelColor(5, 2).name() == theme.color.ink_2.name()
    bar.set_share(43, 43)
    assert bar.grab().toImage().pixelColor(5, 2).name() == theme.color.ok.name()


def test_provisional_rules_wear_a_dashed_badge(theme: Theme, texts: Texts, qtbot: QtBot) -> None:
    def gaps(confidence: Confidence) -> int:
        badge = ConfidenceBadge(theme, texts, confidence, "规则")
        qtbot.addWidget(badge)
        badge.resize(badge.sizeHint())
        image = badge.grab().toImage()
        row = [image.pixelColor(x, 0).name() for x in range(6, image.width() - 6)]
        return sum(one != other for one, other in pairwise(row))

    assert gaps(Confidence.CONFIRMED) == 0
    assert gaps(Confidence.PROPOSED) > 6


def test_search_waits_for_a_pause_and_escapes(theme: Theme, qtbot: QtBot) -> None:
    field = SearchField(theme, "搜索", "Ctrl F")
    qtbot.addWidget(field)
    told: list[str] = []
    field.searched.connect(told.append)
    qtbot.keyClicks(field, "ansi")
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["ansi"]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    qtbot.waitUntil(lambda: told == ["ansi", ""])


def test_panel_pins_its_actions(theme: Theme, qtbot: QtBot) -> None:
    panel = Panel(theme)
    qtbot.addWidget(panel)
    panel.resize(344, 300)
    for _ in range(40):
        panel.body.addWidget(QLabel("x"))
    action = PrimaryButton(theme, "记录依据")
    panel.set_actions(action)
    panel.show()
    bottom = action.mapTo(panel, action.rect().bottomLeft()).y()
    assert 250 < bottom < 300
    panel.clear()
    assert panel.body.count() == 0


def test_the_ring_goes_around_what_tab_reaches(theme: Theme, qtbot: QtBot) -> None:
    rings = FocusRings(theme)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 120)
    first, second = PrimaryButton(theme, "一"), PrimaryButton(theme, "二")
    for place, button in enumerate((first, second)):
        button.setParent(window)
        button.move(20 + 100 * place, 40)
    window.show()
    window.activateWindow()
    first.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is first)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    ring = window.findChild(QWidget, "focusRing")
    qtbot.waitUntil(ring.isVisible)
    assert ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4)
    second.move(130, 60)
    qtbot.waitUntil(lambda: ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4))
    at = first.geometry().center()
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: not ring.isVisible())
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F8)  # any key may lead somewhere
    qtbot.waitUntil(ring.isVisible)
    rings.deleteLater()


@pytest.fixture
def alerts(theme: Theme, texts: Texts) -> Alerts:
    return Alerts(theme, texts, lambda: None)


def test_known_problems_are_told_in_words(alerts: Alerts, texts: Texts) -> None:
    known = InputRefusedError("record_missing")
    assert alerts.sentence(known) == texts("errors.record_missing")


@pytest.mark.parametrize(
    ("number", "part"),
    [(errno.ENOSPC, "磁盘已满"), (errno.EACCES, "没有权限"), (errno.EIO, "检查磁盘")],
)
def test_problems_of_the_disk_name_the_file_not_the_folder(
    alerts: Alerts, number: int, part: str
) -> None:
    said = alerts.sentence(OSError(number, "raw words", "/home/somebody/台账.kabao"))
    assert part in said
    assert "somebody" not in said
    assert "raw words" not in said


def test_a_defect_is_named_by_its_kind_only(alerts: Alerts) -> None:
    said = alerts.sentence(KeyError("110000199001010013"))
    assert "KeyError" in said
    assert "110000199001010013" not in said


@pytest.mark.parametrize("details", ["", "第一行说明\n第二行说明"])
def test_a_long_sentence_is_shown_whole(alerts: Alerts, qtbot: QtBot, details: str) -> None:
    seen: list[tuple[bool, int, int]] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        label = box.findChild(QLabel, "qt_msgbox_label")
        need = label.heightForWidth(label.width())
        seen.append((label.wordWrap(), label.height(), need))
        box.close()

    QTimer.singleShot(50, look)
    alerts.tell(
        "这是一句相当长的话，一行放不下，需要折行才能看到它的全部内容和最后的句号。", details
    )
    ((wraps, height, need),) = seen
    assert wraps
    assert height >= need


def test_findings_of_an_error_are_listed_and_the_rest_counted(alerts: Alerts) -> None:
    findings = tuple(Finding(Level.ERROR, f"code_{number}") for number in range(8))
    said = alerts.details(InputRefusedError("x", findings)).splitlines()
    assert said[0] == "code_0"
    assert said[-1] == "另有 2 项。"


def answer(qtbot: QtBot, key: Qt.Key) -> None:
    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        qtbot.keyClick(box, key)

    QTimer.singleShot(50, press)


@pytest.mark.parametrize(
    ("key", "danger", "agreed"),
    [
        (Qt.Key.Key_Return, False, True),
        (Qt.Key.Key_Return, True, False),
        (Qt.Key.Key_Escape, False, False),
    ],
)
def test_asking_takes_enter_for_yes_unless_it_is_dangerous(
    alerts: Alerts, qtbot: QtBot, key: Qt.Key, danger: bool, agreed: bool
) -> None:
    answer(qtbot, key)
    assert alerts.ask("移除这一行？", "可以撤销。", "移除", danger=danger) is agreed


def test_saving_adds_the_ending(alerts: Alerts, qtbot: QtBot, tmp_path: Path) -> None:
    alerts.start_in(tmp_path)

    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        dialog.accept()

    QTimer.singleShot(100, accept)
    chosen = alerts.choose_save("新建台账", "我的台账", ["*.kabao"])
    assert chosen == tmp_path / "我的台账.kabao"


def test_enter_presses_the_button_that_has_the_keyboard(theme: Theme, qtbot: QtBot) -> None:
    button = PrimaryButton(theme, "关闭")
    qtbot.addWidget(button)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, key)
    with qtbot.assertNotEmitted(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
