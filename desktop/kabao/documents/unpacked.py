"""The manifest once more behind a packed file, in plain bytes that a seal can be written into."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import Any


def kept_plain(data: bytes, name: str, manifest: bytes) -> bytes:
    """Return a saved file with its manifest once more and unpacked, so that it can be sealed.

    Everything else in the file is packed. The manifest follows as an increment, whose table of
    objects is as short as can be: the manifest and the table itself.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as document:
        names: list[Any] = list(document.Root.Names.EmbeddedFiles.Names)
        stream = next(file for told, file in pairwise(names) if told == name).EF.F
        head = pikepdf.Dictionary(Length=len(manifest))
        for key in ("/Type", "/Subtype", "/Params"):
            head[key] = stream[key]
        number, size = stream.objgen[0], int(document.trailer.Size)
        kept = {key: document.trailer[key] for key in ("/Root", "/Info", "/ID")}
        trailer = b" ".join(key.encode() + b" " + _reference(kept[key]) for key in kept)
        described = head.unparse(resolved=True)
    first = data.rstrip(b"\n").rpartition(b"startxref\n")[2].split()[0]
    body = b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, described, manifest)
    table_at = len(data) + len(body)
    entries = b"".join(b"\x01" + at.to_bytes(8, "big") for at in (len(data), table_at))
    table = b"<< /Type /XRef /W [1 8 0] /Index [%d 1 %d 1] /Size %d /Prev %b /Length %d %b >>" % (
        *(number, size, size + 1, first, len(entries), trailer),
    )
    tail = b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (size, table, entries)
    return b"%b%b%bstartxref\n%d\n%%%%EOF\n" % (data, body, tail, table_at)


def _reference(value: Any) -> bytes:
    number, generation = value.objgen
    return bytes(value.unparse()) if number == 0 else b"%d %d R" % (number, generation)
