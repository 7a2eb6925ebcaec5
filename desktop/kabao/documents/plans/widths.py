"""Widths of columns that follow what stands in them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.documents.blocks import Column

_LEAST, _MOST = 0.8, 1.6
"""How far a column may leave the width that its kind has."""


def fitted(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], free: Sequence[bool]
) -> tuple[Column, ...]:
    """Give columns of free text the more room the longer their longest cell; others stay.

    The root of the length counts: a cell four times as long gets twice the width.
    """
    longest = [
        max((_breadth(row[index]) for row in rows), default=0) for index in range(len(columns))
    ]
    told = [length for length, may in zip(longest, free, strict=True) if may]
    mean = sum(told) / len(told) if told else 0.0
    if not mean:
        return tuple(columns)
    return tuple(
        replace(column, weight=column.weight * min(_MOST, max(_LEAST, math.sqrt(length / mean))))
        if may
        else column
        for column, length, may in zip(columns, longest, free, strict=True)
    )


def _breadth(text: str) -> int:
    """Return the half widths that a text takes; a Chinese character takes two."""
    return sum(2 if sign >= "\u2e80" else 1 for sign in text)
