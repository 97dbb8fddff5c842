"""One question as a QTI 1.2 item, in the dialect that Canvas reads."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from sciatica_edu.exchange.html_text import html_of, inline_html, prompt_html, with_source
from sciatica_edu.exchange.labels import tags_of
from sciatica_edu.exchange.losses import TaskKind
from sciatica_edu.exchange.safe_xml import add
from sciatica_edu.exchange.task import Gap, NumberKey, TextKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sciatica_edu.exchange.task import Choice, Task

__all__ = ["assessment_v1", "item_v1", "reason_against_v1"]

_NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_TYPES = {
    TaskKind.ONE: "multiple_choice_question",
    TaskKind.MANY: "multiple_answers_question",
    TaskKind.NUMBER: "numerical_question",
    TaskKind.TEXT: "short_answer_question",
    TaskKind.MATCH: "matching_question",
}
_RESPONSE = "response1"
_SLACK = 1e-9


def reason_against_v1(task: Task) -> str:
    """Return why a task cannot be a QTI 1.2 item; empty if it can."""
    if task.kind is TaskKind.ORDER:
        return "no system that reads QTI 1.2 has a question of ordering"
    if task.kind is TaskKind.ANY:
        return "no system that reads QTI 1.2 takes any one of several right options"
    if task.kind is TaskKind.CLOZE and not _cloze_type(task):
        return "gaps must be all terms or all lists in QTI 1.2; here they are mixed or numbers"
    return ""


def assessment_v1(title: str, notice: Sequence[str], items: Iterable[Element]) -> Element:
    """Return the document around the items, the notice as its first, unscored text."""
    root = Element("questestinterop", {"xmlns": _NAMESPACE})
    assessment = add(root, "assessment", attributes={"ident": "sciatica-edu", "title": title})
    _fields(assessment, {"cc_maxattempts": "1"})
    section = add(assessment, "section", attributes={"ident": "root_section"})
    about = add(section, "item", attributes={"ident": "sciatica-edu-notice", "title": "About"})
    metadata = add(about, "itemmetadata")
    _fields(metadata, {"question_type": "text_only_question", "points_possible": "0"})
    shown = "".join(f"<p>{escape(line)}</p>" for line in notice)
    _material(add(about, "presentation"), shown)
    section.extend(items)
    return root


def item_v1(task: Task, picture_at: str | None) -> Element:
    """Return one item.

    Parameters
    ----------
    task
        A task that `reason_against_v1` has nothing against.
    picture_at
        Address of its picture in the package.
    """
    item = Element("item", {"ident": task.id, "title": task.id})
    kind = _cloze_type(task) if task.kind is TaskKind.CLOZE else _TYPES[task.kind]
    fields = {
        "question_type": kind,
        "points_possible": f"{task.points:g}",
        "assessment_question_identifierref": f"{task.id}-question",
        "keywords": "; ".join(tags_of(task.labels)),
    }
    _fields(add(item, "itemmetadata"), fields)
    presentation = add(item, "presentation")
    processing = Element("resprocessing")
    outcomes = add(processing, "outcomes")
    limits = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
    add(outcomes, "decvar", attributes=limits)
    feedback: list[tuple[str, str]] = []
    general = html_of(with_source(task.explanation, task.source))
    if general:
        add(_shown(processing, "general_fb"), "other")
        feedback.append(("general_fb", general))
    _body(task, presentation, processing, feedback, picture_at)
    item.append(processing)
    for name, html in feedback:
        material = add(item, "itemfeedback", attributes={"ident": name})
        _material(add(material, "flow_mat"), html)
    return item


def _body(
    task: Task,
    presentation: Element,
    processing: Element,
    feedback: list[tuple[str, str]],
    picture_at: str | None,
) -> None:
    html = prompt_html(task, picture_at=picture_at)
    if task.number and task.number.unit:
        html += f"<p>Answer in {escape(task.number.unit)}.</p>"
    if task.kind is TaskKind.CLOZE:
        html += f"<p>{''.join(map(_piece, task.pieces))}</p>"
    _material(presentation, html)
    match task.kind:
        case TaskKind.ONE | TaskKind.MANY:
            _choices(task, presentation, processing, feedback)
        case TaskKind.NUMBER if task.number:
            _entry(presentation, decimal=True)
            _number(task.number, processing, feedback)
        case TaskKind.TEXT if task.text:
            _entry(presentation, decimal=False)
            _terms(task.text, processing, feedback)
        case TaskKind.MATCH:
            _pairs(task, presentation, processing)
        case TaskKind.CLOZE:
            _gaps(task, presentation, processing)


def _piece(piece: str | Gap) -> str:
    return f"[{piece.name}]" if isinstance(piece, Gap) else escape(piece, quote=False)


def _fields(parent: Element, fields: dict[str, str]) -> None:
    rows = add(parent, "qtimetadata")
    for label, entry in fields.items():
        row = add(rows, "qtimetadatafield")
        add(row, "fieldlabel", label)
        add(row, "fieldentry", entry)


def _material(parent: Element, html: str) -> None:
    add(add(parent, "material"), "mattext", html, {"texttype": "text/html"})


def _scored(processing: Element, *, points: float = 100, action: str = "Set") -> Element:
    goes = {"continue": "Yes" if action == "Add" else "No"}
    condition = add(processing, "respcondition", attributes=goes)
    tested = add(condition, "conditionvar")
    add(condition, "setvar", f"{points:.6g}", {"action": action, "varname": "SCORE"})
    return tested


def _equal(parent: Element, value: str, response: str = _RESPONSE) -> None:
    add(parent, "varequal", value, {"respident": response})


def _remark(
    processing: Element, feedback: list[tuple[str, str]], name: str, markdown: str
) -> Element:
    feedback.append((f"{name}_fb", html_of(markdown)))
    return _shown(processing, f"{name}_fb")


def _shown(processing: Element, name: str) -> Element:
    """Add a condition that shows a feedback; return what it tests, still empty."""
    condition = add(processing, "respcondition", attributes={"continue": "Yes"})
    tested = add(condition, "conditionvar")
    linked = {"feedbacktype": "Response", "linkrefid": name}
    add(condition, "displayfeedback", attributes=linked)
    return tested


def _list(parent: Element, name: str, choices: Iterable[tuple[str, str]], *, many: bool) -> Element:
    cardinality = "Multiple" if many else "Single"
    response = add(parent, "response_lid", attributes={"ident": name, "rcardinality": cardinality})
    shown = add(response, "render_choice")
    for ident, html in choices:
        _material(add(shown, "response_label", attributes={"ident": ident}), html)
    return response


def _choices(
    task: Task, presentation: Element, processing: Element, feedback: list[tuple[str, str]]
) -> None:
    many = task.kind is TaskKind.MANY
    texts = [(choice.id, inline_html(choice.text)) for choice in task.choices]
    _list(presentation, _RESPONSE, texts, many=many)
    for choice in task.choices:
        if choice.feedback:
            _equal(_remark(processing, feedback, choice.id, choice.feedback), choice.id)
    tested = _scored(processing)
    if not many:
        _equal(tested, task.keys[0].id)
        return
    every = add(tested, "and")
    for choice in task.choices:
        _equal(every if choice.right else add(every, "not"), choice.id)


def _entry(presentation: Element, *, decimal: bool) -> None:
    named = {"ident": _RESPONSE, "rcardinality": "Single"}
    response = add(presentation, "response_str", attributes=named)
    shown = add(response, "render_fib", attributes={"fibtype": "Decimal"} if decimal else {})
    add(shown, "response_label", attributes={"ident": "answer1"})


def _interval(parent: Element, value: float, margin: float) -> None:
    within = margin + _SLACK * max(1.0, abs(value))
    for test, limit in (("vargte", value - within), ("varlte", value + within)):
        add(parent, test, f"{limit:.12g}", {"respident": _RESPONSE})


def _number(key: NumberKey, processing: Element, feedback: list[tuple[str, str]]) -> None:
    for kind, rows in (("also", key.also), ("wrong", key.wrong)):
        for place, row in enumerate(rows, start=1):
            tested = _remark(processing, feedback, f"{kind}{place}", row.feedback)
            _interval(add(tested, "and"), row.middle, row.reach)
    either = add(_scored(processing), "or")
    _equal(either, f"{key.value:.12g}")
    _interval(add(either, "and"), key.value, key.margin)
    for row in key.also:
        _interval(add(either, "and"), row.middle, row.reach)


def _terms(key: TextKey, processing: Element, feedback: list[tuple[str, str]]) -> None:
    for wrong in key.wrong:
        _equal(_remark(processing, feedback, wrong.id, wrong.feedback), wrong.text)
    tested = _scored(processing)
    for term in key.accept:
        _equal(tested, term)


def _pairs(task: Task, presentation: Element, processing: Element) -> None:
    rights = {text: f"right{place}" for place, text in enumerate(task.shown, start=1)}
    for place, pair in enumerate(task.pairs, start=1):
        name = f"response_left{place}"
        listed = [(ident, escape(text, quote=False)) for text, ident in rights.items()]
        response = _list(presentation, name, listed, many=False)
        material = Element("material")
        add(material, "mattext", inline_html(pair.left), {"texttype": "text/html"})
        response.insert(0, material)
        tested = _scored(processing, points=100 / len(task.pairs), action="Add")
        _equal(tested, rights[pair.right], name)


def _cloze_type(task: Task) -> str:
    keys = [gap.key for gap in task.gaps]
    if all(isinstance(key, TextKey) for key in keys):
        return "fill_in_multiple_blanks_question"
    if all(isinstance(key, tuple) for key in keys):
        return "multiple_dropdowns_question"
    return ""


def _gaps(task: Task, presentation: Element, processing: Element) -> None:
    for gap in task.gaps:
        name = f"response_{gap.name}"
        right: list[str] = []
        listed: list[tuple[str, str]] = []
        for place, (text, good) in enumerate(_entries(gap), start=1):
            ident = f"{gap.name}_{place}"
            listed.append((ident, escape(text, quote=False)))
            right += [ident] if good else []
        response = _list(presentation, name, listed, many=False)
        material = Element("material")
        add(material, "mattext", gap.name)
        response.insert(0, material)
        for ident in right:
            tested = _scored(processing, points=100 / len(task.gaps), action="Add")
            _equal(tested, ident, name)


def _entries(gap: Gap) -> list[tuple[str, bool]]:
    if isinstance(gap.key, TextKey):
        return [(term, True) for term in gap.key.accept]
    choices: tuple[Choice, ...] = gap.key if isinstance(gap.key, tuple) else ()
    return [(choice.text, choice.right) for choice in choices]
