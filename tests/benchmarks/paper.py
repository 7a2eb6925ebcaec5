"""Equivalent pages by this program, a plain canvas, fpdf2, WeasyPrint and typst, in one run.

Each page has a heading, a form of twelve pairs, two Chinese paragraphs and a table of 14 rows of
six columns; every value differs. Each engine works in a process of its own; what is measured is
its own making of the file, imports and fonts included, and the largest memory of the process. Work
is the processor time of the whole process, which a busy machine disturbs less than the clock.

    pip install --group bench . && python tests/benchmarks/paper.py [PAGES] [RUNS]
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from common import child, line, median

ROOT = Path(__file__).parents[2]
FONT = ROOT / "resources" / "fonts" / "NotoSansSC-Regular.ttf"
CONTENT = """
import json, resource, sys, time
PAGES, OUT, FONT = int(sys.argv[1]), sys.argv[2], sys.argv[3]
TEXT = ("青禾市社会保障卡发行筹备工作按照统一要求安排，"
        "人员信息逐条核对，终端改造联调完成，窗口人员培训合格。")
def pairs(n): return [(f"项目{i}", f"内容{n}-{i}号") for i in range(12)]
def rows(n):
    rest = ("安思源", "110000199001010***", "青禾市谷雨街1号", "19900000001", "在册")
    return [(f"R{n:05d}{i:02d}", *rest) for i in range(14)]
COLUMNS = ("号", "姓名", "证件号码", "地址", "电话", "状态")
"""
END = """
took = time.perf_counter() - begun
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"s": took, "work": time.process_time(), "kib": most}))
"""
KABAO = """
begun = time.perf_counter()
from pathlib import Path
from kabao.documents.blocks import Caption, Column, FormGrid, FormItem, Heading, Prose, Table
from kabao.documents.package import write_package
from kabao.documents.plan import PackagePlan, Part
C = Caption
def part(n):
    blocks = (
        Heading(C(f"第{n}节")),
        FormGrid(tuple(FormItem(C(a), b) for a, b in pairs(n))),
        Prose(C(TEXT * 3 + "\\n" + TEXT * 3)),
        Table(tuple(Column(C(c)) for c in COLUMNS), tuple(rows(n)), small=True),
    )
    return Part(f"p{n}", C(f"部分{n}"), blocks)
plan = PackagePlan("KB-2026-0001", C("比较"), "青禾市", "zh", False, "2026-11-22", "r", "Kabao",
                   C("本地草拟件"), tuple(part(n) for n in range(PAGES)), "open")
write_package(plan, Path(OUT), attachment_data=None)
"""
CANVAS = """
begun = time.perf_counter()
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
pdfmetrics.registerFont(TTFont("N", FONT))
c = Canvas(OUT, pagesize=(595.28, 841.89), invariant=1, pageCompression=1)
def cut(text, room, size):
    out, line, used = [], "", 0
    for ch in text:
        w = pdfmetrics.stringWidth(ch, "N", size)
        if used + w > room:
            out.append(line); line, used = "", 0
        line += ch; used += w
    return [*out, line]
for n in range(PAGES):
    y = 800
    c.setFont("N", 12); c.drawString(60, y, f"第{n}节"); y -= 24
    c.setFont("N", 10)
    for i, (a, b) in enumerate(pairs(n)):
        x = 60 + (i % 2) * 240
        c.drawString(x + 5, y, a); c.drawString(x + 95, y, b)
        c.rect(x, y - 6, 90, 22); c.rect(x + 90, y - 6, 150, 22)
        if i % 2: y -= 22
    y -= 14
    for text in (TEXT * 3, TEXT * 3):
        for l in cut(text, 480, 10):
            c.drawString(60, y, l); y -= 16
    c.setFont("N", 8)
    for row in (COLUMNS, *rows(n)):
        for k, cell in enumerate(row):
            c.drawString(63 + k * 80, y - 12, cell); c.rect(60 + k * 80, y - 17, 80, 17)
        y -= 17
    c.showPage()
