"""The materials at the left: number, title, how much is there, worst finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kabao.domain.cases import ApplicantKind, CaseKind
from kabao.ui.cases.words import level_count, share_text
from kabao.ui.kit.charts import paint_completeness
from kabao.ui.kit.labels import confidence_text
from kabao.ui.kit.marks import paint_level
from kabao.ui.kit.notices import IconLabel
from kabao.ui.kit.panels import Scroller
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QResizeEvent

    from kabao.domain.cases import MaterialKey
    from kabao.ui.cases.findings.examiner import Checked
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_SHARE, _COUNT, _LEVEL = (Qt.ItemDataRole.UserRole + n for n in (60, 61, 62))
_SLIM, _SLIM_ROW = 56, 40
_UNLIMITED = 16777215
"""What Qt takes for no limit."""
_ISSUING = (CaseKind.ISSUANCE, CaseKind.CHANGE)


class _Model(QAbstractListModel):
    def __init__(self, context: RoomContext, session: CaseSession) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self.keys = session.case.parts

    def refresh(self) -> None:
        self.dataChanged.emit(self.index(0), self.index(len(self.keys) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.keys)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        key = self.keys[index.row()]
        result, texts = self._session.result, self._context.texts
        title = self._title(key)
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{title}\n{self._rule(key)}"
        if result is None:
            return texts("cases.share.counting") if role == _COUNT else None
        share = result.shares[key]
        level, words = level_count(texts, result.of_material(key.number))
        answers = {
            _SHARE: (share.done, share.total),
            _COUNT: (share_text(texts, share), words),
            _LEVEL: level,
        }
        if role == Qt.ItemDataRole.AccessibleTextRole:
            number = texts("cases.place.material", number=key.number)
            spoken = (number, title, share_text(texts, share), words)
            return texts("labels.comma").join(part for part in spoken if part)
        return answers.get(role)

    def _rule(self, key: MaterialKey) -> str:
        """Return where the law asks for a material, and how far that can be trusted."""
        rules, texts = self._context.workspace.rulebook, self._context.texts
        origin = rules.part(key).origin
        trust = confidence_text(texts, origin.confidence)
        source = rules.cite(origin.source).to(texts.language)
        return texts("labels.rule_parts", first=source, second=trust)

    def _title(self, key: MaterialKey) -> str:
        language = self._context.texts.language
        case = self._session.case
        if case.kind in _ISSUING and case.applicant_kind is not ApplicantKind.DEPARTMENT:
            return self._session.form(key).title.to(language)
        return self._context.workspace.rulebook.part(key).short_title.to(language)


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.slim = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(self._theme.px(32), self.height())

    def height(self) -> int:
        """Return the height of a row; numbers alone need no second line."""
        theme = self._theme
        return theme.px(_SLIM_ROW) if self.slim else theme.height("row_material")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._paint_ground(painter, option, chosen=chosen)
        if self.slim:
            self._paint_slim(painter, rect, index)
        else:
            self._paint_whole(painter, rect, index, chosen=chosen)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, *, chosen: bool
    ) -> None:
        rect, color = option.rect, self._theme.color
        if chosen:
            painter.fillRect(rect, color.row_selected)
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), color.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, color.row_hover)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, color.hairline)

    def _paint_slim(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw the number and, beside it, how the material stands."""
        theme = self._theme
        side, middle = theme.px(16), rect.center().y() + 0.5
        number = QRectF(rect.left() + theme.px(10), rect.top(), theme.px(12), rect.height())
        painter.setPen(theme.color.ink)
        painter.setFont(theme.font(bold=True))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(number, flags, str(index.row() + 1))
        share, level = index.data(_SHARE), index.data(_LEVEL)
        box = QRectF(number.right() + theme.px(4), middle - side / 2, side, side)
        if level is not None:
            paint_level(painter, box, level, theme)
        elif share is not None and share[0] < share[1]:
            bar = QRectF(box.left(), middle - theme.px(2), side, theme.px(4))
            paint_completeness(painter, bar, share, theme)
        elif share is not None:
            theme.paint_icon(painter, box, "circle-check", "ok")

    def _paint_whole(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        theme, color = self._theme, self._theme.color
        left, right = rect.left() + theme.px(20), rect.right() - theme.px(12)
        half = rect.height() / 2
        upper = QRectF(left, rect.top() + theme.px(4), right - left, half)
        painter.setPen(color.ink)
        painter.setFont(theme.font(bold=True))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(upper, flags, str(index.row() + 1))
        painter.setFont(theme.font(bold=chosen))
        upper.setLeft(left + theme.px(24))
        title = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(upper.width())
        )
        painter.drawText(upper, flags, title)
        lower = QRectF(upper.left(), rect.top() + half, upper.width(), half - theme.px(4))
        self._paint_lower(painter, lower, index)

    def _paint_lower(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        theme, share = self._theme, index.data(_SHARE)
        if share is None:
            return
        words, count = index.data(_COUNT)
        bar = QRectF(rect.left(), rect.center().y() - theme.px(2), theme.px(40), theme.px(4))
        paint_completeness(painter, bar, share, theme)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color.ink_2)
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(theme.px(48), 0, 0, 0), flags, words)
        side = theme.px(16)
        level = index.data(_LEVEL)
        if level is None:
            box = QRectF(rect.right() - side, rect.center().y() - side / 2, side, side)
            theme.paint_icon(painter, box, "circle-check", "ok")
            return
        tone = {"critical": "critical_text"}.get(level, level)
        painter.setPen(theme.color.named(tone))
        metrics = painter.fontMetrics()
        told = theme.px(48 + 8) + metrics.horizontalAdvance(words) + side + theme.px(4)
        if told + metrics.horizontalAdvance(count) > rect.width():
            count = "".join(sign for sign in count if sign.isdigit())  # the mark tells its kind
        width = metrics.horizontalAdvance(count)
        painter.drawText(rect, flags | Qt.AlignmentFlag.AlignRight, count)
        left = rect.right() - width - side - theme.px(4)
        box = QRectF(left, rect.center().y() - side / 2, side, side)
        paint_level(painter, box, level, theme)


