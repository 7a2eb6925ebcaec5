"""Words in the languages the program speaks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kabao.traditional import traditional

Language = Literal["zh", "en", "zh_TW"]


@dataclass(frozen=True, slots=True)
class Words:
    """One label or sentence in Chinese and in English."""

    zh: str
    en: str

    def to(self, language: Language) -> str:
        """Return the wording for one language."""
        if language == "zh_TW":
            return traditional(self.zh)
        return self.zh if language == "zh" else self.en
