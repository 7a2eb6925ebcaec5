"""The package of a batch of an employer, against the same tables drawn by plain reportlab.

python tests/benchmarks/batch.py [COUNT]

Plain reportlab draws list, signatures and hand-out list with its own table (``LongTable``, titles
repeated), its cells broken into lines as those of a real list have to be; for comparison also with
one line to a cell, which runs over the edge of the page, and cell by cell on a canvas. Ours makes
the whole package: all pages with contents and manifest, the workbooks, the archive. Times are of
the processor, since other work may run meanwhile.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ["KABAO_CONFIG"] = tempfile.mkdtemp()

from common import line

TODAY = dt.date(2026, 11, 22)


def batch_of(workspace, count: int) -> int:
    """Return a batch of so many synthetic people of one employer."""
    import people
    from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
    from kabao.domain.holders import Holder

    employer = workspace.ledger.employers.add(people.employers(1)[0])
    everybody = [Holder(one.values, employer_id=employer.id) for one in people.people(count)]
    with workspace.ledger.transaction("roster.import", str(count)):
        ids = workspace.ledger.holders.add_many(everybody)
    case = workspace.cases.create(
        ApplicantKind.EMPLOYER,
        "批量申领",
        kind=CaseKind.BATCH_CLAIM,
        employer_id=employer.id,
        holder_ids=tuple(ids),
    ).record
    values = {**case.values(MaterialKey.BATCH_SUMMARY), "region_code": "320000"}
    workspace.cases.save_material(case.id, MaterialKey.BATCH_SUMMARY, values)
    return case.id


def ours(workspace, case_id: int, folder: Path) -> tuple[float, int]:
    """Pack the batch; returns seconds and pages."""
    from kabao.services.batch_claims.packing import PackWish
    from kabao.texts import Texts

    began = time.process_time()
    wish = PackWish(Texts("zh"), draft=True)
    result = workspace.batch_packing.pack(case_id, folder / "batch.zip", wish)
    return time.process_time() - began, result.pages


def tables(workspace, case_id: int):
    """Return the three tables as rows of text: titles first."""
    service = workspace.batch_claims
    case = workspace.cases.get(case_id)
    people = service.people(case)
    listing = service.listing(case)
    titles = tuple(column.title for column in listing.layout.columns)
    listed = [titles, *listing.rows(people)]
    short = [
        (str(number), person.holder.name, person.holder.doc_no)
        for number, person in enumerate(people, start=1)
    ]
    phones = [person.holder.text("mobile") for person in people]
    signed = [("序号", "姓名", "证件号码", "联系电话", "本人签名", "日期")]
    signed += [(*row, phone, "", "") for row, phone in zip(short, phones, strict=True)]
    handed = [("序号", "姓名", "证件号码", "卡号", "领取日期", "领取人签名", "备注")]
    handed += [(*row, "", "", "", "") for row in short]
    return (listed, True), (signed, False), (handed, False)


def by_tables(asked, *, broken: bool) -> float:
    """Draw with reportlab's own tables; ``broken`` cells go on in another line, as ours do."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    style = ParagraphStyle("cell", fontName="Plain", fontSize=8, leading=11.5, wordWrap="CJK")
    began = time.process_time()
    for rows, wide in asked:
        size = landscape(A4) if wide else A4
        widths = [(size[0] - 144) / len(rows[0])] * len(rows[0]) if broken else None
        cells = [[Paragraph(text, style) for text in row] for row in rows] if broken else rows
        table = LongTable(cells, repeatRows=1, colWidths=widths)
        table.setStyle(
            [
                ("FONT", (0, 0), (-1, -1), "Plain", 8),
                ("GRID", (0, 0), (-1, -1), 0.5, "black"),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ]
        )
        SimpleDocTemplate(io.BytesIO(), pagesize=size).build([table])
    return time.process_time() - began


def by_canvas(asked) -> float:
    """Draw cell by cell on a canvas, nothing measured and nothing broken into lines."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    began = time.process_time()
    for rows, wide in asked:
        across, down = landscape(A4) if wide else A4
        canvas = Canvas(io.BytesIO(), pagesize=(across, down))
        step = (across - 100) / len(rows[0])
        y = 0.0
        for row in rows:
            if y < 60:
                if y:
                    canvas.showPage()
                canvas.setFont("Plain", 8)
                y = down - 60
            for place, text in enumerate(row):
                x = 50 + place * step
                canvas.drawString(x + 5, y, text)
                canvas.rect(x, y - 8, step, 24)
            y -= 24
        canvas.save()
    return time.process_time() - began


def main() -> None:
    """Print all three and the ratios."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    from kabao import paths
    from kabao.services.workspace import Workspace

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    font = paths.resources() / "fonts" / "NotoSansSC-Regular.ttf"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Workspace.create(folder / "b.kabao", clock=lambda: TODAY) as workspace:
            case_id = batch_of(workspace, count)
            asked = tables(workspace, case_id)
            ours(workspace, case_id, folder)  # fonts and modules are read once
            pdfmetrics.registerFont(TTFont("Plain", str(font)))
            seconds, pages = min(ours(workspace, case_id, folder) for _ in range(3))
            broken = min(by_tables(asked, broken=True) for _ in range(2))
            plain = min(by_tables(asked, broken=False) for _ in range(3))
            canvas = min(by_canvas(asked) for _ in range(3))
    line("batch package", f"{count:,} employees, {pages} pages", f"{seconds:.2f} s", "")
    what = "the same three tables, cells broken into lines"
    line("reportlab's tables", what, f"{broken:.2f} s", f"{seconds / broken:.2f}")
    what = "one line to a cell, as wide as it comes"
    line("reportlab's tables", what, f"{plain:.2f} s", f"{seconds / plain:.2f}")
    line("reportlab's canvas", "the same cells", f"{canvas:.2f} s", f"{seconds / canvas:.2f}")


if __name__ == "__main__":
    main()
