"""Identity and card numbers: checks, facts read from them, and masking."""

from __future__ import annotations


def mask_number(number: str) -> str:
    """Star out all but the first three and last four places; short numbers are starred whole."""
    if len(number) <= 8:
        return "*" * len(number)
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"
