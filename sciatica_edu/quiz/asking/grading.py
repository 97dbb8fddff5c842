"""Judge an answer: verdict, score, what to say to it, and the misconceptions it shows.

Pure: an item and an answer in, a `Grade` out. An answer that cannot be read raises
`QuizError` with a message for the learner; it does not count as a try.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from sciatica_edu.errors import QuizError
from sciatica_edu.evidence.questions.quantities import compatible_units, convert, same_kind
from sciatica_edu.evidence.questions.question import (
    ChoiceBlank,
    ClozeQuestion,
    HotspotQuestion,
    MatchingQuestion,
    MultipleResponse,
    NumberBlank,
    NumericQuestion,
    OrderingQuestion,
    ShortTextQuestion,
    SingleBestAnswer,
    TemplatedNumeric,
    TextBlank,
)
from sciatica_edu.quiz.asking.answers import folded, read_quantity, same_term
from sciatica_edu.quiz.asking.flashcard import Flashcard
from sciatica_edu.quiz.asking.items import Item, matching_choices
from sciatica_edu.record.events import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sciatica_edu.evidence.questions.question import WrongText

__all__ = ["Grade", "Remark", "grade", "judge", "value_given"]

_LONGEST_TEXT = 200


@dataclass(frozen=True)
class Remark:
    """What is said to one part of an answer.

    Attributes
    ----------
    good
        True for a right part, False for a wrong one.
    about
        The part: an option's text, a blank; empty when the whole answer is meant.
    text
        The rationale, in Markdown.
    """

    good: bool
    about: str
    text: str


@dataclass(frozen=True)
class Grade:
    """The judgement of one answer.

    Attributes
    ----------
    score
        0 to 1; partial credit where the type allows.
    remarks
        What is said to the parts the learner chose.
    misconceptions
        Ids, in the order met.
    """

    score: float
    remarks: tuple[Remark, ...]
    misconceptions: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Right, partly right or wrong."""
        if self.score >= 1:
            return Verdict.RIGHT
        return Verdict.PARTLY if self.score > 0 else Verdict.WRONG


def grade(item: Item, answer: Any) -> Grade:
    """Judge `answer`.

    Parameters
    ----------
    item
        What was asked.
    answer
        An option or region id; a list of option ids; typed text; ids in order; right-side ids
        by pair id; answers by blank name.

    Raises
    ------
    QuizError
        If it is not an answer to this question; the message is for the learner.
    """
    return judge(item.question, item, answer)


@singledispatch
def judge(question: object, item: Item, answer: Any) -> Grade:  # noqa: ARG001 - dispatched on
    """Judge by the question's type; another module may register one more type."""
    raise QuizError(f"question {item.id!r} has a type that cannot be graded.")


def _found(misconceptions: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in misconceptions if name))


def _one_of(answer: Any, ids: Iterable[str], what: str) -> str:
    if not isinstance(answer, str) or not answer:
        raise QuizError(f"Choose {what} first.")
    if answer not in set(ids):
        raise QuizError(f"{answer!r} is not {what} of this question.")
    return answer


@judge.register
def _single(question: SingleBestAnswer, _item: Item, answer: Any) -> Grade:
    options = {option.id: option for option in question.options}
    chosen = options[_one_of(answer, options, "an option")]
    remark = Remark(chosen.key, chosen.text, chosen.rationale)
    return Grade(float(chosen.key), (remark,), _found([chosen.misconception]))


@judge.register
def _hotspot(question: HotspotQuestion, _item: Item, answer: Any) -> Grade:
    regions = {region.id: region for region in question.regions}
    chosen = regions[_one_of(answer, regions, "a region")]
    remarks = [Remark(chosen.key, chosen.label, chosen.rationale)]
    others = "; ".join(one.label for one in question.regions if one.key and one is not chosen)
    if chosen.key and others:
        remarks.append(Remark(good=True, about="Right too", text=others))
    return Grade(float(chosen.key), tuple(remarks), _found([chosen.misconception]))


@judge.register
def _multiple(question: MultipleResponse, _item: Item, answer: Any) -> Grade:
    options = {option.id: option for option in question.options}
    if not isinstance(answer, (list, tuple)) or not answer:
        raise QuizError("Choose at least one option first.")
    chosen = {_one_of(option, options, "an option") for option in answer}
    hits = len(chosen & set(question.keys))
    false_alarms = len(chosen) - hits
    # right options chosen minus wrong ones: ticking everything earns nothing extra
    score = max(0.0, (hits - false_alarms) / len(question.keys))
    picked = [option for option in question.options if option.id in chosen]
    remarks = tuple(Remark(option.key, option.text, option.rationale) for option in picked)
    missed = len(question.keys) - hits
    if missed and not false_alarms:
        left = "one more option is" if missed == 1 else f"{missed} more options are"
        remarks += (
            Remark(good=False, about="", text=f"What you chose is right, but {left} right too."),
        )
    return Grade(score, remarks, _found(option.misconception for option in picked))


