"""Classical item analysis of a group's answers, in which no single learner can be seen.

A number about fewer than `k` learners is withheld, and so is one from which such a number
could be worked out with the others of the same question. Two analyses of almost the same group,
published together, could still tell about the few in whom the groups differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from statistics import correlation, fmean, pstdev
from typing import TYPE_CHECKING

from sciatica_edu.errors import require_in_range
from sciatica_edu.record.events import Verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sciatica_edu.classroom.assessment import Mark
    from sciatica_edu.record.events import Event

__all__ = [
    "DEFAULT_K",
    "Analysis",
    "ItemAnalysis",
    "Response",
    "analyse",
    "responses_from_events",
    "responses_from_marks",
]

DEFAULT_K = 5
"""Fewest learners behind a published number; a usual threshold in educational statistics."""
FEWEST_FOR_DISCRIMINATION = 10
"""Learners; a correlation over fewer is mostly noise."""


@dataclass(frozen=True)
class Response:
    """One learner's first answer to one question.

    Attributes
    ----------
    chosen
        Ids of the options chosen, or what was typed.
    misconceptions
        Ids that the answer shows.
    """

    learner: str
    item: str
    version: str
    score: float
    chosen: tuple[str, ...] = ()
    misconceptions: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemAnalysis:
    """How one question did; None stands for a number that is withheld or has no meaning.

    Attributes
    ----------
    learners
        Who answered.
    difficulty
        Mean score, 0 (all wrong) to 1 (all right).
    discrimination
        Correlation of the score with the learner's mean score on the other questions, -1 to 1.
    choices
        Learners by option chosen.
    misconceptions
        Learners by misconception shown.
    """

    item: str
    version: str
    learners: int
    difficulty: float | None
    discrimination: float | None
    choices: Mapping[str, int | None]
    misconceptions: Mapping[str, int | None]


@dataclass(frozen=True)
class Analysis:
    """A group's item analysis.

    Attributes
    ----------
    k
        Fewest learners behind a number.
    learners
        Learners in all; None if fewer than `k`.
    items
        Questions answered by at least `k` learners, by id.
    withheld
        Questions answered by fewer.
    misconceptions
        Learners by misconception over all questions; None where withheld.
    """

    k: int
    learners: int | None
    items: tuple[ItemAnalysis, ...]
    withheld: tuple[str, ...]
    misconceptions: Mapping[str, int | None]


def responses_from_events(events: Iterable[Event]) -> tuple[Response, ...]:
    """Return each learner's first graded answer to each version of each question."""
    found: dict[tuple[str, str, str], Response] = {}
    for event in sorted(events, key=lambda event: event.at):
        if event.verb is not Verb.ANSWERED or event.score is None or not event.item:
            continue
        key = (event.learner, event.item, event.version)
        if key not in found:
            found[key] = Response(
                *key, event.score, _chosen(event.answer), tuple(event.misconceptions)
            )
    return tuple(found.values())


def responses_from_marks(
    marks: Iterable[Mark], answers: Mapping[tuple[str, str], object]
) -> tuple[Response, ...]:
    """Return the answers of an assessed quiz.

    Parameters
    ----------
    marks
        From `sciatica_edu.classroom.assessment.mark`; unanswered questions count as wrong.
    answers
        The answer by learner and question id.
    """
    return tuple(
        Response(
            mark.learner,
            mark.item,
            "",
            mark.points / mark.possible,
            _chosen(answers.get((mark.learner, mark.item))),
            mark.grade.misconceptions if mark.grade else (),
        )
        for mark in marks
    )


def _chosen(answer: object) -> tuple[str, ...]:
    if isinstance(answer, str):
        return (answer,)
    if isinstance(answer, (list, tuple)):
        return tuple(str(option) for option in answer)
    return ()


def analyse(
    responses: Iterable[Response],
    *,
    options: Mapping[str, Sequence[str]],
    k: int = DEFAULT_K,
) -> Analysis:
    """Return the item analysis.

    Parameters
    ----------
    responses
        One for each learner and question.
    options
        Option ids by question id; choices are counted for these questions only.
    k
        Fewest learners behind a number, 1 to 100; 1 shows everything.

    Raises
    ------
    OutOfRangeError
        If `k` is out of range.
    """
    require_in_range("k", k, 1, 100)
    by_item: dict[tuple[str, str], list[Response]] = defaultdict(list)
    by_learner: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    shown: dict[str, set[str]] = defaultdict(set)
    for response in responses:
        key = (response.item, response.version)
        by_item[key].append(response)
        by_learner[response.learner][key] = response.score
        for name in response.misconceptions:
            shown[name].add(response.learner)
    enough = {key: found for key, found in by_item.items() if len(found) >= k}
    items = tuple(
        _item(key, found, by_learner, options.get(key[0], ()), k)
        for key, found in sorted(enough.items())
    )
    return Analysis(
        k=k,
        learners=len(by_learner) if len(by_learner) >= k else None,
        items=items,
        withheld=tuple(sorted({item for item, _ in by_item.keys() - enough.keys()})),
        misconceptions=_hidden({name: len(who) for name, who in sorted(shown.items())}, k),
    )


def _item(
    key: tuple[str, str],
    found: Sequence[Response],
    by_learner: Mapping[str, Mapping[tuple[str, str], float]],
    options: Sequence[str],
    k: int,
) -> ItemAnalysis:
    chosen = Counter(option for response in found for option in set(response.chosen))
    choices = _hidden_with_total({option: chosen[option] for option in options}, k)
    hidden = {option for option, count in choices.items() if count is None}
    met = Counter(name for response in found for name in set(response.misconceptions))
    right = [response for response in found if response.score >= 1]
    # the mean score tells how many were right, and so how often the key was chosen
    telling = any(0 < few < k for few in (len(right), len(found) - len(right))) or any(
        option in hidden for response in right for option in response.chosen
    )
    misconceptions = _hidden(dict(sorted(met.items())), k)
    return ItemAnalysis(
        item=key[0],
        version=key[1],
        learners=len(found),
        difficulty=None if telling else fmean(response.score for response in found),
        discrimination=_discrimination(key, found, by_learner, k),
        choices=choices,
        # a misconception is often one option's, so it would tell what the options hide
        misconceptions=dict.fromkeys(misconceptions) if hidden else misconceptions,
    )


def _discrimination(
    key: tuple[str, str],
    found: Sequence[Response],
    by_learner: Mapping[str, Mapping[tuple[str, str], float]],
    k: int,
) -> float | None:
    own: list[float] = []
    rest: list[float] = []
    for response in found:
        others = [score for item, score in by_learner[response.learner].items() if item != key]
        if others:
            own.append(response.score)
            rest.append(fmean(others))
    if len(own) < max(k, FEWEST_FOR_DISCRIMINATION) or pstdev(own) == 0 or pstdev(rest) == 0:
        return None
    return correlation(own, rest)


def _hidden(counts: Mapping[str, int], k: int) -> dict[str, int | None]:
    """Return the counts without those of fewer than `k` learners (nobody is a count)."""
    return {name: None if 0 < count < k else count for name, count in counts.items()}


def _hidden_with_total(counts: Mapping[str, int], k: int) -> dict[str, int | None]:
    """Hide small counts, and a further one while the hidden ones can be had from the total."""
    shown = _hidden(counts, k)
    hidden = [name for name, count in shown.items() if count is None]
    total = sum(counts[name] for name in hidden)
    if not hidden or (len(hidden) > 1 and total >= k):
        return shown
    left = [name for name, count in shown.items() if count]
    if left:
        shown[min(left, key=lambda name: (counts[name], name))] = None
    return shown
