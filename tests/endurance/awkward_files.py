"""Public collections of awkward PDFs and pictures as attachments: refused in words, or merged well.

python tests/endurance/awkward_files.py FOLDER_OF_FILES WORK_FOLDER [--group N] [--most N]

Every file is offered to a case of the sample; those that are taken are exported in groups. Each
package is held against ``qpdf --check``, the checkers of the tests, and its sources: number, size
and turn of every page, and how it looks (pdfium, 300 dots wide, outside of the stamp). What ends
in anything but a sentence of the program, or looks otherwise, is listed. Nothing of the
collections is part of the project; docs/endurance.md says where they were found.
"""

from __future__ import annotations

import argparse
import collections
import datetime as dt
import io
import json
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "desktop"), str(HERE.parent)]

import pikepdf  # noqa: E402
import pypdfium2  # noqa: E402
from PIL import Image, ImageChops  # noqa: E402

from documents import archival_checker  # noqa: E402
from kabao.documents.attachments import open_pages  # noqa: E402
from kabao.documents.merging import view  # noqa: E402
from kabao.domain.cases import ApplicantKind, MaterialKey  # noqa: E402
from kabao.domain.errors import KabaoError  # noqa: E402
from kabao.services.demo import make_sample_ledger  # noqa: E402
from kabao.services.incoming import Incoming, examine  # noqa: E402
from kabao.services.packages import Paper  # noqa: E402
from kabao.services.restoring import look_inside  # noqa: E402
from kabao.texts import Texts  # noqa: E402

ENDINGS = {".pdf", ".png", ".jpg", ".jpeg"}
WIDE = 300
STRAY = 0.02
"""Share of the dots outside of the stamp that may look otherwise: smoothing of edges."""
FAR = 64
LOOKED_AT = 6
"""Pages of a file that are compared by their looks."""
ACTIVE = (b"/JavaScript", b"/JS", b"/Launch", b"/GoToR", b"/GoToE", b"/URI", b"/SubmitForm",
          b"/ImportData", b"/RichMedia", b"/Movie", b"/Sound", b"/XFA", b"/OpenAction",
          b"/AA")  # fmt: skip


@dataclass
class Tally:
    refused: collections.Counter = field(default_factory=collections.Counter)
    taken: int = 0
    pages: int = 0
    looked: int = 0
    covered: int = 0
    faults: list = field(default_factory=list)
    qpdf: collections.Counter = field(default_factory=collections.Counter)
    claims: collections.Counter = field(default_factory=collections.Counter)


def offered(paths: list[Path], tally: Tally) -> list[tuple[Path, Incoming]]:
    """Let the program look into every file; returns those that it takes."""
    taken = []
    for path in paths:
        began = time.monotonic()
        try:
            taken.append((path, examine(path)))
        except KabaoError as error:
            tally.refused[error.code] += 1
        except Exception as error:  # noqa: BLE001 (that is what is looked for)
            tally.faults.append((path.name, f"offered: {type(error).__name__}: {error}"[:200]))
        if time.monotonic() - began > 20:
            tally.faults.append((path.name, f"slow: {time.monotonic() - began:.0f} s"))
    tally.taken = len(taken)
    return taken


def package_of(desk, case_id: int, group: list[tuple[Path, Incoming]], target: Path):
    """Export the case with a group of files; the ledger is as before afterwards."""
    made = []
    try:
        for number, (_, file) in enumerate(group):
            saved = desk.attachments.take(
                case_id, MaterialKey.REGIONAL_RULES, "measures", file, f"T{number:05d}"
            )
            made.append(saved.record)
        paper = Paper(full_numbers=True)
        return desk.packages.write(desk.packages.order(case_id, target, Texts("en"), paper))
    finally:
        for record in made:
            desk.attachments.remove(case_id, record)


def drawn(document, page: int, wide: int = WIDE) -> Image.Image:
    shown = document[page]
    scale = wide / max(shown.get_width(), 1)
    scale = min(scale, 1200 / max(shown.get_height(), 1))
    return shown.render(scale=scale, may_draw_forms=True).to_pil().convert("L")


