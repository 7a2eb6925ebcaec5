"""From the cell of a sheet to the value of a field, with what is doubtful about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kabao.domain.fields import FieldKind
from kabao.domain.findings import Level
from kabao.domain.identity import mask_number
from kabao.domain.plain_text import fold_width
from kabao.domain.rosters.dates import propose_date, read_date
from kabao.domain.rosters.sheets import Unknown, cell_text, is_number
from kabao.domain.rosters.tidying import fill_zeros, steps_for, tidy

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from kabao.domain.fields import FieldSpec, Value
    from kabao.domain.findings import Param
    from kabao.domain.rosters.sheets import RawCell

    Way = Callable[[RawCell], tuple["Value", tuple["Note", ...]]]

LONG_TERM = "long_term"
"""What a date of validity reads as when the cell says that there is no end."""
_NEVER_NUMBERS = frozenset({"identity_number", "card_number", "bank_card_number", "uscc"})
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,2}")
_SIX_DIGITS = "[0-9]{6}"
_NO_END = frozenset({"长期", "长期有效", "永久", "永久有效", "longterm", "permanent", "noend"})
_YES = frozenset({"是", "有", "对", "yes", "y", "true", "1", "√", "✓", "✔", "长期", "长期有效"})
_NO = frozenset({"否", "无", "不", "no", "n", "false", "0", "×", "✗"})
_ERRORS = frozenset(
    (
        *("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"),
        *("#SPILL!", "#CALC!", "#FIELD!", "#GETTING_DATA"),
    )
)
_EXTRA_LABELS: Mapping[str, Mapping[str, str]] = {
    "sex": {"男性": "1", "女性": "2", "m": "1", "f": "2", "male": "1", "female": "2"},
    "doc_type": {"身份证": "resident_id", "居民身份证": "resident_id", "户口簿": "resident_id"},
    "nationality": {"中国大陆": "CHN", "中华人民共和国": "CHN", "156": "CHN"},
    "card_kind": {"实体卡": "physical", "电子社保卡": "electronic", "电子卡": "electronic"},
}


@dataclass(frozen=True, slots=True)
class Note:
    """Something about one cell: a correction made or offered, or why it cannot be read."""

    code: str
    level: Level
    fix: str = ""
    proposal: str = ""
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the column of one field is read."""

    key: str
    spec: FieldSpec
    column: int
    read: Way


def reading_of(
    key: str,
    spec: FieldSpec,
    column: int,
    ticked: frozenset[str],
    today: dt.date,
    *,
    from_1904: bool = False,
) -> Reading:
    """Return the way to read a column; days may be counted ``from_1904``."""
    makers = {FieldKind.CHOICE: _choice_reader, FieldKind.BOOLEAN: _boolean_reader}
    if spec.kind is FieldKind.DATE:
        read = _date_reader(spec, ticked, today, from_1904=from_1904)
    else:
        read = makers.get(spec.kind, _text_reader)(spec, ticked)
    return Reading(key, spec, column, _known_only(read))


def _known_only(read: Way) -> Way:
    """Refuse cells whose value the file does not tell, whatever field they are for."""

    def read_known(cell: RawCell) -> tuple[Value, tuple[Note, ...]]:
        if isinstance(cell, Unknown):
            code = "roster_formula_unsaved" if cell.shown[:1] == "=" else "roster_formula_failed"
            return None, (Note(code, Level.ERROR, params={"shown": cell.shown}),)
        if isinstance(cell, str) and cell[:1] == "#" and cell.strip().upper() in _ERRORS:
            return None, (
                Note("roster_formula_failed", Level.ERROR, params={"shown": cell.strip()}),
            )
        return read(cell)

    return read_known


def _text_reader(spec: FieldSpec, ticked: frozenset[str]) -> Way:
    steps = steps_for(spec)
    never_number = spec.check in _NEVER_NUMBERS
    six_digits = spec.pattern == _SIX_DIGITS
    shown: Callable[[str], str] = mask_number if never_number else str

    def read(cell: RawCell) -> tuple[Value, tuple[Note, ...]]:
        text = cell if isinstance(cell, str) else cell_text(cell)
        if not text or text.isspace():
            return None, ()
        if never_number and (is_number(cell) or "E" in text.upper()):
            plain = text.strip()
            if is_number(cell) or _SCIENTIFIC.fullmatch(plain):
                return None, (_lost(plain),)
        taken, made, better, offered = tidy(text, steps, ticked)
        notes: tuple[Note, ...] = ()
        if made or offered:
            notes = _notes(made, offered, shown(taken), shown(better), better)
        if six_digits and len(taken) < 6:
            return _with_zeros(taken, fill_zeros(taken, 6), ticked, notes)
        return taken, notes

    return read


