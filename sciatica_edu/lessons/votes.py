"""A claim of the article as a question: the learner votes, then sees the verdict and what is right."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from sciatica_edu.evidence.models import ClaimVerdict
from sciatica_edu.evidence.questions.base import Bloom, Level
from sciatica_edu.evidence.questions.choices import Option, SingleBestAnswer

if TYPE_CHECKING:
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.models import Claim

__all__ = ["VERDICT_WORDS", "Vote", "vote_on"]

VERDICT_WORDS = MappingProxyType(
    {
        ClaimVerdict.SUPPORTED: "True as it stands",
        ClaimVerdict.PARTLY: "Half true",
        ClaimVerdict.UNSUPPORTED: "Nobody has shown it",
        ClaimVerdict.WRONG: "Wrong",
        ClaimVerdict.DANGEROUS: "Dangerous to follow",
        ClaimVerdict.OPINION: "A preference, no fact",
    }
)
"""The verdicts as a learner votes them, and as they are shown."""
_OBJECTIVE = "article-judge"
_MOST_HINTS = 4


class Vote(SingleBestAnswer):
    """What is asked about a claim; a value judgement rests on no fact."""

    facts: tuple[str, ...] = ()


def vote_on(claim: Claim, course: Course) -> Vote:
    """Return the question about a claim; its evidence is what the hints tell, fact by fact.

    The claim stands in quotation marks and with the word that nothing is to be followed before
    the verdict is seen, because some of the article's sentences are dangerous.
    """
    words = VERDICT_WORDS[claim.verdict]
    plain = [fact for fact in map(course.fact, claim.facts) if fact.plain]
    unsure = "" if plain else "(Uncertain: no verified source.) "
    return Vote(
        type="single_best_answer",
        id=claim.id,
        objective=_OBJECTIVE,
        level=Level.INTRODUCTORY,
        bloom=Bloom.EVALUATE,
        difficulty=0.5,
        stem=f"The article: “{claim.claim}”",
        lead_in="How does it stand? Follow nothing before you have seen the verdict.",
        facts=tuple(claim.facts),
        hints=tuple(fact.statement for fact in plain[:_MOST_HINTS]),
        options=tuple(
            Option(
                id=verdict.value,
                text=text,
                key=verdict is claim.verdict,
                rationale=f"{unsure}{claim.correction}"
                if verdict is claim.verdict
                else f"The verdict of this course: {words.lower()}.",
            )
            for verdict, text in VERDICT_WORDS.items()
        ),
        shuffle=False,
    )
