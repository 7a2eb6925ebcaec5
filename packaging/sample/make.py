"""Makes ``resources/sample`` anew with ``python packaging/sample/make.py [FOLDER]``.

The exchange file, the documents and the pictures are all written from what stands in this folder,
and the same sources give the same files. Ends with a table of the cards and their states.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from applicants import employer_case, person_case
from department import department_case
from employers import employers
from holders import holders
from kabao import rulebook
from kabao.domain.cards import Card
from kabao.domain.derivation import derive_status
from kabao.domain.evidence import Evidence
from kabao.domain.exchange import ExchangeDocument
from kabao.exchange import write_exchange
from papers import FILES, write_papers
from people import PEOPLE
from pictures import write_pictures
from story import TOLD_ON

if TYPE_CHECKING:
    from kabao.domain.exchange import ExchangeCard, ExchangeCase
    from kabao.domain.rules import Rulebook

SHIPPED = Path(__file__).parents[2] / "resources" / "sample"


def main(folder: Path) -> int:
    """Write everything; 1 when a card does not stand as the list of people says."""
    rules = rulebook.load()
    files = folder / FILES
    files.mkdir(parents=True, exist_ok=True)
    starts = write_papers(files)
    write_pictures(files, rules.face)
    cases = (department_case(starts["measures.pdf"]), employer_case(), person_case())
    document = ExchangeDocument(
        employers=employers(),
        holders=holders(rules),
        cases=tuple(_with_digests(case, folder) for case in cases),
    )
    (folder / "exchange.json").write_bytes(write_exchange(document))
    head = "# The day on which the sample is told; the program moves all its dates to today.\n"
    told_on = f"{head}told_on = {TOLD_ON.isoformat()}\n"
    (folder / "sample.toml").write_text(told_on, encoding="utf-8")
    return 0 if _table(document, rules) else 1


def _with_digests(case: ExchangeCase, folder: Path) -> ExchangeCase:
    files = (
        replace(item, sha256=hashlib.sha256((folder / item.path).read_bytes()).hexdigest())
        for item in case.attachments
    )
    return replace(case, attachments=tuple(files))


def _table(document: ExchangeDocument, rules: Rulebook) -> bool:
    right = True
    for person, holder in zip(PEOPLE, document.holders, strict=True):
        for number, card in enumerate(holder.cards):
            state = _state(card, rules)
            newest = number == len(holder.cards) - 1
            fits = not newest or state == person.expect
            right = right and fits
            mark = "" if fits else f"  expected {person.expect}"
            sys.stdout.write(f"{holder.id} {person.name}\t{state}{mark}\n")
    return right


def _state(card: ExchangeCard, rules: Rulebook) -> str:
    evidence = [
        Evidence(0, item.kind, item.observed_on, item.positive, item.strength, item.detail)
        for item in card.evidence
    ]
    status = derive_status(Card(0, card.values), evidence, rules.activation, TOLD_ON)
    return f"{status.state}/{status.grade}" if status.grade else str(status.state)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED))
