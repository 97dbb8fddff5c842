"""A question of the bank as other programs are told it: drawn, its stages apart, its features noted.

The bank's own models say what is asked; a task adds what they leave open: the numbers of this
draw, the order of this seed, the whole story of a case, the explanation as one text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import sciatica_edu.lessons.drawers  # noqa: F401  (registers what draws made-up patients)
from sciatica_edu.errors import require_known
from sciatica_edu.evidence.questions.quantities import compatible_units
from sciatica_edu.evidence.questions.question import (
    BLANK,
    ChoiceBlank,
    ClozeQuestion,
    HotspotQuestion,
    MatchingQuestion,
    MultipleResponse,
    NumberBlank,
    NumericQuestion,
    Option,
    OrderingQuestion,
    ShortTextQuestion,
    SingleBestAnswer,
    TemplatedNumeric,
    TextBlank,
)
from sciatica_edu.exchange.losses import Feature, Loss
from sciatica_edu.quiz.asking.draw import shuffled
from sciatica_edu.quiz.asking.items import Item, draw_items, matching_choices
from sciatica_edu.quiz.asking.picture import drawing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sciatica_edu.evidence.questions.question import Part, Question
    from sciatica_edu.quiz.asking.items import DrawnError
    from sciatica_edu.quiz.asking.picture import QuestionPicture

__all__ = ["Gap", "NumberKey", "Picture", "Task", "tasks_of"]


@dataclass(frozen=True)
class NumberKey:
    """A number, the largest accepted distance from it, its unit, and known wrong ones."""

    value: float
    margin: float
    unit: str
    ask_unit: bool = False
    units: tuple[str, ...] = ()
    """Every unit accepted, that of the answer first; empty for a plain number."""
    wrong: tuple[DrawnError, ...] = ()

    def __str__(self) -> str:
        margin = f" ± {self.margin:.4g}" if self.margin else ""
        return f"{self.value:.6g}{margin} {self.unit}".strip()


Gap = ChoiceBlank | NumberBlank | TextBlank
_PARTS = {Feature.PART_FEEDBACK, Feature.PARTIAL}
_ALWAYS = {
    "single_best_answer": {Feature.CHOICE_FEEDBACK},
    "multiple_response": {Feature.CHOICE_FEEDBACK, Feature.PARTIAL},
    "hotspot": {Feature.CHOICE_FEEDBACK, Feature.POINTING, Feature.PICTURE},
    "templated_numeric": {Feature.DRAWN},
    "matching": _PARTS,
    "ordering": _PARTS,
    "cloze": _PARTS,
}
"""What a type of question brings with it."""
_EXPORTED = (
    SingleBestAnswer | MultipleResponse | HotspotQuestion | NumericQuestion | TemplatedNumeric
    | ShortTextQuestion | MatchingQuestion | OrderingQuestion | ClozeQuestion
)  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A drawing: its description and its SVG as a data URI."""

    alt: str
    data_uri: str


