"""A roster of 100,000 rows, read, checked and stored, against reading and storing alone.

python tests/benchmarks/roster.py [FOLDER] [ROWS]
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import common  # noqa: F401 (makes the program known)

TITLES = (
    *("姓名", "证件类型", "证件号码", "性别", "民族", "出生日期", "手机", "通讯地址", "邮编"),
    *("发卡地行政区划代码", "入职日期", "职业", "单位名称", "备注", "国籍"),
)
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def number(index: int) -> str:
    """Return a synthetic number of an invented person, its check digit right."""
    born = dt.date(1950, 1, 1) + dt.timedelta(days=index % 20_000)
    body = f"110000{born:%Y%m%d}{index // 20_000 % 1000:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def write(path: Path, count: int) -> None:
    """Write the roster as a workbook."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet("名册")
        page.write_row(0, 0, TITLES)
        for index in range(count):
            page.write_row(index + 1, 0, _row(index))


def _row(index: int) -> tuple[str, ...]:
    doc_no = number(index)
    return (
        "安" + chr(0x4E00 + index % 5000) + chr(0x5000 + index % 3000),
        "居民身份证",
        doc_no,
        "男" if int(doc_no[16]) % 2 else "女",
        "汉族",
        f"{doc_no[6:10]}-{doc_no[10:12]}-{doc_no[12:14]}",
        f"139{index:08d}",
        f"示例省青禾市一号路{index}号",
        "100000",
        "990100",
        "2020-01-02",
        "专业技术人员",
        "",
        "",
        "中国",
    )


def timed(work):
    """Return how long some work takes, and its result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def main() -> None:
    """Print seconds for each step and the ratio."""
    from python_calamine import CalamineWorkbook

    from kabao.domain.holders import Holder
    from kabao.services.workspace import Workspace

    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/tmp/kabao-benchmarks")
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"roster-{count}.xlsx"
    if not path.exists():
        write(path, count)

    def raw():
        return list(CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows())

    reading, rows = timed(raw)
    for name in ("plain", "import"):
        (folder / f"{name}.kabao").unlink(missing_ok=True)
    with Workspace.create(folder / "plain.kabao") as workspace:
        people = [Holder(dict(zip(("name", "x", "doc_no"), row, strict=False))) for row in rows]

        def store():
            with workspace.ledger.transaction("benchmark"):
                workspace.ledger.holders.add_many(people)

        storing, _ = timed(store)
    with Workspace.create(folder / "import.kabao") as workspace:
        rosters = workspace.rosters
        opened, sheet = timed(lambda: rosters.open(path))
        checked, (reader, found) = timed(lambda: rosters.read_rows(sheet, rosters.suggest(sheet)))
        matched, preview = timed(lambda: rosters.match(reader, found))
        taken, report = timed(lambda: rosters.take(preview))
    assert report.added == count, report.findings[:3]
    whole, ground = opened + checked + matched + taken, reading + storing
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count} rows: read {opened:.1f}, check {checked:.1f}, match {matched:.1f}, "
        f"store {taken:.1f} = {whole:.1f} s"
    )
    print(f"cells alone {reading:.1f}, executemany alone {storing:.1f} = {ground:.1f} s")
    print(f"ratio {whole / ground:.2f}; peak {peak:.0f} MiB")


if __name__ == "__main__":
    main()
