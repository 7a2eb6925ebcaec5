"""Drawing six bilingual pages beside a plain canvas and typst; a package beside its bare packing.

    pip install --group bench . && python tests/benchmarks/drawing.py [ROUNDS]

Six pages: a check list, a form of 24 fields with a photograph, a history of 32 rows, a notice in
two languages, an authority and an index. Their values differ in every round; all that reads them
is warm, and each is asked in turn within one run. Ours sets and draws with tags, heads and feet;
the plain canvas breaks lines by the widths of characters and draws the same words in the same
boxes with the settings that reportlab comes with; typst fills a template with a compiler that
stays. Work is processor time, of which a busy machine takes less away than from the clock.

A whole package (planned, drawn, merged, archival, with data and manifest, sealed, saved and
verified) stands beside what no program could leave out: packing the same streams with zlib and
writing as many bytes.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
import time
import zlib
from pathlib import Path

os.environ["KABAO_CONFIG"] = tempfile.mkdtemp()

from common import line, median
from plain_pages import plain
from six_pages import CHECKS, COLUMNS, HEADS, INDEX, TITLE, Pages, photograph

FONTS = Path(__file__).parents[2] / "resources" / "fonts"


def ours(photo: bytes):
    """Return what sets and draws the six pages with all that our pages have."""
    from kabao.documents.blocks import Caption, Column, FormGrid, FormItem, Prose, Table
    from kabao.documents.drawing import Sheet, draw_sheets
    from kabao.documents.layout.compose import lay_out
    from kabao.documents.layout.furniture import Running
    from kabao.documents.layout.tags import Structure
    from kabao.documents.plan import PackagePlan, Part
    from kabao.documents.portraits import Portrait

    def table(columns, rows) -> Table:
        heads = tuple(Column(Caption(*names), weight) for *names, weight in columns)
        return Table(heads, tuple(rows), small=True)

    def fields(items) -> tuple[FormItem, ...]:
        return tuple(FormItem(Caption(zh, en), value) for zh, en, value in items)

    def draw(pages: Pages) -> bytes:
        picture = Portrait(Caption("照片", "Photo"), fields(pages.fields[:8]), "0" * 64, photo)
        notice = [Prose(Caption(zh, en)) for zh, en in pages.notice]
        blocks = (
            (table(CHECKS, pages.checks),),
            (picture, FormGrid(fields(pages.fields[8:]))),
            (table(COLUMNS, pages.history),),
            tuple(notice),
            (FormGrid(fields(pages.authority)),),
            (table(INDEX, pages.index),),
        )
        parts = tuple(
            Part(f"p{n}", Caption(*head), some)
            for n, (head, some) in enumerate(zip(HEADS, blocks, strict=True))
        )
        notice_line = Caption(*TITLE)
        plan = PackagePlan(
            "KB-2026-0001", notice_line, "", "both", False, "2026-11-22", "r", "Kabao",
            notice_line, parts,
        )  # fmt: skip
        sheets = [
            Sheet(
                page,
                Running("KB-2026-0001", part.running, notice_line, n, 6, draft=False),
                part.key,
            )
            for n, part in enumerate(parts, start=1)
            for page in lay_out(plan, part)
        ]
        return draw_sheets(sheets, structure=Structure())

    return draw


def typst(photo: bytes):
    """Return what fills a template, read once, with a compiler that stays."""
    import typst as peer

    folder = Path(tempfile.mkdtemp())
    (folder / "photo.jpg").write_bytes(photo)
    template = Path(__file__).with_name("six_pages.typ").read_text(encoding="utf-8")
    (folder / "pages.typ").write_text(template, encoding="utf-8")
    compiler = peer.Compiler(
        str(folder / "pages.typ"), font_paths=[str(FONTS)], ignore_system_fonts=True
    )
    fixed = {"heads": HEADS, "title": TITLE, "tables": [CHECKS, COLUMNS, INDEX]}

    def draw(pages: Pages) -> bytes:
        told = json.dumps({**fixed, **pages.plain()}, ensure_ascii=False)
        return compiler.compile(sys_inputs={"told": told})

    return draw


def six_pages(rounds: int) -> None:
    photo = photograph()
    engines = {"Kabao": ours(photo), "plain reportlab canvas": plain(photo), "typst": typst(photo)}
    took = {name: ([], []) for name in engines}
    size = {}
    for number in range(rounds + 2):
        pages = Pages(number)
        for name, draw in engines.items():
            clock, work = time.perf_counter(), time.process_time()
            data = draw(pages)
            if number > 1:  # else still warming up
                took[name][0].append((time.perf_counter() - clock) * 1000)
                took[name][1].append((time.process_time() - work) * 1000)
            size[name] = data
    keep = os.environ.get("KEEP")
    line("engine", "pages", "ms", "ms of work", "of the canvas", "bytes")
    line("---", "---", "---", "---", "---", "---")
    base = median(took["plain reportlab canvas"][1])
    for name, (clock, work) in took.items():
        if keep:
            Path(keep, f"six-{name.split()[0].lower()}.pdf").write_bytes(size[name])
        share = f"{median(work) / base:.2f}"
        told = (f"{median(clock):.1f}", f"{median(work):.1f}", share)
        line(name, _pages(size[name]), *told, f"{len(size[name]):,}")


def whole(rounds: int) -> None:
    """Whole packages of the sample, and the packing and writing of what is in them."""
    import datetime as dt

    from kabao.services.demo import make_sample_ledger
    from kabao.services.packages import Paper
    from kabao.services.verifying import verify_package
    from kabao.services.workspace import Workspace
    from kabao.texts import Texts

    day = lambda: dt.date(2026, 11, 22)  # noqa: E731
    line("package", "pages", "bytes", "made ms", "verified ms", "packed and written ms", "times")
    line("---", "---", "---", "---", "---", "---", "---")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_sample_ledger(folder / "sample.kabao", clock=day).close()
        with Workspace.open(folder / "sample.kabao", clock=day) as workspace:
            for case in workspace.cases.all():
                target = folder / f"{case.number}.pdf"
                made, proven, bare = [], [], []
                for _ in range(rounds):
                    begun = time.perf_counter()
                    order = workspace.packages.order(
                        case.id, target, Texts("zh"), Paper("both", draft=True)
                    )
                    pages = workspace.packages.write(order).pages
                    made.append((time.perf_counter() - begun) * 1000)
                    begun = time.perf_counter()
                    assert verify_package(target, workspace.rulebook).ok
                    proven.append((time.perf_counter() - begun) * 1000)
                    bare.append(_floor(target, folder / "bare"))
                whole_ms = median(made) + median(proven)
                told = (f"{median(one):.0f}" for one in (made, proven, bare))
                times = f"{whole_ms / median(bare):.1f}"
                line(case.number, pages, f"{target.stat().st_size:,}", *told, times)


def _floor(path: Path, target: Path) -> float:
    """Pack what a package packs and write its bytes; returns milliseconds."""
    import pikepdf

    with pikepdf.open(path) as document:
        packed = [
            one.read_bytes()
            for one in document.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Filter") == "/FlateDecode"
            and one.get("/Subtype") != "/Image"
        ]  # fmt: skip
    raw = path.read_bytes()
    begun = time.perf_counter()
    for data in packed:
        zlib.compress(data, 6)
    with target.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    return (time.perf_counter() - begun) * 1000


def _pages(data: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as document:
        return len(document.pages)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    six_pages(rounds)
    print()
    whole(max(3, rounds // 4))


if __name__ == "__main__":
    main()
