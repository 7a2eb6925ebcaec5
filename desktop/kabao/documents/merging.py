"""Merging: own pages and attachments in one document, each foreign page stamped, bookmarks set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kabao.documents.drawing import Stamp, draw_stamps
from kabao.documents.structure import foreign_role, free_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kabao.documents.numbering import Numbered
    from kabao.documents.plan import PackagePlan
    from kabao.documents.structure import Foreign
    from kabao.domain.files import PagePlan

_STAMP = "/KabaoStamp"


@dataclass(frozen=True, slots=True)
class View:
    """The visible part of a page: its box in page units and how it is turned."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as the page is seen."""
        across, down = self.right - self.left, self.top - self.bottom
        return (down, across) if self.turn in {90, 270} else (across, down)

    @property
    def box(self) -> tuple[float, ...]:
        """Left, bottom, right and top in page units."""
        return self.left, self.bottom, self.right, self.top

    @property
    def matrix(self) -> tuple[float, ...]:
        """What places a stamp, drawn upright at the origin, on the page as it is seen."""
        return {
            0: (1, 0, 0, 1, self.left, self.bottom),
            90: (0, 1, -1, 0, self.right, self.bottom),
            180: (-1, 0, 0, -1, self.right, self.top),
            270: (0, -1, 1, 0, self.left, self.top),
        }[self.turn]


def view(page: Any) -> View:
    """Read the crop box inside the media box and the rotation of a pikepdf page."""
    media = _corners(page.mediabox)
    crop = _corners(page.cropbox)
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right - left < 1 or top - bottom < 1:
        left, bottom, right, top = media
    return View(left, bottom, right, top, int(_inherited(page.obj, "/Rotate") or 0) % 360)


def _corners(box: Any) -> tuple[float, float, float, float]:
    x, y, to_x, to_y = (float(number) for number in box)
    return min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)


def _inherited(node: Any, key: str) -> Any:
    for _ in range(50):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node.Parent
    return None


def add_pages(document: Any, source: Any, plan: PagePlan) -> list[tuple[int, int]]:
    """Add the pages of a file: all, or those of a plan in its order.

    Returns the places of pages that are to be turned, counted from 0, with the degrees. They are
    turned when all files are in: a page that is added twice is copied as it stands by then.
    """
    if not plan:
        document.add_pages_from(source)
        return []
    first = len(document.pages)
    document.add_pages_from(source, pages=[pick.page - 1 for pick in plan])
    return [(place, pick.turn) for place, pick in enumerate(plan, first) if pick.turn]


def turn_pages(document: Any, turns: Iterable[tuple[int, int]]) -> None:
    """Turn pages clockwise from where they are."""
    for place, turn in turns:
        document.pages[place].rotate(turn, relative=True)


def stamp_pages(
    document: Any, plan: PackagePlan, numbers: Sequence[int], total: int
) -> dict[int, Foreign]:
    """Write case number and running page number on pages of attachments (numbers from 1).

    Returns for each page the number and the role under which its own content is now marked, and
    the part of it that is seen.
    """
    import io

    import pikepdf

    marks: dict[int, Foreign] = {}
    if not numbers:
        return marks
    views = [view(document.pages[number - 1]) for number in numbers]
    stamps = [
        Stamp(seen.size, plan.case_number, number, total, plan.draft)
        for seen, number in zip(views, numbers, strict=True)
    ]
    with pikepdf.open(io.BytesIO(draw_stamps(stamps))) as drawn:
        for index, (seen, number) in enumerate(zip(views, numbers, strict=True)):
            form = document.copy_foreign(drawn.pages[index].as_form_xobject())
            page = document.pages[number - 1]
            marks[number] = (free_number(page), foreign_role(page), seen.box)
            _place(page, form, seen.matrix, marks[number])
    return marks


def _place(page: Any, form: Any, matrix: Sequence[float], mark: Foreign) -> None:
    import pikepdf

    # Pages often share their resources; a stamp must not be added to those of another page.
    shared = page.resources
    resources = pikepdf.Dictionary({key: shared[key] for key in shared})
    forms = pikepdf.Dictionary(dict(resources.get("/XObject", {}).items()))
    forms[_STAMP] = form
    resources.XObject = forms
    page.obj.Resources = resources
    place = " ".join(f"{number:.4f}" for number in matrix)
    page.contents_add(f"/{mark[1]} <</MCID {mark[0]}>> BDC q\n".encode("ascii"), prepend=True)
    stamp = f"\nQ EMC\n/Artifact BMC q {place} cm {_STAMP} Do Q EMC\n"
    page.contents_add(stamp.encode("ascii"))


def set_bookmarks(document: Any, numbered: Sequence[Numbered]) -> None:
    """Mirror the contents as bookmarks: parts, and below them their files."""
    from pikepdf import OutlineItem

    with document.open_outline() as outline:
        for item in numbered:
            entry = OutlineItem(item.part.name, item.first - 1)
            entry.children.extend(OutlineItem(file.title, file.page - 1) for file in item.files)
            outline.root.append(entry)
