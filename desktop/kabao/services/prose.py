"""The texts of a case as a use case: read in from other programs, pictures and all, written out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.documents.plans.values import Printer
from kabao.documents.plans.wording import Wording
from kabao.documents.plans.written import figure_text
from kabao.documents.saving import save_whole
from kabao.domain.cases import MaterialKey
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError, NotFoundError
from kabao.domain.fields import FieldKind
from kabao.domain.prose.files import inline_slot
from kabao.domain.prose.imports import ImportedText, Remark
from kabao.domain.prose.model import (
    Figure,
    Grid,
    Inlines,
    Kind,
    Passage,
    Picture,
    Span,
    all_inlines,
    pictures,
)
from kabao.domain.prose.reading import read
from kabao.domain.prose.writing import markdown, write
from kabao.services.sentences import masked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kabao.domain.cases import Case
    from kabao.domain.changes import Changed
    from kabao.domain.fields import FieldSpec, FormSpec
    from kabao.domain.prose.model import Block, Text
    from kabao.services.workspace import Workspace
    from kabao.texts import Texts

STATEMENT = MaterialKey.PREPARATION_STATEMENT
FORM = MaterialKey.REGISTRATION_FORM
_LIMIT = 20 << 20


@dataclass(frozen=True, slots=True)
class TakenPicture:
    """A picture of the case, and what taking it in changed; nothing if it was there already."""

    picture: Picture
    changed: Changed | None


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """A statement as Markdown with the pictures that lie beside it, by file name."""

    text: str
    files: dict[str, bytes]


def read_file(path: Path, *, cancelled: Callable[[], bool] = lambda: False) -> ImportedText:
    """Read a Word document or Markdown; made for a worker thread.

    What no font of ours can print is told beside what was left out.
    """
    from kabao.documents.fonts.chain import uncovered
    from kabao.exchange.prose.reading import read_text

    found = read_text(path, cancelled=cancelled)
    words = "".join(
        item.text for _, inlines in all_inlines(found.text) for item in inlines
        if isinstance(item, Span)
    )  # fmt: skip
    missing = uncovered(words)
    if not missing:
        return found
    remark = Remark("uncovered", len(missing), " ".join(missing[:8]))
    return replace(found, remarks=(*found.remarks, remark))


def take_picture(
    workspace: Workspace, place: tuple[int, str], name: str, data: bytes
) -> TakenPicture:
    """Keep a picture for a text, ``place`` being case and field; raises InputRefusedError."""
    from kabao.documents.foreign import measure

    case_id, field = place
    if len(data) > _LIMIT:
        raise InputRefusedError("attachment_too_large", name=name)
    if not data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        raise InputRefusedError("picture_kind", name=name)
    _, width, height = measure(data, name)
    sha256 = hashlib.sha256(data).hexdigest()
    picture = Picture(sha256, "", width, height)
    held = workspace.cases.get(case_id).attached(STATEMENT, inline_slot(field))
    if any(item.sha256 == sha256 for item in held):
        return TakenPicture(picture, None)
    slot = inline_slot(field)
    saved = workspace.attachments.add_bytes(case_id, STATEMENT, slot, (name, ""), data)
    return TakenPicture(picture, saved.changed)


def read_limited(path: Path) -> bytes:
    """Return the bytes of a file that may be a picture; refuses what is too large by name."""
    try:
        if not path.is_file():
            raise InputRefusedError("file_missing", name=path.name)
        if path.stat().st_size > _LIMIT:
            raise InputRefusedError("attachment_too_large", name=path.name)
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentProblemError("file_unreadable", name=path.name) from error


def text_field(form: FormSpec, wanted: str) -> FieldSpec:
    """Return the text of a name, or the only one of a section; raises NotFoundError."""
    texts = [spec for spec in form.fields if spec.kind is FieldKind.LONG_TEXT]
    named = [spec for spec in texts if spec.name == wanted]
    named = named or [spec for spec in texts if spec.section == wanted]
    if len(named) != 1:
        known = ", ".join(spec.name for spec in texts)
        raise NotFoundError("text_field_unknown", name=wanted, known=known)
    return named[0]


def put_text(
    workspace: Workspace, case: Case, field: str, found: ImportedText, *, behind: bool = False
) -> Changed:
    """Store a text that was read in, with its pictures, in place of the one there or behind it."""
    with workspace.ledger.transaction("cases.material", masked(case.title)):
        for name, data in ((held.name, held.data) for held in found.files.values()):
            take_picture(workspace, (case.id, field), name, data)
        values = workspace.cases.get(case.id).values(STATEMENT)
        before = read(str(values.get(field) or "")) if behind else ()
        stored = write((*before, *found.text))
        return workspace.cases.save_material(case.id, STATEMENT, {**values, field: stored})


def written_out(
    workspace: Workspace, case: Case, texts: Texts, field: str = "", *, figures: bool = False
) -> WrittenOut:
    """Return the statement of a case, or one text of it, as Markdown.

    Figures are written as the form tells them now; with ``figures`` they stay figures.
    """
    out = _Writer(workspace, case, texts, figures=figures)
    form = workspace.cases.form(case, STATEMENT)
    chosen = text_field(form, field).name if field else ""
    return WrittenOut("".join(out.lines(form, chosen)), out.files)


class _Writer:
    """Writes texts and gathers the pictures they show."""

    def __init__(self, workspace: Workspace, case: Case, texts: Texts, *, figures: bool) -> None:
        self._workspace, self._case, self._texts = workspace, case, texts
        self._figures = figures
        self._printer = Printer(Wording(texts.language))
        self.files: dict[str, bytes] = {}

    def lines(self, form: FormSpec, chosen: str) -> Iterator[str]:
        language = self._texts.language
        if not chosen:
            yield f"# {form.title.to(language)}\n"
        for section in form.sections:
            specs = [
                spec
                for spec in form.of_section(section.key)
                if spec.kind is FieldKind.LONG_TEXT and chosen in ("", spec.name)
            ]
            if not chosen and specs:
                yield f"\n## {section.title.to(language)}\n"
            for spec in specs:
                if not chosen and len(specs) > 1:
                    yield f"\n### {spec.label.to(language)}\n"
                stored = str(self._case.values(STATEMENT).get(spec.name) or "")
                body = self._body(read(stored))
                yield f"\n{body}\n" if body and not chosen else f"{body}\n" if body else ""

    def _body(self, text: Text) -> str:
        named = {picture.sha256: self._name(picture) for _, picture in pictures(text)}
        body = markdown(tuple(self._block(part) for part in text))
        for sha256, name in named.items():
            body = body.replace(f"(attachment:{sha256} ", f"({name} ")
        return body

    def _block(self, part: Block) -> Block:
        if isinstance(part, Passage):
            return replace(part, inlines=self._inlines(part.inlines))
        if isinstance(part, Grid):
            rows = tuple(tuple(self._inlines(cell) for cell in row) for row in part.rows)
            return Grid(rows)
        return part

    def _inlines(self, inlines: Inlines) -> Inlines:
        if self._figures:
            return inlines
        return tuple(self._said(it) if isinstance(it, Figure) else it for it in inlines)

    def _said(self, item: Figure) -> Span:
        form = self._workspace.cases.form(self._case, FORM)
        said = figure_text(self._printer, form, self._case.values(FORM), item.name)
        return Span(said or self._texts("prose.figure_missing", name=item.name), item.bold)

    def _name(self, picture: Picture) -> str:
        held = [it for it in self._case.attached(STATEMENT) if it.sha256 == picture.sha256]
        if not held:
            return f"missing-{picture.sha256[:8]}.png"
        suffix = "jpg" if held[0].media_type == "image/jpeg" else "png"
        name = f"pictures/{picture.sha256[:12]}.{suffix}"
        self.files[name] = self._workspace.attachments.data(held[0])
        return name


def summary(found: ImportedText) -> dict[str, int]:
    """Count what was read: heads, items, tables, pictures."""
    counts = {"heads": 0, "items": 0, "tables": 0, "pictures": 0, "paragraphs": 0}
    for part in found.text:
        if isinstance(part, Grid):
            counts["tables"] += 1
        elif isinstance(part, Picture):
            counts["pictures"] += 1
        elif part.kind is Kind.BODY:
            counts["paragraphs"] += 1
        else:
            counts["items" if part.kind in (Kind.BULLET, Kind.NUMBER) else "heads"] += 1
    return counts


def save_out(path: Path, out: WrittenOut) -> None:
    """Write the pictures and then the Markdown file, each whole; raises EnvironmentProblemError."""
    try:
        for name, data in out.files.items():
            target = path.parent / name
            target.parent.mkdir(exist_ok=True)
            save_whole(target, data)
        save_whole(path, out.text.encode())
    except (OSError, EnvironmentProblemError) as error:
        raise EnvironmentProblemError("folder_not_writable", place=str(path.parent)) from error