@dataclass(frozen=True)
class Task:
    """One gradable question, its numbers drawn; every text is Markdown unless said otherwise.

    Attributes
    ----------
    question
        What the bank says.
    item
        The same as one learner meets it.
    prompt
        Story, stem and lead-in, as one text.
    source
        References, as plain text.
    picture
        Of a question that points at one.
    """

    question: Part
    item: Item
    prompt: str
    source: str = ""
    picture: Picture | None = None

    @property
    def id(self) -> str:
        """Id of the question, or of the stage of a case."""
        return self.question.id

    @cached_property
    def explanation(self) -> str:
        """What is said to everyone afterwards; empty where each option says it."""
        return _explained(self.question, self.item)

    @property
    def otherwise(self) -> str:
        """What a wrong answer is told that nobody foresaw."""
        return self.item.text(getattr(self.question, "otherwise", None) or "")

    @property
    def hints(self) -> tuple[str, ...]:
        """What helps, from the vaguest to the clearest."""
        return tuple(self.item.text(hint) for hint in self.question.hints)

    @cached_property
    def choices(self) -> tuple[Option, ...]:
        """Options or regions of a picture, in the order shown."""
        match self.question:
            case SingleBestAnswer() | MultipleResponse() as asked:
                by_id = {option.id: option for option in asked.options}
                return tuple(by_id[name] for name in self.item.order)
            case HotspotQuestion() as asked:
                return tuple(
                    Option.model_construct(**{**dict(region), "text": region.label})
                    for region in asked.regions
                )
        return ()

    @property
    def keys(self) -> tuple[Option, ...]:
        """The right ones of the choices."""
        return tuple(choice for choice in self.choices if choice.key)

    @property
    def shuffles(self) -> bool:
        """Whether the choices may stand in any order; numbers in a picture fix it."""
        return getattr(self.question, "shuffle", False)

    @cached_property
    def number(self) -> NumberKey | None:
        """The right number and all that is said about others."""
        asked = self.question
        if not isinstance(asked, NumericQuestion | TemplatedNumeric):
            return None
        value = self.item.answer_number
        others = asked.accept_units or (compatible_units(asked.unit) if asked.unit else ())
        return NumberKey(
            value,
            asked.tolerance.margin(value),
            asked.unit,
            asked.ask_unit,
            tuple(dict.fromkeys((asked.unit, *others))) if asked.unit else (),
            self.item.number_errors,
        )

    @property
    def terms(self) -> tuple[str, ...]:
        """Accepted terms, the preferred one first."""
        asked = self.question
        if not isinstance(asked, ShortTextQuestion):
            return ()
        return (asked.answer, *asked.accept, *asked.everyday)

    @property
    def shown(self) -> tuple[str, ...]:
        """Right sides or steps, in the order shown."""
        texts: dict[str, str] = {}
        match self.question:
            case MatchingQuestion() as asked:
                texts = matching_choices(asked)
            case OrderingQuestion() as asked:
                texts = {step.id: step.text for step in asked.steps}
        return tuple(texts[name] for name in self.item.order) if texts else ()

    @cached_property
    def pieces(self) -> tuple[str | tuple[str, Gap], ...]:
        """The text of a cloze question: plain text and named gaps by turns."""
        asked = self.question
        if not isinstance(asked, ClozeQuestion):
            return ()
        pieces = BLANK.split(asked.text)
        return tuple(
            (piece, self._gap(piece, asked.blanks[piece])) if place % 2 else piece
            for place, piece in enumerate(pieces)
        )

    def _gap(self, name: str, blank: Gap) -> Gap:
        if not isinstance(blank, ChoiceBlank):
            return blank
        order = shuffled(blank.options, self.item.seed, self.id, name, key=lambda o: o.id)
        return ChoiceBlank(kind="choice", options=tuple(order))

    @property
    def gaps(self) -> tuple[tuple[str, Gap], ...]:
        """The gaps of a cloze question by name."""
        return tuple(piece for piece in self.pieces if not isinstance(piece, str))

    @cached_property
    def uses(self) -> frozenset[Feature]:
        """What it has that a format may not hold."""
        asked, key = self.question, self.number
        words = [asked, *(gap for _, gap in self.gaps)]
        flags = {
            Feature.HINTS: asked.hints,
            Feature.POINTS: asked.points != 1,
            Feature.STAGES: self.item.case,
            Feature.MISCONCEPTIONS: "misconception='" in repr(asked),
            Feature.OTHERWISE: self.otherwise,
            Feature.FIXED_ORDER: self.choices and not self.shuffles,
            Feature.ASK_UNIT: key and key.ask_unit,
            Feature.UNITS: any(
                len(compatible_units(unit)) > 1
                for unit in (getattr(one, "unit", "") for one in words)
                if unit
            ),
            Feature.WRONG_FEEDBACK: (key and key.wrong)
            or any(getattr(one, "wrong", ()) for one in words)
            or getattr(asked, "extra", ()),
            Feature.FOLDING: any(hasattr(one, "spelling") for one in words),
            Feature.LENIENT: any(getattr(one, "spelling", "") == "lenient" for one in words),
            Feature.FREE_STEPS: isinstance(asked, OrderingQuestion)
            and len(asked.relations) < len(asked.steps) * (len(asked.steps) - 1) // 2,
        }
        return frozenset(
            {
                Feature.LABELS,
                Feature.FACTS,
                *_ALWAYS.get(asked.type, ()),
                *(feature for feature, used in flags.items() if used),
            }
        )


def tasks_of(
    questions: Iterable[Question],
    *,
    seed: int,
    pictures: Mapping[str, QuestionPicture],
    sources: Mapping[str, str] | None = None,
) -> tuple[tuple[Task, ...], list[Loss]]:
    """Return the questions as tasks, a case's stages one by one, and those that cannot be one.

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
    tasks: list[Task] = []
    losses: list[Loss] = []
    for item in draw_items(questions, seed=seed):
        question = item.question
        if not isinstance(question, _EXPORTED):
            why = f"the type {getattr(question, 'type', '?')!r} is answered in this course only"
            losses.append(Loss(item.id, "the question", why))
            continue
        source = "; ".join(dict.fromkeys(cited[f] for f in question.facts if f in cited))
        tasks.append(Task(question, item, _prompt(item), source, _picture(question, pictures)))
    return tuple(tasks), losses


def _prompt(item: Item) -> str:
    told: list[str] = []
    if item.case:
        told = [item.case.stem, *(stage.story for stage in item.case.stages[: item.stage])]
    question = item.question
    asked = [item.text(question.stem)]
    if question.lead_in:
        asked.append(item.text(question.lead_in))
    return "\n\n".join([*told, *asked])


def _picture(question: Part, pictures: Mapping[str, QuestionPicture]) -> Picture | None:
    if not isinstance(question, HotspotQuestion):
        return None
    found = pictures[require_known("picture", question.picture, pictures)]
    view = found.shown([region.id for region in question.regions])
    return Picture(found.alt, drawing(view))


def _explained(question: Part, item: Item) -> str:
    match question:
        case NumericQuestion() | TemplatedNumeric():
            return f"{item.text(question.rationale)}\n\n{item.text(question.worked_solution)}"
        case ShortTextQuestion():
            return question.rationale
        case MatchingQuestion():
            rows = [f"{pair.left}: {pair.right}. {pair.rationale}" for pair in question.pairs]
            return "\n".join(f"- {row}" for row in rows)
        case OrderingQuestion():
            steps = enumerate(question.steps, start=1)
            return "\n".join(f"{n}. {step.text}: {step.rationale}" for n, step in steps)
        case ClozeQuestion():
            blanks = [question.blanks[name] for name in BLANK.findall(question.text)]
            return "\n".join(f"- {_gap_explained(blank)}" for blank in blanks)
    return ""


def _gap_explained(blank: Gap) -> str:
    match blank:
        case NumberBlank():
            return f"{f'{blank.answer:g} {blank.unit}'.strip()}: {blank.rationale}"
        case TextBlank():
            return f"{blank.accept[0]}: {blank.rationale}"
    return next(f"{one.text}: {one.rationale}" for one in blank.options if one.key)
