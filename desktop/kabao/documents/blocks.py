"""The blocks of a page: captions, prose, form grids, tables, check lists, figures, empty boxes."""

from __future__ import annotations

from dataclasses import InitVar, dataclass
from typing import TYPE_CHECKING, Literal

from kabao.documents.portraits import Portrait
from kabao.documents.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.faces import Box, FaceElement, PlacedElement

Align = Literal["left", "right", "center"]
Tone = Literal["info", "warning", "error", "ok"]
Spoken = tuple[str, str]
"""A place inside a part and the text that stands there."""


@dataclass(frozen=True, slots=True)
class Caption:
    """A wording in the language of the paper, with the second language below it if there is one."""

    main: str
    sub: str = ""

    @property
    def flat(self) -> str:
        """Both wordings in one line."""
        return f"{self.main} {self.sub}" if self.sub else self.main


NOTHING = Caption("")


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a section; ``mark`` is its letter or number."""

    text: Caption
    mark: str = ""
    note: Caption = NOTHING

    def texts(self) -> Iterator[Spoken]:
        """Yield what the block says."""
        yield self.text.main, f"{self.mark}{self.text.flat}{self.note.flat}"


@dataclass(frozen=True, slots=True)
class Prose:
    """One or more paragraphs; a line feed starts a new one."""

    text: Caption
    kind: Literal["body", "note", "label"] = "body"
    place: str = ""

    def texts(self) -> Iterator[Spoken]:
        """Yield what the block says."""
        yield self.place, self.text.flat


@dataclass(frozen=True, slots=True)
class FormItem:
    """A label and the value beside it, as on a form."""

    label: Caption
    value: str = ""
    wide: bool = False
    """Whether the value takes the full width even when it is short."""
    blank: float = 0.0
    """Height in millimetres of an empty box for hand, signature or seal; 0 for a value."""

    def texts(self) -> Iterator[Spoken]:
        """Yield what the item says."""
        yield self.label.main, self.label.flat
        yield self.label.main, self.value


@dataclass(frozen=True, slots=True)
class FormGrid:
    """Labels and values in one grid, one or two pairs to a row."""

    items: tuple[FormItem, ...]

    def texts(self) -> Iterator[Spoken]:
        """Yield what the block says."""
        for item in self.items:
            yield from item.texts()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; weights of all columns share the width of the page."""

    label: Caption
    weight: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head that is repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: Caption = NOTHING
    total: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Name of each row for messages; their number if empty."""
    small: bool = False
    strong: frozenset[int] = frozenset()
    """Numbers of the rows that are set as a head inside the table."""
    leads: tuple[str, ...] = ()
    """For each row the key of the part that it leads to, empty for none."""
    wide: bool = False
    """Whether it stands on a page that lies on its side."""
    row_height: float = 19.0
    """Least height of a row in points; more where there is something to sign."""
    closing: bool = False
    """Whether it is the line below a list in which that list is signed."""

    def texts(self) -> Iterator[Spoken]:
        """Yield what the block says."""
        yield self.caption.main, self.caption.flat
        for column in self.columns:
            yield self.caption.main, column.label.flat
        for number, row in enumerate(self.rows):
            name = self.names[number] if self.names else str(number + 1)
            for column, text in zip(self.columns, row, strict=True):
                yield f"{self.caption.main}[{name}] {column.label.main}".lstrip(), text
        yield self.caption.main, " ".join(self.total)


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of a check list; ``done`` is None where only a hand can tick."""

    text: Caption
    done: bool | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CheckList:
    """Boxes with or without a tick."""

    items: tuple[CheckItem, ...]

    def texts(self) -> Iterator[Spoken]:
        """Yield what the block says."""
        for item in self.items:
            yield item.text.main, f"{item.text.flat}{item.detail}"


@dataclass(frozen=True, slots=True)
class Notice:
    """A remark on a tinted ground with a bar at its left."""

    text: Caption
    tone: Tone = "info"

    def texts(self) -> Iterator[Spoken]:
        """Yield what the block says."""
        yield "", self.text.flat


@dataclass(frozen=True, slots=True)
class EmptyBoxes:
    """Boxes side by side, printed empty for signature, seal and date; never filled."""

    labels: tuple[Caption, ...]
    height: float = 32.0
    """Millimetres."""
    footers: tuple[Caption, ...] = ()
    """Wording at the foot of each box, such as 年　月　日."""

    def texts(self) -> Iterator[Spoken]:
        """Yield what the block says."""
        for caption in (*self.labels, *self.footers):
            yield caption.main, caption.flat


