"""Draws every part of the kit in every state into a picture, to be held against the target.

Run: ``python tests/ui/gallery.py OUT.png [light|dark|high_contrast] [zh|en] [SCALE]``
"""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
)

from kabao.domain.activation import CardState, Grade, Light
from kabao.domain.evidence import Signal
from kabao.domain.findings import Confidence, Level
from kabao.texts import Texts
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton, TextButton
from kabao.ui.kit.cells import MaskedDelegate
from kabao.ui.kit.charts import CompletenessBar, Segment, StackedBar
from kabao.ui.kit.chips import Chip
from kabao.ui.kit.fields import CheckBox, ComboBox, SearchField, UnitLineEdit, mark_finding
from kabao.ui.kit.fonts import load_first_fonts
from kabao.ui.kit.labels import level_text, light_text
from kabao.ui.kit.lights import LightsDelegate, SignalLightMark
from kabao.ui.kit.marks import ConfidenceBadge, LevelMark
from kabao.ui.kit.notices import EmptyState, Notice, ProgressStrip
from kabao.ui.kit.panels import Hairline
from kabao.ui.kit.roles import LIGHTS_ROLE, LOADING_ROLE, STATE_ROLE
from kabao.ui.kit.states import StateBadge, StateDelegate
from kabao.ui.kit.tables import CellDelegate, Column, Table
from kabao.ui.kit.tabs import SectionTabs
from kabao.ui.kit.text import Label
from kabao.ui.kit.theme import Theme


