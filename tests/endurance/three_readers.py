"""One package in several readers: pages drawn by pdfium, poppler and MuPDF, text by two readers.

python tests/endurance/three_readers.py PACKAGE... [--pages N] [--attachments]

Readers that are not there are left out and named. Two pages count as the same where less than
2 % of their dots differ much, after edges were smoothed; texts where they hold the same characters
but for blanks. Only the program's own pages are read unless asked otherwise.
"""

from __future__ import annotations

import argparse
import collections
import io
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "desktop"), str(HERE.parent)]

import pypdfium2  # noqa: E402
from PIL import Image, ImageChops, ImageFilter  # noqa: E402

from kabao.services.restoring import look_inside  # noqa: E402

WIDE = 400
FAR = 70
SAME = 0.02


def by_pdfium(path: Path, page: int) -> Image.Image:
    shown = pypdfium2.PdfDocument(path)[page]
    return shown.render(scale=WIDE / shown.get_width()).to_pil().convert("L")


def by_poppler(path: Path, page: int) -> Image.Image:
    number = str(page + 1)
    wished = ["-f", number, "-l", number, "-gray", "-scale-to-x", str(WIDE), "-scale-to-y", "-1"]
    told = subprocess.run(
        ["pdftoppm", *wished, str(path)],
        capture_output=True,
        check=True,
    )
    return Image.open(io.BytesIO(told.stdout)).convert("L")


def by_mupdf(path: Path, page: int) -> Image.Image:
    import pymupdf

    with pymupdf.open(path) as document:
        shown = document[page]
        scale = WIDE / shown.rect.width
        drawn = shown.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=pymupdf.csGRAY)
        return Image.frombytes("L", (drawn.width, drawn.height), drawn.samples)


def readers() -> dict[str, object]:
    """Return the readers that are there."""
    found: dict[str, object] = {"pdfium": by_pdfium}
    if shutil.which("pdftoppm"):
        found["poppler"] = by_poppler
    try:
        import pymupdf  # noqa: F401

        found["mupdf"] = by_mupdf
    except ImportError:
        print("mupdf is not there (pip install pymupdf)")
    return found


def difference(one: Image.Image, other: Image.Image) -> float:
    other = other.resize(one.size)
    smooth = ImageFilter.GaussianBlur(1.2)
    apart = ImageChops.difference(one.filter(smooth), other.filter(smooth))
    return apart.point(lambda dot: 255 if dot > FAR else 0).histogram()[255] / (
        one.width * one.height
    )


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def texts_agree(path: Path, page: int) -> bool:
    from pypdf import PdfReader

    number = str(page + 1)
    told = subprocess.run(
        ["pdftotext", "-raw", "-f", number, "-l", number, str(path), "-"],
        capture_output=True,
        check=True,
    ).stdout.decode()
    other = PdfReader(path).pages[page].extract_text()
    return collections.Counter(plain(told)) == collections.Counter(plain(other))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("packages", type=Path, nargs="+")
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--attachments", action="store_true")
    told = parser.parse_args()
    known, wrong = readers(), 0
    for path in told.packages:
        manifest = look_inside(path).manifest
        foreign = {
            part.page - 1 + n
            for part in manifest.parts
            if part.attachment
            for n in range(part.pages)
        }
        pages = range(min(told.pages, len(pypdfium2.PdfDocument(path))))
        wanted = [page for page in pages if told.attachments or page not in foreign]
        worst = dict.fromkeys(list(known)[1:], 0.0)
        for page in wanted:
            first = by_pdfium(path, page)
            for name in worst:
                found = difference(first, known[name](path, page))
                worst[name] = max(worst[name], found)
                if found > SAME:
                    wrong += 1
                    print(f"{path.name}: page {page + 1} differs by {found:.1%} in {name}")
        own = [page for page in wanted if page not in foreign]
        texts = [page + 1 for page in own if not texts_agree(path, page)]
        wrong += len(texts)
        told_worst = ", ".join(f"{name} {value:.2%}" for name, value in worst.items())
        print(f"{path.name}: {len(wanted)} pages; worst {told_worst}; texts differ on {texts}")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
