"""What is loaded once the first picture stands, in pieces too small to be felt."""

from __future__ import annotations

import importlib
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTableView

from kabao import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BEFORE = (
    "kabao.services.overview",
    "kabao.services.first_steps",
    "kabao.services.views",
    "kabao.services.holder_photos",
    "kabao.services.step_words",
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
    "kabao.documents.plans.annex",
    "kabao.documents.manifest",
    "kabao.documents.archival",
    "kabao.documents.fonts.embedding",
    "kabao.documents.reading",
    "kabao.exchange.parsing",
    "kabao.domain.exchange",
    "kabao.domain.batch_claims.choosing",
    "kabao.documents.package",
    "kabao.services.batch_claims",
    "kabao.services.carrying",
    "kabao.services.packages",
)
"""What rooms, pages and files are made with, each before what builds on it."""


def first_of_rooms() -> Iterator[Callable[[], object]]:
    """Read all words and make a first table, whose classes of Qt are made when they are named."""
    yield lambda: QTableView().viewport()
    for subject in texts.subjects():
        yield partial(texts.read_ahead, subject)


def tools_of_files() -> Iterator[Callable[[], object]]:
    """Import what rooms, pages and files are made with, one after the other."""
    return (partial(importlib.import_module, name) for name in _BEFORE)
