"""Photographs made as asked, against Pillow decoding and encoding the same pictures once.

python tests/benchmarks/photos.py FOLDER [COUNT]
"""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2] / "desktop")]

from PIL import Image, ImageFilter  # noqa: E402

from kabao import rulebook  # noqa: E402
from kabao.services.photo_files import photo_sources  # noqa: E402
from kabao.services.photos import Photos  # noqa: E402

SIZE = (960, 1280)


def make(folder: Path, count: int) -> list[Path]:
    """Write pictures with the grain of a camera, all different."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(count):
        path = folder / f"{number:05d}.jpg"
        if not path.exists():
            image = Image.effect_noise(SIZE, 20 + number % 9).convert("RGB")
            image.filter(ImageFilter.GaussianBlur(2)).save(path, quality=92)
        paths.append(path)
    return paths


def plainly(paths: list[Path]) -> float:
    """Decode each picture, bring it to the size asked and encode it once."""
    began = time.perf_counter()
    for path in paths:
        with Image.open(io.BytesIO(path.read_bytes())) as image:
            small = image.convert("RGB").resize((358, 441), Image.Resampling.LANCZOS)
            small.save(io.BytesIO(), "JPEG", quality=70)
    return time.perf_counter() - began


def ours(paths: list[Path], out: Path) -> float:
    """Convert and check each picture."""
    out.mkdir(exist_ok=True)
    service = Photos(None, rulebook.load())
    profile = service.profile("")
    began = time.perf_counter()
    with photo_sources(paths) as sources:
        service.convert_many(((item, out / f"{item.stem}.jpg") for item in sources), profile)
    return time.perf_counter() - began


def main(folder: str, count: str = "200") -> None:
    """Print both and their ratio."""
    paths = make(Path(folder), int(count))
    base, mine = plainly(paths), ours(paths, Path(folder) / "out")
    print(f"{count} photographs: Pillow {base:.2f} s, kabao {mine:.2f} s, {mine / base:.2f} x")


if __name__ == "__main__":
    main(*sys.argv[1:])
