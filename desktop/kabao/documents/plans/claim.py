"""The parts of a claim: the sheet, what to bring, the letter of authority, the photograph."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.documents.blocks import Caption, EmptyBoxes, FormGrid, FormItem, Heading, Notice, Prose
from kabao.documents.plans.forms import form_blocks
from kabao.documents.plans.papers import paper_blocks, rest_of
from kabao.documents.portraits import Portrait
from kabao.domain.cases import MaterialKey
from kabao.domain.checks import is_blank
from kabao.domain.claims import age_at_claim, applied_on, claim_facts, needs_guardian
from kabao.domain.papers import channels_for

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kabao.documents.blocks import Block
    from kabao.documents.plan import Part
    from kabao.documents.plans.sources import Source
    from kabao.domain.fields import FormSpec, Values

FORM = MaterialKey.CLAIM_FORM
PAPERS = MaterialKey.CLAIM_DOCUMENTS
LETTER = MaterialKey.AUTHORITY_LETTER
PHOTO = MaterialKey.CLAIM_PHOTO
_GUARDIAN = "guardian_"
_ENDLESS = "doc_long_term"
_SIZE = "26 × 32 mm"


def claim_form(source: Source) -> Part:
    """Return the sheet: facts with the photograph, then every section in its order."""
    values, form = source.values(FORM), source.form(FORM)
    blocks: list[Block] = [_head(source, form, values)]
    blocks += form_blocks(source, _asked(source, form, values), values, source.files(FORM))
    return source.material(FORM, tuple(blocks))


def claim_documents(source: Source) -> Part:
    """Return what is brought to the counter, and where the claim can be made."""
    rules, facts = source.order.rulebook.papers, claim_facts(source.values(FORM), _day(source))
    values = source.values(PAPERS)
    blocks: list[Block] = list(paper_blocks(source, rules.claim, facts, values))
    wording = source.wording
    blocks.append(Heading(wording("documents.claim.channels")))
    for hint in channels_for(rules.channels, facts):
        trust = wording(f"labels.confidence.{hint.origin.confidence}")
        said = wording("documents.papers.trusted", text=wording.words(hint.text), trust=trust)
        blocks.append(Prose(said, kind="note"))
    blocks += form_blocks(source, rest_of(source, PAPERS), values, source.files(PAPERS))
    return source.material(PAPERS, tuple(blocks))


def authority_letter(source: Source) -> Part:
    """Return the letter in our own words, with empty boxes; a sentence before files of nobody."""
    if _has_agent(source):
        return source.material(LETTER, tuple(_letter(source)))
    return source.material(LETTER, (Notice(source.wording("documents.letter.not_needed")),))


def does_without_letter(source: Source) -> bool:
    """Say whether the letter has no page: nobody acts for the applicant, and no file is there."""
    return not _has_agent(source) and not source.order.case.attached(LETTER)


def _has_agent(source: Source) -> bool:
    return source.values(FORM).get("applied_by") == "agent"


def claim_photo(source: Source) -> Part:
    """Return the photograph with where it comes from."""
    form, values = source.form(PHOTO), source.values(PHOTO)
    wording = source.wording
    items = tuple(
        FormItem(
            wording.words(spec.label), source.printer.shown(spec, values.get(spec.name)), wide=True
        )
        for spec in form.fields
        if spec.name != "photo"
    )
    blocks: list[Block] = [_portrait(source, items)]
    blocks.append(Prose(wording("documents.claim.photo_note"), kind="note"))
    return source.material(PHOTO, tuple(blocks))


def _head(source: Source, form: FormSpec, values: Values) -> Portrait:
    wording, printer = source.wording, source.printer
    names = ("apply_for", "applied_by", "application_date", "region_code")
    items = [
        FormItem(wording.words(spec.label), printer.shown(spec, values.get(spec.name)))
        for spec in (form.field(name) for name in names)
    ]
    items.append(FormItem(wording("documents.claim.age"), _age(source, values)))
    return _portrait(source, tuple(items))


def _portrait(source: Source, items: tuple[FormItem, ...]) -> Portrait:
    photos = source.order.case.attached(PHOTO, "photo")
    sha256 = photos[0].sha256 if photos else ""
    data = source.order.pictures.get(sha256, b"")
    label = Caption(source.wording.one("documents.claim.photo"), _SIZE)
    return Portrait(label, items, sha256 if data else "", data)


def _age(source: Source, values: Values) -> str:
    on = _day(source)
    age = age_at_claim(values, on)
    if age is None:
        return source.wording.one("documents.missing")
    key = "documents.claim.minor" if needs_guardian(values, on) else "documents.claim.grown"
    return source.wording.one(key, age=age)


def _asked(source: Source, form: FormSpec, values: Values) -> FormSpec:
    """Leave out a guardian or agent who does not act, so that nobody is filled in by mistake.

    A document that ends on a day is not asked once more whether it never ends.
    """
    minor = needs_guardian(values, _day(source))
    ends = not is_blank(values.get("doc_valid_to"))

    def is_idle(name: str) -> bool:
        if name == _ENDLESS:
            return ends and values.get(name) is not True
        return name.startswith(_GUARDIAN) and not minor and is_blank(values.get(name))

    wanted = tuple(spec for spec in form.fields if not is_idle(spec.name))
    return replace(form, fields=wanted)


def _letter(source: Source) -> Iterator[Block]:
    wording, form, letter = source.wording, source.values(FORM), source.values(LETTER)
    yield Notice(wording("documents.letter.proposed"))
    minor = needs_guardian(form, _day(source))
    who = "guardian" if minor else "principal"
    yield Heading(wording(f"documents.letter.{who}"))
    yield FormGrid(_named(source, _PRINCIPALS[who], FORM))
    yield Heading(wording("documents.letter.agent"))
    yield FormGrid((*_named(source, _AGENT, FORM), *_named(source, _AGENT_MORE, LETTER)))
    yield Heading(wording("documents.letter.authority"))
    yield Prose(_sentence(source, minor=minor))
    yield FormGrid(_named(source, ("matters", "scope_note", "valid_from", "valid_to"), LETTER))
    yield Prose(wording("documents.letter.limits"))
    labels = tuple(wording(f"documents.letter.sign_{name}") for name in (who, "agent"))
    date = wording("documents.sign.date")
    yield EmptyBoxes(labels, 36.0, (date, date))
    if letter.get("signed_letter") or source.files(LETTER):
        yield Prose(wording("documents.letter.signed_copy"), kind="note")


_PRINCIPALS = {
    "principal": ("name", "doc_type", "doc_no", "mobile", "live_addr"),
    "guardian": (
        "guardian_name", "guardian_doc_type", "guardian_doc_no", "guardian_phone",
        "guardian_relation", "name",
    ),
}  # fmt: skip
_AGENT = ("agent_name", "agent_doc_type", "agent_doc_no")
_ALWAYS_SAID = frozenset({"matters", "scope_note", "valid_from", "valid_to"})
"""What a letter of authority says, were it only that there is nothing more."""
_AGENT_MORE = ("agent_phone", "agent_relation")


def _named(source: Source, names: tuple[str, ...], key: MaterialKey) -> tuple[FormItem, ...]:
    """Return what is known; a letter leaves no room in which powers could be added afterwards."""
    values, form = source.values(key), source.form(key)
    asked = (form.field(name) for name in names)
    return tuple(
        FormItem(
            source.wording.words(spec.label), source.printer.shown(spec, values.get(spec.name))
        )
        for spec in asked
        if spec.required or spec.name in _ALWAYS_SAID or not is_blank(values.get(spec.name))
    )


def _sentence(source: Source, *, minor: bool) -> Caption:
    """Return who lets whom do what, for which matter and until when."""
    wording, form = source.wording, source.values(FORM)
    letter = source.form(LETTER)
    matters = source.printer.text(letter.field("matters"), source.values(LETTER).get("matters"))
    asked = source.form(FORM).field("apply_for")
    missing = wording.one("documents.missing")
    days = {
        name: wording.date(source.values(LETTER).get(f"valid_{name}")) or missing
        for name in ("from", "to")
    }
    key = "documents.letter.sentence_minor" if minor else "documents.letter.sentence"
    return wording(
        key,
        principal=form.get("guardian_name" if minor else "name") or missing,
        holder=form.get("name") or missing,
        agent=form.get("agent_name") or missing,
        kind=source.printer.text(asked, form.get("apply_for")) or missing,
        matters=matters or missing,
        first=days["from"],
        last=days["to"],
    )


def _day(source: Source) -> dt.date:
    order = source.order
    return applied_on(source.values(FORM), order.case.created_on, order.today)


BUILDERS = {FORM: claim_form, PAPERS: claim_documents, LETTER: authority_letter, PHOTO: claim_photo}
"""For each part of a claim what lays it out."""
