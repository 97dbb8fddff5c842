"""Questions as Moodle XML; `moodle_reader` reads them back.

Element names and values follow what Moodle 4 and 5 export. Ordering questions need Moodle 4.5
or its ordering plug-in.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from sciatica_edu.evidence.questions.quantities import convert
from sciatica_edu.evidence.questions.question import (
    ClozeQuestion,
    MatchingQuestion,
    MultipleResponse,
    OrderingQuestion,
    ShortTextQuestion,
)
from sciatica_edu.exchange.files import add, xml_bytes
from sciatica_edu.exchange.labels import tags_of
from sciatica_edu.exchange.losses import Feature, Loss, Report, lost_features
from sciatica_edu.exchange.moodle_gaps import code_of, digits, plain_html
from sciatica_edu.exchange.texts import (
    html_of,
    inline_html,
    notice_lines,
    plain_of,
    prompt_html,
    with_source,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.exchange.task import NumberKey, Task

__all__ = ["CATEGORY", "NOTICE_ID", "PENALTY", "UNIT_PENALTY", "to_moodle"]

FORMAT = "Moodle XML"
NOTICE_ID = "sciatica-edu-notice"
CATEGORY = "$course$/top/sciatica-edu"
PENALTY, UNIT_PENALTY = "0.3333333", "0.5"
"""What Moodle itself proposes; this course has neither."""
_NOT_HELD = frozenset(
    {
        Feature.MISCONCEPTIONS,
        Feature.PART_FEEDBACK,
        Feature.STAGES,
        Feature.POINTING,
        Feature.DRAWN,
        Feature.LENIENT,
        Feature.FOLDING,
    }
)
_WHY = {
    Feature.PART_FEEDBACK: "it stands in the general feedback",
    Feature.STAGES: "the story so far stands in each question",
    Feature.LENIENT: "Moodle compares letter by letter",
    Feature.FOLDING: "Moodle compares letter by letter, ignoring only capitals",
}


def to_moodle(tasks: Sequence[Task]) -> tuple[bytes, Report]:
    """Return the file and what it could not hold."""
    quiz = Element("quiz")
    _opening(quiz, "".join(f"<p>{escape(line)}</p>" for line in notice_lines(tasks)))
    carried: list[str] = []
    losses: list[Loss] = []
    for task in tasks:
        if Feature.FREE_STEPS in task.uses:
            why = "more than one order is right, and Moodle's ordering question knows only one"
            losses.append(Loss(task.id, "the question", why))
            continue
        losses += lost_features(task.id, task.uses, _holds(task), _WHY)
        if isinstance(task.question, ClozeQuestion) and len(task.gaps) != task.question.points:
            told = f"that the gaps together are worth {task.question.points:g}"
            losses.append(Loss(task.id, told, "in Moodle each gap is worth 1"))
        _question(quiz, task)
        carried.append(task.id)
    return xml_bytes(quiz), Report(FORMAT, tuple(carried), tuple(losses))


def _holds(task: Task) -> frozenset[Feature]:
    holds = frozenset(Feature) - _NOT_HELD
    match task.question:
        case MatchingQuestion():
            return holds - {Feature.WRONG_FEEDBACK}
        case ClozeQuestion():
            return (holds | {Feature.PART_FEEDBACK}) - {Feature.UNITS}
    return holds


def _opening(quiz: Element, notice: str) -> None:
    category = add(quiz, "question", attributes={"type": "category"})
    _text(category, "category", CATEGORY)
    _html(category, "info", notice)
    about = add(quiz, "question", attributes={"type": "description"})
    _text(about, "name", "About these questions")
    _html(about, "questiontext", notice)
    _html(about, "generalfeedback", "")
    _settings(about, defaultgrade="0", penalty="0", hidden="0", idnumber=NOTICE_ID)


def _text(parent: Element, tag: str, text: str) -> Element:
    child = add(parent, tag)
    add(child, "text", text)
    return child


def _html(parent: Element, tag: str, html: str) -> Element:
    child = add(parent, tag, attributes={"format": "html"})
    add(child, "text", html)
    return child


def _settings(parent: Element, **values: str) -> None:
    for tag, value in values.items():
        add(parent, tag, value)


_TYPES = {
    "single_best_answer": "multichoice",
    "multiple_response": "multichoice",
    "hotspot": "multichoice",
    "numeric": "numerical",
    "templated_numeric": "numerical",
    "short_text": "shortanswer",
}


def _question(quiz: Element, task: Task) -> None:
    kind = task.question.type
    question = add(quiz, "question", attributes={"type": _TYPES.get(kind, kind)})
    words = re.sub(r"[<>&\"']+", " ", plain_of(task.prompt))
    _text(question, "name", " ".join(f"{task.id} {words}".split())[:80].strip())
    _prompt(question, task)
    _html(question, "generalfeedback", html_of(with_source(task.explanation, task.source)))
    if kind != "cloze":  # its gaps carry the grade
        add(question, "defaultgrade", f"{task.question.points:g}")
    _settings(question, penalty=PENALTY, hidden="0", idnumber=task.id)
    match task.question:
        case MatchingQuestion():
            _pairs(question, task.question)
        case OrderingQuestion():
            _steps(question, task.question)
        case ShortTextQuestion():
            _terms(question, task, task.question)
    if task.choices:
        _choices(question, task)
    if task.number:
        _number(question, task.number, task.otherwise)
    for hint in task.hints:
        _html(question, "hint", html_of(hint))
    tags = add(question, "tags")
    for tag in tags_of(task.question):
        _text(tags, "tag", tag)


def _prompt(question: Element, task: Task) -> None:
    html = prompt_html(task, picture_at=f"@@PLUGINFILE@@/{task.id}.svg" if task.picture else None)
    if task.pieces:
        gaps = (plain_html(p) if isinstance(p, str) else code_of(p[1]) for p in task.pieces)
        html += f"<p>{''.join(gaps)}</p>"
    if task.number and task.number.unit and not task.number.ask_unit:
        html += f"<p>Answer in {escape(task.number.unit)}.</p>"
    text = _html(question, "questiontext", html)
    if task.picture:
        encoded = task.picture.data_uri.partition(",")[2]
        add(text, "file", encoded, {"name": f"{task.id}.svg", "path": "/", "encoding": "base64"})


def _answer(
    question: Element, fraction: float, text: str, feedback: str, *, form: str = "html"
) -> Element:
    answer = add(question, "answer", attributes={"fraction": f"{fraction:.7g}", "format": form})
    add(answer, "text", text)
    _html(answer, "feedback", html_of(feedback))
    return answer


def _choices(question: Element, task: Task) -> None:
    many = isinstance(task.question, MultipleResponse)
    add(question, "single", "false" if many else "true")
    add(question, "shuffleanswers", "true" if task.shuffles else "false")
    add(question, "answernumbering", "none")
    # right ones add up to 100 %, and each wrong one takes as much away, as the widget scores
    share = 100 / len(task.keys) if many else 100.0
    for choice in task.choices:
        fraction = share if choice.key else (-share if many else 0.0)
        _answer(question, round(fraction, 5), inline_html(choice.text), choice.rationale)


def _number(question: Element, key: NumberKey, otherwise: str) -> None:
    answers = [(100, key.value, key.margin, "")]
    answers += [(0, row.value, row.reach, row.rationale) for row in key.wrong]
    for fraction, value, margin, said in answers:
        answer = _answer(question, fraction, digits(value), said, form="moodle_auto_format")
        add(answer, "tolerance", digits(margin))
    if otherwise:
        rest = _answer(question, 0, "*", otherwise, form="moodle_auto_format")
        add(rest, "tolerance", "0")
    if key.units:
        units = add(question, "units")
        for unit in key.units:
            row = add(units, "unit")
            add(row, "multiplier", digits(convert(1.0, unit=key.unit, to=unit)))
            add(row, "unit_name", unit)
    _settings(
        question,
        unitgradingtype="1" if key.ask_unit else "0",
        unitpenalty=UNIT_PENALTY,
        showunits="0" if key.units else "3",
        unitsleft="0",
    )


def _terms(question: Element, task: Task, asked: ShortTextQuestion) -> None:
    add(question, "usecase", "0")
    rows = [(0, wrong.text, wrong.rationale) for wrong in asked.wrong]
    rows += [(100, term, "") for term in task.terms]
    for fraction, term, said in rows:
        _answer(question, fraction, term.replace("*", "\\*"), said, form="moodle_auto_format")
    if task.otherwise:
        _answer(question, 0, "*", task.otherwise, form="moodle_auto_format")


def _pairs(question: Element, asked: MatchingQuestion) -> None:
    add(question, "shuffleanswers", "true")
    sides = [(inline_html(pair.left), pair.right) for pair in asked.pairs]
    sides += [("", extra.text) for extra in asked.extra]
    for left, right in sides:
        row = add(question, "subquestion", attributes={"format": "html"})
        add(row, "text", left)
        _text(row, "answer", plain_of(right))


def _steps(question: Element, asked: OrderingQuestion) -> None:
    _settings(
        question,
        layouttype="VERTICAL",
        selecttype="ALL",
        selectcount=str(len(asked.steps)),
        gradingtype="RELATIVE_ALL_PREVIOUS_AND_NEXT",
        showgrading="SHOW",
        numberingstyle="none",
    )
    for place, step in enumerate(asked.steps, start=1):
        _answer(question, place, inline_html(step.text), step.rationale)
