"""Questions as one Common Cartridge, the only package that Canvas, Blackboard and Brightspace read.

In it the questions are QTI 1.2. Choices and terms keep to the cartridge's own profile, which all
three know; numbers and pairs are written as Canvas writes them, in a test of their own, so
that a platform which does not know them still takes the first one (docs/decisions/0006).
"""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from sciatica_edu.evidence.questions.question import (
    MatchingQuestion,
    MultipleResponse,
)
from sciatica_edu.exchange.files import add, xml_bytes, zip_bytes
from sciatica_edu.exchange.labels import tags_of
from sciatica_edu.exchange.losses import Feature, Loss, Report, lost_features
from sciatica_edu.exchange.texts import (
    html_of,
    inline_html,
    notice_lines,
    prompt_html,
    with_source,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sciatica_edu.exchange.task import NumberKey, Task

__all__ = ["to_qti"]

FORMAT = "QTI"
_CC = "http://www.imsglobal.org/xsd/imsccv1p1"
_LOM = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_TEST = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"
_TITLE = "sciatica-edu questions"
_HOLDS = frozenset(
    {
        Feature.CHOICE_FEEDBACK,
        Feature.PICTURE,
        Feature.POINTS,
        Feature.LABELS,
        Feature.FACTS,
    }
)
_GENERAL = "it stands in the general feedback"
_WHY = {
    Feature.PART_FEEDBACK: _GENERAL,
    Feature.WRONG_FEEDBACK: _GENERAL,
    Feature.STAGES: "the story so far stands in each question",
    Feature.LENIENT: "answers are compared letter by letter",
    Feature.FOLDING: "answers are compared letter by letter, ignoring only capitals",
    Feature.ASK_UNIT: "the answer is a bare number; the unit stands in the question",
    Feature.UNITS: "the answer is a bare number; the unit stands in the question",
}
# type of a question -> what Canvas calls it, and the cartridge's profile where there is one
_TYPES = {
    "single_best_answer": ("multiple_choice_question", "cc.multiple_choice.v0p1"),
    "hotspot": ("multiple_choice_question", "cc.multiple_choice.v0p1"),
    "multiple_response": ("multiple_answers_question", "cc.multiple_response.v0p1"),
    "short_text": ("short_answer_question", "cc.fib.v0p1"),
    "numeric": ("numerical_question", ""),
    "templated_numeric": ("numerical_question", ""),
    "matching": ("matching_question", ""),
}
_RESPONSE = "response1"
_SLACK = 1e-9


def to_qti(tasks: Sequence[Task]) -> tuple[bytes, Report]:
    """Return the cartridge (zip) and what it could not hold."""
    kept: list[Task] = []
    losses: list[Loss] = []
    notes: list[Loss] = []
    for task in tasks:
        reason = _reason_against(task)
        if reason:
            losses.append(Loss(task.id, "the question", reason))
            continue
        kept.append(task)
        parts = {Feature.PARTIAL} if task.question.type == "matching" else set()
        losses += lost_features(task.id, task.uses, _HOLDS | parts, _WHY)
        if not _TYPES[task.question.type][1]:
            why = "Canvas reads it; a platform that knows the cartridge's own types alone does not"
            notes.append(Loss(task.id, "the question", why))
    report = Report(FORMAT, tuple(task.id for task in kept), tuple(losses), tuple(notes))
    return zip_bytes(_files(kept)), report


def _files(tasks: Sequence[Task]) -> dict[str, bytes]:
    notice = notice_lines(tasks)
    about = "".join(f"<p>{escape(line)}</p>" for line in notice)
    page = f'<!DOCTYPE html><html lang="en"><title>About</title><body>{about}</body></html>'
    files = {"about.html": page.encode()}
    rows = [("about", "About these questions", "webcontent", "about.html")]
    for name, title, common in (
        ("choices", _TITLE, True),
        ("others", f"{_TITLE}: numbers and pairs", False),
    ):
        own = [task for task in tasks if bool(_TYPES[task.question.type][1]) is common]
        if own:
            files[f"{name}/{name}.xml"] = xml_bytes(_assessment(name, title, notice, own))
            rows.append((name, title, _TEST, f"{name}/{name}.xml"))
    pictures = {
        f"media/{task.id}.svg": base64.b64decode(task.picture.data_uri.partition(",")[2])
        for task in tasks
        if task.picture
    }
    manifest = _manifest(rows, pictures, notice)
    return {"imsmanifest.xml": xml_bytes(manifest), **files, **pictures}


def _manifest(
    rows: Sequence[tuple[str, str, str, str]], pictures: Iterable[str], notice: Sequence[str]
) -> Element:
    names = {
        "identifier": "sciatica-edu",
        "xmlns": f"{_CC}/imscp_v1p1",
        "xmlns:lom": _LOM,
    }
    manifest = Element("manifest", names)
    metadata = add(manifest, "metadata")
    add(metadata, "schema", "IMS Common Cartridge")
    add(metadata, "schemaversion", "1.1.0")
    general = add(add(metadata, "lom:lom"), "lom:general")
    for tag, text in (("title", _TITLE), ("description", " ".join(notice))):
        add(add(general, f"lom:{tag}"), "lom:string", text, {"language": "en"})
    shape = {"identifier": "contents", "structure": "rooted-hierarchy"}
    contents = add(add(manifest, "organizations"), "organization", attributes=shape)
    module = add(add(contents, "item", attributes={"identifier": "root"}), "item")
    module.set("identifier", "module")
    add(module, "title", _TITLE)
    resources = add(manifest, "resources")
    media = {f"picture-{place}": path for place, path in enumerate(pictures, start=1)}
    for name, title, kind, path in rows:
        given = {"identifier": f"item-{name}", "identifierref": name}
        add(add(module, "item", attributes=given), "title", title)
        resource = _resource(resources, name, kind, path)
        if kind == _TEST:
            for picture in media:
                add(resource, "dependency", attributes={"identifierref": picture})
    for name, path in media.items():
        _resource(resources, name, "webcontent", path)
    return manifest


def _resource(resources: Element, name: str, kind: str, path: str) -> Element:
    given = {"identifier": name, "type": kind}
    # a cartridge's test has no href, a page needs one
    given |= {} if kind == _TEST else {"href": path}
    resource = add(resources, "resource", attributes=given)
    add(resource, "file", attributes={"href": path})
    return resource


def _reason_against(task: Task) -> str:
    """Return why a task cannot be an item; empty if it can."""
    if task.question.type == "ordering":
        return "no platform that reads QTI 1.2 has a question of ordering"
    if task.question.type == "hotspot" and len(task.keys) > 1:
        return "no platform that reads QTI 1.2 takes any one of several right options"
    if task.pieces:
        return "no platform that reads QTI 1.2 has a question with gaps of several kinds"
    return ""


def _assessment(name: str, title: str, notice: Sequence[str], tasks: Sequence[Task]) -> Element:
    root = Element("questestinterop", {"xmlns": _QTI})
    assessment = add(root, "assessment", attributes={"ident": f"sciatica-edu-{name}"})
    assessment.set("title", title)
    _fields(assessment, {"cc_profile": "cc.exam.v0p1", "cc_maxattempts": "1"})
    rubric = add(assessment, "rubric")
    _material(rubric, "".join(f"<p>{escape(line)}</p>" for line in notice))
    section = add(assessment, "section", attributes={"ident": "root_section"})
    section.extend(_item(task) for task in tasks)
    return root


def _item(task: Task) -> Element:
    item = Element("item", {"ident": task.id, "title": task.id})
    kind, profile = _TYPES[task.question.type]
    fields = {
        **({"cc_profile": profile} if profile else {}),
        "question_type": kind,
        "points_possible": f"{task.question.points:g}",
        "assessment_question_identifierref": f"{task.id}-question",
        "keywords": "; ".join(tags_of(task.question)),
    }
    _fields(add(item, "itemmetadata"), fields)
    presentation = add(item, "presentation")
    _material(presentation, _prompt(task))
    processing = add(item, "resprocessing")
    limits = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
    add(add(processing, "outcomes"), "decvar", attributes=limits)
    feedback: list[tuple[str, str]] = []
    general = html_of(with_source(_explanation(task), task.source))
    if general:
        add(_shown(processing, "general_fb"), "other")
        feedback.append(("general_fb", general))
    if task.choices:
        feedback += _choices(task, presentation, processing)
    elif task.number:
        _entry(presentation, decimal=True)
        _number(task.number, processing)
    elif task.terms:
        _entry(presentation, decimal=False)
        tested = _scored(processing)
        for term in task.terms:
            _equal(tested, term)
    elif isinstance(task.question, MatchingQuestion):
        _pairs(task, task.question, presentation, processing)
    for name, html in feedback:
        material = add(item, "itemfeedback", attributes={"ident": name})
        _material(add(material, "flow_mat"), html)
    return item


def _prompt(task: Task) -> str:
    html = prompt_html(task, picture_at=f"../media/{task.id}.svg" if task.picture else None)
    if task.number and task.number.unit:
        html += f"<p>Answer in {escape(task.number.unit)}.</p>"
    return html


def _explanation(task: Task) -> str:
    """Return the explanation, with the remarks to other answers, which QTI shows to no one else.

    Canvas takes a feedback of its own for what it tells after any wrong answer.
    """
    rows: list[tuple[str, str]] = []
    if task.number:
        rows = [(f"{row.value:.6g}", row.rationale) for row in task.number.wrong]
    else:
        others = (*getattr(task.question, "wrong", ()), *getattr(task.question, "extra", ()))
        rows = [(other.text, other.rationale) for other in others]
    listed = "\n".join(f"- {answer}: {said}" for answer, said in rows)
    return "\n\n".join(filter(None, (task.explanation, listed and f"Other answers:\n\n{listed}")))


def _fields(parent: Element, fields: dict[str, str]) -> None:
    rows = add(parent, "qtimetadata")
    for label, entry in fields.items():
        row = add(rows, "qtimetadatafield")
        add(row, "fieldlabel", label)
        add(row, "fieldentry", entry)


def _material(parent: Element, html: str) -> Element:
    material = add(parent, "material")
    add(material, "mattext", html, {"texttype": "text/html"})
    return material


def _scored(processing: Element, *, points: float = 100, action: str = "Set") -> Element:
    goes = {"continue": "Yes" if action == "Add" else "No"}
    condition = add(processing, "respcondition", attributes=goes)
    tested = add(condition, "conditionvar")
    add(condition, "setvar", f"{points:.6g}", {"action": action, "varname": "SCORE"})
    return tested


def _equal(parent: Element, value: str, response: str = _RESPONSE) -> None:
    add(parent, "varequal", value, {"respident": response})


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


def _choices(task: Task, presentation: Element, processing: Element) -> Iterator[tuple[str, str]]:
    many = isinstance(task.question, MultipleResponse)
    texts = [(choice.id, inline_html(choice.text)) for choice in task.choices]
    _list(presentation, _RESPONSE, texts, many=many)
    for place, choice in enumerate(task.choices, start=1):
        # Canvas reads words such as "wrong" in these names, so options are numbered
        _equal(_shown(processing, f"option{place}_fb"), choice.id)
        yield f"option{place}_fb", html_of(choice.rationale)
    tested = _scored(processing)
    if not many:
        _equal(tested, task.keys[0].id)
        return
    every = add(tested, "and")
    for choice in task.choices:
        _equal(every if choice.key else add(every, "not"), choice.id)


def _entry(presentation: Element, *, decimal: bool) -> None:
    named = {"ident": _RESPONSE, "rcardinality": "Single"}
    response = add(presentation, "response_str", attributes=named)
    shown = add(response, "render_fib", attributes={"fibtype": "Decimal"} if decimal else {})
    add(shown, "response_label", attributes={"ident": "answer1"})


def _interval(parent: Element, value: float, margin: float) -> None:
    both = add(parent, "and")
    within = margin + _SLACK * max(1.0, abs(value))
    for test, limit in (("vargte", value - within), ("varlte", value + within)):
        add(both, test, f"{limit:.12g}", {"respident": _RESPONSE})


def _number(key: NumberKey, processing: Element) -> None:
    either = add(_scored(processing), "or")
    _equal(either, f"{key.value:.12g}")
    _interval(either, key.value, key.margin)


def _pairs(task: Task, asked: MatchingQuestion, presentation: Element, processing: Element) -> None:
    rights = {text: f"right{place}" for place, text in enumerate(task.shown, start=1)}
    listed = [(ident, escape(text, quote=False)) for text, ident in rights.items()]
    for place, pair in enumerate(asked.pairs, start=1):
        name = f"response_left{place}"
        response = _list(presentation, name, listed, many=False)
        response.insert(0, _material(Element("_"), inline_html(pair.left)))
        tested = _scored(processing, points=100 / len(asked.pairs), action="Add")
        _equal(tested, rights[pair.right], name)
