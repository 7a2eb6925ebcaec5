"""From a key to the page that shows it: every material of the demo cases, by the clock.

    python tests/benchmarks/preview.py [KEYS]

The room of the cases stands in a window (offscreen unless QT_QPA_PLATFORM says otherwise). In each
material the first field whose letters come to stand on paper takes KEYS of them, one every 0.25
seconds, as real key events; where an editor has none, the same edit is made as its editor would.
Measured is the time until the page that was drawn from that letter is in the pane, the pause before
drawing included.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ["KABAO_CONFIG"] = tempfile.mkdtemp()

from common import line, percentile


class Measure:
    """One page of a case while its materials are typed into."""

    def __init__(self, page, application) -> None:
        self.page, self.application = page, application
        self.drawn_at, self._shown = 0.0, b""
        page.preview.renderer.drawn.connect(self._note)

    def _note(self, _picture) -> None:
        pages = self.page.preview.renderer.data
        if pages is not self._shown:  # else another view of the same pages
            self._shown, self.drawn_at = pages, time.perf_counter()

    def wait(self, seconds: float, until=lambda: False) -> None:
        """Let the window live for a while."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and not until():
            self.application.processEvents()
            time.sleep(0.0005)

    def material(self, number: int, keys: int) -> tuple[str, list[float]]:
        """Type into a material; returns how, and milliseconds from key to page."""
        from kabao.domain.cases import PARTS

        page = self.page
        key = PARTS[page.session.case.kind][number - 1]
        page.choose(key)
        if not page.preview.isVisible():
            page.toggle_preview()
        self.wait(1.5)
        field, took = self._answering(), []
        for count in range(keys):
            before = time.perf_counter()
            if field is None:
                page.session.edit(key, "note", "a" * (count + 1))
            else:
                self._type(field, "abcdefghij"[count % 10])
            self.wait(2, until=lambda: self.drawn_at > before)  # noqa: B023 (ends here)
            if self.drawn_at > before:
                took.append((self.drawn_at - before) * 1000)
            self.wait(0.25)
        return type(field).__name__ if field is not None else "edit", took

    def _answering(self):
        """Return the first field that a letter changes the pages by; None if there is none."""
        field = self._field()
        if field is None:
            return None
        field.setFocus()
        self.wait(0.5)
        before = time.perf_counter()
        self._type(field, "k")
        self.wait(1, until=lambda: self.drawn_at > before)
        self.wait(0.25)
        return field if self.drawn_at > before else None

    def _field(self):
        from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTextEdit

        for kind in (QLineEdit, QPlainTextEdit, QTextEdit):
            for field in self.page.editor().findChildren(kind):
                shut = field.isReadOnly() or not field.isEnabled() or not field.isVisible()
                if not shut and not isinstance(field.parent(), QComboBox):
                    return field
        return None

    def _type(self, field, letter: str) -> None:
        from PySide6.QtTest import QTest

        QTest.keyClicks(field.viewport() if hasattr(field, "viewport") else field, letter)


def main() -> None:
    keys = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    import datetime as dt

    from PySide6.QtWidgets import QApplication

    from kabao.services.demo import make_sample_ledger
    from kabao.services.workspace import Workspace
    from kabao.texts import Texts
    from kabao.ui.cases import build_room
    from kabao.ui.kit.fonts import load_first_fonts
    from kabao.ui.kit.jobs import JobRunner
    from kabao.ui.kit.theme import Theme
    from ui.rooms import make_context

    application = QApplication(sys.argv)
    load_first_fonts()
    theme = Theme("light")
    theme.apply(application)
    day = lambda: dt.date(2026, 11, 22)  # noqa: E731
    everything: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sample.kabao"
        make_sample_ledger(path, clock=day).close()
        with Workspace.open(path, clock=day) as workspace:
            context, _, _ = make_context(workspace, Texts("zh"), theme, JobRunner())
            room = build_room(context)
            window = room.build()
            window.resize(1208, 724)
            window.show()
            application.processEvents()
            gc.freeze()  # as the program does once all is loaded
            line("case", "material", "typed into", "keys", "p50 ms", "p95 ms")
            line("---", "---", "---", "---", "---", "---")
            for case in workspace.cases.all()[:3]:
                room.open_case(case.id)
                measure = Measure(room._case, application)
                for number in range(1, 7):
                    how, took = measure.material(number, keys)
                    everything += took
                    told = (f"{percentile(took, p):.0f}" if took else "-" for p in (0.5, 0.95))
                    line(case.applicant_kind, number, how, len(took), *told)
            room.flush()
            window.close()
    line("all", "", "", len(everything), *(f"{percentile(everything, p):.0f}" for p in (0.5, 0.95)))


if __name__ == "__main__":
    main()
