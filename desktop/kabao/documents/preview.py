"""Preview: the pages of one part, numbered as they will be in the package."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kabao.documents.blocks import FormGrid, Table
from kabao.documents.drawing import Sheet, draw_sheets
from kabao.documents.fonts.chain import require_cover
from kabao.documents.layout.compose import lay_out, set_block
from kabao.documents.numbering import LISTED_LATER, Told, number
from kabao.documents.package import first_page, running
from kabao.documents.plan import PartKey
from kabao.domain.errors import InputRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.documents.layout.flow import Page
    from kabao.documents.layout.pieces import Piece
    from kabao.documents.plan import PackagePlan, Part

_OF_ALL = LISTED_LATER | {PartKey.COVER}
"""Parts that say something of the whole package."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A part and, for what is the same in every part, the plan it was first seen in."""

    part: Part
    plan: PackagePlan = field(compare=False)


def _set(known: _Known) -> list[Page]:
    try:
        hash(known)
    except TypeError:  # a part that holds what can change is set each time
        return lay_out(known.plan, known.part, setter=_kept)
    return _pages(known)


@lru_cache(maxsize=24)
def _pages(known: _Known) -> list[Page]:
    # A preview is asked for at every keystroke, which changes one part of a dozen.
    return lay_out(known.plan, known.part, setter=_kept)


def _kept(block: Any) -> Iterable[Piece]:
    # A letter changes one table or grid of a part; the others need not be set again.
    return _pieces(block) if isinstance(block, FormGrid | Table) else set_block(block)


@lru_cache(maxsize=128)
def _pieces(block: FormGrid | Table) -> tuple[Piece, ...]:
    return tuple(set_block(block))


def render_part(plan: PackagePlan, key: str) -> bytes:
    """Return the pages of one part as a PDF, without its attachments and without SHA-256.

    Raises KeyError for an unknown part and InputRefusedError ``character_not_covered``, or
    ``part_not_printed`` for one that the package does without.
    """
    for gap in plan.absent:
        if gap.key == key:
            raise InputRefusedError("part_not_printed", name=gap.name, reason=gap.reason)
    require_cover(plan.part(key).texts(), lambda place: first_page(plan, place))
    known = {part.key: _set(_Known(part, plan)) for part in plan.parts if part.key not in _OF_ALL}
    numbered = number(plan, Told(), known)
    item = next(entry for entry in numbered if entry.part.key == key)
    total = numbered[-1].end - 1
    return draw_sheets(
        [Sheet(page, running(plan, item, index, total)) for index, page in enumerate(item.pages)]
    )
