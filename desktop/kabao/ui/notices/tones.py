"""How the kinds of words in a message look: by tone, and by the line under them."""

from __future__ import annotations

from PySide6.QtGui import QTextCharFormat

from kabao.domain.notice_rules import FRAUD, NoticeKind

_UNDERLINE = QTextCharFormat.UnderlineStyle
CAUTION = (
    NoticeKind.FAILURE,
    NoticeKind.CODE,
    NoticeKind.OTHER,
    NoticeKind.ELECTRONIC,
    NoticeKind.FINANCIAL,
    NoticeKind.IGNORED,
)
GOOD = (NoticeKind.SUCCESS, NoticeKind.CARD, NoticeKind.SOCIAL)
UNDERLINES = {
    "error": _UNDERLINE.WaveUnderline,
    "warning": _UNDERLINE.DashUnderline,
    "ok": _UNDERLINE.SingleUnderline,
    "info": _UNDERLINE.DotLine,
}
"""One line for each tone, so that nothing is told by colour alone."""
GROUNDS = {
    "error": "error_soft",
    "warning": "warning_soft",
    "ok": "ok_soft",
    "info": "accent_soft",
}
ORDER = ("info", "ok", "warning", "error")
"""Painted in this order, the gravest on top."""


def tone_of(kind: NoticeKind) -> str:
    """Return the tone of a kind of words."""
    if kind in FRAUD:
        return "error"
    if kind in CAUTION:
        return "warning"
    return "ok" if kind in GOOD else "info"
