"""An imported task as a question in this course's YAML, with what a person must still fill in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import TypeAdapter, ValidationError

from sciatica_edu.errors import QuizError
from sciatica_edu.evidence.questions.question import Question
from sciatica_edu.exchange.losses import Loss, Report, TaskKind
from sciatica_edu.exchange.task import Choice, Gap, NumberKey, TextKey

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sciatica_edu.exchange.task import Labels, NumberRange, Task

__all__ = ["MISSING", "Defaults", "Draft", "drafts_of", "yaml_text"]

MISSING = "Missing."
"""Stands where a rationale is to be written; the check of the bank finds it."""

_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{2,40}(\.[1-9])?")
_OPTION_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,'()/._?-]*[A-Za-z0-9.?)]")


@dataclass(frozen=True)
class Defaults:
    """What an imported question is taken to be where its file does not say.

    Attributes
    ----------
    objective, fact
        Ids; the standing-in names do not exist, so that the check of the bank points at them.
    level, bloom, difficulty
        As in the bank.
    prefix
        Begins the id of a question that has no usable one.
    """

    objective: str = "objective-to-choose"
    fact: str = "FACT-TO-CITE"
    level: str = "introductory"
    bloom: str = "remember"
    difficulty: float = 0.5
    prefix: str = "IMP"


@dataclass(frozen=True)
class Draft:
    """The questions of one import, and what became of the file.

    Attributes
    ----------
    questions
        As the YAML holds them; each is valid by itself.
    tasks
        The same questions as they were read.
    report
        What was lost and what is to be filled in.
    """

    questions: tuple[dict[str, Any], ...]
    tasks: tuple[Task, ...]
    report: Report


def drafts_of(
    tasks: Iterable[Task],
    *,
    format_name: str,
    losses: Iterable[Loss],
    notes: Iterable[Loss] = (),
    defaults: Defaults | None = None,
) -> Draft:
    """Return the tasks as questions; one that this course cannot hold is named and left out.

    Parameters
    ----------
    tasks
        From a reader.
    format_name
        The format that they were read from.
    losses, notes
        What the reader had to say.
    defaults
        For what the file does not say.
    """
    chosen = defaults or Defaults()
    lost, told = list(losses), list(notes)
    questions: list[dict[str, Any]] = []
    kept: list[Task] = []
    used: set[str] = set()
    for place, task in enumerate(tasks, start=1):
        name = _free_id(task.id, place, used, chosen.prefix)
        if name != task.id:
            told.append(Loss(name, "the id", f"{task.id!r} is not a free id of this course"))
        named = replace(task, id=name)
        try:
            data = _data(named, chosen)
            _QUESTION.validate_python(data)
        except ValidationError as error:
            lost.append(Loss(task.id, "the question", _first(error)))
            continue
        except QuizError as error:
            lost.append(Loss(task.id, "the question", str(error)))
            continue
        used.add(name)
        questions.append(data)
        kept.append(named)
        told += [
            Loss(name, what, "the file does not say; fill it in") for what in _open(data, task)
        ]
    report = Report(format_name, tuple(task.id for task in kept), tuple(lost), tuple(told))
    return Draft(tuple(questions), tuple(kept), report)


def yaml_text(questions: Iterable[dict[str, Any]], *, comment: Iterable[str] = ()) -> str:
    """Return a file of questions for ``data/questions``; the comment lines stand on top."""
    lines = "".join(f"# {line}\n" for text in comment for line in text.splitlines())
    body = yaml.dump(
        {"questions": list(questions)},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=100,
    )
    return f"{lines}{body}"


class _Dumper(yaml.SafeDumper):
    """Quotes whatever YAML could read as something else than text, and indents lists."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        super().increase_indent(flow, False)  # noqa: FBT003

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the reader refuses aliases
        return True


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    words = {"true", "false", "null", "yes", "no", "on", "off"}
    plain = _PLAIN.fullmatch(text) and text.casefold() not in words
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


_Dumper.add_representer(str, _quoted)


def _free_id(name: str, place: int, used: set[str], prefix: str) -> str:
    if _ID.fullmatch(name) and name not in used:
        return name
    word = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:30]
    candidate = f"{prefix}-{word}" if word else f"{prefix}-{place:03}"
    while candidate in used or not _ID.fullmatch(candidate):
        candidate = f"{prefix}-{place:03}"
        place += 1
    return candidate


def _first(error: ValidationError) -> str:
    found = error.errors(include_url=False)[0]
    where = ".".join(str(step) for step in found["loc"][1:])
    return f"{where}: {found['msg'].removeprefix('Value error, ')}".lstrip(": ")


def _open(data: dict[str, Any], task: Task) -> list[str]:
    """Return what stands in for something the file did not say."""
    found = []
    for field, value in (
        ("the objective", task.labels.objective),
        ("the facts", task.labels.facts),
        ("level, Bloom level and difficulty", task.labels.level),
    ):
        if not value:
            found.append(field)
    if MISSING in repr(data):
        found.append("a rationale")
    return found


def _data(task: Task, defaults: Defaults) -> dict[str, Any]:
    labels: Labels = task.labels
    data: dict[str, Any] = {
        "id": task.id,
        "type": "",
        "objective": labels.objective or defaults.objective,
        "level": labels.level or defaults.level,
        "bloom": labels.bloom or defaults.bloom,
        "difficulty": defaults.difficulty if labels.difficulty is None else labels.difficulty,
        "facts": list(labels.facts or [defaults.fact]),
        "stem": task.prompt,
    }
    if labels.audiences:
        data["audiences"] = list(labels.audiences)
    if labels.vignette:
        data["vignette"] = True
    if task.hints:
        data["hints"] = list(task.hints)
    if task.points != 1:
        data["points"] = task.points
    own = {
        TaskKind.ONE: _chosen,
        TaskKind.ANY: _chosen,
        TaskKind.MANY: _chosen,
        TaskKind.NUMBER: _number,
        TaskKind.TEXT: _term,
        TaskKind.MATCH: _matching,
        TaskKind.ORDER: _ordering,
        TaskKind.CLOZE: _cloze,
    }[task.kind]
    return {**data, **own(task)}


