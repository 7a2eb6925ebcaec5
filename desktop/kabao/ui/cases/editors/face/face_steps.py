"""Undo and redo inside the designer: what fields held before and after each step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.fields import Value

    Edits = Mapping[str, Value]

_MOST = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One step; steps in a row with the same tag become one."""

    before: Edits
    after: Edits
    tag: str = ""


class FaceSteps:
    """The steps of one editor, newest last."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._done = 0

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self._done > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return self._done < len(self._steps)

    def add(self, step: Step) -> None:
        """Remember a step; what had been taken back is forgotten."""
        del self._steps[self._done :]
        last = self._steps[-1] if self._steps else None
        if last and step.tag and last.tag == step.tag and last.after.keys() == step.after.keys():
            self._steps[-1] = Step(last.before, step.after, step.tag)
        else:
            self._steps.append(step)
        del self._steps[:-_MOST]
        self._done = len(self._steps)

    def undo(self) -> Edits:
        """Return the edits that take the newest step back."""
        if not self.can_undo:
            return {}
        self._done -= 1
        return self._steps[self._done].before

    def redo(self) -> Edits:
        """Return the edits that do a step again."""
        if not self.can_redo:
            return {}
        self._done += 1
        return self._steps[self._done - 1].after

    def clear(self) -> None:
        """Forget all steps."""
        self._steps, self._done = [], 0
