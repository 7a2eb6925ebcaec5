"""The workbook that goes back: refused rows with the reason at every wrong cell."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kabao.domain.findings import Level
from kabao.domain.rosters.mapping import titles_of
from kabao.domain.rosters.sheets import cell_text
from kabao.exchange.spreadsheets import write_table
from kabao.services.rosters.matching import Outcome
from kabao.services.sentences import describe, remedy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kabao.services.rosters.matching import PlannedRow, RosterPreview
    from kabao.texts import Texts


def write_returned(
    preview: RosterPreview,
    target: Path,
    texts: Texts,
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Write the refused rows as they stood, with their row numbers and reasons behind them."""
    sheet, mapping = preview.sheet, preview.mapping
    titles = titles_of(sheet, mapping.header, mapping.header_rows)
    width = max(len(titles), sheet.width)
    heads = [*titles, *[""] * (width - len(titles))]
    heads += [texts("rosters.returned.row"), texts("rosters.returned.reason")]
    rows = _rows(preview, width, texts)
    return write_table(target, sheet.name, heads, rows, cancelled=cancelled)


def _rows(
    preview: RosterPreview, width: int, texts: Texts
) -> Iterator[tuple[Sequence[str], Mapping[int, str]]]:
    for planned in preview.rows:
        if planned.outcome is Outcome.REFUSED:
            marks = _reasons(planned, texts)
            cells = [cell_text(cell) for cell in preview.sheet.rows[planned.row.index]]
            cells += [""] * (width - len(cells))
            number = str(preview.sheet.top + planned.row.index)
            together = "\n".join(dict.fromkeys(marks.values()))
            yield (
                [*cells[:width], number, together],
                {at: reason for at, reason in marks.items() if 0 <= at < width},
            )


def _reasons(planned: PlannedRow, texts: Texts) -> Mapping[int, str]:
    reasons: defaultdict[int, list[str]] = defaultdict(list)
    for item in planned.row.findings:
        if item.finding.level.rank <= Level.ERROR.rank:
            sentence = f"{describe(texts, item.finding)} {remedy(texts, item.finding)}"
            reasons[item.column].append(sentence)
    return {column: "\n".join(dict.fromkeys(lines)) for column, lines in reasons.items()}
