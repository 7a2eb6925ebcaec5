"""What is loaded once the first picture stands, in pieces too small to be felt."""

from __future__ import annotations

import importlib
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTableView

from kabao import texts
from kabao.ui.kit.icons import outlines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kabao.ui.kit.theme import Theme

_BEFORE = (
    "kabao.services.overview",
    "kabao.services.first_steps",
    "kabao.services.views",
    "kabao.services.holder_photos",
    "kabao.services.step_words",
    "kabao.services.manual.library",
    "kabao.services.manual.topics",
    "email.message",
    "http.client",
    "urllib.request",
    "PIL.Image",
    "PIL.ImageFile",
    "reportlab.lib.rl_safe_eval",
    "reportlab.lib.utils",
    "reportlab.lib.colors",
    "reportlab.pdfbase.pdfmetrics",
    "reportlab.pdfbase.pdfdoc",
    "reportlab.pdfbase.ttfonts",
    "reportlab.pdfgen.canvas",
    "pikepdf",
    "kabao.domain.rosters.sheets",
    "kabao.domain.card_records",
    "kabao.domain.face_layout",
    "kabao.domain.snapshots",
    "kabao.domain.structure_values",
    "kabao.domain.preflight",
    "kabao.documents.blocks",
    "kabao.documents.plan",
    "kabao.documents.plans.annex",
    "kabao.documents.manifest",
    "kabao.documents.archival",
    "kabao.documents.fonts.embedding",
    "kabao.documents.reading",
    "kabao.exchange.parsing",
    "kabao.domain.exchange",
    "kabao.domain.batch_claims.choosing",
    "kabao.documents.drawing",
    "kabao.documents.layout.pieces",
    "kabao.documents.layout.card_figures",
    "kabao.documents.layout.status",
    "kabao.documents.layout.contents",
    "kabao.documents.package",
    "kabao.services.batch_claims",
    "kabao.services.carrying",
    "kabao.services.case_way",
    "kabao.services.packages",
    "kabao.exchange.spreadsheets",
)
"""What rooms, pages and files are made with, each before what builds on it."""


_AT_ONCE = 8
"""Icons drawn between two events."""


def first_of_rooms(theme: Theme) -> Iterator[Callable[[], object]]:
    """Draw icons, read all words, make a table: Qt's classes are made when they are named."""
    yield lambda: QTableView().viewport()
    names = outlines()
    for first in range(0, len(names), _AT_ONCE):
        yield partial(theme.draw_ahead, names[first : first + _AT_ONCE])
    for subject in texts.subjects():
        yield partial(texts.read_ahead, subject)


def tools_of_files() -> Iterator[Callable[[], object]]:
    """Import what rooms, pages and files are made with, one after the other."""
    return (partial(importlib.import_module, name) for name in _BEFORE)
