"""A name of the rulebook as a parameter of a finding, in the language of the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kabao.domain.words import Words


class Named(str):
    """Text in Chinese that knows its English: ``{name}`` prints one, ``{name:s}`` the other.

    The sign ``s`` is one that plain text understands too, so a parameter that went through a
    file and came back as plain text still prints.
    """

    __slots__ = ("english",)
    english: str

    def __new__(cls, words: Words) -> Named:
        """Make a name of both wordings."""
        named = super().__new__(cls, words.zh)
        named.english = words.en
        return named

    def __format__(self, spec: str) -> str:
        """Print the English wording for ``s``, else the Chinese one."""
        return self.english if spec == "s" else super().__format__(spec)

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Travel between processes as plain text."""
        return str, (str(self),)
