"""Read the question bank: every file of ``data/questions``, checked, with file and line kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from sciatica_edu.errors import ContentError, did_you_mean
from sciatica_edu.evidence.questions.question import QUESTION_TYPES, Question
from sciatica_edu.evidence.yaml import YamlFile, load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pydantic_core import ErrorDetails

__all__ = ["QuestionBank", "load_questions", "read_questions"]

_MOST_REPORTED = 20


@dataclass(frozen=True)
class QuestionBank:
    """All questions, and where each stands.

    Attributes
    ----------
    questions
        The questions by id, in the order of the files.
    where
        ``file:line`` by id.
    """

    questions: Mapping[str, Question]
    where: Mapping[str, str]


def load_questions(folder: Path) -> QuestionBank:
    """Read every ``*.yaml`` in `folder` (``data/questions``).

    Raises
    ------
    ContentError
        If a file or a question breaks a rule; every breach has its own line ``file:line: …``.
    """
    return read_questions(sorted(folder.glob("*.yaml")))


def read_questions(paths: Iterable[Path]) -> QuestionBank:
    """Read the given question files; as `load_questions`."""
    questions: dict[str, Question] = {}
    where: dict[str, str] = {}
    breaches: list[str] = []
    checked = _adapter()
    for path in paths:
        file = load_yaml(path)
        for index, raw in enumerate(_entries(file)):
            place = file.at(("questions", index))
            try:
                question = checked.validate_python(raw)
            except ValidationError as error:
                name = raw.get("id") if isinstance(raw, dict) else None
                breaches += [
                    _breach(file, index, details, str(name or f"number {index + 1}"))
                    for details in error.errors(include_url=False)
                ]
                continue
            if question.id in questions:
                breaches.append(
                    f"{place}: question id {question.id!r} is already used at {where[question.id]}."
                )
            questions[question.id] = question
            where[question.id] = place
    breaches += _bad_successors(questions, where)
    if breaches:
        more = len(breaches) - _MOST_REPORTED
        tail = [f"… and {more} more."] if more > 0 else []
        raise ContentError("\n".join([*breaches[:_MOST_REPORTED], *tail]))
    return QuestionBank(questions, where)


@cache
def _adapter() -> TypeAdapter[Question]:
    # made when questions are first read: every lesson imports this module
    return TypeAdapter(Question)


@cache
def _fields() -> list[str]:
    """Return every field an author can write, to name the one that was meant."""
    kinds = _adapter().json_schema()["$defs"].values()
    return sorted({name for kind in kinds for name in kind.get("properties", {})})


def _entries(file: YamlFile) -> list[Any]:
    data = file.data
    if not isinstance(data, dict) or set(data) != {"questions"}:
        raise ContentError(f"{file.at()}: expected one key, 'questions', holding a list.")
    if not isinstance(data["questions"], list):
        raise ContentError(f"{file.at(('questions',))}: 'questions' must be a list.")
    return data["questions"]


def _bad_successors(questions: Mapping[str, Question], where: Mapping[str, str]) -> list[str]:
    return [
        f"{where[question.id]}: question {question.id!r} supersedes {question.supersedes!r}, which is "
        "still in the bank; take the old one out."
        for question in questions.values()
        if question.supersedes in questions
    ]


def _breach(file: YamlFile, index: int, details: ErrorDetails, name: str) -> str:
    # pydantic puts the type's tag into the location; the file has no such level
    tags = {*QUESTION_TYPES, "text", "choice", "number", "Choices", "Range"}
    steps = list(details["loc"])
    path: list[str | int] = []
    node: Any = file.data["questions"][index]
    for step in steps:
        known = isinstance(node, dict) and step in node
        if step in tags and not known and not (details["type"] == "missing" and step == steps[-1]):
            continue
        path.append(step)
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            node = None
    field = ".".join(str(step) for step in path)
    place = file.at(("questions", index, *path))
    return f"{place}: question {name!r}{': ' + field if field else ''}: {_said(details)}"


def _said(details: ErrorDetails) -> str:
    kind, given, context = details["type"], details["input"], details.get("ctx", {})
    if kind == "missing":
        return "this field is required."
    if kind == "extra_forbidden":
        return f"there is no such field.{did_you_mean(str(details['loc'][-1]), _fields())}"
    if kind == "union_tag_not_found":
        return f"the field 'type' is required; allowed: {', '.join(QUESTION_TYPES)}."
    if kind == "union_tag_invalid":
        tag = str(context.get("tag"))
        hint = did_you_mean(tag, QUESTION_TYPES)
        return f"unknown type {tag!r}.{hint} Allowed: {context.get('expected_tags')}."
    if kind == "enum":
        allowed = re.findall(r"'([^']+)'", str(context.get("expected")))
        hint = did_you_mean(str(given), allowed)
        return f"{given!r} is not allowed.{hint} Allowed: {', '.join(allowed)}."
    message = details["msg"].removeprefix("Value error, ").rstrip(".")
    shown = f" Given: {str(given)[:80]!r}." if isinstance(given, (str, int, float)) else ""
    return f"{message}.{shown}"
