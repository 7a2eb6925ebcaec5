"""Packages whose data were exchanged by somebody who knows how they are made."""

import hashlib
import io
import json

import pikepdf

from kabao.documents.manifest import sealed


def stream_of(document, name):
    return next(item for item in document.Root.AF if name == item.UF).EF.F


def swap_in_data(document, old, new):
    stream = stream_of(document, "kabao-case.json")
    data = stream.read_bytes().replace(old.encode(), new.encode())
    stream.write(data)
    return data


def forged(path, target, old, new):
    """Change the data and everything that speaks of them, as whoever forges well would."""
    buffer = io.BytesIO()
    with pikepdf.open(path) as document:
        data = swap_in_data(document, old, new)
        stream = stream_of(document, "kabao-manifest.json")
        told = json.loads(stream.read_bytes())
        told["data"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        told["seal"] = {"bytes": "0" * 15, "sha256": "0" * 64}
        manifest = json.dumps(told, ensure_ascii=False, indent=1).encode()
        stream.write(manifest)
        document.save(
            buffer,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    target.write_bytes(sealed(buffer.getvalue(), manifest))
    return target