@dataclass(frozen=True)
class FacePicture:
    """Artwork on the card; the plan tells its SHA-256, the bytes only ride along."""

    key: str
    box: Box
    """Where it stands, in millimetres of the side; what sticks out of the card is cut."""
    sha256: str
    data: InitVar[bytes] = b""

    def __post_init__(self, data: bytes) -> None:
        """Keep the bytes beside what the plan says."""
        object.__setattr__(self, "pixels", data)


@dataclass(frozen=True, slots=True)
class CardFigure:
    """One side of the card at exactly 1:1, with trim marks and the word SPECIMEN across it."""

    title: Caption
    width: float
    height: float
    radius: float
    elements: tuple[PlacedElement | FaceElement, ...]
    specimen: str
    note: Caption = NOTHING
    language: Literal["zh", "en"] = "zh"
    pictures: tuple[FacePicture, ...] = ()
    """Artwork, the background first."""

    def texts(self) -> Iterator[Spoken]:
        """Yield what the block says."""
        yield self.title.main, f"{self.title.flat}{self.note.flat}{self.specimen}"
        for element in self.elements:
            name = element.name.to(self.language)
            yield f"{self.title.main} / {name}", f"{name}{element.text}"


@dataclass(frozen=True, slots=True)
class CoverSheet:
    """The first page: title, facts, code of case number and digest."""

    kind: Caption
    title: Caption
    facts: tuple[FormItem, ...]
    code_note: Caption
    draft_note: Caption = NOTHING

    def texts(self) -> Iterator[Spoken]:
        """Yield what the block says."""
        for caption in (self.kind, self.title, self.code_note, self.draft_note):
            yield "", caption.flat
        for item in self.facts:
            yield from item.texts()


@dataclass(frozen=True, slots=True)
class ContentsList:
    """The list of parts and attachments with their pages, filled in when pages are counted."""

    title: Column
    pages: Column
    attachment: Caption

    def texts(self) -> Iterator[Spoken]:
        """Yield what the block says."""
        yield "", f"{self.title.label.flat}{self.pages.label.flat}{self.attachment.flat}"


@dataclass(frozen=True, slots=True)
class ManifestList:
    """Each part with title, pages and SHA-256, filled in when all pages are drawn."""

    columns: tuple[Column, ...]
    attachment: Caption
    remarks: tuple[tuple[str, Caption], ...] = ()
    """What may be said about an attachment, by the codes of ``conformance``."""

    def texts(self) -> Iterator[Spoken]:
        """Yield what the block says."""
        for column in self.columns:
            yield "", column.label.flat
        yield "", self.attachment.flat
        for _, caption in self.remarks:
            yield "", caption.flat


@dataclass(frozen=True, slots=True)
class StateBanner:
    """The state of a card in large letters on a ground of its tone."""

    state: Caption
    tone: Tone
    facts: tuple[Caption, ...] = ()
    """Short lines at the right, such as the grade and the second switch."""

    def texts(self) -> Iterator[Spoken]:
        """Yield what the block says."""
        for caption in (self.state, *self.facts):
            yield self.state.main, caption.flat


@dataclass(frozen=True, slots=True)
class SignalItem:
    """One of the four signals: its name, how it shows, the word for that and the day."""

    name: Caption
    light: str
    """Code of ``Light``; the shape that is drawn says it without colour."""
    word: Caption
    day: str = ""


@dataclass(frozen=True, slots=True)
class SignalRow:
    """The signals side by side, each as a drawn light with name, word and day."""

    items: tuple[SignalItem, ...]

    def texts(self) -> Iterator[Spoken]:
        """Yield what the block says."""
        for item in self.items:
            yield item.name.main, f"{item.name.flat}{item.word.flat}{item.day}"


@dataclass(frozen=True, slots=True)
class Points:
    """Short sentences with a mark before each, beside the label of their section."""

    label: Caption
    items: tuple[Caption, ...]
    mark: str = "·"
    small: bool = False

    def texts(self) -> Iterator[Spoken]:
        """Yield what the block says."""
        yield self.label.main, f"{self.label.flat}{self.mark}"
        for item in self.items:
            yield self.label.main, item.flat


Block = (
    Heading
    | Prose
    | FormGrid
    | Table
    | CheckList
    | Notice
    | EmptyBoxes
    | CardFigure
    | CoverSheet
    | ContentsList
    | ManifestList
    | StateBanner
    | SignalRow
    | Points
    | Written
    | Portrait
)
