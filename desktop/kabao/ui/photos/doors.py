"""The ways from the register to photographs: of the one chosen, and of many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.cases import MaterialKey
from kabao.domain.findings import Place
from kabao.ui.kit.rooms import Command

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kabao.texts import Texts
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.photos.batch_page import BatchPage


def many_command(texts: Texts, run: Callable[[], None]) -> Command:
    """Return the command that opens the page of many photographs."""
    words = texts("photos.batch.command")
    return Command("holders.photos", words, run, "photo", "Ctrl+Shift+B")


def one_command(texts: Texts, run: Callable[[], None]) -> Command:
    """Return the command that opens the crop window for the person chosen."""
    return Command("holders.photo", texts("photos.batch.one"), run, "photo", "Ctrl+Shift+D")


def batch_page(
    context: RoomContext,
    paths: Sequence[Path],
    finished: Callable[..., object],
    closed: Callable[[], object],
) -> BatchPage:
    """Return the page of many photographs, looking through paths at once if there are any."""
    from kabao.ui.photos.batch_page import BatchPage

    page = BatchPage(context, paths)
    page.finished.connect(finished)
    page.closed.connect(closed)
    return page


def photos_for(
    context: RoomContext,
    wanted: str,
    finished: Callable[..., object],
    closed: Callable[[], object],
) -> BatchPage:
    """Return the page for ``EMPLOYER`` or ``EMPLOYER:CASE``; left, it leads back to that case."""
    employer, _, case = wanted.partition(":")

    def back() -> None:
        closed()
        context.navigate(Place("cases", int(case), MaterialKey.BATCH_PHOTOS.number))

    page = batch_page(context, (), finished, back if case else closed)
    page.bars.choose_employer(int(employer or 0))
    return page