c.save()
"""
FPDF = """
begun = time.perf_counter()
from fpdf import FPDF
p = FPDF(format="A4"); p.add_font("N", fname=FONT); p.set_auto_page_break(False)
for n in range(PAGES):
    p.add_page(); p.set_font("N", size=12); p.cell(0, 9, f"第{n}节", new_x="LMARGIN", new_y="NEXT")
    p.set_font("N", size=10)
    for i, (a, b) in enumerate(pairs(n)):
        p.cell(32, 7.5, a, border=1)
        p.cell(53, 7.5, b, border=1, **({"new_x": "LMARGIN", "new_y": "NEXT"} if i % 2 else {}))
    p.multi_cell(170, 5.6, TEXT * 3 + "\\n" + TEXT * 3, new_x="LMARGIN", new_y="NEXT")
    p.set_font("N", size=8)
    for row in (COLUMNS, *rows(n)):
        for cell in row[:-1]: p.cell(28, 6, cell, border=1)
        p.cell(28, 6, row[-1], border=1, new_x="LMARGIN", new_y="NEXT")
p.output(OUT)
"""
WEASY = """
begun = time.perf_counter()
import weasyprint
parts = []
for n in range(PAGES):
    form = "".join(f"<tr><th>{a}<td>{b}" + f"<th>{c}<td>{d}"
                   for (a, b), (c, d) in zip(pairs(n)[::2], pairs(n)[1::2]))
    table = "".join("<tr>" + "".join(f"<td>{x}" for x in row) for row in (COLUMNS, *rows(n)))
    parts.append(f"<section><h2>第{n}节</h2><table>{form}</table><p>{TEXT*3}</p><p>{TEXT*3}</p>"
                 f"<table class=s>{table}</table></section>")
css = ("@font-face{font-family:N;src:url(file://%s)} body{font:10pt N} @page{size:A4;margin:18mm}"
       "section{break-after:page} td,th{border:.5pt solid #888;padding:2pt;font-weight:normal}"
       "table{border-collapse:collapse;width:100%%} .s{font-size:8pt} h2{font-size:12pt}" % FONT)
html = f"<html lang=zh><style>{css}</style>" + "".join(parts)
weasyprint.HTML(string=html).write_pdf(OUT)
"""
TYPST = """
begun = time.perf_counter()
import os, tempfile, typst
parts = ['#set page(paper: "a4", margin: 18mm)',
         '#set text(font: "Noto Sans SC", size: 10pt, lang: "zh")']
def cells(row): return ",".join("[" + x.replace("*", chr(92) + "*") + "]" for x in row)
for n in range(PAGES):
    form = ",".join(f"[{a}],[{b}]" for a, b in pairs(n))
    table = ",".join(cells(row) for row in (COLUMNS, *rows(n)))
    parts.append(f"= 第{n}节\\n#table(columns: (1fr, 2fr, 1fr, 2fr), {form})\\n"
                 f"{TEXT*3}\\n\\n{TEXT*3}\\n"
                 f"#text(size: 8pt)[#table(columns: 6, {table})]\\n#pagebreak(weak: true)")
folder = tempfile.mkdtemp(); source = os.path.join(folder, "a.typ")
open(source, "w", encoding="utf-8").write("\\n".join(parts))
typst.compile(source, output=OUT, font_paths=[os.path.dirname(FONT)], ignore_system_fonts=True)
"""
ENGINES = {
    "Kabao (tagged, PDF/A-3u, links, manifest)": KABAO,
    "plain reportlab canvas": CANVAS,
    "fpdf2": FPDF,
    "WeasyPrint": WEASY,
    "typst": TYPST,
}


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    line("engine", "pages", "pages/s", "pages/s of work", "bytes/page", "peak MiB")
    line("---", "---", "---", "---", "---", "---")
    with tempfile.TemporaryDirectory() as folder:
        for name, code in ENGINES.items():
            out = Path(folder) / "out.pdf"
            told = [
                json.loads(child(CONTENT + code + END, pages, out, FONT).stdout.splitlines()[-1])
                for _ in range(runs)
            ]
            count = _pages(out)
            seconds = median([item["s"] for item in told])
            memory = max(item["kib"] for item in told) / 1024
            size = out.stat().st_size / count
            work = median([item["work"] for item in told])
            speeds = (f"{count / seconds:.0f}", f"{count / work:.0f}")
            line(name, count, *speeds, f"{size:,.0f}", f"{memory:.0f}")


def _pages(path: Path) -> int:
    import pikepdf

    with pikepdf.open(path) as document:
        return len(document.pages)


if __name__ == "__main__":
    main()