def _typed(answer: Any) -> str:
    if not isinstance(answer, str) or not answer.strip():
        raise QuizError("Write an answer first.")
    if len(answer) > _LONGEST_TEXT:
        raise QuizError(f"That answer is longer than {_LONGEST_TEXT} characters.")
    return answer.strip()


@judge.register(NumericQuestion)
@judge.register(TemplatedNumeric)
def _numeric(question: NumericQuestion | TemplatedNumeric, item: Item, answer: Any) -> Grade:
    missing_unit = question.ask_unit and read_quantity(_typed(answer)).unit is None
    value = value_given(question, answer)
    margin = question.tolerance.margin(item.answer_number)
    slack = 1e-9 * max(1.0, abs(item.answer_number))  # 0.1 + 0.2 is 0.3 to a learner
    if abs(value - item.answer_number) <= margin + slack:
        if missing_unit:
            text = f"The number fits, but the unit is missing: write {question.unit}."
            return Grade(0.5, (Remark(good=False, about="", text=text),))
        return Grade(1.0, (Remark(good=True, about="", text=item.text(question.rationale)),))
    for wrong in item.number_errors:
        if abs(value - wrong.value) <= wrong.reach + slack:
            remark = Remark(good=False, about="", text=wrong.rationale)
            return Grade(0.0, (remark,), _found([wrong.misconception]))
    text = item.text(question.otherwise or "That is not the number.")
    return Grade(0.0, (Remark(good=False, about="", text=text),))


def value_given(question: NumericQuestion | TemplatedNumeric, answer: Any) -> float:
    """Return the number a learner wrote, in the unit of the question.

    Raises
    ------
    QuizError
        If it is no number, or its unit does not convert.
    """
    given = read_quantity(_typed(answer))
    if given.unit is None:
        return given.value
    allowed = question.accept_units or compatible_units(question.unit)
    if given.unit not in (question.unit, *allowed):
        if not question.unit:
            raise QuizError("This answer is a plain number; leave the unit out.")
        kind = "" if same_kind(given.unit, question.unit) else ", which measures something else"
        raise QuizError(f"You wrote {given.unit}{kind}. Answer in {' or '.join(allowed[:4])}.")
    return convert(given.value, unit=given.unit, to=question.unit)


def _known_wrong(typed: str, wrong: Iterable[WrongText]) -> WrongText | None:
    return next((text for text in wrong if folded(text.text) == folded(typed)), None)


@judge.register
def _short_text(question: ShortTextQuestion, _item: Item, answer: Any) -> Grade:
    typed = _typed(answer)
    accepted = (question.answer, *question.accept, *question.everyday)
    exact = next((term for term in accepted if folded(term) == folded(typed)), None)
    wrong = _known_wrong(typed, question.wrong)
    lenient = question.spelling == "lenient"
    near = exact or next((t for t in accepted if same_term(typed, t, lenient=lenient)), None)
    if exact or (near and not wrong):
        return Grade(1.0, (Remark(good=True, about="", text=_right_term(question, near, exact)),))
    if wrong:
        remark = Remark(good=False, about=wrong.text, text=wrong.rationale)
        return Grade(0.0, (remark,), _found([wrong.misconception]))
    text = question.otherwise or "That is not the term."
    return Grade(0.0, (Remark(good=False, about="", text=text),))


def _right_term(question: ShortTextQuestion, near: str | None, exact: str | None) -> str:
    if not exact:
        return f"The spelling is: {near}. {question.rationale}"
    if exact != question.answer:
        return f"The course says: {question.answer}. {question.rationale}"
    return question.rationale


@judge.register
def _cloze(question: ClozeQuestion, _item: Item, answer: Any) -> Grade:
    if not isinstance(answer, dict) or not any(str(value).strip() for value in answer.values()):
        raise QuizError("Fill at least one blank first.")
    unknown = set(answer) - set(question.blanks)
    if unknown:
        raise QuizError(f"This text has no blank {min(unknown)!r}.")
    grades = []
    for place, (name, blank) in enumerate(question.blanks.items(), start=1):
        given = str(answer.get(name) or "").strip()
        grades.append(_blank(blank, given, place))
    score = sum(part.score for part in grades) / len(grades)
    remarks = tuple(remark for part in grades for remark in part.remarks)
    return Grade(score, remarks, _found(name for part in grades for name in part.misconceptions))


