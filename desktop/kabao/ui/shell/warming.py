"""What is loaded once the first picture stands, in pieces too small to be felt.

PySide6 makes a class of Qt, with all its enumerations, when it is first named; a filter of events
names nearly all of them with the first event it is shown: 30 to 60 ms at once.
"""

from __future__ import annotations

import importlib
from functools import partial
from typing import TYPE_CHECKING

from PySide6 import QtGui, QtWidgets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import ModuleType

_AT_ONCE = 12
"""So many classes are made in a few milliseconds."""
_BEFORE = (
    "email.message",
    "ssl",
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
    "lxml.etree",
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
"""What pages and files are made with, each before what builds on it."""


def qt_classes() -> Iterator[Callable[[], object]]:
    """Make the classes of Qt, some at a time."""
    for module in (QtGui, QtWidgets):
        names = dir(module)
        for start in range(0, len(names), _AT_ONCE):
            yield partial(_name, module, names[start : start + _AT_ONCE])


def tools_of_files() -> Iterator[Callable[[], object]]:
    """Import what pages and files are made with, one after the other."""
    return (partial(importlib.import_module, name) for name in _BEFORE)


def _name(module: ModuleType, names: Sequence[str]) -> None:
    for name in names:
        getattr(module, name)