def _choice_reader(spec: FieldSpec, ticked: frozenset[str]) -> Way:
    known = _labels(spec)
    lengths = sorted({len(choice.code) for choice in spec.choices if choice.code.isdigit()})

    def read(cell: RawCell) -> tuple[Value, tuple[Note, ...]]:
        text = cell if isinstance(cell, str) else cell_text(cell)
        code = known.get(text)
        if code is not None:
            return code, ()
        plain = _plain(text)
        if not plain:
            return None, ()
        code = known.get(plain)
        if code is not None:
            return code, ()
        padded = next((one for n in lengths if (one := plain.zfill(n)) in known), "")
        return _with_zeros(text.strip(), padded, ticked, ()) if padded else (text.strip(), ())

    return read


def _date_reader(
    spec: FieldSpec, ticked: frozenset[str], today: dt.date, *, from_1904: bool
) -> Way:
    may_last = spec.name == "doc_valid_to"

    def read(cell: RawCell) -> tuple[Value, tuple[Note, ...]]:
        if cell is None or cell == "":
            return None, ()
        day = read_date(cell)
        if day:
            return day, ()
        text = cell_text(cell).strip()
        if not text:
            return None, ()
        if may_last and _plain(text) in _NO_END:
            return LONG_TERM, ()
        kind, proposal = propose_date(cell, today, from_1904=from_1904)
        if not kind:
            return text, ()
        if kind in ticked:
            return proposal, _notes((kind,), (), proposal, proposal)
        return text, _notes((), (kind,), text, proposal)

    return read


def _boolean_reader(spec: FieldSpec, ticked: frozenset[str]) -> Way:
    del spec, ticked

    def read(cell: RawCell) -> tuple[Value, tuple[Note, ...]]:
        if isinstance(cell, bool):
            return cell, ()
        plain = _plain(cell_text(cell))
        if not plain:
            return None, ()
        if plain in _YES or plain in _NO:
            return plain in _YES, ()
        return cell_text(cell).strip(), ()

    return read


def _labels(spec: FieldSpec) -> dict[str, str]:
    known = dict(_EXTRA_LABELS.get(spec.name, {}))
    for choice in spec.choices:
        for text in (choice.code, choice.label.zh, choice.label.en):
            known.setdefault(text, choice.code)
            known.setdefault(_plain(text), choice.code)
        if spec.name == "ethnicity":
            known.setdefault(choice.label.zh.removesuffix("族"), choice.code)
        bare = re.sub(r"[(（].*[)）]", "", choice.label.zh)
        known.setdefault(bare, choice.code)
        known.setdefault(f"{choice.code} {choice.label.zh}", choice.code)
    return known


def _plain(text: str) -> str:
    return re.sub(r"[\s\u200b-\u200f\ufeff]+", "", fold_width(text)).lower()


def _lost(shown: str) -> Note:
    return Note("roster_number_lost", Level.ERROR, params={"shown": shown})


def _with_zeros(
    text: str, padded: str, ticked: frozenset[str], notes: tuple[Note, ...]
) -> tuple[Value, tuple[Note, ...]]:
    if padded == text or not text.isdigit():
        return text, notes
    if "zeros" in ticked:
        return padded, (*notes, *_notes(("zeros",), (), padded, padded))
    return text, (*notes, *_notes((), ("zeros",), text, padded))


def _notes(
    made: tuple[str, ...], offered: tuple[str, ...], taken: str, better: str, proposal: str = ""
) -> tuple[Note, ...]:
    """Tell what was done and what is offered; ``taken`` and ``better`` as they may be shown."""
    params = {"after": taken}
    done = tuple(Note(f"roster_fixed_{kind}", Level.INFO, params=params) for kind in made)
    wanted = {"after": better}
    proposed = proposal or better
    return (
        *done,
        *(Note(f"roster_{kind}", Level.WARNING, kind, proposed, wanted) for kind in offered),
    )
