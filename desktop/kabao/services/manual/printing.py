"""The printable manual: the same chapters as in the window, as one PDF."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

from kabao import __version__
from kabao.documents.package import write_package
from kabao.documents.plans.manual import ManualInput, PrintedPicture, build_manual
from kabao.services.manual.library import Manual, picture
from kabao.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kabao.documents.plan import PackagePlan

_LANGUAGES: dict[str, tuple[Literal["zh", "en"], ...]] = {
    "zh": ("zh",),
    "en": ("en",),
    "both": ("zh", "en"),
}


def plan_manual(language: str, today: dt.date) -> PackagePlan:
    """Plan the manual in ``zh``, ``en`` or ``both``."""
    books = tuple((name, tuple(Manual(Texts(name)).chapters())) for name in _LANGUAGES[language])
    return build_manual(ManualInput(books, today, __version__, _printed), language)


def write_manual(
    target: Path,
    language: str,
    *,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    today: dt.date | None = None,
) -> int:
    """Write the manual and return its pages; the file appears whole or not at all."""
    plan = plan_manual(language, today or dt.date.today())  # noqa: DTZ011 (the user's own day)
    result = write_package(
        plan, target, attachment_data=_no_attachment, progress=progress, cancelled=cancelled
    )
    return result.pages


def _printed(name: str, language: str) -> PrintedPicture | None:
    from PIL import Image

    file = picture(name, language, "light")
    if file is None:
        return None
    with Image.open(file) as image:
        width, height = image.size
    return PrintedPicture(file.read_bytes(), width, height)


def _no_attachment(sha256: str) -> bytes:
    raise KeyError(sha256)
