"""One question as a QTI 2.1 item: interaction, key, scoring and feedback."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from sciatica_edu.exchange import qti_rules as rules
from sciatica_edu.exchange.html_text import with_source
from sciatica_edu.exchange.losses import TaskKind
from sciatica_edu.exchange.qti_rules import RESPONSE
from sciatica_edu.exchange.rich_xml import append_text, put, put_blocks
from sciatica_edu.exchange.safe_xml import add
from sciatica_edu.exchange.task import Gap, NumberKey, TextKey
from sciatica_edu.quiz.asking.rich import inline, rich

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sciatica_edu.exchange.task import Choice, Task

__all__ = ["item_v2", "reason_against_v2", "test_v2"]

_NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_MOST_ORDERS = 120


def reason_against_v2(task: Task) -> str:
    """Return why a task cannot be a QTI 2.1 item; empty if it can."""
    if task.kind is TaskKind.ORDER and not 0 < len(_orders(task)) <= _MOST_ORDERS:
        return f"more than {_MOST_ORDERS} orders are right, and QTI must list each"
    return ""


def test_v2(title: str, notice: Iterable[str], ids: Iterable[str], files: Iterable[str]) -> Element:
    """Return the test that strings the items together, the notice on top."""
    names = {"xmlns": _NAMESPACE, "identifier": "sciatica-edu", "title": title}
    test = Element("assessmentTest", names)
    modes = {"identifier": "part", "navigationMode": "nonlinear", "submissionMode": "individual"}
    part = add(test, "testPart", attributes=modes)
    shown = {"identifier": "section", "title": title, "visible": "true"}
    section = add(part, "assessmentSection", attributes=shown)
    rubric = add(section, "rubricBlock", attributes={"view": "candidate"})
    for line in notice:
        add(rubric, "p", line)
    for name, file in zip(ids, files, strict=True):
        add(section, "assessmentItemRef", attributes={"identifier": f"item-{name}", "href": file})
    return test


def item_v2(task: Task, picture_at: str | None) -> Element:
    """Return one item.

    Parameters
    ----------
    task
        A task that `reason_against_v2` has nothing against.
    picture_at
        Address of its picture, seen from the item's file.
    """
    item = Element(
        "assessmentItem",
        {
            "xmlns": _NAMESPACE,
            "identifier": f"item-{task.id}",
            "title": task.id,
            "adaptive": "false",
            "timeDependent": "false",
        },
    )
    writer = _ItemWriter(task)
    writer.write(picture_at)
    item.extend(writer.declarations)
    for name, value in (("SCORE", 0.0), ("MAXSCORE", task.points)):
        item.append(rules.outcome(name, "float", f"{value:g}"))
    if writer.feedback:
        item.append(rules.outcome("FEEDBACK", "identifier", cardinality="multiple"))
    general = with_source(task.explanation, task.source)
    if general:
        item.append(rules.outcome("EXPLANATION", "identifier"))
        rules.set_outcome(writer.processing, "EXPLANATION", rules.value("identifier", "shown"))
    item.append(writer.body)
    item.append(writer.processing)
    for name, markdown in writer.feedback:
        _modal(item, "FEEDBACK", name, markdown)
    if general:
        _modal(item, "EXPLANATION", "shown", general)
    return item


class _ItemWriter:
    """Collects the parts of an item, which stand apart from one another in the file."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.declarations: list[Element] = []
        self.body = Element("itemBody")
        self.processing = Element("responseProcessing")
        self.feedback: list[tuple[str, str]] = []

    def write(self, picture_at: str | None) -> None:
        """Fill all parts."""
        put_blocks(self.body, rich(self.task.prompt))
        if self.task.picture and picture_at:
            given = {"src": picture_at, "alt": self.task.picture.alt, "width": "320"}
            add(add(self.body, "p"), "img", attributes=given)
        writers: dict[TaskKind, Callable[[], None]] = {
            TaskKind.ONE: self._choices,
            TaskKind.ANY: self._choices,
            TaskKind.MANY: self._choices,
            TaskKind.NUMBER: self._number,
            TaskKind.TEXT: self._term,
            TaskKind.MATCH: self._pairs,
            TaskKind.ORDER: self._order,
            TaskKind.CLOZE: self._cloze,
        }
        writers[self.task.kind]()

    def _declare(
        self, cardinality: str, base: str, correct: Sequence[str], name: str = RESPONSE
    ) -> Element:
        given = {"identifier": name, "cardinality": cardinality, "baseType": base}
        declaration = Element("responseDeclaration", given)
        right = add(declaration, "correctResponse")
        for value in correct:
            add(right, "value", value)
        self.declarations.append(declaration)
        return declaration

    def _map(self, declaration: Element, rows: Iterable[tuple[str, float]]) -> None:
        limits = {"lowerBound": "0", "defaultValue": "0"}
        mapping = add(declaration, "mapping", attributes=limits)
        for key, value in rows:
            given = {"mapKey": key, "mappedValue": f"{value:.6g}"}
            add(mapping, "mapEntry", attributes=given)
        scored = Element("mapResponse", {"identifier": RESPONSE})
        rules.set_outcome(self.processing, "SCORE", scored)

    def _when(self, condition: Element, *values: tuple[str, Element]) -> None:
        block = add(add(self.processing, "responseCondition"), "responseIf")
        block.append(condition)
        for name, value in values:
            rules.set_outcome(block, name, value)

    def _said(self, condition: Element, name: str, markdown: str) -> None:
        self.feedback.append((name, markdown))
        both = Element("multiple")
        both.append(rules.variable("FEEDBACK"))
        both.append(rules.value("identifier", name))
        self._when(condition, ("FEEDBACK", both))

    def _choices(self) -> None:
        task, many = self.task, self.task.kind is TaskKind.MANY
        keys = [_ident(choice.id) for choice in task.keys]
        declaration = self._declare(
            "multiple" if many else "single", "identifier", keys if many else keys[:1]
        )
        given = {
            "responseIdentifier": RESPONSE,
            "shuffle": "true" if task.shuffle else "false",
            "maxChoices": "0" if many else "1",
        }
        interaction = add(self.body, "choiceInteraction", attributes=given)
        for choice in task.choices:
            _put_choice(interaction, "simpleChoice", choice)
        if many:
            share = task.points / len(keys)
            self._map(
                declaration, [(_ident(c.id), share if c.right else -share) for c in task.choices]
            )
        else:
            right = [rules.match(rules.variable(), rules.value("identifier", key)) for key in keys]
            self._when(rules.either(right), ("SCORE", rules.value("float", f"{task.points:g}")))
        for choice in task.choices:
            if choice.feedback:
                chosen = rules.value("identifier", _ident(choice.id))
                test = rules.member(chosen) if many else rules.match(rules.variable(), chosen)
                self._said(test, f"said_{_ident(choice.id)}", choice.feedback)

    def _number(self) -> None:
        key = self.task.number
        if key is None:
            return
        self._declare("single", "float", [f"{key.value:.12g}"])
        line = add(self.body, "p", "Answer: ")
        given = {"responseIdentifier": RESPONSE, "expectedLength": "12"}
        entry = add(line, "textEntryInteraction", attributes=given)
        entry.tail = f" {key.unit}" if key.unit else None
        points = rules.value("float", f"{self.task.points:g}")
        self._when(rules.is_right_number(key), ("SCORE", points))
        for place, row in enumerate(key.also, start=1):
            self._said(rules.equals(RESPONSE, row.middle, row.reach), f"also{place}", row.feedback)
        for place, row in enumerate(key.wrong, start=1):
            test = Element("and")
            test.append(rules.equals(RESPONSE, row.middle, row.reach))
            add(test, "not").append(rules.is_right_number(key))
            self._said(test, f"wrong{place}", row.feedback)

    def _term(self) -> None:
        key = self.task.text
        if key is None:
            return
        self._declare("single", "string", key.accept[:1])
        line = add(self.body, "p", "Answer: ")
        given = {"responseIdentifier": RESPONSE, "expectedLength": "30"}
        add(line, "textEntryInteraction", attributes=given)
        right = rules.either([rules.spelled(RESPONSE, term) for term in key.accept])
        self._when(right, ("SCORE", rules.value("float", f"{self.task.points:g}")))
        for wrong in key.wrong:
            self._said(rules.spelled(RESPONSE, wrong.text), wrong.id, wrong.feedback)

    def _pairs(self) -> None:
        task = self.task
        rights = {text: f"R{place}" for place, text in enumerate(task.shown, start=1)}
        keys = [f"L{place} {rights[pair.right]}" for place, pair in enumerate(task.pairs, start=1)]
        declaration = self._declare("multiple", "directedPair", keys)
        given = {
            "responseIdentifier": RESPONSE,
            "shuffle": "false",
            "maxAssociations": str(len(task.pairs)),
        }
        interaction = add(self.body, "matchInteraction", attributes=given)
        lefts = add(interaction, "simpleMatchSet")
        for place, pair in enumerate(task.pairs, start=1):
            given = {"identifier": f"L{place}", "matchMax": "1"}
            put(add(lefts, "simpleAssociableChoice", attributes=given), inline(pair.left))
        listed = add(interaction, "simpleMatchSet")
        for text, ident in rights.items():
            given = {"identifier": ident, "matchMax": str(len(task.pairs))}
            add(listed, "simpleAssociableChoice", text, given)
        self._map(declaration, [(key, task.points / len(keys)) for key in keys])

    def _order(self) -> None:
        task = self.task
        self._declare("ordered", "identifier", [_ident(step.id) for step in task.choices])
        given = {"responseIdentifier": RESPONSE, "shuffle": "false"}
        interaction = add(self.body, "orderInteraction", attributes=given)
        steps = {step.id: step for step in task.choices}
        for name in task.shown or tuple(steps):
            _put_choice(interaction, "simpleChoice", steps[name])
        tests = []
        for order in _orders(task):
            listed = Element("ordered")
            listed.extend(rules.value("identifier", _ident(name)) for name in order)
            tests.append(rules.match(rules.variable(), listed))
        self._when(rules.either(tests), ("SCORE", rules.value("float", f"{task.points:g}")))

    def _cloze(self) -> None:
        line = add(self.body, "p")
        share = self.task.points / len(self.task.gaps)
        last: Element | None = None
        place = 0
        for piece in self.task.pieces:
            if not isinstance(piece, Gap):
                append_text(line, last, piece)
                continue
            place += 1
            last, right = self._gap(line, piece, f"RESPONSE{place}")
            more = Element("sum")
            more.append(rules.variable("SCORE"))
            more.append(rules.value("float", f"{share:.6g}"))
            self._when(right, ("SCORE", more))

    def _gap(self, line: Element, gap: Gap, name: str) -> tuple[Element, Element]:
        if isinstance(gap.key, NumberKey):
            self._declare("single", "float", [f"{gap.key.value:.12g}"], name)
            given = {"responseIdentifier": name, "expectedLength": "8"}
            entry = add(line, "textEntryInteraction", attributes=given)
            entry.tail = f" {gap.key.unit}" if gap.key.unit else None
            return entry, rules.equals(name, gap.key.value, gap.key.margin)
        if isinstance(gap.key, TextKey):
            self._declare("single", "string", gap.key.accept[:1], name)
            given = {"responseIdentifier": name, "expectedLength": "20"}
            entry = add(line, "textEntryInteraction", attributes=given)
            return entry, rules.either([rules.spelled(name, term) for term in gap.key.accept])
        right = next(choice for choice in gap.key if choice.right)
        self._declare("single", "identifier", [_ident(right.id)], name)
        given = {"responseIdentifier": name, "shuffle": "false"}
        entry = add(line, "inlineChoiceInteraction", attributes=given)
        for choice in gap.key:
            add(entry, "inlineChoice", choice.text, {"identifier": _ident(choice.id)})
        return entry, rules.match(rules.variable(name), rules.value("identifier", _ident(right.id)))


def _orders(task: Task) -> list[tuple[str, ...]]:
    """Return every right order; none when the steps are too free to list them."""
    ids = [step.id for step in task.choices]
    if not task.relations:
        return [tuple(ids)]
    count = len(ids)
    if len(task.relations) == count * (count - 1) // 2:
        return [tuple(ids)]
    if count > 8:  # 9! orders are too many to try
        return []
    found = []
    for order in permutations(ids):
        place = {name: position for position, name in enumerate(order)}
        if all(place[a] < place[b] for a, b in task.relations):
            found.append(order)
    return found


def _ident(name: str) -> str:
    return name if name[:1].isalpha() else f"c{name}"


def _modal(item: Element, outcome: str, name: str, markdown: str) -> None:
    given = {"outcomeIdentifier": outcome, "identifier": name, "showHide": "show"}
    put_blocks(add(item, "modalFeedback", attributes=given), rich(markdown))


def _put_choice(interaction: Element, tag: str, choice: Choice) -> None:
    put(add(interaction, tag, attributes={"identifier": _ident(choice.id)}), inline(choice.text))