class MaterialsList(QFrame):
    """``chosen`` carries the material to edit, ``entered`` says that Enter was pressed on it."""

    chosen = QtSignal(object)
    entered = QtSignal()

    def __init__(self, context: RoomContext, session: CaseSession, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        theme = context.theme
        self._slim = False
        self._words: list[QWidget] = []
        self._notes: list[QWidget] = []
        self._model = _Model(context, session)
        self.view = QListView()
        self.view.setObjectName("materials")
        self.view.setAccessibleName(context.texts("cases.materials"))
        self.view.setModel(self._model)
        self._delegate = _Delegate(theme, self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.selectionModel().currentChanged.connect(
            lambda now, _before: self.chosen.emit(self._model.keys[now.row()])
        )
        self.view.activated.connect(lambda _: self.entered.emit())
        session.checked.connect(self._model.refresh)
        session.replaced.connect(self._model.refresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        column.addWidget(self._build_scroller(), 1)
        theme.changed.connect(self._fit)
        self._fit()

    def select(self, key: MaterialKey) -> None:
        """Choose a material without telling anyone."""
        with QSignalBlocker(self.view.selectionModel()):
            self.view.setCurrentIndex(self._model.index(self._model.keys.index(key)))
        self.view.viewport().update()
        self._reveal()

    def set_slim(self, slim: bool) -> bool:
        """Show the numbers alone, where the editor needs the room; say whether that is new."""
        if slim == self._slim:
            return False
        self._slim = slim
        for widget in (*self._words, *self._notes):
            widget.setHidden(slim)
        self._fit()
        return True

    def _reveal(self) -> None:
        """Bring the chosen material into sight where not all of them are."""
        rect = self.view.visualRect(self.view.currentIndex())
        if not rect.isEmpty():
            middle = self.view.y() + rect.center().y()
            self._scroller.ensureVisible(0, middle, 0, rect.height() // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen material in sight."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._reveal)

    def title(self) -> str:
        """Return number and title of the chosen material."""
        index = self.view.currentIndex()
        return f"{index.row() + 1}  {index.data()}" if index.isValid() else ""

    def step(self, by: int) -> None:
        """Choose the next or previous material."""
        row = self.view.currentIndex().row() + by
        if 0 <= row < len(self._model.keys):
            self.view.setCurrentIndex(self._model.index(row))

    def result(self) -> Checked | None:
        """Return what the list was drawn from."""
        return self._session.result

    def _build_head(self) -> QFrame:
        theme, texts = self._context.theme, self._context.texts
        self._head = QFrame()
        self._head.setProperty("line", "bottom")
        row = QHBoxLayout(self._head)
        row.setContentsMargins(theme.px(20), 0, theme.px(12), 0)
        six = self._session.case.kind in _ISSUING
        self._words.append(Label(texts("cases.materials" if six else "cases.parts"), "section"))
        if six:
            self._words.append(Label(texts("cases.materials_source"), "small", "ink_2"))
        row.addWidget(self._words[0])
        row.addStretch(1)
        for words in self._words[1:]:
            row.addWidget(words)
        return self._head

    def _build_scroller(self) -> Scroller:
        theme, rulebook = self._context.theme, self._context.workspace.rulebook
        self._scroller = scroller = Scroller()
        scroller.body.setContentsMargins(0, 0, 0, theme.px(16))
        scroller.body.setSpacing(theme.px(12))
        scroller.body.addWidget(self.view)
        case = self._session.case
        notes = [
            rulebook.numbering_note if case.kind in _ISSUING else rulebook.kind(case.kind).note
        ]
        if case.kind in _ISSUING and case.applicant_kind is not ApplicantKind.DEPARTMENT:
            notes.append(rulebook.filing_note)
        for note in notes:
            self._notes.append(self._note(note.to(self._context.texts.language)))
            scroller.body.addWidget(self._notes[-1])
        scroller.body.addStretch(1)
        return scroller

    def _note(self, sentence: str) -> QWidget:
        theme = self._context.theme
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(theme.px(20), 0, theme.px(12), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(IconLabel(theme, "info-circle", "ink_2"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(sentence, "small_prose", "ink_2", wrap=True), 1)
        return widget

    def _fit(self) -> None:
        theme = self._context.theme
        self._head.setFixedHeight(theme.height("tab_bar"))
        self._delegate.slim = self._slim
        self.view.setFixedHeight(self._delegate.height() * len(self._model.keys))
        width = theme.px(_SLIM) if self._slim else theme.width("material_list")
        self.setMinimumWidth(width)
        self.setMaximumWidth(width if self._slim else _UNLIMITED)
        self.view.doItemsLayout()