class Model(QAbstractTableModel):
    def rowCount(self, parent=None):
        return 5

    def columnCount(self, parent=None):
        return 5

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        titles = ["", "姓名", "证件号码", "", "状态与依据"]
        return titles[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return [
                ["默认", "悬停", "选中", "焦点格", "载入中"][row],
                "安思源",
                "110***********0013",
                "",
                "",
            ][column]
        if role == LIGHTS_ROLE and column == 3:
            return (Light.STRONG, Light.STRONG, Light.WEAK, Light.NONE)
        if role == STATE_ROLE and column == 4:
            return (CardState.ACTIVE, Grade.WELL_SUPPORTED)
        if role == LOADING_ROLE:
            return row == 4 and column > 0
        return None


class Gallery(QFrame):
    def __init__(self, theme, texts):
        super().__init__()
        self.theme, self.texts = theme, texts
        self.setObjectName("page")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 16)
        outer.setSpacing(40)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(8)
        right.setSpacing(6)
        outer.addLayout(left, 808)
        outer.addLayout(right, 384)
        left.addWidget(Label("部件与状态", "title"))
        left.addLayout(self.buttons())
        left.addWidget(Label("输入框", "section"))
        left.addLayout(self.fields())
        lower = QHBoxLayout()
        left.addLayout(lower)
        a, b = QVBoxLayout(), QVBoxLayout()
        lower.setSpacing(40)
        a.setSpacing(8)
        b.setSpacing(8)
        lower.addLayout(a, 520)
        lower.addLayout(b, 248)
        a.addWidget(Label("表格行", "section"))
        a.addWidget(self.table())
        plus = PrimaryButton(theme, "新建", "plus")
        bring = SecondaryButton(theme, "导入名册", "download")
        a.addWidget(
            EmptyState(
                theme, "id", "还没有持卡人", "可以导入表格名册，也可以逐个新建。", (bring, plus)
            )
        )
        b.addWidget(Label("通知条（不自动消失）", "section"))
        b.addWidget(Notice(theme, "ok", "已导入 118 行", "撤销"))
        b.addWidget(Notice(theme, "error", "磁盘已满，材料包没有写出。原文件未动。", "换个位置"))
        b.addWidget(Notice(theme, "warning", "字段超出", close_text="关闭"))
        tabs = SectionTabs(theme)
        tabs.set_tabs([("a", "A 申请单位"), ("b", "B 发行计划"), ("c", "C 卡片"), ("d", "D 厂商")])
        tabs.set_done("a", True)
        tabs.set_level("b", Level.ERROR)
        tabs.select("b")
        b.addWidget(tabs)
        bar = StackedBar(theme)
        bar.set_segments(
            [
                Segment("a", "A", 5894, "state_active_3"),
                Segment("b", "B", 3612, "state_active_2"),
                Segment("c", "C", 188, "state_active_1"),
                Segment("d", "D", 312, "ink_3", "dots"),
                Segment("e", "E", 1986, "state_not_collected"),
                Segment("f", "F", 41, "warning", "stripes"),
                Segment("g", "G", 366, "ink_3", "back_stripes"),
                Segment("h", "H", 9, "error"),
            ]
        )
        b.addWidget(bar)
        b.addWidget(CompletenessBar(theme, 41, 43))
        b.addStretch(1)
        self.lights(right)
        self.states(right)
        right.addWidget(Label("检查结果级别", "section"))
        for level in Level:
            row = QHBoxLayout()
            row.addWidget(LevelMark(theme, level))
            row.addWidget(Label(level_text(texts, level), "section", _tone(level)))
            row.addStretch(1)
            right.addLayout(row)
        right.addWidget(Label("规则的来历", "section"))
        row = QHBoxLayout()
        for trust in Confidence:
            row.addWidget(ConfidenceBadge(theme, texts, trust))
        row.addStretch(1)
        right.addLayout(row)
        right.addWidget(Label("进度", "section"))
        strip = ProgressStrip(theme, texts)
        strip.set_progress(19, 31, "第 19 / 31 页")
        right.addWidget(strip)
        right.addStretch(1)

    def buttons(self):
        theme = self.theme
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        makers = [
            ("主按钮", lambda: PrimaryButton(theme, "导出")),
            ("次按钮", lambda: SecondaryButton(theme, "历史")),
            ("文字按钮", lambda: TextButton(theme, "条件", "plus")),
            ("筛选", lambda: Chip(theme, "未激活", 312)),
        ]
        for row, (name, make) in enumerate(makers):
            grid.addWidget(Label(name, tone="ink_2"), row, 0)
            for column in range(5):
                button = make()
                grid.addWidget(button, row, column + 1)
                if column == 1:
                    self.focused = getattr(self, "focused", button)
                if column == 2:
                    button.setChecked(True) if row == 3 else button.setDown(True)
                if column == 3:
                    button.set_count(0) if row == 3 else button.setEnabled(False)
                if column == 4 and row < 2:
                    button.set_busy("导出中")
        grid.setColumnStretch(6, 1)
        return grid

    def fields(self):
        theme = self.theme
        row = QHBoxLayout()
        plain = QLineEdit("2,600,000")
        unit = UnitLineEdit(theme, "张")
        unit.setText("2,600,000")
        unit.setAlignment(Qt.AlignmentFlag.AlignRight)
        read = QLineEdit("KB-2026-0007")
        read.setReadOnly(True)
        off = QLineEdit("不适用")
        off.setEnabled(False)
        warn = QLineEdit("2,600,000")
        mark_finding(warn, Level.WARNING)
        bad = QLineEdit("2026-10-15")
        mark_finding(bad, Level.ERROR)
        pick = ComboBox(theme)
        pick.addItems(["黑体", "宋体"])
        box = CheckBox(theme, "职工")
        box.setChecked(True)
        search = SearchField(theme, "搜索姓名", "Ctrl F")
        for widget in (
            plain,
            unit,
            read,
            off,
            warn,
            bad,
            pick,
            box,
            CheckBox(theme, "学生"),
            search,
        ):
            row.addWidget(widget)
        self.caret = plain
        return row

    def table(self):
        theme = self.theme
        table = Table(theme, lead=0)
        table.setModel(Model())
        table.set_columns(
            Column(56, delegate=CellDelegate(theme, table, tone="ink_2")),
            Column(60, delegate=CellDelegate(theme, table, emphasis=True)),
            Column(132, delegate=MaskedDelegate(theme, table)),
            Column(100, delegate=LightsDelegate(theme, table)),
            Column(160, elastic=True, delegate=StateDelegate(theme, self.texts, table)),
        )
        table.hover_row = 1
        table.selectRow(2)
        table.horizontalHeader().setSortIndicatorShown(True)
        table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
        table.setMinimumHeight(200)
        return table

    def lights(self, column):
        column.addWidget(Label("信号灯：形状先于颜色", "section"))
        for light in Light:
            row = QHBoxLayout()
            for panel in (False, True):
                signal = Signal.PASSWORD_SET if panel else Signal.USED_NORMALLY
                row.addWidget(SignalLightMark(self.theme, signal, light, panel=panel))
            row.addWidget(Label(light_text(self.texts, light)))
            row.addStretch(1)
            column.addLayout(row)
            column.addWidget(Hairline())

    def states(self, column):
        column.addWidget(Label("卡状态", "section"))
        grid = QGridLayout()
        shown = [(CardState.ACTIVE, grade) for grade in Grade]
        shown += [(state, None) for state in CardState if state is not CardState.ACTIVE]
        for place, (state, grade) in enumerate(shown):
            badge = StateBadge(self.theme, self.texts)
            badge.set_status(state, grade)
            grid.addWidget(badge, place // 2, place % 2)
        column.addLayout(grid)
        large = StateBadge(self.theme, self.texts, large=True)
        large.set_status(CardState.IN_DOUBT, None)
        column.addWidget(large)


def _tone(level):
    return {"critical": "critical_text"}.get(level, str(level))


def main(argv):
    target, mode, language, scale = [*argv, *("", "light", "zh", "1.0")[len(argv) :]]
    application = QApplication([])
    load_first_fonts()
    theme = Theme(mode, float(scale))
    theme.apply(application)
    gallery = Gallery(theme, Texts(language))
    gallery.resize(1280, 800)
    gallery.show()
    gallery.caret.setFocus()
    for _ in range(10):
        application.processEvents()
    gallery.grab().save(target)


if __name__ == "__main__":
    main(sys.argv[1:])
