"""Which root drew this? Made-up pain drawings with the overlap of real ones, for a drill.

A drawing is a set of painted places. For each group of places the table says how often anything
in it is painted when L5 or S1 is compressed; groups are drawn independently of one another.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from sciatica_edu.display.body_picture import painted_words
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.questions.choices import Option, SingleBestAnswer
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.evidence.tables.map_shapes import whole_body
from sciatica_edu.quiz.asking.draw import number, pick, shuffled
from sciatica_edu.symptoms.tables import PAIN_DRAWINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sciatica_edu.evidence.questions.drawn import DrawnQuestion
    from sciatica_edu.quiz.asking.items import Item
    from sciatica_edu.symptoms.tables import PainDrawings

__all__ = ["ROOTS", "best_share", "chance_of", "drawn_by", "root_closing", "root_question"]

ROOTS = ("L5", "S1")
_FINE = 10_000


def drawn_by(root: str, table: PainDrawings, *parts: object) -> dict[str, tuple[str, ...]]:
    """Return a drawing of one root, which follows from `parts`: paints by place of the body.

    Parameters
    ----------
    root
        ``"L5"`` or ``"S1"``.
    table
        How often each group of places is painted.
    *parts
        What the drawing follows from, such as a seed.
    """
    side = pick(("right", "left"), *parts, "side")
    painted: list[str] = []
    for group in table.groups:
        if number(*parts, group.id) % _FINE >= group.percent[root] / 100 * _FINE:  # type: ignore[index]
            continue
        count = 1 + number(*parts, group.id, "count") % len(group.places)
        painted += shuffled(group.places, *parts, group.id, "places")[:count]
    # a person who draws nothing at all is no question: the commonest place stands in
    places = painted or table.groups[0].places[:1]
    return {f"{place}.{side}": ("pain",) for place in places}


def chance_of(root: str, hits: Sequence[bool], table: PainDrawings) -> float:
    """Return how often a root paints exactly these groups and no others, 0 to 1."""
    chances = [group.percent[root] / 100 for group in table.groups]  # type: ignore[index]
    return prod(p if hit else 1 - p for p, hit in zip(chances, hits, strict=True))


def best_share(table: PainDrawings) -> float:
    """Return how often somebody would be right who knew the table by heart, 0 to 1.

    Both roots are equally common, so the better guess is right as often as the likelier root
    paints a pattern: summed over all patterns of painted groups.
    """
    patterns = product((False, True), repeat=len(table.groups))
    return sum(max(chance_of(root, hits, table) for root in ROOTS) for hits in patterns) / 2


def root_question(template: DrawnQuestion, seed: int) -> SingleBestAnswer:
    """Return the drawing of a seed and the question which root made it.

    Parameters
    ----------
    template
        ``misconceptions`` names the slip ``trusted_the_map``.
    seed
        What root and drawing follow from.
    """
    table = load_course()[PAIN_DRAWINGS]
    root = pick(ROOTS, seed, template.id, "root")
    painted = drawn_by(root, table, seed, template.id)
    places = {key.rsplit(".", 1)[0] for key in painted}
    hits = [bool(places & set(group.places)) for group in table.groups]
    chances = {name: chance_of(name, hits, table) for name in ROOTS}
    share = chances[root] / sum(chances.values())
    reason = sentence("root-drill.drawn").fill(root=root, share=round(100 * share))
    options = [
        Option(
            id=name,
            text=name,
            key=name == root,
            rationale=reason,
            misconception=None if name == root else template.misconceptions["trusted_the_map"],
        )
        for name in ROOTS
    ]
    shared = template.model_dump(
        exclude={"type", "source", "settings", "misconceptions", "stem", "lead_in"}
    )
    return SingleBestAnswer(
        **shared,
        type="single_best_answer",
        stem=sentence("root-drill.stem").fill(painted=painted_words(whole_body(), painted)),
        lead_in=sentence("root-drill.asked").text,
        options=tuple(options),
        shuffle=False,
        painted=painted,
    )


def root_closing(answered: Sequence[tuple[Item, Any]]) -> str:
    """Return the learner's share beside chance, the study's clinicians and the best possible."""
    right = sum(answer in item.question.keys for item, answer in answered)  # type: ignore[union-attr]
    course = load_course()
    return sentence("root-drill.closing").fill(
        right=right,
        count=len(answered),
        chance=f"{len(answered) / 2:g}",
        best=round(100 * best_share(course[PAIN_DRAWINGS])),
        source=cite(course, ["PDR-01"]),
    )
