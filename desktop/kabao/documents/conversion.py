"""Letters of a word processor turned into pages by an installed LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
import zipfile
from typing import TYPE_CHECKING

from kabao.domain.errors import CancelledError, EnvironmentProblemError, InputRefusedError
from kabao.errands import SPOILT, run
from kabao.remains import work_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ENDING = ".docx"
TOOLS = ("soffice", "libreoffice")
MOST_SECONDS = 120
_MOST_UNPACKED = 300 * 1024 * 1024
_TEXT = "word/document.xml"
_MACROS = re.compile(r"(?i)vbaProject|vbaData")
_OUTSIDE = re.compile(rb'<Relationship\b[^>]*\bTargetMode\s*=\s*"External"[^>]*>')
_MERE_LINK = re.compile(rb'/relationships/hyperlink"')
_LOOKED_AFTER = 0.1


def converter() -> str:
    """Return the program that converts; empty where none is installed."""
    return next((found for tool in TOOLS if (found := shutil.which(tool))), "")


def converted(data: bytes, name: str, cancelled: Callable[[], bool] = lambda: False) -> bytes:
    """Return a .docx as PDF.

    Raises InputRefusedError ``docx_damaged``, ``docx_macros``, ``docx_linked`` (it would fetch
    something from elsewhere), ``docx_failed`` or ``docx_slow``, and EnvironmentProblemError
    ``docx_no_converter`` where no LibreOffice is found.
    """
    run("kabao.documents.conversion:refuse_unsafe", data, name, name=name, cancelled=cancelled)
    tool = converter()
    if not tool:
        raise EnvironmentProblemError("docx_no_converter", name=name)
    with work_folder() as folder:
        letter = folder / "letter.docx"
        letter.write_bytes(data)
        _run(tool, letter, name, cancelled)
        pages = letter.with_suffix(".pdf")
        if not pages.is_file():
            raise InputRefusedError("docx_failed", name=name)
        return pages.read_bytes()


def refuse_unsafe(data: bytes, name: str) -> None:
    """Refuse a document that brings macros or would fetch something; done by another process."""
    import io

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            names = [item.filename for item in members]
            if _TEXT not in names or sum(item.file_size for item in members) > _MOST_UNPACKED:
                raise InputRefusedError("docx_damaged", name=name)
            if any(_MACROS.search(item) for item in names):
                raise InputRefusedError("docx_macros", name=name)
            for item in names:
                if item.endswith(".rels") and _reaches_outside(packed.read(item)):
                    raise InputRefusedError("docx_linked", name=name)
    except (zipfile.BadZipFile, OSError, *SPOILT) as error:
        raise InputRefusedError("docx_damaged", name=name) from error


def _reaches_outside(relations: bytes) -> bool:
    return any(not _MERE_LINK.search(found) for found in _OUTSIDE.findall(relations))


def _run(tool: str, letter: Path, name: str, cancelled: Callable[[], bool]) -> None:
    """Let the tool work in a profile of its own, so that neither the user's is touched."""
    profile = (letter.parent / "profile").as_uri()
    command = [tool, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nodefault"]
    command += ["--convert-to", "pdf", "--outdir", str(letter.parent), str(letter)]
    until = time.monotonic() + MOST_SECONDS
    try:
        process = subprocess.Popen(  # noqa: S603 (found on the PATH, no shell)
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise EnvironmentProblemError("docx_no_converter", name=name) from error
    try:
        while process.poll() is None:
            if cancelled():
                raise CancelledError("stopped")
            if time.monotonic() > until:
                raise InputRefusedError("docx_slow", name=name, seconds=MOST_SECONDS)
            time.sleep(_LOOKED_AFTER)
    finally:
        process.kill()
        process.wait()
