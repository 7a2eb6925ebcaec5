"""Preview: the pages of one part, numbered as they will be in the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.documents.drawing import Sheet, draw_sheets
from kabao.documents.fonts.chain import require_cover
from kabao.documents.numbering import Told, number
from kabao.documents.package import first_page, running

if TYPE_CHECKING:
    from kabao.documents.plan import PackagePlan


def render_part(plan: PackagePlan, key: str) -> bytes:
    """Return the pages of one part as a PDF, without its attachments and without SHA-256.

    Raises KeyError for an unknown part and InputRefusedError ``character_not_covered``.
    """
    require_cover(plan.part(key).texts(), lambda place: first_page(plan, place))
    numbered = number(plan, Told())
    item = next(entry for entry in numbered if entry.part.key == key)
    total = numbered[-1].end - 1
    return draw_sheets(
        [Sheet(page, running(plan, item, index, total)) for index, page in enumerate(item.pages)]
    )
