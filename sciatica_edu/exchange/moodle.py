"""Questions as Moodle XML; `moodle_reader` reads them back.

Element names and values follow what Moodle 4 and 5 export. Ordering questions need Moodle 4.5
or its ordering plug-in.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from sciatica_edu.evidence.tables.quantities import convert
from sciatica_edu.exchange.html_text import (
    html_of,
    inline_html,
    plain_of,
    prompt_html,
    with_source,
)
from sciatica_edu.exchange.labels import tags_of
from sciatica_edu.exchange.losses import Feature, Loss, Report, TaskKind, lost_features
from sciatica_edu.exchange.notice import notice_lines
from sciatica_edu.exchange.safe_xml import add, xml_bytes
from sciatica_edu.exchange.task import Gap, NumberKey, TextKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sciatica_edu.exchange.task import Choice, Task

__all__ = ["HOLDS", "NOTICE_ID", "to_moodle"]

FORMAT = "Moodle XML"
NOTICE_ID = "sciatica-edu-notice"
HOLDS = frozenset(
    {
        Feature.CHOICE_FEEDBACK,
        Feature.WRONG_FEEDBACK,
        Feature.RIGHT_FEEDBACK,
        Feature.OTHERWISE,
        Feature.HINTS,
        Feature.PICTURE,
        Feature.ASK_UNIT,
        Feature.UNITS,
        Feature.PARTIAL,
        Feature.FIXED_ORDER,
        Feature.POINTS,
        Feature.LABELS,
        Feature.FACTS,
    }
)
_WHY = {
    Feature.PART_FEEDBACK: "it stands in the general feedback",
    Feature.STAGES: "the story so far stands in each question",
    Feature.LENIENT: "Moodle compares letter by letter",
    Feature.FOLDING: "Moodle compares letter by letter, ignoring only capitals",
}
_CATEGORY = "$course$/top/sciatica-edu"


def to_moodle(tasks: Sequence[Task]) -> tuple[bytes, Report]:
    """Return the file and what it could not hold."""
    quiz = Element("quiz")
    notice = "".join(f"<p>{escape(line)}</p>" for line in notice_lines(tasks))
    _opening(quiz, notice)
    carried: list[str] = []
    losses: list[Loss] = []
    for task in tasks:
        if Feature.FREE_STEPS in task.uses:
            why = "more than one order is right, and Moodle's ordering question knows only one"
            losses.append(Loss(task.id, "the question", why))
            continue
        holds = HOLDS
        if task.kind is TaskKind.MATCH:
            holds -= {Feature.WRONG_FEEDBACK}
        if task.kind is TaskKind.CLOZE:
            holds = (holds | {Feature.PART_FEEDBACK}) - {Feature.UNITS}
        losses += lost_features(task.id, task.uses, holds, _WHY)
        _question(quiz, task)
        carried.append(task.id)
    return xml_bytes(quiz), Report(FORMAT, tuple(carried), tuple(losses))


def _opening(quiz: Element, notice: str) -> None:
    category = add(quiz, "question", attributes={"type": "category"})
    _text(category, "category", _CATEGORY)
    _html(category, "info", notice)
    about = add(quiz, "question", attributes={"type": "description"})
    _text(about, "name", "About these questions")
    _html(about, "questiontext", notice)
    _html(about, "generalfeedback", "")
    add(about, "defaultgrade", "0")
    add(about, "penalty", "0")
    add(about, "hidden", "0")
    add(about, "idnumber", NOTICE_ID)


def _text(parent: Element, tag: str, text: str) -> Element:
    child = add(parent, tag)
    add(child, "text", text)
    return child


def _html(parent: Element, tag: str, html: str) -> Element:
    child = add(parent, tag, attributes={"format": "html"})
    add(child, "text", html)
    return child


_TYPES = {
    TaskKind.ONE: "multichoice",
    TaskKind.ANY: "multichoice",
    TaskKind.MANY: "multichoice",
    TaskKind.NUMBER: "numerical",
    TaskKind.TEXT: "shortanswer",
    TaskKind.MATCH: "matching",
    TaskKind.ORDER: "ordering",
    TaskKind.CLOZE: "cloze",
}


def _question(quiz: Element, task: Task) -> None:
    question = add(quiz, "question", attributes={"type": _TYPES[task.kind]})
    words = re.sub(r"[<>&\"']+", " ", plain_of(task.prompt))
    _text(question, "name", " ".join(f"{task.id} {words}".split())[:80].strip())
    _prompt(question, task)
    _html(question, "generalfeedback", html_of(with_source(task.explanation, task.source)))
    if task.kind is not TaskKind.CLOZE:  # its gaps carry the grade
        add(question, "defaultgrade", f"{task.points:g}")
    add(question, "penalty", "0.3333333")
    add(question, "hidden", "0")
    add(question, "idnumber", task.id)
    _own(question, task)
    for hint in task.hints:
        _html(question, "hint", html_of(hint))
    tags = add(question, "tags")
    for tag in tags_of(task.labels):
        _text(tags, "tag", tag)


def _prompt(question: Element, task: Task) -> None:
    if task.kind is TaskKind.CLOZE:
        gaps = "".join(_code(p) if isinstance(p, Gap) else _plain_html(p) for p in task.pieces)
        _html(question, "questiontext", f"{prompt_html(task)}<p>{gaps}</p>")
        return
    if not task.picture:
        _html(question, "questiontext", prompt_html(task) + _unit_told(task.number))
        return
    name = f"{task.id}.svg"
    text = _html(question, "questiontext", prompt_html(task, picture_at=f"@@PLUGINFILE@@/{name}"))
    encoded = task.picture.data_uri.partition(",")[2]
    add(text, "file", encoded, {"name": name, "path": "/", "encoding": "base64"})


def _unit_told(key: NumberKey | None) -> str:
    shown = key is not None and key.unit and not key.ask_unit
    return f"<p>Answer in {escape(key.unit)}.</p>" if key and shown else ""


def _plain_html(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br/>")


def _own(question: Element, task: Task) -> None:
    match task.kind:
        case TaskKind.ONE | TaskKind.ANY | TaskKind.MANY:
            _choices(question, task)
        case TaskKind.NUMBER if task.number:
            _number(question, task.number, task.otherwise)
        case TaskKind.TEXT if task.text:
            _terms(question, task.text, task.otherwise)
        case TaskKind.MATCH:
            _pairs(question, task)
        case TaskKind.ORDER:
            _steps(question, task)


def _answer(
    question: Element, fraction: float, text: str, feedback: str, *, form: str = "html"
) -> Element:
    answer = add(question, "answer", attributes={"fraction": f"{fraction:.7g}", "format": form})
    add(answer, "text", text)
    _html(answer, "feedback", html_of(feedback))
    return answer


def _choices(question: Element, task: Task) -> None:
    many = task.kind is TaskKind.MANY
    add(question, "single", "false" if many else "true")
    add(question, "shuffleanswers", "true" if task.shuffle else "false")
    add(question, "answernumbering", "none")
    # right ones add up to 100 %, and each wrong one takes as much away, as the widget scores
    share = 100 / len(task.keys) if many else 100.0
    for choice in task.choices:
        fraction = share if choice.right else (-share if many else 0.0)
        _answer(question, round(fraction, 5), inline_html(choice.text), choice.feedback)


def _number(question: Element, key: NumberKey, otherwise: str) -> None:
    # Moodle takes the first that fits, so the numbers with a remark of their own come first
    answers = [(100, row.middle, row.reach, row.feedback) for row in key.also]
    answers.append((100, key.value, key.margin, ""))
    answers += [(0, row.middle, row.reach, row.feedback) for row in key.wrong]
    for fraction, value, margin, said in answers:
        answer = _answer(question, fraction, _digits(value), said, form="moodle_auto_format")
        add(answer, "tolerance", _digits(margin))
    if otherwise:
        rest = _answer(question, 0, "*", otherwise, form="moodle_auto_format")
        add(rest, "tolerance", "0")
    if key.units:
        units = add(question, "units")
        for unit in key.units:
            row = add(units, "unit")
            add(row, "multiplier", _digits(convert(1.0, unit=key.unit, to=unit)))
            add(row, "unit_name", unit)
    add(question, "unitgradingtype", "1" if key.ask_unit else "0")
    add(question, "unitpenalty", "0.5")
    add(question, "showunits", "0" if key.units else "3")
    add(question, "unitsleft", "0")


def _digits(value: float) -> str:
    return f"{value:.15g}"


def _terms(question: Element, key: TextKey, otherwise: str) -> None:
    add(question, "usecase", "0")
    rows = [(0, wrong.text, wrong.feedback) for wrong in key.wrong]
    rows += [(100, term, "") for term in key.accept]
    for fraction, term, said in rows:
        _answer(question, fraction, term.replace("*", "\\*"), said, form="moodle_auto_format")
    if otherwise:
        _answer(question, 0, "*", otherwise, form="moodle_auto_format")


def _pairs(question: Element, task: Task) -> None:
    add(question, "shuffleanswers", "true")
    sides = [(inline_html(pair.left), pair.right) for pair in task.pairs]
    sides += [("", extra.text) for extra in task.extra]
    for left, right in sides:
        row = add(question, "subquestion", attributes={"format": "html"})
        add(row, "text", left)
        _text(row, "answer", plain_of(right))


def _steps(question: Element, task: Task) -> None:
    for tag, value in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("selectcount", str(len(task.choices))),
        ("gradingtype", "RELATIVE_ALL_PREVIOUS_AND_NEXT"),
        ("showgrading", "SHOW"),
        ("numberingstyle", "none"),
    ):
        add(question, tag, value)
    for place, step in enumerate(task.choices, start=1):
        _answer(question, place, inline_html(step.text), step.feedback)


def _code(gap: Gap) -> str:
    """Return a gap in the notation of Moodle's embedded answers."""
    if isinstance(gap.key, NumberKey):
        unit = f" {_plain_html(gap.key.unit)}" if gap.key.unit else ""
        said = _remark(gap.feedback)
        key = f"{_digits(gap.key.value)}:{_digits(gap.key.margin)}"
        return f"{{1:NUMERICAL:={key}{said}}}{unit}"
    if isinstance(gap.key, TextKey):
        wrong = [f"{_masked(w.text)}{_remark(w.feedback)}" for w in gap.key.wrong]
        right = [f"={_masked(term)}{_remark(gap.feedback)}" for term in gap.key.accept]
        return f"{{1:SHORTANSWER:{'~'.join([*right, *wrong])}}}"
    return f"{{1:MULTICHOICE:{'~'.join(_listed(gap.key))}}}"


def _listed(choices: Iterable[Choice]) -> list[str]:
    return [
        f"{'=' if choice.right else ''}{_masked(plain_of(choice.text))}{_remark(choice.feedback)}"
        for choice in choices
    ]


def _remark(feedback: str) -> str:
    return f"#{_masked(plain_of(feedback))}" if feedback else ""


def _masked(text: str) -> str:
    """Return a text whose signs of the notation are HTML entities, which Moodle decodes."""
    html = escape(text, quote=False)
    for sign in "\\~#}{=%":
        html = re.sub(rf"(?<!&){re.escape(sign)}", f"&#{ord(sign)};", html)
    return html
