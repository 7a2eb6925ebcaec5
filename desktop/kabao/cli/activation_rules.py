"""What the rulebook knows of activation, told with confidence and source; needs no ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao import rulebook as rulebooks
from kabao.domain.state_codes import read_state_code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.cli.session import Session
    from kabao.domain.activation_facts import ActivationFacts, PasswordFact, StateCode
    from kabao.domain.fields import Origin
    from kabao.domain.rules import ActivationRules, RegionLossRule, Rulebook
    from kabao.texts import Texts

    Told = tuple[str, str, str, str, Origin]
    """Topic, code, title, text and origin of one rule."""


def tell_code(session: Session, typed: str) -> None:
    """Say what a code of the card state means in its system."""
    rulebook, texts = rulebooks.load(), session.texts
    found = read_state_code(rulebook.activation.facts, typed)
    document = _code(rulebook, texts, found)
    meaning = f"states.{found.state}" if found.state else "rules.state_untold"
    lines = [f"{found.system}:{found.code}\t{document['word']}\t{texts(meaning)}"]
    if found.note:
        lines.append(f"    {found.note.to(texts.language)}")
    lines.append(f"    {_origin(rulebook, texts, found.origin)}")
    session.emit({"code": document}, lines)


def tell_rules(session: Session) -> None:
    """List every rule about activation."""
    rulebook, texts = rulebooks.load(), session.texts
    entries, lines = [], []
    for topic, code, title, text, origin in _rules(rulebook.activation, texts):
        confidence = origin.confidence.value
        source = rulebook.cite(origin.source).to(texts.language)
        entry = {"topic": topic, "code": code, "title": title, "text": text}
        entries.append(entry | {"confidence": confidence, "source": source})
        lines += [f"{title}\t{text}", f"    {_origin(rulebook, texts, origin)}"]
    session.emit({"version": rulebook.version, "rules": entries}, lines)


def _code(rulebook: Rulebook, texts: Texts, found: StateCode) -> dict[str, object]:
    return {
        "system": found.system,
        "code": found.code,
        "word": found.word.to(texts.language),
        "state": found.state or None,
        "evidence": found.detail or None,
        "note": found.note.to(texts.language) if found.note else None,
        "confidence": found.origin.confidence.value,
        "source": rulebook.cite(found.origin.source).to(texts.language),
    }


def _origin(rulebook: Rulebook, texts: Texts, origin: Origin) -> str:
    confidence = texts(f"labels.confidence.{origin.confidence}")
    source = rulebook.cite(origin.source).to(texts.language)
    return texts("rules.origin", confidence=confidence, source=source)


def _rules(rules: ActivationRules, texts: Texts) -> Iterator[Told]:
    facts = rules.facts
    yield from _plain(facts, texts)
    for password in facts.passwords:
        yield _password(password, texts)
    for system in facts.systems:
        words = [f"{item.code} {item.word.to(texts.language)}" for item in system.codes]
        text = texts("labels.semicolon").join(words)
        title = system.title.to(texts.language)
        yield "systems", system.code, title, text, system.origin
    for block in facts.blocks:
        text = block.text.to(texts.language)
        yield "blocks", block.state, texts(f"states.{block.state}"), text, block.origin
    for item in facts.electronic:
        title = texts("rules.electronic", state=texts(f"states.{item.state}"))
        parts = [part.to(texts.language) for part in (item.text, item.against) if part]
        yield "electronic", item.state, title, texts("labels.semicolon").join(parts), item.origin
    for region, rule in rules.loss.items():
        yield "loss", region, _region_name(region, rule, texts), _loss(rule, texts), rule.origin
    yield from _settings(rules, texts)


def _plain(facts: ActivationFacts, texts: Texts) -> Iterator[Told]:
    topics = {
        "switches": facts.switches,
        "signals": facts.signals,
        "electronic_notes": facts.electronic_notes,
        "limits": facts.limits,
    }
    for topic, found in topics.items():
        for fact in found:
            title = f"{fact.number} {fact.title.to(texts.language)}".strip()
            yield topic, fact.code, title, fact.text.to(texts.language), fact.origin


def _password(fact: PasswordFact, texts: Texts) -> Told:
    parts = [
        texts("rules.password", initial=fact.initial.to(texts.language)),
        texts("rules.password_reset", where=fact.reset.to(texts.language)),
    ]
    if fact.lock_tries:
        parts.append(texts("rules.password_lock", tries=fact.lock_tries))
    parts += [
        texts("rules.password_lock_in", region=item.region, tries=item.tries)
        for item in fact.exceptions
    ]
    text = texts("labels.semicolon").join(parts)
    return "passwords", fact.code, fact.title.to(texts.language), text, fact.origin


def _region_name(region: str, rule: RegionLossRule, texts: Texts) -> str:
    name = rule.name.to(texts.language) if rule.name else ""
    return texts("rules.loss", region=name if region == "default" else f"{name} {region}")


def _loss(rule: RegionLossRule, texts: Texts) -> str:
    parts = [texts(f"rules.loss_{rule.at_end}", days=rule.temp_days)]
    if rule.bank_separate is not None:
        parts.append(texts(f"rules.bank_{'separate' if rule.bank_separate else 'together'}"))
    if rule.formal_release:
        parts.append(texts("rules.formal_release"))
    return texts("labels.semicolon").join(parts)


def _settings(rules: ActivationRules, texts: Texts) -> Iterator[Told]:
    days = texts("labels.list_separator").join(str(day) for day in rules.reminder_days)
    values: dict[str, dict[str, str | int]] = {
        "reminders": {"days": days},
        "staleness": {"months": rules.stale_months},
        "renewal": {"days": rules.renewal_days},
        "electronic_card": {
            "regions": texts("labels.list_separator").join(sorted(rules.electronic_needs_active))
        },
    }
    for code, params in values.items():
        title, text = texts(f"rules.{code}.title"), texts(f"rules.{code}.text", **params)
        yield "settings", code, title, text, rules.origins[code]
    if rules.facts.delay:
        delay = rules.facts.delay
        text = texts("rules.delay.text", hours=delay.hours, days=delay.working_days)
        yield "settings", "delay", texts("rules.delay.title"), text, delay.origin
