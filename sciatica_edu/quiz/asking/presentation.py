"""What the browser is told about an item: everything to show it, nothing to grade it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from sciatica_edu.errors import QuizError, require_known
from sciatica_edu.evidence.questions.question import (
    BLANK,
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
)
from sciatica_edu.quiz.asking.draw import shuffled
from sciatica_edu.quiz.asking.flashcard import Flashcard
from sciatica_edu.quiz.asking.items import Item, matching_choices
from sciatica_edu.quiz.asking.picture import QuestionPicture
from sciatica_edu.quiz.asking.rich import inline, rich

__all__ = ["controls", "item_view"]


def item_view(item: Item, *, pictures: Mapping[str, QuestionPicture]) -> dict[str, Any]:
    """Return the item as JSON for the browser; it holds no key and no rationale.

    Parameters
    ----------
    item
        The item.
    pictures
        Pictures by id; a hotspot question needs its own.

    Raises
    ------
    UnknownNameError
        If a hotspot question's picture or one of its regions does not exist.
    """
    question = item.question
    view: dict[str, Any] = {"id": item.id, "stem": rich(item.text(question.stem))}
    if question.lead_in:
        view["lead"] = inline(item.text(question.lead_in))
    if question.hints:
        view["hints"] = len(question.hints)
    if item.case:
        view["case"] = [item.stage, len(item.case.stages)]
        view["story"] = rich(item.story)
    view.update(controls(question, item, pictures))
    return view


@singledispatch
def controls(_question: object, item: Item, _pictures: Any) -> dict[str, Any]:
    """Return what to draw by the question's type; another module may register one more type."""
    raise QuizError(f"question {item.id!r} has a type that cannot be shown.")


def _listed(item: Item, texts: Mapping[str, str]) -> list[list[Any]]:
    return [[name, inline(texts[name])] for name in item.order]


@controls.register(SingleBestAnswer)
@controls.register(MultipleResponse)
def _(question: SingleBestAnswer | MultipleResponse, item: Item, _pictures: Any) -> dict[str, Any]:
    view: dict[str, Any]
    kind = "one" if isinstance(question, SingleBestAnswer) else "many"
    view = {"type": kind, "options": _listed(item, {o.id: o.text for o in question.options})}
    if isinstance(question, SingleBestAnswer) and question.painted:
        view["painted"] = {key: list(paints) for key, paints in question.painted.items()}
    return view


@controls.register(NumericQuestion)
@controls.register(TemplatedNumeric)
def _(question: NumericQuestion | TemplatedNumeric, _item: Item, _pictures: Any) -> dict[str, Any]:
    return {"type": "number", "unit": None if question.ask_unit else question.unit}


@controls.register
def _(question: ClozeQuestion, item: Item, _pictures: Any) -> dict[str, Any]:
    pieces: list[Any] = []
    for place, piece in enumerate(BLANK.split(question.text)):
        if place % 2 == 0:
            if piece:
                pieces.append(piece)
            continue
        blank = question.blanks[piece]
        shown: dict[str, Any] = {"name": piece}
        if isinstance(blank, ChoiceBlank):
            order = shuffled(blank.options, item.seed, item.id, piece, key=lambda o: o.id)
            shown["options"] = [[option.id, option.text] for option in order]
        if isinstance(blank, NumberBlank):
            shown["unit"] = blank.unit
        pieces.append(shown)
    return {"type": "cloze", "pieces": pieces}


@controls.register
def _(question: MatchingQuestion, item: Item, _pictures: Any) -> dict[str, Any]:
    left = [[pair.id, inline(pair.left)] for pair in question.pairs]
    choices = matching_choices(question)
    return {"type": "match", "left": left, "right": [[name, choices[name]] for name in item.order]}


@controls.register
def _(question: OrderingQuestion, item: Item, _pictures: Any) -> dict[str, Any]:
    return {
        "type": "order",
        "options": _listed(item, {step.id: step.text for step in question.steps}),
    }


@controls.register
def _(
    question: HotspotQuestion, item: Item, pictures: Mapping[str, QuestionPicture]
) -> dict[str, Any]:
    picture = pictures[require_known("picture", question.picture, pictures)]
    for region in question.regions:
        require_known(f"region of picture {picture.id!r}", region.id, picture.regions)
    return {
        "type": "spot",
        "options": _listed(item, {region.id: region.label for region in question.regions}),
        "picture": picture.shown([region.id for region in question.regions]),
    }


@controls.register
def _(_question: ShortTextQuestion, _item: Item, _pictures: Any) -> dict[str, Any]:
    return {"type": "text"}


@controls.register
def _(card: Flashcard, _item: Item, _pictures: Any) -> dict[str, Any]:
    return {"type": "card", "back": rich(card.back)}
