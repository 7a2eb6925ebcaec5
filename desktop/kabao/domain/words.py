"""Words in the two languages the program speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Words:
    """One label or sentence in Chinese and in English."""

    zh: str
    en: str

    def to(self, language: Language) -> str:
        """Return the wording for one language."""
        return self.zh if language == "zh" else self.en
