"""What the bank of questions looks like as a whole: lists of options, places and lengths of keys."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.evidence.questions.question import (
    CaseQuestion,
    ChoiceBlank,
    ClozeQuestion,
    DrawnQuestion,
    HotspotQuestion,
    MultipleResponse,
    SingleBestAnswer,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.questions.question import Option, Part

__all__ = [
    "KeyPositions",
    "all_options",
    "key_positions",
    "longest_keys",
    "many_lists",
    "parts_of",
    "place_of",
    "single_lists",
    "wrong_without_misconception",
]


def place_of(course: Course, name: str) -> str:
    """Return ``file:line`` of a question."""
    return course.places.get(name, "data/questions:1")


def parts_of(course: Course) -> Iterator[tuple[str, Part]]:
    """Yield place and question of everything that is graded; a case's stages one by one."""
    for question in course.questions.values():
        place = place_of(course, question.id)
        if isinstance(question, CaseQuestion):
            for stage in question.stages:
                yield place, stage.question
        elif not isinstance(question, DrawnQuestion):  # its texts are the rules' own
            yield place, question


def single_lists(part: Part) -> Iterator[tuple[Option, ...]]:
    """Yield the lists of options of which exactly one is right."""
    if isinstance(part, SingleBestAnswer):
        yield part.options
    if isinstance(part, ClozeQuestion):
        for blank in part.blanks.values():
            if isinstance(blank, ChoiceBlank):
                yield blank.options


def many_lists(part: Part) -> Iterator[tuple[Option, ...]]:
    """Yield the lists of options of which several may be right."""
    if isinstance(part, MultipleResponse):
        yield part.options


def all_options(part: Part) -> list[Option]:
    """Return every option of a question, of all its lists."""
    return [option for found in (*single_lists(part), *many_lists(part)) for option in found]


def _single_best(course: Course) -> Iterator[SingleBestAnswer]:
    for _, part in parts_of(course):
        if isinstance(part, SingleBestAnswer):
            yield part


def longest_keys(course: Course) -> tuple[int, int]:
    """Return in how many single-best-answer questions the key is the longest option, of how many."""
    longest = count = 0
    for part in _single_best(course):
        key = max(len(option.text) for option in part.options if option.key)
        longest += key > max(len(option.text) for option in part.options if not option.key)
        count += 1
    return longest, count


@dataclass(frozen=True)
class KeyPositions:
    """How often each written position (from 0) holds the key, and what chance would give.

    Attributes
    ----------
    counted
        Questions whose key stands there.
    mean, variance
        Of that number, if keys were placed at random.
    """

    counted: dict[int, int]
    mean: dict[int, float]
    variance: dict[int, float]


def key_positions(course: Course) -> KeyPositions:
    """Return where the keys stand in the single-best-answer questions that are shuffled."""
    counted: Counter[int] = Counter()
    mean: dict[int, float] = {}
    variance: dict[int, float] = {}
    for part in _single_best(course):
        if not part.shuffle:
            continue  # numbers stand in their order
        size = len(part.options)
        counted[next(place for place, option in enumerate(part.options) if option.key)] += 1
        for place in range(size):
            mean[place] = mean.get(place, 0.0) + 1 / size
            variance[place] = variance.get(place, 0.0) + (1 / size) * (1 - 1 / size)
    return KeyPositions(dict(counted), mean, variance)


def wrong_without_misconception(course: Course) -> dict[str, tuple[str, ...]]:
    """Return, by question id, the ids of wrong options and regions that name no misconception."""
    found: dict[str, tuple[str, ...]] = {}
    for _, part in parts_of(course):
        listed = part.regions if isinstance(part, HotspotQuestion) else all_options(part)
        bare = tuple(row.id for row in listed if not row.key and not row.misconception)
        if bare:
            found[part.id] = bare
    return found
