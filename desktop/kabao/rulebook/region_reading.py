"""One regional pack made from its parsed file; what does not hold together is collected."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from kabao.domain.batch_claims.layouts import (
    BatchColumn,
    BatchLayout,
    Shape,
    pattern_fits,
)
from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.clocks import Bound, Unit
from kabao.domain.errors import InputRefusedError
from kabao.domain.fields import FieldKind, Origin
from kabao.domain.findings import Confidence, Level
from kabao.domain.photos import PhotoProfile
from kabao.domain.regions import RegionCheck, RegionDeadline, RegionPack
from kabao.domain.rule_levels import allowed_level
from kabao.domain.rules import RegionLossRule
from kabao.domain.words import Words
from kabao.rulebook.citations import Citations
from kabao.rulebook.forms import read_field
from kabao.rulebook.papers import PaperReader
from kabao.rulebook.soundness import first_unsound_field
from kabao.rulebook.sources import RuleFile
from kabao.rulebook.tables import choices

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kabao.domain.fields import Choice, FieldSpec
    from kabao.domain.papers import Paper
    from kabao.domain.rules import Rulebook

    Entry = Mapping[str, Any]

_NO_ORIGIN = Origin(Confidence.PROPOSED)
LOCAL = "local_"


class PackReader:
    """Reads a file that satisfies its schema; ``faults`` are code, place and words."""

    def __init__(self, path: Path, data: Entry, national: Rulebook) -> None:
        self._data = data
        self._national = national
        self.faults: list[tuple[str, str, dict[str, str]]] = []
        sources = {**_sources(national), **data.get("sources", {})}
        self._citations = Citations(sources)
        self._file = RuleFile(path, data, self._citations)

    def pack(self) -> RegionPack:
        """Return the pack; it means something only while there are no faults."""
        data = self._data
        self._check_head()
        lists = self._lists()
        loss, limits, photo = data.get("loss"), data.get("limits", {}), data.get("photo")
        if limits:
            self._origin(limits, "limits")
        return RegionPack(
            region=data["region"],
            version=data["version"],
            national=data["national"],
            name=Words(**data["name"]),
            invented=data["invented"],
            effective_on=data["effective_on"],
            note=Words(**data["note"]),
            lists=lists,
            fields=self._fields(lists),
            checks=tuple(self._checks()),
            photo=self._photo(photo) if photo else None,
            photo_size=_pair(photo, "width", "height"),
            face=self._face(photo),
            layout=self._layout(data["layout"]) if "layout" in data else None,
            loss=self._loss(loss) if loss else None,
            papers=self._papers(lists),
            deadlines=self._deadlines(),
            reminder_days=tuple(limits.get("reminder_days", ())),
            stale_months=limits.get("stale_months", 0),
            citations=self._citations.wordings(),
        )

    def _fault(self, code: str, place: str, **params: str) -> None:
        self.faults.append((code, place, params))

    def _check_head(self) -> None:
        data = self._data
        if not data["version"].startswith(f"{data['region']}-"):
            self._fault("region_other_version", "version", region=data["region"])
        if data["national"] != self._national.version:
            self._fault("region_other_national", "national", known=self._national.version)
        try:
            dt.date.fromisoformat(data["effective_on"])
        except ValueError:
            self._fault("region_no_day", "effective_on")
        said = "虚构" in data["name"]["zh"] and "invented" in data["name"]["en"].lower()
        if data["invented"] and not said:
            self._fault("region_invented_unsaid", "name")

    def _origin(self, entry: Entry, place: str) -> Origin:
        try:
            return self._citations.origin(entry)
        except KeyError:
            self._fault("region_unknown_source", f"{place}/source", source=entry["source"])
            return _NO_ORIGIN

    def _lists(self) -> dict[str, tuple[Choice, ...]]:
        found = {}
        for name, entry in self._data.get("lists", {}).items():
            place = f"lists/{name}"
            self._origin(entry, place)
            if name not in self._national.code_lists:
                self._fault("region_unknown_list", place, name=name)
                continue
            self._unique([row[0] for row in entry["entries"]], place)
            found[name] = choices(entry["entries"])
        return found

    def _unique(self, keys: list[str], place: str) -> None:
        for position, key in enumerate(keys):
            if key in keys[:position]:
                self._fault("region_twice", f"{place}/{key}", name=key)

    def _fields(self, lists: Mapping[str, tuple[Choice, ...]]) -> tuple[tuple[str, FieldSpec], ...]:
        found: list[tuple[str, FieldSpec]] = []
        known = {**self._national.code_lists, **lists}
        self._unique(
            [f"{entry['form']}/{entry['field']['name']}" for entry in self._data.get("fields", ())],
            "fields",
        )
        for entry in self._data.get("fields", ()):
            name = entry["field"]["name"]
            place = f"fields/{name}"
            origin = self._origin(entry, place)
            form = self._national.forms.get(entry["form"])
            if form is None or all(item.key != entry["section"] for item in form.sections):
                self._fault(
                    "region_unknown_section", place, name=f"{entry['form']}.{entry['section']}"
                )
                continue
            if name in {spec.name for spec in form.fields}:
                self._fault("region_field_taken", place, name=name)
            if not name.startswith(LOCAL):
                self._fault("region_field_not_local", place, name=name)
            spec = self._field(entry, known, origin, place)
            if spec is not None:
                found.append((entry["form"], spec))
        return tuple(found)

    def _field(
        self, entry: Entry, known: Mapping[str, tuple[Choice, ...]], origin: Origin, place: str
    ) -> FieldSpec | None:
        listed = entry["field"].get("choices", ())
        if isinstance(listed, str) and listed not in known:
            self._fault("region_unknown_list", f"{place}/choices", name=listed)
            return None
        spec = read_field(self._file, known, entry["field"], entry["section"], origin)
        unsound = first_unsound_field(spec)
        if unsound or spec.when:
            self._fault("region_field_unsound", f"{place}/{unsound or 'when'}")
        firm = allowed_level(Level.ERROR, origin.confidence) is Level.ERROR
        if spec.required and not firm:
            self._fault("region_too_firm", f"{place}/required")
        if spec.kind in (FieldKind.ATTACHMENT, FieldKind.BLANK) and spec.required:
            self._fault("region_field_unsound", f"{place}/required")
        return spec

    def _checks(self) -> list[RegionCheck]:
        entries = self._data.get("checklist", ())
        self._unique([entry["id"] for entry in entries], "checklist")
        return [item for entry in entries if (item := self._check(entry)) is not None]

    def _check(self, entry: Entry) -> RegionCheck | None:
        place = f"checklist/{entry['id']}"
        origin = self._origin(entry, place)
        level = Level(entry["level"])
        if allowed_level(level, origin.confidence) is not level:
            self._fault("region_too_firm", f"{place}/level")
        if entry["part"] not in {key.value for key in MaterialKey}:
            self._fault("region_unknown_part", f"{place}/part", name=entry["part"])
            return None
        check = RegionCheck(
            id=entry["id"],
            title=Words(entry["zh"], entry["en"]),
            level=level,
            kinds=frozenset(CaseKind(kind) for kind in entry["kinds"]),
            applicants=frozenset(ApplicantKind(kind) for kind in entry["applicants"]),
            part=MaterialKey(entry["part"]),
            field=entry.get("field") or entry["file"],
            file="file" in entry,
            origin=origin,
        )
        self._check_field(check, place)
        return check

    def _check_field(self, check: RegionCheck, place: str) -> None:
        """A field is one of the form; the slot of a file may be any."""
        local = {(e["form"], e["field"]["name"]) for e in self._data.get("fields", ())}
        for applicant in check.applicants:
            name = f"{check.part}_{applicant}"
            form = self._national.forms.get(name)
            fields = {spec.name for spec in form.fields} if form else set()
            sections = {item.key for item in form.sections} if form else set()
            known = check.field in fields or (name, check.field) in local
            if not known and not (check.file and check.field in sections):
                self._fault("region_unknown_field", place, name=f"{name}.{check.field}")

    def _photo(self, entry: Entry) -> PhotoProfile | None:
        origin = self._origin(entry, "photo")
        pair = _pair(entry, "least_kb", "most_kb")
        if pair is None:
            return None
        if pair[0] >= pair[1]:
            self._fault("region_reversed", "photo/least_kb")
        title = Words(**self._data["name"])
        return PhotoProfile(f"region_{self._data['region']}", title, *pair, origin)

    def _own_profile(self) -> str:
        """A region that says what photographs it takes has them checked by that."""
        return f"region_{self._data['region']}" if "photo" in self._data else ""

    def _face(self, entry: Entry | None) -> tuple[int, int] | None:
        pair = _pair(entry, "face_least", "face_most")
        if pair and pair[0] >= pair[1]:
            self._fault("region_reversed", "photo/face_least")
        return pair

    def _papers(self, lists: Mapping[str, tuple[Choice, ...]]) -> tuple[tuple[str, Paper], ...]:
        """Papers hold for the whole region; their keys are those of the list of documents."""
        known = {**self._national.code_lists, **lists}
        reader = PaperReader(self._file, known)
        found: list[tuple[str, Paper]] = []
        for entry in self._data.get("papers", ()):
            part, place = entry["part"], f"papers/{entry['key']}"
            self._origin(entry, place)
            try:
                paper = reader.paper({**entry, "regions": [self._data["region"]]}, part)
            except InputRefusedError:
                self._fault("region_unknown_paper", place, name=entry["key"])
                continue
            found.append((part, paper))
        return tuple(found)

    def _deadlines(self) -> tuple[RegionDeadline, ...]:
        """Only what binds an office can be counted otherwise: nobody shortens a law for others."""
        clocks = {rule.key: rule for rule in self._national.deadlines.clocks}
        entries = self._data.get("deadlines", ())
        self._unique([entry["clock"] for entry in entries], "deadlines")
        found = []
        for entry in entries:
            place = f"deadlines/{entry['clock']}"
            origin = self._origin(entry, place)
            rule = clocks.get(entry["clock"])
            if rule is None or rule.binds is not Bound.OFFICE:
                code = "region_clock_of_law" if rule else "region_unknown_clock"
                self._fault(code, place, name=entry["clock"])
                continue
            note = Words(**entry["note"])
            unit = Unit(entry["unit"])
            found.append(RegionDeadline(rule.key, entry["days"], unit, note, origin))
        return tuple(found)

    def _loss(self, entry: Entry) -> RegionLossRule:
        return RegionLossRule(
            temp_days=entry["temp_days"],
            at_end=entry["at_end"],
            origin=self._origin(entry, "loss"),
            bank_separate=entry.get("bank_separate"),
            formal_release=entry.get("formal_release", False),
            name=Words(**self._data["name"]),
        )

    def _layout(self, entry: Entry) -> BatchLayout:
        kinds = {kind.key: kind for kind in self._national.batch_claims.kinds}
        columns = []
        self._unique([row["key"] for row in entry["columns"]], "layout")
        for row in entry["columns"]:
            kind = kinds.get(row["key"])
            shape = Shape(row["shape"]) if "shape" in row else None
            if kind is None or (shape is not None and shape not in kind.shapes):
                self._fault("region_unknown_column", f"layout/{row['key']}", name=row["key"])
                continue
            title = row.get("title", kind.title.zh)
            required = row.get("required", False)
            columns.append(BatchColumn(kind.key, title, shape or kind.shapes[0], required))
        if not pattern_fits(entry["photo_pattern"]):
            self._fault("region_photo_pattern", "layout/photo_pattern")
        return BatchLayout(
            region=self._data["region"],
            name=Words(**self._data["name"]),
            columns=tuple(columns),
            sheet=entry["sheet"],
            first_row=entry["first_row"],
            photo_pattern=entry["photo_pattern"],
            photo_profile=entry.get("photo_profile", self._own_profile()),
            photo_folder=entry.get("photo_folder", False),
            photos_asked=entry["photos_asked"],
            codes=entry.get("codes", {}),
            origin=self._origin(entry, "layout"),
        )


def _pair(entry: Entry | None, first: str, second: str) -> tuple[int, int] | None:
    if not entry or first not in entry or second not in entry:
        return None
    return entry[first], entry[second]


def _sources(national: Rulebook) -> dict[str, dict[str, str]]:
    """The national sources may be cited too, by the words under which they are known."""
    return {
        tag: {"zh": title, "en": title, "title": title} for tag, title in national.sources.items()
    }
