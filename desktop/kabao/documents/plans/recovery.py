"""The recovery sheet of an encrypted ledger: one page to print, lock away and never send."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kabao import __version__
from kabao.documents.blocks import NOTHING, Column, FormGrid, FormItem, Notice, Points, Table
from kabao.documents.plan import PackagePlan, Part
from kabao.documents.plans.wording import Wording
from kabao.documents.written import Written, WrittenPicture

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kabao.documents.blocks import Block

RECOVERY = "recovery"
_COLUMNS = 3
_POINT = 8
_QUIET = 4
"""Pixels of a module of the square code, and modules of white around it."""
_SHARE = 32


@dataclass(frozen=True, slots=True)
class RecoveryInput:
    """What the sheet shows."""

    ledger: str
    """Name of the file."""
    groups: tuple[str, ...]
    line: str
    """The text of the square code."""
    today: dt.date

    def __repr__(self) -> str:
        return "RecoveryInput(...)"


def build_recovery(order: RecoveryInput, language: str) -> PackagePlan:
    """Plan the page."""
    wording = Wording(language)
    title = wording("recovery.title")
    part = Part(RECOVERY, title, tuple(_blocks(order, wording)), note=wording("recovery.note"))
    return PackagePlan(
        case_number="",
        title=title,
        applicant=order.ledger,
        language=wording.language,
        draft=False,
        made_on=order.today.isoformat(),
        rulebook="",
        program=f"Kabao {__version__}",
        notice=wording("recovery.foot"),
        parts=(part,),
    )


def _blocks(order: RecoveryInput, wording: Wording) -> Iterator[Block]:
    yield Notice(wording("recovery.warning"), "error")
    yield FormGrid(
        (
            FormItem(wording("recovery.ledger"), order.ledger, wide=True),
            FormItem(wording("recovery.made_on"), wording.date(order.today.isoformat())),
            FormItem(wording("recovery.keeper"), blank=8.0),
        )
    )
    yield _groups(order, wording)
    data = square_code(order.line)
    picture = WrittenPicture(
        hashlib.sha256(data).hexdigest(), wording.one("recovery.code"), 1, 1, _SHARE, data
    )
    yield Written((picture,))
    steps = tuple(wording(f"recovery.step_{number}") for number in range(1, 4))
    yield Points(wording("recovery.how"), steps)
    rules = tuple(wording(f"recovery.rule_{number}") for number in range(1, 4))
    yield Points(wording("recovery.keep"), rules)


def _groups(order: RecoveryInput, wording: Wording) -> Table:
    columns = tuple(
        column
        for _ in range(_COLUMNS)
        for column in (
            Column(wording("recovery.number"), 0.5, "right"),
            Column(wording("recovery.group"), 2.0),
        )
    )
    height = len(order.groups) // _COLUMNS
    rows = tuple(
        tuple(
            text
            for at in range(row, len(order.groups), height)
            for text in (str(at + 1), order.groups[at])
        )
        for row in range(height)
    )
    return Table(columns, rows, NOTHING, row_height=24.0)


def square_code(text: str) -> bytes:
    """Return a QR code as PNG, with the white edge that readers need."""
    from PIL import Image
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.getModuleCount()
    side = count + 2 * _QUIET
    picture = Image.new("L", (side, side), 255)
    for row in range(count):
        for column in range(count):
            if code.isDark(row, column):
                picture.putpixel((column + _QUIET, row + _QUIET), 0)
    large = picture.resize((side * _POINT, side * _POINT), Image.Resampling.NEAREST)
    out = io.BytesIO()
    large.save(out, "PNG")
    return out.getvalue()
