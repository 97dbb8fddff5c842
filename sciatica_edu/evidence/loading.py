"""Turn data files into models; every breach names file, line, value and what was expected.

Values go through strict JSON validation, so a quoted number or a bare word where a
number belongs is refused instead of converted.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from sciatica_edu.errors import ContentError, did_you_mean
from sciatica_edu.evidence.yaml import YamlFile, load_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["load_as", "load_json", "load_keyed", "validate", "validate_part"]

T = TypeVar("T")
_SHOWN_CHARACTERS = 60


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def load_as(path: Path, kind: type[T] | Any) -> tuple[T, YamlFile]:
    """Read `path` and validate it as `kind`; return the value and the file with its lines.

    Raises
    ------
    ContentError
        One line per breach, each starting with ``file:line``.
    """
    file = load_yaml(path)
    return validate(file, kind), file


def load_keyed(path: Path, kind: type[T], key: str = "id") -> tuple[dict[str, T], dict[str, str]]:
    """Read a list of models and key it by `key`.

    Returns
    -------
    tuple
        The models by key, and ``file:line`` by key.

    Raises
    ------
    ContentError
        If a row breaks the model or a key appears twice.
    """
    file = load_yaml(path)
    rows: list[T] = validate(file, list[kind])  # type: ignore[valid-type]
    found: dict[str, T] = {}
    places: dict[str, str] = {}
    for index, row in enumerate(rows):
        name = str(getattr(row, key))
        if name in found:
            raise ContentError(f"{file.at([index])}: {key} {name!r} is used twice; ids are unique.")
        found[name] = row
        places[name] = file.at([index])
    return found, places


def validate(file: YamlFile, kind: Any) -> Any:
    """Validate the data of an already parsed file as `kind`."""
    return validate_part(file, file.data, (), kind)


def validate_part(file: YamlFile, value: Any, location: Sequence[str | int], kind: Any) -> Any:
    """Validate `value`, which stands at `location` of an already parsed file, as `kind`."""
    try:
        return _adapter(kind).validate_json(json.dumps(value))
    except ValidationError as error:
        lines = [
            _explain(problem, file.at([*location, *problem["loc"]]))
            for problem in error.errors(include_url=False)
        ]
        raise ContentError("\n".join(dict.fromkeys(lines))) from None


def load_json(path: Path, kind: type[T]) -> T:
    """Read a computed file and validate it as `kind`; no hand writes it, so no line is kept.

    Raises
    ------
    ContentError
        If the file is missing, or one line per breach: the file, the field, what was found.
    """
    name = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        raise ContentError(f"{name}: the file is missing.") from None
    wanted: Any = kind
    try:
        found: T = _adapter(wanted).validate_json(text)
    except ValidationError as error:
        lines = [_explain(problem, name) for problem in error.errors(include_url=False)]
        raise ContentError("\n".join(dict.fromkeys(lines))) from None
    return found


def _explain(problem: Any, place: str) -> str:
    field = ".".join(str(step) for step in problem["loc"])
    value = json.dumps(problem.get("input"), ensure_ascii=False, default=str)
    if len(value) > _SHOWN_CHARACTERS:
        value = value[: _SHOWN_CHARACTERS - 1] + "…"
    message = problem["msg"]
    if problem["type"] in {"enum", "literal_error"} and isinstance(problem.get("input"), str):
        allowed = [
            word.strip(" '")
            for word in str(problem["ctx"]["expected"]).replace(" or ", ",").split(",")
        ]
        hint = did_you_mean(problem["input"], allowed)
        message += f".{hint}" if hint else ""
    return f"{place}: {field}: {message} (found {value})"
