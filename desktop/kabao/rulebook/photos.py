"""What is asked of photographs, read from ``photos.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kabao.domain.photos import FaceRules, PhotoProfile, PhotoRules
from kabao.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.rulebook.sources import RuleFile

_RULES = (
    *("size", "density", "colour", "format", "ground", "sharpness"),
    *("face", "face_limits", "hair", "eyes", "eyes_middle", "frame"),
)


def read_photos(file: RuleFile) -> PhotoRules:
    """Return the rules with the origin of each."""
    data = file.data
    file.unique([entry["key"] for entry in data["profiles"]], "profiles")
    return PhotoRules(
        width=data["size"]["width"],
        height=data["size"]["height"],
        dpi=data["density"]["dpi"],
        quality=data["format"]["quality"],
        ground_mean=data["ground"]["mean"],
        ground_spread=data["ground"]["spread"],
        ground_band=data["ground"]["band"],
        sharpness=data["sharpness"]["least"],
        face=FaceRules(
            width=data["face"]["width"],
            usual=(data["face"]["least"], data["face"]["most"]),
            limits=(data["face_limits"]["least"], data["face_limits"]["most"]),
            hair=(data["hair"]["least"], data["hair"]["most"]),
            eyes_floor=data["eyes"]["floor"],
            eyes_middle=(data["eyes_middle"]["least"], data["eyes_middle"]["most"]),
            eyes_down=data["frame"]["eyes_down"],
            head_high=data["frame"]["head_high"],
        ),
        profiles=tuple(_profile(file, entry) for entry in data["profiles"]),
        origins={name: file.origin(data[name], name) for name in _RULES},
    )


def _profile(file: RuleFile, entry: Mapping[str, Any]) -> PhotoProfile:
    if entry["least_kb"] >= entry["most_kb"]:
        raise file.refused(f"profiles/{entry['key']}")
    return PhotoProfile(
        key=entry["key"],
        title=Words(**entry["title"]),
        least_kb=entry["least_kb"],
        most_kb=entry["most_kb"],
        origin=file.origin(entry, f"profiles/{entry['key']}"),
    )
