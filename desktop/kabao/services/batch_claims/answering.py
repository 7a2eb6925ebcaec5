"""Answers of a bureau as a use case: read, look at, take in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.batch_claims.answers import Asked, match_answers
from kabao.domain.batch_claims.reading import read_answers
from kabao.domain.days import read_iso_date
from kabao.domain.errors import InputRefusedError
from kabao.exchange.spreadsheets import read_sheet
from kabao.services.batch_claims.moving import Move

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from kabao.domain.batch_claims.answers import Answer, Answers
    from kabao.domain.batch_claims.layouts import BatchRules
    from kabao.services.batch_claims.moving import Moving
    from kabao.services.selection import BulkOutcome
    from kabao.storage.ledger import Ledger

_NO_REASON = {"zh": "经办机构未说明", "en": "not told by the office"}


class Answering:
    """Reads tables of answers and takes what they say."""

    def __init__(
        self,
        ledger: Ledger,
        rules: BatchRules,
        clock: Callable[[], dt.date],
        moving: Moving,
    ) -> None:
        self._ledger = ledger
        self._rules = rules
        self._clock = clock
        self._moving = moving

    def read(
        self, case_id: int, path: Path, *, cancelled: Callable[[], bool] = lambda: False
    ) -> Answers:
        """Read a workbook or a text file and match it with a batch; nothing is changed.

        Raises InputRefusedError with what is wrong with the file; nothing of it is run or followed.
        """
        case = self._ledger.cases.get(case_id)
        sheet = read_sheet(
            path,
            looks_right=lambda sheet: not read_answers(sheet, self._rules).problem,
            cancelled=cancelled,
        )
        store = self._ledger.batch_claims
        asked = Asked(
            case.number,
            store.members(case_id),
            self._rules,
            store.elsewhere(case_id),
            self._clock().isoformat(),
        )
        return match_answers(sheet, asked)

    def take(
        self,
        case_id: int,
        answers: Answers,
        *,
        language: str = "zh",
        progress: Callable[[int, int], object] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> BulkOutcome:
        """Take every row that changes somebody, as one step; the others are left.

        Raises InputRefusedError for a table that is not about this batch.
        """
        if answers.refused_whole:
            raise InputRefusedError("batch_answer_refused", answers.findings)
        moves = tuple(self._move(row, language) for row in answers.changes())
        return self._moving.move(
            case_id,
            moves,
            action="batch_claims.answers",
            progress=progress,
            cancelled=cancelled,
        )

    def _move(self, answer: Answer, language: str) -> Move:
        assert answer.member is not None
        row = answer.row
        day = read_iso_date(row.on) or self._clock()
        reason = row.reason or (_NO_REASON.get(language, "") if answer.findings else "")
        return Move(answer.member.holder_id, row.state, day, reason, card_number=row.card_number)
