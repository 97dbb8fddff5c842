"""The localiser in the notebook: choose findings, see which level explains them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica_edu.body.tables import MUSCLES
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.symptoms.localiser import Finding, Localiser
from sciatica_edu.symptoms.tables import LEVEL_SIGNS
from sciatica_edu.symptoms.three_way_form import ThreeWayForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sciatica_edu.evidence.citing import Citable
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.symptoms.localiser import Candidate, Localisation, Reason

__all__ = ["LocaliserPractice", "localiser_practice"]

_SHOWN_CANDIDATES = 4
_GROUP_TITLES = {
    "cauda_equina": "Ask first: cauda equina",
    "movement": "Weak movements",
    "numbness": "Less feeling",
    "reflex": "Reflexes",
    "tension": "Tension tests",
    "pain": "Where the pain runs",
}


class LocaliserPractice(ThreeWayForm):
    """Choose findings, see which level explains them and what speaks against it.

    Parameters
    ----------
    localiser
        Ranks the levels.
    content
        Facts and references, for the sources.
    findings
        Findings shown at first, by sign id.
    """

    def __init__(
        self,
        localiser: Localiser,
        *,
        content: Citable,
        findings: Mapping[str, str] | None = None,
    ) -> None:
        self._localiser = localiser
        self._content = content
        groups: dict[str, list[dict[str, str]]] = {kind: [] for kind in _GROUP_TITLES}
        for sign in localiser.signs.values():
            groups[sign.kind].append({"id": sign.id, "label": sign.label, "how": sign.how})
        super().__init__(
            title="Which level?",
            note=f"{sentence('localiser.note').text} {NOT_MEDICAL_ADVICE}",
            groups=[
                {"title": _GROUP_TITLES[kind], "items": items} for kind, items in groups.items()
            ],
            choices=[
                {"value": Finding.NOT_EXAMINED.value, "label": "not examined"},
                {"value": Finding.ABNORMAL.value, "label": "yes, abnormal"},
                {"value": Finding.NORMAL.value, "label": "no, normal"},
            ],
            answers=findings,
        )

    def _judge(self, answers: Mapping[str, str]) -> dict[str, Any]:
        found = self._localiser.localise(answers)
        if found.emergency:
            heading = "EMERGENCY: possible cauda equina syndrome"
        elif found.candidates and found.candidates[0].points <= 0:
            heading = sentence("localiser.no-fit").text
        elif found.candidates:
            heading = f"Best fit: {_best(found.candidates)}"
        else:
            heading = "Nothing found so far points to a level"
        blocks = [self._block(candidate) for candidate in found.candidates[:_SHOWN_CANDIDATES]]
        if found.next_signs:
            blocks.append(
                {"title": "Examine next, to tell them apart", "lines": list(found.next_signs)}
            )
        asked = [name for name in answers if answers[name] != Finding.NOT_EXAMINED]
        if found.cauda_equina_not_asked and asked:
            lines = list(found.cauda_equina_not_asked)
            blocks.insert(0, {"title": "Not asked yet: ask now", "lines": lines})
        return {
            "urgent": found.emergency,
            "level": _level(found),
            "heading": heading,
            "message": f"{found.message} ({cite(self._content, found.facts)})",
            "blocks": blocks,
        }

    def _block(self, candidate: Candidate) -> dict[str, Any]:
        lines = [self._line("For", reason) for reason in candidate.reasons_for]
        lines += [self._line("Against", reason) for reason in candidate.reasons_against]
        return {"title": f"{candidate.label}: {candidate.points} points", "lines": lines}

    def _line(self, side: str, reason: Reason) -> str:
        return f"{side}: {reason.text} [{reason.points:+d}; {cite(self._content, reason.facts)}]"


def localiser_practice(
    course: Course, *, findings: Mapping[str, str] | None = None
) -> LocaliserPractice:
    """Return the localiser over the course's tables.

    Parameters
    ----------
    course
        The content.
    findings
        Findings shown at first, by sign id.
    """
    localiser = Localiser(course[LEVEL_SIGNS], muscles=course[MUSCLES], red_flags=course.red_flags)
    return LocaliserPractice(localiser, content=course, findings=findings)


def _level(found: Localisation) -> str:
    """Return the class of the verdict's look; none of its own where nothing is urgent or unasked."""
    if found.emergency:
        return "emergency-department"
    return "ask" if found.cauda_equina_not_asked else ""


def _best(candidates: Sequence[Candidate]) -> str:
    """Return the best level, or all that share the best score."""
    top = [c.label for c in candidates if c.points == candidates[0].points]
    if len(top) == 1:
        return top[0]
    return f"undecided between {', '.join(top[:-1])} and {top[-1]}"
