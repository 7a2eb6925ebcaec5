"""What models tell the delegates beyond text, one item role for each."""

from __future__ import annotations

from PySide6.QtCore import Qt

_FIRST = Qt.ItemDataRole.UserRole + 1

LIGHTS_ROLE = _FIRST
"""Four lights as a tuple in the order of the signals, or one as ``(Signal, Light)``."""
STATE_ROLE = _FIRST + 1
"""``(CardState, Grade | None)``, or None for a holder without a card."""
LEVEL_ROLE = _FIRST + 2
"""The level of a finding, or None."""
URGENT_ROLE = _FIRST + 3
"""Whether a date is so near that it shows a clock."""
ICON_ROLE = _FIRST + 4
"""``(icon name, colour token)`` drawn before the text."""
TONE_ROLE = _FIRST + 5
"""Colour token of the text."""
NOTE_ROLE = _FIRST + 6
"""The second, quieter line of a row."""
LOADING_ROLE = _FIRST + 7
"""Whether the row has not been read yet; it shows grey bars."""
