"""Tags: what readers that speak or convert are told of each page."""

import dataclasses
import io

import pikepdf
import pypdfium2
import pytest

from documents.structure_checker import Tree, is_foreign, kids, problems, read_page
from documents.synthetic_cases import picture_bytes
from kabao.documents.blocks import Caption, Column, FormGrid, FormItem, Heading, Prose, Table
from kabao.documents.package import write_package
from kabao.documents.written import Written, WrittenLine, WrittenPicture
from kabao.domain.prose.model import Kind


def tagged_pdf():
    """A foreign page that its maker had tagged, with numbers of its own."""
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(300, 400))
        content = b"/P <</MCID 0>> BDC 0 0 9 9 re f EMC /P <</MCID 1>> BDC 9 9 9 9 re f EMC"
        page.obj.Contents = document.make_stream(content)
        page.obj.StructParents = 0
        buffer = io.BytesIO()
        document.save(buffer)
        return buffer.getvalue()


@pytest.fixture(scope="module")
def packages(rulebook, tmp_path_factory):
    """One package of each kind in both languages, its file at hand."""
    from documents.synthetic_cases import Files, make_case_order
    from kabao.documents.plans import build_plan

    files = Files()
    picture = files.attach(5, "rules", "扫描件", picture_bytes("JPEG"), "a.jpg")
    foreign = (
        dataclasses.replace(picture, media_type="image/jpeg"),
        files.attach(5, "more", "别人标记过的", tagged_pdf()),
    )
    made = {}
    for kind in ("department", "employer", "person"):
        plan = build_plan(make_case_order(rulebook, files, kind, "both", draft=kind == "person"))
        parts = tuple(
            dataclasses.replace(part, attachments=(*part.attachments, *foreign))
            if part.key == "material_5"
            else part
            for part in plan.parts
        )
        plan = dataclasses.replace(plan, parts=parts)
        target = tmp_path_factory.mktemp("tags") / f"{kind}.pdf"
        made[kind] = write_package(plan, target, attachment_data=files)
    return made


@pytest.mark.parametrize("kind", ["department", "employer", "person"])
def test_every_page_is_told_once_and_in_order(packages, kind):
    assert problems(packages[kind].path) == []


def test_the_text_that_is_told_is_all_that_another_reader_finds(packages):
    """What pdfium reads on a page is what stands in tags and artifacts, sign by sign."""
    path = packages["employer"].path
    reader = pypdfium2.PdfDocument(path)
    with pikepdf.open(path) as document:
        for index, page in enumerate(document.pages):
            if not is_foreign(page):
                told = read_page(page).whole
                found = reader[index].get_textpage().get_text_range()
                assert sorted("".join(told.split())) == sorted("".join(found.split()))


def roles(tree, role):
    return [node for node in tree.elements if role == node.S]


def test_parts_headings_lists_and_links_have_their_roles(packages):
    result = packages["department"]
    with pikepdf.open(result.path) as document:
        tree = Tree(document)
        titles = [str(node.T) for node in roles(tree, "/Part") if "/T" in node]
        assert [entry.title for entry in result.parts if entry.attachment] == [
            title for title in titles if title in {e.title for e in result.parts if e.attachment}
        ]
        own = [entry for entry in result.parts if not entry.attachment]
        assert len(roles(tree, "/H1")) == len(own)
        assert roles(tree, "/H2")
        assert len(roles(tree, "/TOCI")) == len(result.parts)
        boxes = {str(node.Alt) for node in roles(tree, "/Figure") if node.P.S == "/Lbl"}
        assert {"\u2611", "\u2610"} & boxes
        assert {str(link.Contents) for link, _ in tree.links} <= {e.title for e in result.parts}


def test_foreign_pages_are_figures_with_words_or_text(packages):
    result = packages["person"]
    with pikepdf.open(result.path) as document:
        tree = Tree(document)
        alternatives = [str(node.Alt) for node in roles(tree, "/Figure")]
        assert "扫描件 (1/1)" in alternatives
        assert "别人标记过的 (1/1)" in alternatives
        cards = [text for text in alternatives if "样稿" in text or "SPECIMEN" in text]
        assert cards
        page = document.pages[next(e for e in result.parts if e.title == "别人标记过的").page - 1]
        # Its maker's numbers 0 and 1 are taken; ours is the next one.
        owners = tree.parents()[int(page.obj.StructParents)]
        assert [owner is None for owner in owners] == [True, True, False]


