"""Texts from Word and Markdown: what comes along, what is told to stay, and what is refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from PIL import Image

from exchange.word_files import paragraph, picture, run, table, word
from kabao.domain.errors import InputRefusedError
from kabao.domain.prose.imports import MOST_SIGNS
from kabao.domain.prose.model import Figure, Grid, Kind, Passage, Picture, Span
from kabao.domain.prose.writing import marked
from kabao.exchange.prose.foreign import Foreign
from kabao.exchange.prose.marked import read_marked
from kabao.exchange.prose.reading import read_html, read_text
from kabao.exchange.prose.word import read_word


def png(size=(300, 200), kind="PNG"):
    held = io.BytesIO()
    Image.new("RGB", size, "red").save(held, kind)
    return held.getvalue()


def of_word(data):
    foreign = Foreign("a.docx")
    return read_word(data, foreign), {it.code: it.count for it in foreign.remarks()}, foreign


def of_marked(text, folder):
    foreign = Foreign("a.md")
    data = text if isinstance(text, bytes) else text.encode()
    return read_marked(data, folder / "a.md", foreign), {
        it.code: it.count for it in foreign.remarks()
    }


def said(text, kind=Kind.BODY, depth=0):
    return Passage((Span(text),), kind, depth)


def test_a_word_document_comes_with_its_shapes():
    body = (
        paragraph(run("第一章"), style="H1"),
        paragraph(run("细目"), style="H4"),
        paragraph(run("普通"), run("粗", "<w:b/>"), run("，发卡{{planned_quantity}}")),
        paragraph(run("甲"), number=1),
        paragraph(run("乙"), number=1, level=1),
        paragraph(run("一"), number=2),
        table(("业务", "项数"), ("凭证", "21")),
        paragraph(picture("p", "流程图")),
    )
    data = word(
        *body,
        relations=[("p", "image", "media/x.png", False)],
        files={"word/media/x.png": png()},
    )
    text, remarks, foreign = of_word(data)
    assert text[:7] == (
        said("第一章", Kind.HEAD_1),
        said("细目", Kind.HEAD_3),
        Passage((Span("普通"), Span("粗", bold=True), Span("，发卡"), Figure("planned_quantity"))),
        said("甲", Kind.BULLET),
        said("乙", Kind.BULLET, 1),
        said("一", Kind.NUMBER),
        Grid((((Span("业务"),), (Span("项数"),)), ((Span("凭证"),), (Span("21"),)))),
    )
    shown = text[7]
    assert isinstance(shown, Picture)
    assert (shown.alt, shown.width, shown.height) == ("流程图", 300, 200)
    assert foreign.files[shown.sha256].data == png()
    assert remarks == {"deep_head": 1}


def test_everything_of_word_that_stays_behind_is_told():
    note = '<w:footnote w:id="2">' + paragraph(run("脚注文字")) + "</w:footnote>"
    body = (
        paragraph(run("斜", "<w:i/>"), run("线", '<w:u w:val="single"/>')),
        paragraph(f'<w:hyperlink r:id="l">{run("网址")}</w:hyperlink>'),
        paragraph(run("注"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        paragraph(f"<w:ins>{run('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"),
        paragraph(picture("o", "外部", linked=True)),
        paragraph('<w:r><w:commentReference w:id="0"/></w:r>', run("评")),
    )
    data = word(
        *body,
        footnotes=note,
        relations=[
            ("l", "hyperlink", "https://example.org/", True),
            ("o", "image", "https://example.org/x.png", True),
        ],
        files={
            "word/vbaProject.bin": b"macro",
            "word/header1.xml": "<h><w:t xmlns:w='x'>页眉</w:t></h>",
        },
    )
    text, remarks, foreign = of_word(data)
    words = "|".join(
        "".join(it.text for it in part.inlines) for part in text if isinstance(part, Passage)
    )
    assert "新" in words
    assert "旧" not in words
    assert "脚注文字" in words
    assert "↑" not in words
    assert not foreign.files
    for code in ("italic", "format", "link", "footnote", "tracked", "comment", "macro", "header"):
        assert remarks.get(code), code
    assert remarks.get("remote_picture") or remarks.get("picture_unreadable")


def broken(kind):
    sound = word(paragraph(run("x")))
    if kind == "cut":
        return sound[: len(sound) // 2]
    if kind == "bomb":
        return word(paragraph(run("x")), files={"word/media/x.bin": b"\0" * (210 << 20)})
    if kind == "declared":
        return replaced("<!DOCTYPE d [<!ENTITY a 'b'>]>" + body_of(sound))
    if kind == "deep":
        return word("<w:sdt>" * 500 + "</w:sdt>" * 500)
    if kind == "encrypted":
        return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    if kind == "old":
        return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    return replaced("<w:document>")


def body_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def replaced(body):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", body)
    return held.getvalue()


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("cut", "text_damaged"),
        ("unclosed", "text_damaged"),
        ("bomb", "text_bomb"),
        ("declared", "text_suspicious"),
        ("deep", "text_too_deep"),
        ("encrypted", "text_encrypted"),
        ("old", "text_old_word"),
    ],
)
def test_unsound_word_documents_are_refused_in_words(kind, code):
    with pytest.raises(InputRefusedError) as refused:
        of_word(broken(kind))
    assert refused.value.code == code


def test_markdown_comes_with_its_shapes_and_looks_nowhere_else(tmp_path):
    (tmp_path / "near.png").write_bytes(png((120, 60)))
    (tmp_path.parent / "outside.png").write_bytes(png())
    source = (
        "---\ntitle: x\n---\n# 标题\n\n前一行\n后一行 {{region_name}}\n\n- a\n  - b\n\n1. x\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n![近](near.png)\n![远](https://example.org/x.png)\n"
        "![外](../outside.png)\n\n<script>alert(1)</script>\n\n"
        "<p onclick='x()'>HTML <b>粗</b></p>\n"
    )
    text, remarks = of_marked(source, tmp_path)
    assert text[0] == said("标题", Kind.HEAD_1)
    assert text[1] == Passage((Span("前一行后一行 "), Figure("region_name")))
    assert [it.kind for it in text[2:5]] == [Kind.BULLET, Kind.BULLET, Kind.NUMBER]
    assert isinstance(text[5], Grid)
    assert [it.alt for it in text if isinstance(it, Picture)] == ["近"]
    assert text[-1] == Passage((Span("HTML "), Span("粗", bold=True)))
    assert remarks["remote_picture"] == 1
    assert remarks["picture_missing"] == 1
    assert remarks["script"] == 2
    assert remarks["front_matter"] == 1


def test_our_own_markdown_comes_back_as_it_was(tmp_path):
    text = (
        said("标题 *#*", Kind.HEAD_2),
        Passage((Span("粗|{{x}}", bold=True), Figure("region_name"), Span("\n- 第二行"))),
        said("项", Kind.NUMBER, 2),
        Grid((((Span("a|b"),), ()),)),
    )
    assert of_marked(marked(text), tmp_path)[0] == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"x" * (6 << 20), "text_too_large"),
        ("字" * (MOST_SIGNS + 1), "text_too_long"),
        (b"\xff\xfe\x00\xd8\x00", "text_encoding"),
        (b"ab\x00\x00cd\x00", "text_encoding"),
        ("<div>" * 200 + "x", "text_too_deep"),
    ],
)
def test_unfit_markdown_is_refused_in_words(data, code, tmp_path):
    with pytest.raises(InputRefusedError) as refused:
        of_marked(data, tmp_path)
    assert refused.value.code == code


def test_invisible_signs_stay_behind_and_other_encodings_are_read(tmp_path):
    text, remarks = of_marked("\u202e左\u202c右\x07\ufeff末\U0001f600", tmp_path)
    assert text == (said("左右末\U0001f600"),)
    assert remarks["invisible"] == 4
    assert of_marked("中文说明".encode("gb18030"), tmp_path)[0] == (said("中文说明"),)


def test_pasted_html_keeps_shapes_and_leaves_what_is_remote():
    found = read_html(
        "<h1>题</h1><table><tr><td colspan=2>甲</td></tr><tr><td>乙<table><tr><td>内</td></tr>"
        "</table></td><td>丙</td></tr></table><img src='https://example.org/x.png'>"
    )
    assert found.text[0] == said("题", Kind.HEAD_1)
    assert [len(row) for row in found.text[1].rows] == [2, 2]
    assert "内" in found.text[1].rows[1][0][0].text
    codes = {it.code for it in found.remarks}
    assert codes == {"merged_cells", "table_in_table", "remote_picture"}


def test_a_file_is_read_by_a_process_of_its_own_with_pictures_and_remarks(tmp_path):
    data = word(
        paragraph(run("题"), style="H1"),
        paragraph(picture("p", "图")),
        relations=[("p", "image", "media/x.gif", False)],
        files={"word/media/x.gif": png(kind="GIF"), "word/vbaProject.bin": b"x"},
    )
    path = tmp_path / "来文.docm"
    path.write_bytes(data)
    found = read_text(path)
    assert found.text[0] == said("题", Kind.HEAD_1)
    assert found.text[1].sha256 in found.files
    assert {it.code for it in found.remarks} >= {"macro", "picture_converted"}


def test_files_of_other_kinds_are_refused_by_name(tmp_path):
    for name, data, code in (("a.xls", b"x", "text_kind"), ("a.md", b"", "text_empty")):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(InputRefusedError) as refused:
            read_text(path)
        assert refused.value.code == code
        assert refused.value.params["name"] == name
