"""Tables of answers: which column says what, and what each row says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kabao.domain.identity import plain_number
from kabao.domain.plain_text import fold_width
from kabao.domain.rosters.dates import read_date
from kabao.domain.rosters.headers import normal_title
from kabao.domain.rosters.sheets import cell_text, is_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kabao.domain.batch_claims.layouts import BatchRules
    from kabao.domain.rosters.sheets import RawCell, Sheet

HEAD_ROWS = 30
"""Rows at the top among which the titles are looked for."""
_CASE = re.compile(r"KB-\d{4}-\d{4,}")
_ROUNDED = 10**15
_TITLES = {
    "name": "姓名 员工姓名 职工姓名 人员姓名 持卡人 持卡人姓名 申领人 name",
    "number": "证件号码 证件号 身份证 身份证号 身份证号码 公民身份号码 社会保障号码 社会保障号"
    " idnumber number docno documentnumber",
    "state": "状态 办理状态 审核状态 办理结果 审核结果 受理结果 处理结果 制卡状态 制卡进度 进度"
    " 结果 是否通过 state status result progress",
    "reason": "原因 退回原因 不通过原因 失败原因 错误原因 审核意见 失败描述 错误描述 意见 说明"
    " 备注 reason remark",
    "card_number": "社保卡号 社会保障卡号 社会保障卡卡号 社保卡卡号 卡号 cardnumber",
    "on": "日期 办理日期 审核日期 受理日期 制卡日期 发放日期 领取日期 领卡日期 处理日期 时间 date",
    "batch": "批次号 批次 申请编号 申请号 单位批次号 batch case",
}
_NOT = ("未", "不", "无", "没有", "not")
_KEYS = {normal_title(word): key for key, words in _TITLES.items() for word in words.split(" ")}


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What one row says."""

    place: int
    """Number of the row as a spreadsheet program shows it."""
    name: str = ""
    number: str = ""
    """In plain form; may be starred."""
    said: str = ""
    """The state in the bureau's own word."""
    state: str = ""
    """Our state, empty where the word is not known."""
    reason: str = ""
    card_number: str = ""
    on: str = ""
    """ISO date, empty where the row tells none."""


@dataclass(frozen=True, slots=True)
class ReadAnswers:
    """A table as it was read."""

    rows: tuple[AnswerRow, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    cases: frozenset[str] = frozenset()
    """Case numbers of this program that stand anywhere in the table."""
    problem: str = ""
    """Code of what keeps the table from being read."""


def read_answers(sheet: Sheet, rules: BatchRules) -> ReadAnswers:
    """Find the titles, then read every row below them that is not blank."""
    head = _head(sheet)
    if head is None:
        return ReadAnswers(problem="batch_answer_no_titles")
    index, columns = head
    if "name" not in columns and "number" not in columns:
        return ReadAnswers(problem="batch_answer_no_person")
    if "state" not in columns:
        return ReadAnswers(problem="batch_answer_no_state")
    words = {normal_title(word): state for word, state in rules.states.items()}
    rows = [
        _row(sheet.top + number, cells, columns, words)
        for number, cells in enumerate(sheet.rows)
        if number > index and any(cell not in (None, "") for cell in cells)
    ]
    people = tuple(row for row in rows if row.name or row.number)
    cases = frozenset(
        found
        for cells in sheet.rows[: index + 2]
        for cell in cells
        if isinstance(cell, str)
        for found in _CASE.findall(cell)
    ) | frozenset(_CASE.findall(f"{sheet.file_name} {sheet.name}"))
    problem = "" if people else "batch_answer_empty"
    return ReadAnswers(people, columns, cases, problem)


def read_state(said: str, words: Mapping[str, str]) -> str:
    """Return our state for a bureau's word; a longer word is known by the part it begins with."""
    plain = normal_title(said)
    if not plain:
        return ""
    if plain in words:
        return words[plain]
    parts = [known for known in words if len(known) > 1 and known in plain]
    if not parts:
        return ""
    # Of 受理 and 不予受理 the longer one is meant; 未制卡 is not 制卡.
    longest = max(parts, key=len)
    return "" if plain[: plain.index(longest)].endswith(_NOT) else words[longest]


def _head(sheet: Sheet) -> tuple[int, Mapping[str, int]] | None:
    best: tuple[int, dict[str, int]] | None = None
    for number, cells in enumerate(sheet.rows[:HEAD_ROWS]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(cells):
            key = _KEYS.get(normal_title(cell)) if isinstance(cell, str) else None
            if key:
                columns.setdefault(key, column)
        if len(columns) >= 2 and (best is None or len(columns) > len(best[1])):
            best = number, columns
    return best


def _row(
    place: int, cells: Sequence[RawCell], columns: Mapping[str, int], words: Mapping[str, str]
) -> AnswerRow:
    def raw(key: str) -> RawCell:
        column = columns.get(key, -1)
        return cells[column] if 0 <= column < len(cells) else None

    def text(key: str) -> str:
        return fold_width(cell_text(raw(key))).strip().lstrip("'")

    said = text("state")
    return AnswerRow(
        place=place,
        name=text("name"),
        number=_number(raw("number")),
        said=said,
        state=read_state(said, words),
        reason=text("reason"),
        card_number=plain_number(text("card_number")),
        on=read_date(raw("on")),
    )


def _number(cell: RawCell) -> str:
    """Return a document number; one that a spreadsheet rounded counts as starred at its end."""
    if is_number(cell) and abs(float(cell)) >= _ROUNDED:  # type: ignore[arg-type]
        return f"{int(cell)}"[:12] + "******"  # type: ignore[arg-type]
    return plain_number(cell_text(cell).strip().lstrip("'"))
