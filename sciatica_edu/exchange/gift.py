"""Questions as GIFT, Moodle's text format; `gift_reader` reads them back."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from sciatica_edu.exchange.html_text import (
    html_of,
    inline_html,
    plain_of,
    prompt_html,
    with_source,
)
from sciatica_edu.exchange.labels import tags_of
from sciatica_edu.exchange.losses import Feature, Loss, Report, TaskKind, lost_features
from sciatica_edu.exchange.moodle import NOTICE_ID
from sciatica_edu.exchange.notice import notice_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.exchange.task import NumberKey, NumberRange, Task, TextKey

__all__ = ["HOLDS", "to_gift"]

FORMAT = "GIFT"
HOLDS = frozenset(
    {
        Feature.CHOICE_FEEDBACK,
        Feature.WRONG_FEEDBACK,
        Feature.RIGHT_FEEDBACK,
        Feature.OTHERWISE,
        Feature.PICTURE,
        Feature.PARTIAL,
        Feature.LABELS,
        Feature.FACTS,
    }
)
_WHY = {
    Feature.PART_FEEDBACK: "it stands in the general feedback",
    Feature.STAGES: "the story so far stands in each question",
    Feature.LENIENT: "answers are compared letter by letter",
    Feature.FOLDING: "answers are compared letter by letter, ignoring only capitals",
    Feature.ASK_UNIT: "the unit stands in the question",
    Feature.UNITS: "the unit stands in the question",
    Feature.FIXED_ORDER: "the program that reads the file decides",
}
_SIGNS = re.compile(r"([\\~=#{}:])")


def to_gift(tasks: Sequence[Task]) -> tuple[bytes, Report]:
    """Return the file and what it could not hold."""
    notice = notice_lines(tasks)
    about = "".join(f"<p>{escape(line)}</p>" for line in notice)
    blocks = [
        "\n".join(f"// {line}" for line in notice),
        "$CATEGORY: $course$/top/sciatica-edu",
        f"// [id:{NOTICE_ID}]\n::About these questions::[html]{_masked(about)}",
    ]
    carried: list[str] = []
    losses: list[Loss] = []
    for task in tasks:
        answers = _answers(task)
        if answers is None:
            why = f"GIFT has no question of the type '{task.kind.value}'"
            losses.append(Loss(task.id, "the question", why))
            continue
        holds = HOLDS - {Feature.WRONG_FEEDBACK} if task.kind is TaskKind.MATCH else HOLDS
        losses += lost_features(task.id, task.uses, holds, _WHY)
        blocks.append(_block(task, answers))
        carried.append(task.id)
    return ("\n\n".join(blocks) + "\n").encode(), Report(FORMAT, tuple(carried), tuple(losses))


def _block(task: Task, answers: list[str]) -> str:
    tags = " ".join(f"[tag:{re.sub(r'[][]', ' ', tag)}]" for tag in tags_of(task.labels))
    unit = task.number.unit if task.number else ""
    told = f"<p>Answer in {escape(unit)}.</p>" if unit else ""
    prompt = _masked(prompt_html(task) + told)
    said = html_of(with_source(task.explanation, task.source))
    general = [f"####{_masked(said)}"] if said else []
    opening = "{#" if task.kind is TaskKind.NUMBER else "{"
    lines = [f"// [id:{task.id}] {tags}".rstrip(), f"::{_masked(task.id)}::[html]{prompt}{opening}"]
    return "\n".join([*lines, *(f"\t{line}" for line in [*answers, *general]), "}"])


def _masked(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text).replace("\n", "\\n")


def _remark(feedback: str) -> str:
    return f"#{_masked(html_of(feedback))}" if feedback else ""


def _answers(task: Task) -> list[str] | None:
    match task.kind:
        case TaskKind.ONE | TaskKind.ANY:
            return [
                f"{'=' if c.right else '~'}{_masked(inline_html(c.text))}{_remark(c.feedback)}"
                for c in task.choices
            ]
        case TaskKind.MANY:
            share = f"{100 / len(task.keys):.7g}"
            return [
                f"~%{'' if c.right else '-'}{share}%{_masked(inline_html(c.text))}"
                f"{_remark(c.feedback)}"
                for c in task.choices
            ]
        case TaskKind.NUMBER if task.number:
            return _numbers(task.number, task.otherwise)
        case TaskKind.TEXT if task.text:
            return _terms(task.text, task.otherwise)
        case TaskKind.MATCH:
            pairs = [
                f"={_masked(inline_html(p.left))} -> {_masked(plain_of(p.right))}"
                for p in task.pairs
            ]
            return pairs + [f"= -> {_masked(plain_of(extra.text))}" for extra in task.extra]
    return None


def _numbers(key: NumberKey, otherwise: str) -> list[str]:
    # the first that fits an answer is said, so the numbers with a remark of their own come first
    return [
        *(f"={_spread(row)}{_remark(row.feedback)}" for row in key.also),
        f"={key.value:.15g}:{key.margin:.15g}",
        *(f"=%0%{_spread(row)}{_remark(row.feedback)}" for row in key.wrong),
        *([f"~{_remark(otherwise)}"] if otherwise else []),
    ]


def _spread(row: NumberRange) -> str:
    return f"{row.middle:.15g}:{row.reach:.15g}"


def _terms(key: TextKey, otherwise: str) -> list[str]:
    return [
        *(f"={_masked(term)}" for term in key.accept),
        *(f"=%0%{_masked(wrong.text)}{_remark(wrong.feedback)}" for wrong in key.wrong),
        *([f"=%0%*{_remark(otherwise)}"] if otherwise else []),
    ]
