"""What makes a PDF an archival one: information twice over, colours declared, language, labels.

The claim that stands in the file is earned: ``conformance`` looks at every attachment first, and
a package with pages that PDF/A forbids claims less, or nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from kabao import paths

if TYPE_CHECKING:
    from kabao.documents.plan import PackagePlan

CLAIMS = ("3u", "3b", "")
"""From the strongest to none: with text in Unicode, as it looks only, no claim."""

_CONDITION = "sRGB IEC61966-2.1"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{program}</xmp:CreatorTool>
<pdf:Producer>{program}</pdf:Producer>
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate>
<xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
<xmp:MetadataDate>{day}T00:00:00Z</xmp:MetadataDate>
{claim}</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
_CLAIM = "<pdfaid:part>{part}</pdfaid:part>\n<pdfaid:conformance>{level}</pdfaid:conformance>\n"


def moment(plan: PackagePlan) -> str:
    """Return the day of the plan as PDF writes dates; equal plans bear the same."""
    return f"D:{plan.made_on.replace('-', '')}000000Z"


def make_archival(document: Any, plan: PackagePlan, claim: str) -> None:
    """Write all that a reader in fifty years needs to know about the file as such."""
    _inform(document, plan, claim)
    _declare_colours(document)
    _number_pages(document)


def language(plan: PackagePlan) -> str:
    """Return the language of the document as PDF names it."""
    return "en" if plan.language == "en" else "zh-CN"


def _inform(document: Any, plan: PackagePlan, claim: str) -> None:
    import pikepdf

    name = pikepdf.Name
    told = {
        "title": f"{plan.case_number} {plan.title.main}".strip(),
        "author": plan.applicant,
        "subject": plan.notice.main,
        "program": plan.program,
    }
    info = document.docinfo
    info[name.Title], info[name.Author] = told["title"], told["author"]
    info[name.Subject] = told["subject"]
    info[name.Creator] = info[name.Producer] = told["program"]
    info[name.CreationDate] = info[name.ModDate] = moment(plan)
    part = _CLAIM.format(part=claim[0], level=claim[1].upper()) if claim else ""
    packet = _PACKET.format(
        **{key: escape(words) for key, words in told.items()},
        language=language(plan),
        day=plan.made_on,
        claim=part,
    )
    metadata = document.make_stream(packet.encode())
    metadata.Type, metadata.Subtype = name.Metadata, name.XML
    root = document.Root
    root.Metadata = metadata
    root.Lang = language(plan)
    root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    root.PageMode = name.UseOutlines


def _declare_colours(document: Any) -> None:
    import pikepdf

    profile = document.make_stream((paths.resources() / "colour" / "sRGB.icc").read_bytes())
    profile.N = 3
    profile.Alternate = pikepdf.Name.DeviceRGB
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=_CONDITION,
        Info=_CONDITION,
        RegistryName="http://www.color.org",
        DestOutputProfile=profile,
    )
    document.Root.OutputIntents = pikepdf.Array([document.make_indirect(intent)])


def _number_pages(document: Any) -> None:
    """Let readers name pages by the numbers that stand on them."""
    import pikepdf

    labels = pikepdf.Dictionary(S=pikepdf.Name.D, St=1)
    document.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, labels]))