def _judged(choice: Choice, explanation: str = "") -> dict[str, Any]:
    row: dict[str, Any] = {"rationale": choice.feedback or explanation or MISSING}
    if choice.misconception:
        row["misconception"] = choice.misconception
    return row


def _options(choices: Iterable[Choice], explanation: str) -> list[dict[str, Any]]:
    rows = []
    for place, choice in enumerate(choices):
        name = choice.id if _OPTION_ID.fullmatch(choice.id) else "ABCDEFGHIJ"[place : place + 1]
        row = {"id": name, "text": choice.text, "key": choice.right}
        rows.append({**row, **_judged(choice, explanation if choice.right else "")})
    return rows


def _chosen(task: Task) -> dict[str, Any]:
    several = task.kind is not TaskKind.ONE
    data: dict[str, Any] = {"type": "multiple_response" if several else "single_best_answer"}
    if not task.shuffle:
        data["shuffle"] = False
    return {**data, "options": _options(task.choices, task.explanation)}


def _number(task: Task) -> dict[str, Any]:
    key = _needed(task, task.number)
    rationale, _, solution = task.explanation.rpartition("\n\n")
    data: dict[str, Any] = {"type": "numeric", "answer": float(key.value)}
    if key.unit:
        data["unit"] = key.unit
    if key.ask_unit:
        data["ask_unit"] = True
    if key.also:
        said = rationale or solution or MISSING
        data["also_right"] = [
            {"low": float(row.low), "high": float(row.high), "rationale": row.feedback or said}
            for row in key.also
        ]
    return {
        **data,
        "tolerance": {"absolute": float(key.margin)},
        "rationale": rationale or solution or MISSING,
        "worked_solution": solution if rationale else MISSING,
        **_otherwise(task),
        "common_errors": [_common_error(row) for row in key.wrong],
    }


def _common_error(row: NumberRange) -> dict[str, Any]:
    if row.value is None:
        data: dict[str, Any] = {"low": float(row.low), "high": float(row.high)}
    else:
        data = {"value": float(row.value)}
    data["rationale"] = row.feedback or MISSING
    return {**data, **({"misconception": row.misconception} if row.misconception else {})}


def _otherwise(task: Task) -> dict[str, str]:
    return {"otherwise": task.otherwise} if task.otherwise else {}


def _needed(task: Task, key: NumberKey | None) -> NumberKey:
    if key is None:
        raise QuizError(f"question {task.id!r} has no number as its answer.")
    return key


def _term(task: Task) -> dict[str, Any]:
    if task.text is None or not task.text.accept:
        raise QuizError(f"question {task.id!r} has no term as its answer.")
    first, *others = task.text.accept
    return {
        "type": "short_text",
        "answer": first,
        "accept": others,
        "spelling": "exact" if task.text.exact else "lenient",
        "wrong": [{"text": row.text, **_judged(row)} for row in task.text.wrong],
        "rationale": task.explanation or MISSING,
        **_otherwise(task),
    }


def _matching(task: Task) -> dict[str, Any]:
    return {
        "type": "matching",
        "pairs": [
            {
                "id": "abcdefghijklmnop"[place],
                "left": pair.left,
                "right": pair.right,
                "rationale": pair.feedback or task.explanation or MISSING,
            }
            for place, pair in enumerate(task.pairs[:16])
        ],
        "extra": [{"text": row.text, **_judged(row)} for row in task.extra],
    }


def _ordering(task: Task) -> dict[str, Any]:
    names = {step.id: f"s{place}" for place, step in enumerate(task.choices, start=1)}
    data: dict[str, Any] = {
        "type": "ordering",
        "steps": [
            {"id": names[step.id], "text": step.text, **_judged(step, task.explanation)}
            for step in task.choices
        ],
    }
    count = len(names)
    if 0 < len(task.relations) < count * (count - 1) // 2:
        data["before"] = [[names[a], names[b]] for a, b in sorted(task.relations)]
    return data


def _cloze(task: Task) -> dict[str, Any]:
    text = "".join(f"[[{p.name}]]" if isinstance(p, Gap) else p for p in task.pieces)
    return {
        "type": "cloze",
        "stem": task.prompt or "Fill the gaps.",
        "text": text,
        "blanks": {gap.name: _blank(gap, task.explanation) for gap in task.gaps},
    }


def _blank(gap: Gap, explanation: str) -> dict[str, Any]:
    said = gap.feedback or explanation or MISSING
    if isinstance(gap.key, NumberKey):
        tolerance = {"absolute": float(gap.key.margin)}
        data = {"kind": "number", "answer": float(gap.key.value), "tolerance": tolerance}
        return {**data, **({"unit": gap.key.unit} if gap.key.unit else {}), "rationale": said}
    if isinstance(gap.key, TextKey):
        return {
            "kind": "text",
            "accept": list(gap.key.accept),
            "spelling": "exact" if gap.key.exact else "lenient",
            "rationale": said,
            "wrong": [{"text": row.text, **_judged(row)} for row in gap.key.wrong],
        }
    return {"kind": "choice", "options": _options(gap.key, explanation)}
