"""Supplement requests as documents: the file that a bureau sends, and their place in a case."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Any

from kabao import paths
from kabao.domain.errors import InputRefusedError
from kabao.domain.findings import Finding, Level, Place
from kabao.domain.supplements import VERSION, Request, Supplement

if TYPE_CHECKING:
    from collections.abc import Iterable

KEY = "kabao_supplement"


def supplement_of(told: dict[str, Any]) -> Supplement:
    """Return a request from its place in a document that has the right shape."""
    requests = tuple(Request(**item) for item in told["requests"])
    return Supplement(requests=requests, **{k: v for k, v in told.items() if k != "requests"})


def supplement_document(item: Supplement) -> dict[str, Any]:
    """Return a request as documents hold it."""
    return {
        "id": item.id,
        "case": item.case,
        "package": item.package,
        "issued_on": item.issued_on,
        "issuer": item.issuer,
        "requests": [asdict(request) for request in item.requests],
    }


def write_supplement(item: Supplement) -> str:
    """Return the file that a bureau sends, as JSON."""
    return json.dumps(
        {KEY: VERSION, "supplement": supplement_document(item)}, ensure_ascii=False, indent=1
    )


def is_supplement(data: bytes) -> bool:
    """Say whether some JSON is a supplement request, sound or not."""
    return f'"{KEY}"'.encode() in data[:200]


def parse_supplement(data: bytes, name: str) -> Supplement:
    """Read the file that a bureau sent; raises InputRefusedError with what is wrong."""
    document = _json(data, name)
    version = document.get(KEY)
    if not isinstance(version, int) or version != VERSION:
        raise InputRefusedError("supplement_version", name=name, version=str(version)[:20])
    told = document.get("supplement")
    _refuse(name, _validator("supplement").iter_errors(told))
    assert isinstance(told, dict)
    return supplement_of(told)


MOST_REQUESTS = 2 * 1024 * 1024
"""Bytes of a list of requests that a clerk wrote."""


def parse_requests(data: bytes, name: str) -> tuple[Request, ...]:
    """Read a list of requests that a clerk wrote; raises InputRefusedError."""
    if len(data) > MOST_REQUESTS:
        raise InputRefusedError("supplement_not_json", name=name)
    told = _json(data, name, wanted=list)
    _refuse(name, _validator("requests").iter_errors(told))
    return tuple(Request(**item) for item in told)


def _json(data: bytes, name: str, wanted: type = dict) -> Any:
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputRefusedError("supplement_not_json", name=name) from error
    if not isinstance(document, wanted):
        raise InputRefusedError("supplement_not_json", name=name)
    return document


@cache
def _validator(what: str) -> Any:
    from jsonschema import Draft202012Validator

    text = (paths.resources() / "schemas" / "exchange-1.json").read_text(encoding="utf-8")
    schema = {**json.loads(text)["$defs"]["supplement"], "$defs": json.loads(text)["$defs"]}
    if what == "requests":
        schema = {**schema["properties"]["requests"], "$defs": schema["$defs"]}
    return Draft202012Validator(schema)


def _refuse(name: str, errors: Iterable[Any]) -> None:
    places = [".".join(str(part) for part in error.absolute_path) or "-" for error in errors]
    if places:
        findings = tuple(
            Finding(Level.ERROR, "supplement_shape", Place("", field=place))
            for place in places[:50]
        )
        raise InputRefusedError("supplement_unsound", findings, name=name, place=places[0])