def test_the_second_language_says_that_it_is_english(packages):
    with pikepdf.open(packages["person"].path) as document:
        spoken = [
            operands[1].Lang
            for operands, operator in pikepdf.parse_content_stream(document.pages[0])
            if str(operator) == "BDC" and "/Lang" in operands[1]
        ]
    assert spoken
    assert set(map(str, spoken)) == {"en"}


def paper(make_plan, *blocks):
    plan = make_plan("person")
    parts = tuple(
        dataclasses.replace(part, blocks=blocks) if part.key == "material_2" else part
        for part in plan.parts
    )
    return dataclasses.replace(plan, parts=parts)


def test_what_runs_over_pages_is_one_element_and_heads_are_read_once(make_plan, files, tmp_path):
    rows = tuple((f"R{number:03d}", "示例") for number in range(90))
    columns = (Column(Caption("HEADX")), Column(Caption("名")))
    typed = "".join(f"第{number:04d}条，卡务的办理规定。" for number in range(300))
    plan = paper(
        make_plan,
        Prose(Caption("LABELX"), kind="label"),
        Heading(Caption("章")),
        Table(columns, rows),
        FormGrid((FormItem(Caption("LONGX"), typed, wide=True),)),
    )
    result = write_package(plan, tmp_path / "p.pdf", attachment_data=files)
    assert problems(result.path) == []
    with pikepdf.open(result.path) as document:
        tree = Tree(document)
        text, pages = {}, {}
        told = {}
        for page, number, owner in tree.contents:
            if page not in told:
                told[page] = read_page(document.pages[page - 1])
            text[owner.objgen] = text.get(owner.objgen, "") + told[page].marks[number]
            pages.setdefault(owner.objgen, set()).add(page)
        said = "".join(text.values())
        assert (said.count("HEADX"), said.count("LONGX")) == (1, 1)
        whole = "".join(one.whole for one in told.values())
        assert whole.count("HEADX") > 2
        long = next(key for key, words in text.items() if words == typed)
        assert len(pages[long]) > 2
        # A label before any heading is no third level: readers would miss the second.
        label = next(node for node in tree.elements if text.get(node.objgen) == "LABELX")
        assert label.S == "/H2"


def test_written_text_has_lists_in_lists_and_pictures_with_words(make_plan, files, tmp_path):
    lines = (
        WrittenLine((("一、总体", True),), Kind.HEAD_1),
        WrittenLine((("外一", False), ("重", True)), Kind.BULLET, 0, "-"),
        WrittenLine((("内一", False),), Kind.BULLET, 1, "-"),
        WrittenLine((("外二", False),), Kind.BULLET, 0, "-"),
    )
    picture = WrittenPicture("5" * 64, "窗口照片", 40, 30, data=picture_bytes("PNG"))
    plan = paper(make_plan, Written((*lines, picture)))
    result = write_package(plan, tmp_path / "p.pdf", attachment_data=files)
    assert problems(result.path) == []
    with pikepdf.open(result.path) as document:
        tree = Tree(document)
        outer = next(node for node in roles(tree, "/L") if node.P.S == "/Part")
        assert [str(node.S) for node in kids(outer)] == ["/LI", "/L", "/LI"]
        assert "窗口照片" in {str(node.Alt) for node in roles(tree, "/Figure")}


BROKEN = {
    "tag": lambda page, root: page.Contents.write(b"BT ET 0 0 9 9 re f\n"),
    "owner": lambda page, root: root.ParentTree.Nums[1].__setitem__(0, root.K),
    "figure": lambda page, root: root.K.__setitem__("/S", pikepdf.Name.Figure),
}


@pytest.mark.parametrize("how", ["tag", "owner", "figure"])
def test_the_checker_finds_what_is_broken(packages, tmp_path, how):
    path = tmp_path / "spoilt.pdf"
    with pikepdf.open(packages["person"].path) as document:
        BROKEN[how](document.pages[0].obj, document.Root.StructTreeRoot)
        document.save(path)
    assert problems(path)
