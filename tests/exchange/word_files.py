"""Word documents made by hand, with whatever a test wants to stand in them."""

from __future__ import annotations

import io
import zipfile

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{number}">'
    + "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{kind}"/></w:lvl>' for level in range(3))
    + "</w:abstractNum>"
    for number, kind in ((1, "bullet"), (2, "decimal"))
) + "".join(
    f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (1, 2)
)
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/></w:style>'
    for level in range(1, 5)
)


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs, style="", number=0, level=0):
    inside = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        inside += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{inside}</w:pPr>{''.join(runs)}</w:p>"


def table(*rows):
    cells = ["".join(f"<w:tc>{paragraph(run(c))}</w:tc>" for c in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def picture(relation, alt, *, linked=False):
    how = "link" if linked else "embed"
    return (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" '
        f'descr="{alt}"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
        f'<a:blip r:{how}="{relation}"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def word(*body, relations=(), files=None, footnotes=""):
    """Return a document; ``relations`` are id, kind, target and whether it lies outside."""
    links = "".join(
        f'<Relationship Id="{name}" Type="{_RELATION}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if outside else ''}/>"
        for name, kind, target, outside in (
            *relations,
            ("n", "numbering", "numbering.xml", False),
            ("s", "styles", "styles.xml", False),
            ("f", "footnotes", "footnotes.xml", False),
        )
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        archive.writestr("[Content_Types].xml", _TYPES)
        main = (
            f'<Relationship Id="d" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
        )
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{space}">{main}</Relationships>')
        archive.writestr(
            "word/document.xml",
            f"<w:document {_SPACES}><w:body>{''.join(body)}</w:body></w:document>",
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{space}">{links}</Relationships>',
        )
        archive.writestr("word/numbering.xml", f"<w:numbering {_SPACES}>{_NUMBERING}</w:numbering>")
        archive.writestr("word/styles.xml", f"<w:styles {_SPACES}>{_STYLES}</w:styles>")
        archive.writestr("word/footnotes.xml", f"<w:footnotes {_SPACES}>{footnotes}</w:footnotes>")
        for name, data in (files or {}).items():
            archive.writestr(name, data)
    return held.getvalue()
