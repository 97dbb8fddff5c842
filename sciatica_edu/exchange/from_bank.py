"""Questions of the bank as tasks: numbers drawn, cases cut into stages, what they use noted."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING, Any

from sciatica_edu.errors import QuizError, require_known
from sciatica_edu.evidence.questions.question import (
    BLANK,
    Audience,
    ChoiceBlank,
    ClozeQuestion,
    HotspotQuestion,
    MatchingQuestion,
    MultipleResponse,
    NumberBlank,
    NumericQuestion,
    OrderingQuestion,
    QuestionBase,
    ShortTextQuestion,
    SingleBestAnswer,
    TemplatedNumeric,
    TextBlank,
)
from sciatica_edu.evidence.tables.quantities import compatible_units
from sciatica_edu.exchange.losses import Feature, TaskKind
from sciatica_edu.exchange.task import (
    Choice,
    Gap,
    Labels,
    NumberKey,
    NumberRange,
    Pair,
    Picture,
    Task,
    TextKey,
)
from sciatica_edu.quiz.asking.draw import shuffled
from sciatica_edu.quiz.asking.items import (  # singledispatch reads the annotations
    Item,
    draw_items,
    matching_choices,
)
from sciatica_edu.quiz.asking.picture import drawing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sciatica_edu.evidence.questions.question import Option, Question
    from sciatica_edu.quiz.asking.picture import QuestionPicture

__all__ = ["tasks_of"]


def tasks_of(
    questions: Iterable[Question],
    *,
    seed: int,
    pictures: Mapping[str, QuestionPicture],
    sources: Mapping[str, str] | None = None,
) -> tuple[Task, ...]:
    """Return the questions as tasks, a case's stages one by one.

    Parameters
    ----------
    questions
        From the bank.
    seed
        Numbers are drawn and options ordered by it, as in the widget.
    pictures
        Pictures by id.
    sources
        References in short, by fact id.

    Raises
    ------
    UnknownNameError
        If a hotspot question's picture does not exist.
    """
    cited = sources or {}
    return tuple(_task(item, pictures, cited) for item in draw_items(questions, seed=seed))


def _task(item: Item, pictures: Mapping[str, QuestionPicture], sources: Mapping[str, str]) -> Task:
    question = item.question
    if not isinstance(question, QuestionBase):
        raise QuizError(f"{item.id!r} is not a question of the bank.")
    common: dict[str, Any] = {
        "id": item.id,
        "prompt": _prompt(item),
        "hints": tuple(item.text(hint) for hint in question.hints),
        "points": question.points,
        "source": "; ".join(dict.fromkeys(sources[f] for f in question.facts if f in sources)),
        "labels": Labels(
            objective=question.objective,
            level=question.level.value,
            bloom=question.bloom.value,
            difficulty=question.difficulty,
            audiences=()
            if set(question.audiences) == set(Audience)
            else tuple(audience.value for audience in question.audiences),
            facts=question.facts,
            vignette=question.vignette,
            reviewed_by=question.reviewed_by,
        ),
    }
    own = _own(question, item)
    uses = {Feature.LABELS, Feature.FACTS, *own.pop("uses")}
    uses |= {Feature.HINTS} if question.hints else set()
    uses |= {Feature.POINTS} if question.points != 1 else set()
    uses |= {Feature.STAGES} if item.case else set()
    if "misconception='" in repr(own):
        uses.add(Feature.MISCONCEPTIONS)
    if isinstance(question, HotspotQuestion):
        own["picture"] = _picture(question, pictures)
        uses |= {Feature.PICTURE}
    return Task(**common, **own, uses=frozenset(uses))


def _prompt(item: Item) -> str:
    told: list[str] = []
    if item.case:
        told = [item.case.stem, *(stage.story for stage in item.case.stages[: item.stage])]
    question = item.question
    asked = [item.text(question.stem)]
    if question.lead_in:
        asked.append(item.text(question.lead_in))
    return "\n\n".join([*told, *asked])


def _picture(question: HotspotQuestion, pictures: Mapping[str, QuestionPicture]) -> Picture:
    found = pictures[require_known("picture", question.picture, pictures)]
    view = {
        "outline": list(found.outline),
        "regions": [found.regions[region.id] for region in question.regions],
        "size": [found.width, found.height],
    }
    return Picture(found.alt, drawing(view))


@singledispatch
def _own(_question: object, item: Item) -> dict[str, Any]:
    raise QuizError(f"question {item.id!r} has a type that cannot be exported.")


def _choice(option: Option) -> Choice:
    return Choice(option.id, option.text, option.key, option.rationale, option.misconception)


@_own.register(SingleBestAnswer)
@_own.register(MultipleResponse)
def _(question: SingleBestAnswer | MultipleResponse, item: Item) -> dict[str, Any]:
    options = {option.id: _choice(option) for option in question.options}
    many = isinstance(question, MultipleResponse)
    return {
        "kind": TaskKind.MANY if many else TaskKind.ONE,
        "choices": tuple(options[name] for name in item.order),
        "shuffle": question.shuffle,
        "uses": {
            Feature.CHOICE_FEEDBACK,
            *({Feature.PARTIAL} if many else ()),
            *(() if question.shuffle else {Feature.FIXED_ORDER}),
        },
    }


@_own.register
def _(question: HotspotQuestion, _item: Item) -> dict[str, Any]:
    regions = tuple(
        Choice(region.id, region.label, region.key, region.rationale, region.misconception)
        for region in question.regions
    )
    return {
        "kind": TaskKind.ONE if len(question.keys) == 1 else TaskKind.ANY,
        "choices": regions,
        "shuffle": False,  # the picture numbers the regions in this order
        "uses": {Feature.CHOICE_FEEDBACK, Feature.POINTING, Feature.FIXED_ORDER},
    }


@_own.register(NumericQuestion)
@_own.register(TemplatedNumeric)
def _(question: NumericQuestion | TemplatedNumeric, item: Item) -> dict[str, Any]:
    units = question.accept_units or (compatible_units(question.unit) if question.unit else ())
    wrong = tuple(
        NumberRange(error.low, error.high, error.rationale, error.misconception, error.value)
        for error in item.number_errors
    )
    listed = question.also_right if isinstance(question, NumericQuestion) else ()
    also = tuple(NumberRange(row.low, row.high, row.rationale) for row in listed)
    key = NumberKey(
        item.answer_number,
        question.tolerance.margin(item.answer_number),
        question.unit,
        question.ask_unit,
        tuple(dict.fromkeys((question.unit, *units))) if question.unit else (),
        wrong,
        also,
    )
    uses = {Feature.DRAWN} if isinstance(question, TemplatedNumeric) else set()
    uses |= {Feature.ASK_UNIT} if question.ask_unit else set()
    uses |= {Feature.UNITS} if len(key.units) > 1 else set()
    uses |= {Feature.WRONG_FEEDBACK} if wrong else set()
    uses |= {Feature.RIGHT_FEEDBACK} if also else set()
    explained = f"{item.text(question.rationale)}\n\n{item.text(question.worked_solution)}"
    return {
        "kind": TaskKind.NUMBER,
        "number": key,
        "explanation": explained,
        **_otherwise(question.otherwise and item.text(question.otherwise), uses),
    }


def _otherwise(said: str | None, uses: set[Feature]) -> dict[str, Any]:
    """Return what an unforeseen answer is told, and the features with it."""
    return {"otherwise": said, "uses": uses | {Feature.OTHERWISE}} if said else {"uses": uses}


@_own.register
def _(question: ShortTextQuestion, _item: Item) -> dict[str, Any]:
    accept = (question.answer, *question.accept, *question.everyday)
    wrong = tuple(
        Choice(f"wrong{place}", row.text, right=False, feedback=row.rationale,
               misconception=row.misconception)
        for place, row in enumerate(question.wrong, start=1)
    )  # fmt: skip
    key = TextKey(accept, question.spelling == "exact", wrong)
    uses = {Feature.FOLDING}
    uses |= set() if key.exact else {Feature.LENIENT}
    uses |= {Feature.WRONG_FEEDBACK} if wrong else set()
    return {
        "kind": TaskKind.TEXT,
        "text": key,
        "explanation": question.rationale,
        **_otherwise(question.otherwise, uses),
    }


@_own.register
def _(question: MatchingQuestion, item: Item) -> dict[str, Any]:
    texts = matching_choices(question)
    pairs = tuple(
        Pair(pair.left, pair.right, pair.rationale, pair.misconception) for pair in question.pairs
    )
    extra = tuple(
        Choice(f"extra{place}", row.text, right=False, feedback=row.rationale,
               misconception=row.misconception)
        for place, row in enumerate(question.extra, start=1)
    )  # fmt: skip
    lines = [f"- {pair.left}: {pair.right}. {pair.feedback}" for pair in pairs]
    return {
        "kind": TaskKind.MATCH,
        "pairs": pairs,
        "extra": extra,
        "shown": tuple(texts[name] for name in item.order),
        "explanation": "\n".join(lines),
        "uses": {
            Feature.PART_FEEDBACK,
            Feature.PARTIAL,
            *({Feature.WRONG_FEEDBACK} if extra else ()),
        },
    }


@_own.register
def _(question: OrderingQuestion, item: Item) -> dict[str, Any]:
    steps = tuple(
        Choice(step.id, step.text, right=True, feedback=step.rationale,
               misconception=step.misconception)
        for step in question.steps
    )  # fmt: skip
    count = len(steps)
    free = len(question.relations) < count * (count - 1) // 2
    lines = [f"{n}. {step.text}: {step.feedback}" for n, step in enumerate(steps, start=1)]
    return {
        "kind": TaskKind.ORDER,
        "choices": steps,
        "relations": question.relations,
        "shown": item.order,
        "explanation": "\n".join(lines),
        "uses": {
            Feature.PART_FEEDBACK,
            Feature.PARTIAL,
            *({Feature.FREE_STEPS} if free else ()),
        },
    }


@_own.register
def _(question: ClozeQuestion, item: Item) -> dict[str, Any]:
    pieces: list[str | Gap] = []
    uses = {Feature.PARTIAL, Feature.PART_FEEDBACK}
    for place, piece in enumerate(BLANK.split(question.text)):
        if place % 2 == 0:
            pieces.append(piece)
            continue
        blank = question.blanks[piece]
        if isinstance(blank, ChoiceBlank):
            order = shuffled(blank.options, item.seed, item.id, piece, key=lambda o: o.id)
            pieces.append(Gap(piece, tuple(_choice(option) for option in order)))
        elif isinstance(blank, NumberBlank):
            units = compatible_units(blank.unit) if blank.unit else ()
            margin = blank.tolerance.margin(blank.answer)
            key = NumberKey(blank.answer, margin, blank.unit, units=units)
            pieces.append(Gap(piece, key, blank.rationale))
            uses |= {Feature.UNITS} if len(units) > 1 else set()
        else:
            pieces.append(_text_gap(piece, blank))
            uses |= {Feature.FOLDING} | (set() if blank.spelling == "exact" else {Feature.LENIENT})
            uses |= {Feature.WRONG_FEEDBACK} if blank.wrong else set()
    lines = [f"- {_gap_answer(gap)}: {_gap_reason(gap)}" for gap in pieces if isinstance(gap, Gap)]
    return {
        "kind": TaskKind.CLOZE,
        "pieces": tuple(pieces),
        "explanation": "\n".join(lines),
        "uses": uses,
    }


def _text_gap(name: str, blank: TextBlank) -> Gap:
    wrong = tuple(
        Choice(f"wrong{place}", row.text, right=False, feedback=row.rationale,
               misconception=row.misconception)
        for place, row in enumerate(blank.wrong, start=1)
    )  # fmt: skip
    return Gap(name, TextKey(blank.accept, blank.spelling == "exact", wrong), blank.rationale)


def _gap_answer(gap: Gap) -> str:
    if isinstance(gap.key, NumberKey):
        return f"{gap.key.value:g} {gap.key.unit}".strip()
    if isinstance(gap.key, TextKey):
        return gap.key.accept[0]
    return next(choice.text for choice in gap.key if choice.right)


def _gap_reason(gap: Gap) -> str:
    if isinstance(gap.key, tuple):
        return next(choice.feedback for choice in gap.key if choice.right)
    return gap.feedback