def _blank(blank: TextBlank | ChoiceBlank | NumberBlank, given: str, place: int) -> Grade:
    about = f"Blank {place}"
    if not given:
        return Grade(0.0, (Remark(good=False, about=about, text="Not filled."),))
    if isinstance(blank, ChoiceBlank):
        options = {option.id: option for option in blank.options}
        chosen = options[_one_of(given, options, "an entry of the list")]
        remark = Remark(chosen.key, f"{about}, {chosen.text}", chosen.rationale)
        return Grade(float(chosen.key), (remark,), _found([chosen.misconception]))
    if isinstance(blank, NumberBlank):
        return _number_blank(blank, given, about)
    wrong = _known_wrong(_typed(given), blank.wrong)
    lenient = blank.spelling == "lenient"
    if not wrong and any(same_term(given, term, lenient=lenient) for term in blank.accept):
        return Grade(1.0, (Remark(good=True, about=about, text=blank.rationale),))
    text = wrong.rationale if wrong else "That is not the word."
    remark = Remark(good=False, about=about, text=text)
    return Grade(0.0, (remark,), _found([wrong.misconception if wrong else None]))


def _number_blank(blank: NumberBlank, given: str, about: str) -> Grade:
    quantity = read_quantity(_typed(given))
    value = quantity.value
    if quantity.unit is not None:
        if quantity.unit not in compatible_units(blank.unit):
            raise QuizError(f"{about}: answer in {blank.unit or 'a plain number'}.")
        value = convert(value, unit=quantity.unit, to=blank.unit)
    good = abs(value - blank.answer) <= blank.tolerance.margin(blank.answer) + 1e-9
    text = blank.rationale if good else "That is not the number."
    return Grade(float(good), (Remark(good=good, about=about, text=text),))


@judge.register
def _matching(question: MatchingQuestion, _item: Item, answer: Any) -> Grade:
    choices = matching_choices(question)
    if not isinstance(answer, dict) or not any(answer.values()):
        raise QuizError("Choose at least one match first.")
    for left in answer:
        _one_of(left, (pair.id for pair in question.pairs), "an entry")
    extra = {f"extra{place}": wrong for place, wrong in enumerate(question.extra, start=1)}
    right, remarks, met = 0, [], []
    for pair in question.pairs:
        given = answer.get(pair.id)
        if not given:
            remarks.append(Remark(good=False, about=pair.left, text="Not matched."))
            continue
        chosen = _one_of(given, choices, "an entry of the list")
        if choices[chosen] == pair.right:
            right += 1
            remarks.append(Remark(good=True, about=pair.left, text=pair.rationale))
            continue
        trap = extra.get(chosen)
        text = trap.rationale if trap else f"Not {choices[chosen]}."
        met += [trap.misconception if trap else None, pair.misconception]
        remarks.append(Remark(good=False, about=pair.left, text=text))
    return Grade(right / len(question.pairs), tuple(remarks), _found(met))


@judge.register
def _ordering(question: OrderingQuestion, _item: Item, answer: Any) -> Grade:
    steps = {step.id: step for step in question.steps}
    given = [str(step) for step in answer] if isinstance(answer, (list, tuple)) else []
    if sorted(given) != sorted(steps):
        raise QuizError("Put every step in the order once.")
    place = {step: index for index, step in enumerate(given)}
    broken = sorted((a, b) for a, b in question.relations if place[a] > place[b])
    share = 1 - len(broken) / len(question.relations)
    if not broken:
        remarks = [Remark(good=True, about=s.text, text=s.rationale) for s in question.steps]
        return Grade(1.0, tuple(remarks))
    # half of the relations hold by chance, so half is worth nothing
    score = min(0.99, max(0.0, 2 * share - 1))
    late = list(dict.fromkeys(b for _, b in broken))
    remarks = [
        Remark(
            good=False,
            about=steps[step].text,
            text=f"Too early: {steps[next(a for a, b in broken if b == step)].text} comes before it.",
        )
        for step in late[:3]
    ]
    return Grade(score, tuple(remarks), _found(steps[step].misconception for step in late))


_RATINGS = {"again": 0.0, "hard": 0.5, "good": 1.0, "easy": 1.0}


@judge.register
def _card(_card: Flashcard, _item: Item, answer: Any) -> Grade:
    if not isinstance(answer, str) or answer not in _RATINGS:
        raise QuizError("Rate the card: again, hard, good or easy.")
    score = _RATINGS[answer]
    return Grade(score, (Remark(good=score >= 1, about="", text=f"You said: {answer}."),))
