"""Word documents: looked over as an archive first, then read by mammoth into HTML.

Macros, links to other files and everything else that a text cannot hold stay behind and are noted;
nothing outside the document is ever asked for.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from kabao.domain.errors import InputRefusedError
from kabao.errands import SPOILT
from kabao.exchange.prose.html import HtmlReader

if TYPE_CHECKING:
    from kabao.domain.prose.model import Picture, Text
    from kabao.exchange.prose.foreign import Foreign

_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BODY = "word/document.xml"
_MOST_UNPACKED = 200 << 20
_MOST_XML = 60 << 20
_MOST_RATIO = 300
_RATIO_FROM = 1 << 20
_MOST_PARTS = 5_000
_MOST_DEPTH = 400
"""Elements of Word inside each other; a table in a table in a table has about sixty."""
_NOTED = {
    "ins": "tracked", "del": "tracked", "moveFrom": "tracked", "commentReference": "comment",
    "footnoteReference": "footnote", "endnoteReference": "footnote", "txbxContent": "text_box",
    "oMath": "formula", "oMathPara": "", "chart": "drawing", "relIds": "drawing",
    "object": "embedded", "fldSimple": "field", "control": "embedded", "altChunk": "embedded",
}  # fmt: skip
"""What Word has that does not come along, by the local name of its element."""
_STYLES = """
u => u
strike => s
p[style-name='Title'] => h1:fresh
p[style-name='标题'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='标题 1'] => h1:fresh
p[style-name='标题 2'] => h2:fresh
p[style-name='标题 3'] => h3:fresh
"""


def read_word(data: bytes, foreign: Foreign) -> Text:
    """Return the text of a Word document."""
    _look_over(data, foreign)
    import mammoth

    pictures: list[tuple[str, bytes]] = []

    def keep(image: Any) -> dict[str, str]:
        try:
            with image.open() as stream:
                held = stream.read()
        except (OSError, KeyError, ValueError):
            held = b""
        pictures.append((f"image-{len(pictures) + 1}.{_suffix(image.content_type)}", held))
        return {"src": f"held:{len(pictures) - 1}"}

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            convert_image=mammoth.images.img_element(keep),
            style_map=_STYLES,
            external_file_access=False,
        )
    except Exception as error:  # any spoilt document may end its reader in any way
        raise InputRefusedError("text_damaged", name=foreign.name) from error

    def picture(source: str, alt: str, _title: str) -> Picture | None:
        if not source.startswith("held:"):
            foreign.note("remote_picture", source[:60])
            return None
        name, held = pictures[int(source.removeprefix("held:"))]
        return foreign.picture(name, held, alt)

    reader = HtmlReader(foreign, picture)
    # The arrows that lead back from a note lead nowhere on paper.
    reader.feed(re.sub(r' ?<a href="#(?:foot|end)note-ref-[^"]*">↑</a>', "", result.value))
    reader.close()
    return reader.text()


def _suffix(content_type: str) -> str:
    return re.sub("[^a-z0-9]", "", str(content_type).rpartition("/")[2].lower())[:8] or "bin"


def _look_over(data: bytes, foreign: Foreign) -> None:
    """Refuse what is no sound document of Word, and note what does not come along."""
    name = foreign.name
    if data.startswith(_OLD):
        code = "text_encrypted" if _ENCRYPTED in data else "text_old_word"
        raise InputRefusedError(code, name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_sizes(entries, name)
            names = {entry.filename for entry in entries}
            if _BODY not in names:
                raise InputRefusedError("text_damaged", name=name)
            for entry in entries:
                _look_at(archive, entry, foreign)
    except (zipfile.BadZipFile, OSError, *SPOILT) as error:
        raise InputRefusedError("text_damaged", name=name) from error


def _check_sizes(entries: list[zipfile.ZipInfo], name: str) -> None:
    whole = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) + 1
    bomb = whole > _RATIO_FROM and whole / packed > _MOST_RATIO
    xml = max((e.file_size for e in entries if e.filename.endswith((".xml", ".rels"))), default=0)
    if whole > _MOST_UNPACKED or xml > _MOST_XML or len(entries) > _MOST_PARTS or bomb:
        raise InputRefusedError("text_bomb", name=name)
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputRefusedError("text_encrypted", name=name)


def _look_at(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, foreign: Foreign) -> None:
    path = entry.filename
    if path.endswith("vbaProject.bin"):
        foreign.note("macro")
    elif re.fullmatch(r"word/embeddings/.+", path):
        foreign.note("embedded")
    elif re.fullmatch(r"word/(header|footer)[0-9]*\.xml", path):
        foreign.note("header", count=int(b"<w:t" in archive.read(entry)))
    if path.endswith((".xml", ".rels")):
        _walk(archive.read(entry), foreign, whole=path == _BODY)


def _walk(data: bytes, foreign: Foreign, *, whole: bool) -> None:
    """Go through one part: no declarations of its own, no endless nesting."""
    depth = 0
    parser = expat.ParserCreate(namespace_separator="}")

    def begin(tag: str, told: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MOST_DEPTH:
            raise InputRefusedError("text_too_deep", name=foreign.name, most=_MOST_DEPTH)
        code = _NOTED.get(tag.rpartition("}")[2], "") if whole else ""
        if code:
            foreign.note(code)

    def end(_tag: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_told: object) -> None:
        raise InputRefusedError("text_suspicious", name=foreign.name)

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)  # noqa: FBT003 (whether this is all)
    except expat.ExpatError as error:
        raise InputRefusedError("text_damaged", name=foreign.name) from error