def stamp_box(size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return where the stamp may stand, in dots."""
    across, down = size
    short = min(across, down)
    return 0, 0, across, max(3, round(short * 0.06))


def compare(path: Path, source: bytes, document, first: int, pages: int, tally: Tally) -> None:
    own = pypdfium2.PdfDocument(source)
    if own.get_formtype():
        own.init_forms()
    for number in range(min(pages, LOOKED_AT)):
        before = drawn(own, number)
        after = drawn(document, first + number)
        tally.looked += 1
        if abs(before.width - after.width) > 1 or abs(before.height - after.height) > 1:
            told = f"page {number + 1}: {before.size} became {after.size}"
            tally.faults.append((path.name, told))
            continue
        after = after.resize(before.size) if after.size != before.size else after
        different = ImageChops.difference(before, after)
        far = different.point(lambda value: 255 if value > FAR else 0)
        box = stamp_box(before.size)
        stamped = far.crop(box)
        ink = before.crop(box).point(lambda value: 255 if value < 190 else 0)
        if ImageChops.darker(stamped, ink).getbbox() is not None:
            tally.covered += 1
        far.paste(0, box)
        stray = far.histogram()[255] / (before.width * before.height)
        if stray > STRAY:
            tally.faults.append((path.name, f"page {number + 1}: {stray:.1%} looks otherwise"))


def boxes(page) -> tuple:
    seen = view(page)
    return *(round(number) for number in seen.size), seen.turn


def hold_against(target: Path, group: list[tuple[Path, Incoming]], tally: Tally) -> None:
    checked = subprocess.run(
        ["qpdf", "--check", str(target)], capture_output=True, text=True, check=False
    )
    tally.qpdf[checked.returncode] += 1
    if checked.returncode:
        tally.faults.append((target.name, "qpdf: " + (checked.stdout + checked.stderr)[-300:]))
    inside = look_inside(target)
    tally.claims[inside.manifest.archival or "none"] += 1
    raw = target.read_bytes()
    if inside.manifest.archival:
        tally.faults += [
            (target.name, f"archival: {told}") for told in archival_checker.problems(target)[:3]
        ]
    parts = {part.title: part for part in inside.manifest.parts if part.attachment}
    shown = pypdfium2.PdfDocument(raw)
    with pikepdf.open(io.BytesIO(raw)) as package:
        tally.faults += [(target.name, f"active: {told}") for told in active(package)]
        for number, (path, file) in enumerate(group):
            part = parts.get(f"T{number:05d}")
            if part is None or part.pages != file.pages:
                tally.faults.append((path.name, f"{file.pages} pages became {part}"))
                continue
            tally.pages += part.pages
            source = as_pdf(file)
            with pikepdf.open(io.BytesIO(source)) as own:
                pairs = zip(own.pages, package.pages[part.page - 1 :], strict=False)
                wrong = [n for n, (a, b) in enumerate(pairs, 1) if boxes(a) != boxes(b)]
            if wrong:
                tally.faults.append((path.name, f"size or turn of pages {wrong[:5]}"))
            try:
                compare(path, source, shown, part.page - 1, part.pages, tally)
            except pypdfium2.PdfiumError as error:
                tally.faults.append((path.name, f"not drawn: {error}"))


def active(document) -> list[str]:
    """Name what could do something when the package is opened, other than its own links."""
    found = set()
    for item in document.objects:
        told = item.stream_dict if isinstance(item, pikepdf.Stream) else item
        if isinstance(told, pikepdf.Dictionary | pikepdf.Stream):
            for key in told:
                if key.encode() in ACTIVE:
                    found.add(key)
            kind = told.get("/S")
            if isinstance(kind, pikepdf.Name) and bytes(kind) in ACTIVE:
                found.add(str(kind))
    return sorted(found)


def as_pdf(file: Incoming) -> bytes:
    if file.media_type == "application/pdf":
        return file.data
    out = io.BytesIO()
    with open_pages(file.data, file.media_type, file.file_name) as pages:
        pages.save(out)
    return out.getvalue()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--group", type=int, default=25)
    parser.add_argument("--most", type=int, default=100000)
    told = parser.parse_args()
    paths = sorted(p for p in told.folder.rglob("*") if p.suffix.lower() in ENDINGS)[: told.most]
    tally, began = Tally(), time.monotonic()
    taken = offered(paths, tally)
    print(f"{len(paths)} offered, {len(taken)} taken, {time.monotonic() - began:.0f} s", flush=True)
    day = dt.date(2026, 11, 22)
    ledger = told.work / f"awkward-{time.time_ns()}.kabao"
    with make_sample_ledger(ledger, clock=lambda: day) as desk:
        kinds = (c for c in desk.cases.all() if c.applicant_kind is ApplicantKind.DEPARTMENT)
        case = next(c for c in kinds if desk.cases.gate(desk.cases.check(c)) == "final")
        for first in range(0, len(taken), told.group):
            group = taken[first : first + told.group]
            target = told.work / f"awkward-{first:05d}.pdf"
            try:
                package_of(desk, case.id, group, target)
                hold_against(target, group, tally)
            except Exception as error:  # noqa: BLE001 (told, and found one by one)
                print("group", first, type(error).__name__, error, flush=True)
                one_by_one(desk, case.id, group, target, tally)
            print(f"{first + len(group)} merged, {len(tally.faults)} faults", flush=True)
    print(json.dumps({**vars(tally), "seconds": round(time.monotonic() - began)}, indent=1))
    return bool(tally.faults)


def one_by_one(desk, case_id: int, group, target: Path, tally: Tally) -> None:
    for item in group:
        try:
            package_of(desk, case_id, [item], target)
            hold_against(target, [item], tally)
        except Exception as error:  # noqa: BLE001
            frame = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(frame.filename).name}:{frame.lineno}"
            told = f"export: {where}: {type(error).__name__}: {error}"
            tally.faults.append((item[0].name, told[:200]))


if __name__ == "__main__":
    sys.exit(main())
