"""What counts as proof in general on a statement, told as fully as the page has room for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kabao.documents.blocks import Caption, Column, Points, Table
from kabao.domain.evidence import Signal, Strength

if TYPE_CHECKING:
    from kabao.documents.blocks import Block
    from kabao.documents.plans.wording import Wording
    from kabao.domain.rules import EvidenceDetail, Rulebook


@dataclass(frozen=True, slots=True)
class Fullness:
    """How much a page tells beside the reasons, which are never left out."""

    proof: Literal["table", "list", "line", "none"] = "table"
    """What counts as proof in general: with what does not, as a list, as one sentence, left out."""
    proof_twice: bool = False
    """The same in both languages, where the page has two."""
    advice_twice: bool = True
    reasons_twice: bool = True
    small: bool = False


STAGES = (
    Fullness(proof_twice=True),
    Fullness(),
    Fullness("list"),
    Fullness("line"),
    Fullness("line", advice_twice=False),
    Fullness("line", advice_twice=False, small=True),
    Fullness("line", advice_twice=False, reasons_twice=False, small=True),
    Fullness("none", advice_twice=False, reasons_twice=False, small=True),
)
"""From the fullest page to the shortest; the first that fits is taken."""
FULL, SHORTEST = STAGES[0], STAGES[-1]


def proof_block(rulebook: Rulebook, wording: Wording, told: Wording, fullness: Fullness) -> Block:
    """Return what counts; ``told`` has the languages of the sentences, ``wording`` of the head."""
    if fullness.proof == "table":
        return _proof_table(rulebook, wording, told)
    items = tuple(
        Caption(_labels(_details(rulebook, signal, Strength.STRONG), told)) for signal in Signal
    )
    if fullness.proof == "line":
        semicolon = told.one("labels.semicolon")
        items = (Caption(semicolon.join(item.main for item in items)),)
    return Points(wording("statement.proof_short"), items, small=fullness.small)


def _proof_table(rulebook: Rulebook, wording: Wording, told: Wording) -> Table:
    columns = (
        Column(wording("statement.signal"), 1.15),
        Column(wording("statement.counts"), 2.5),
        Column(wording("statement.counts_little"), 2.0),
        Column(wording("statement.counts_not"), 2.5),
    )
    rows = tuple(
        (
            _lines(told(f"labels.signal.{signal}")),
            *(_labels(_details(rulebook, signal, strength), told) for strength in Strength),
        )
        for signal in Signal
    )
    return Table(columns, rows, wording("statement.proof"), small=True)


def _details(rulebook: Rulebook, signal: Signal, strength: Strength) -> list[EvidenceDetail]:
    return [
        item
        for item in rulebook.activation.details
        if item.kind == signal.value and item.positive and item.strength == strength.value
    ]


def _labels(details: list[EvidenceDetail], wording: Wording) -> str:
    words = [wording.words(item.label) for item in details]
    main = wording.one("labels.semicolon").join(item.main for item in words)
    return _lines(Caption(main, "; ".join(item.sub for item in words if item.sub)))


def _lines(caption: Caption) -> str:
    return f"{caption.main}\n{caption.sub}" if caption.sub else caption.main
