"""The room of preferences: language, look, size of type, folders, privacy, what is inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, qVersion
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from kabao import __version__, paths, settings
from kabao.ui.kit.panels import Hairline, KeyValues, Scroller, page_header
from kabao.ui.kit.pickers import MODES
from kabao.ui.kit.pieces import Pieces
from kabao.ui.kit.rooms import Room
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kabao.domain.findings import Place
    from kabao.texts import Texts
    from kabao.ui.kit.preferences import Preferences
    from kabao.ui.kit.theme import Theme
    from kabao.ui.shell.guard import Guard
    from kabao.ui.shell.keeper import Keeper

SCALES = (1.0, 1.15, 1.3, 1.5, 2.0)
MOTIONS = get_args(settings.Motion)
LANGUAGES = ("system", "zh", "zh_TW", "en")
_LICENCES = ("program", "qt", "fonts", "rare", "icons", "ledger", "paper")
_WIDEST = 720
_ABOVE = 64
_NESTED = 4
"""How deep layouts lie in one another: each passes a change on to the one around it."""
"""Room for the heading when a section is scrolled to."""


class SettingsRoom(Room):
    """Every choice takes effect at once; there is nothing to save."""

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        preferences: Preferences,
        keeper: Keeper | None = None,
        guard: Guard | None = None,
    ) -> None:
        super().__init__("settings", "adjustments-horizontal", texts("settings.title"))
        self._theme = theme
        self._texts = texts
        self._preferences = preferences
        self._keeper = keeper
        self._guard = guard
        self._backups: QWidget | None = None
        self._scroller: Scroller | None = None
        self._rest: Pieces | None = None

    def build(self) -> QWidget:
        """Make the page."""
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(page_header(self._theme, self.title))
        scroller = self._scroller = Scroller()
        margin = self._theme.space("page_margin")
        scroller.body.setContentsMargins(margin, 0, margin, margin)
        scroller.hold_edge(margin)
        narrow = QWidget()
        narrow.setMaximumWidth(self._theme.px(_WIDEST))
        column = QVBoxLayout(narrow)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(12))
        looks = (self._language, self._look, self._size, self._remind)
        for block in looks:
            block(column)
            column.addWidget(Hairline())
        scroller.body.addWidget(narrow)
        scroller.body.addStretch(1)
        outer.addWidget(scroller, 1)
        rest = self._build_rest(column)
        if self._keeper is None:
            Pieces(page, rest).finish()
        else:
            self._rest = self._keeper.context.jobs.in_pieces(page, rest)
        return page

    def _build_rest(self, column: QVBoxLayout) -> Iterator[None]:
        """Make what lies below the first picture, a section at a time."""
        safe = () if self._guard is None else (self._safe,)
        kept = () if self._keeper is None else (self._kept,)
        for block in (*safe, *kept, self._places, self._privacy):
            block(column)
            column.addWidget(Hairline())
            yield
        self._about(column)

    def show_place(self, place: Place) -> None:
        """Show the backups, which the status bar points to."""
        if self._rest is not None and not self._rest.is_whole:
            self._rest.finish()  # and scroll when it has been laid out
            QTimer.singleShot(0, self, lambda: self.show_place(place))
            return
        if place.section != "backups" or self._backups is None or self._scroller is None:
            return
        inner = self._scroller.widget()
        assert inner is not None
        for _ in range(_NESTED):  # sections made just now would move it
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        top = self._backups.mapTo(inner, self._backups.rect().topLeft())
        self._scroller.verticalScrollBar().setValue(top.y() - self._theme.px(_ABOVE))

    def _safe(self, column: QVBoxLayout) -> None:
        from kabao.ui.settings.safety import SafetySection

        assert self._guard is not None
        self._heading(column, "safe.title")
        column.addWidget(SafetySection(self._theme, self._texts, self._preferences, self._guard))

    def _remind(self, column: QVBoxLayout) -> None:
        from kabao.ui.settings.reminders import RemindersSection

        self._heading(column, "reminders.title", "reminders.note")
        column.addWidget(RemindersSection(self._theme, self._texts, self._preferences))

    def _kept(self, column: QVBoxLayout) -> None:
        from kabao.ui.settings.backups import BackupSection

        assert self._keeper is not None
        self._heading(column, "backups.title", "backups.note")
        self._backups = BackupSection(self._theme, self._texts, self._preferences, self._keeper)
        column.addWidget(self._backups)

    def _language(self, column: QVBoxLayout) -> None:
        choices = [(key, self._texts(f"settings.language_{key}")) for key in LANGUAGES]
        chosen = self._preferences.now.language
        self._heading(column, "settings.language", "settings.language_note")
        column.addWidget(
            self._choice(choices, chosen, "language", self._change("language", choices))
        )

    def _look(self, column: QVBoxLayout) -> None:
        choices = [(key, self._texts(f"settings.theme_{key}")) for key in MODES]
        chosen = self._preferences.now.theme
        self._heading(column, "settings.appearance")
        column.addWidget(self._choice(choices, chosen, "theme", self._change("theme", choices)))
        for name, offered in (("accent", get_args(settings.Accent)), ("motion", MOTIONS)):
            choices = [(key, self._texts(f"settings.{name}_{key}")) for key in offered]
            chosen = getattr(self._preferences.now, name)
            self._heading(column, f"settings.{name}", f"settings.{name}_note")
            column.addWidget(self._choice(choices, chosen, name, self._change(name, choices)))

    def _size(self, column: QVBoxLayout) -> None:
        choices = [
            (f"{scale:.2f}", self._texts("settings.size_percent", percent=round(scale * 100)))
            for scale in SCALES
        ]
        now = min(SCALES, key=lambda scale: abs(scale - self._preferences.now.font_scale))
        self._heading(column, "settings.size", "settings.size_note")

        def take(place: int) -> None:
            self._preferences.change(font_scale=SCALES[place])

        column.addWidget(self._choice(choices, f"{now:.2f}", "size", take))

    def _places(self, column: QVBoxLayout) -> None:
        texts = self._texts
        self._heading(column, "settings.places", "settings.log_note")
        rows = KeyValues(self._theme, lines=False)
        rows.add(texts("settings.settings_file"), str(settings.file()))
        rows.add(texts("settings.log_file"), str(paths.config() / "kabao.log"))
        column.addWidget(rows)

    def _privacy(self, column: QVBoxLayout) -> None:
        from kabao.ui.settings.privacy import PrivacySection

        self._heading(column, "settings.privacy")
        column.addWidget(PrivacySection(self._theme, self._texts, self._preferences))

    def _about(self, column: QVBoxLayout) -> None:
        texts = self._texts
        self._heading(column, "settings.about")
        column.addWidget(Label(texts("settings.not_official"), wrap=True))
        rows = KeyValues(self._theme, lines=False)
        rows.add(texts("settings.version"), f"{texts('shell.name')} {__version__}")
        lines = [texts(f"settings.licence_{key}", version=qVersion()) for key in _LICENCES]
        rows.add(texts("settings.licences"), "\n".join(lines))
        column.addWidget(rows)

    def _heading(self, column: QVBoxLayout, key: str, note: str = "") -> None:
        words = QVBoxLayout()
        words.setContentsMargins(0, self._theme.px(4), 0, 0)
        words.setSpacing(0)
        words.addWidget(Label(self._texts(key), "section"))
        if note:
            words.addWidget(Label(self._texts(note), "small", "ink_2", wrap=True))
        column.addLayout(words)

    def _choice(
        self, choices: list[tuple[str, str]], chosen: str, name: str, take: Callable[[int], None]
    ) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(20))
        group = QButtonGroup(holder)
        for place, (key, words) in enumerate(choices):
            button = QRadioButton(words)
            button.setObjectName(f"{name}_{key}")
            button.setChecked(key == chosen)
            group.addButton(button, place)
            row.addWidget(button)
        row.addStretch(1)
        group.idClicked.connect(take)
        return holder

    def _change(self, name: str, choices: list[tuple[str, str]]) -> Callable[[int], None]:
        return lambda place: self._preferences.change(**{name: choices[place][0]})
