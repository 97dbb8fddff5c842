"""The localiser in the notebook: examine, commit to a level, then to one test, and only then see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from sciatica_edu.body.tables import MUSCLES
from sciatica_edu.display import Html, element, join
from sciatica_edu.display.notice import NOT_MEDICAL_ADVICE
from sciatica_edu.display.three_way_form import ThreeWayForm
from sciatica_edu.errors import require_known
from sciatica_edu.evidence.citing import cite
from sciatica_edu.evidence.sentences import sentence
from sciatica_edu.evidence.tables.map_shapes import leg_with_spots
from sciatica_edu.quiz.live.session import now
from sciatica_edu.record.events import Event, Verdict
from sciatica_edu.record.store import MemoryRecord
from sciatica_edu.symptoms.localiser import Finding, Localiser
from sciatica_edu.symptoms.tables import LEVEL_SIGNS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sciatica_edu.evidence.citing import Citable
    from sciatica_edu.evidence.course import Course
    from sciatica_edu.record.store import Record
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
_KIND_WORDS = {
    "movement": "strength",
    "numbness": "feeling",
    "reflex": "reflex",
    "tension": "tension test",
    "pain": "pain",
}


class LocaliserPractice(ThreeWayForm):
    """Choose findings, commit to a level and to the next test, see what speaks for and against.

    A cauda equina sign needs no commitment: what to do is shown at once. Every other verdict waits
    for the learner's, and a new finding asks for it anew.

    Parameters
    ----------
    localiser
        Ranks the levels.
    content
        Facts and references, for the sources.
    findings
        Findings shown at first, by sign id.
    record, clock, lesson
        Where commitments are written, what gives their time, and the lesson they belong to.
    """

    browser = "localiser"

    views: Any = traitlets.List().tag(sync=True)
    """The right leg with a spot for each place where feeling is tested."""
    first: Any = traitlets.List().tag(sync=True)
    """Ids of the signs that the examination begins with."""
    levels: Any = traitlets.List().tag(sync=True)
    """Levels to choose from: ``[id, label]``."""
    committed: Any = traitlets.Dict().tag(sync=True)
    """The learner's ``level`` and ``test`` for the present findings."""

    def __init__(
        self,
        localiser: Localiser,
        *,
        content: Citable,
        findings: Mapping[str, str] | None = None,
        record: Record | None = None,
        clock: Callable[[], datetime] = now,
        lesson: str = "",
    ) -> None:
        self._localiser = localiser
        self._content = content
        self._record = record or MemoryRecord()
        self._clock = clock
        self._lesson = lesson
        signs = localiser.signs.values()
        groups: dict[str, list[dict[str, str]]] = {kind: [] for kind in _GROUP_TITLES}
        for sign in signs:
            groups[sign.kind].append({"id": sign.id, "label": sign.label, "how": sign.how})
        spots = {sign.id: (sign.spot.view, sign.label, sign.spot.at) for sign in signs if sign.spot}
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
            views=leg_with_spots(spots),
            first=[sign.id for sign in signs if sign.first],
            levels=[
                [level.id, level.label]
                for level in localiser.levels.values()
                if level.kind != "cauda_equina"
            ],
        )
        self.observe(self._commit, names="committed")

    def commit(self, *, level: str = "", test: str = "") -> None:
        """Commit to a level, and later to a test, as the browser does.

        Raises
        ------
        UnknownNameError
            If there is no such level or sign.
        """
        chosen = {"level": level, "test": test}
        self.committed = {**self.committed, **{key: name for key, name in chosen.items() if name}}

    @traitlets.validate("committed")
    def _known(self, proposal: Any) -> dict[str, str]:
        chosen: dict[str, str] = proposal["value"]
        if "level" in chosen:
            require_known("level", chosen["level"], dict(self.levels))
        if "test" in chosen:
            require_known("sign", chosen["test"], self._localiser.signs)
        return chosen

    def twin(self) -> Html:
        """Return the questions, and the verdict folded: a page without script cannot wait for one."""
        found = self._localiser.localise(self.answers)
        if self.result.get("stage", "shown") in ("shown", "emergency", "empty"):
            return super().twin()
        lines = [self._heading("shown", found)]
        for one in found.candidates[:_SHOWN_CANDIDATES]:
            block = self._block(one)
            lines += [block["title"], *block["lines"]]
        body = Html("".join(element("p", line) for line in lines), "\n".join(lines))
        summary = Html(element("summary", "Choose a level first; then open"), "")
        return join([super().twin(), Html(element("details", summary, body), body.text)])

    def _show(self, change: object = None) -> None:
        if change is not None and self.committed:
            # a new finding is a new question: what was committed to belongs to the old ones
            self.committed = {}
        super()._show(change)

    def _commit(self, change: Any) -> None:
        found = self._localiser.localise(self.answers)
        for part in ("level", "test"):
            value = change["new"].get(part)
            if not value or value == change["old"].get(part):
                continue
            right = value in (_top(found) if part == "level" else found.parting)
            self._record.append(
                Event.answered(
                    at=self._clock(),
                    learner=self._record.learner,
                    lesson=self._lesson,
                    quiz="localiser",
                    mode="practice",
                    item=f"localiser.{part}",
                    answer=value,
                    verdict=Verdict.RIGHT if right else Verdict.WRONG,
                    score=float(right),
                    detail={"findings": dict(self.answers)},
                )
            )
        self._show()

    def _judge(self, answers: Mapping[str, str]) -> dict[str, Any]:
        found = self._localiser.localise(answers)
        stage = self._stage(found)
        blocks: list[dict[str, Any]] = []
        asked = [name for name in answers if answers[name] != Finding.NOT_EXAMINED]
        if found.cauda_equina_not_asked and asked:
            lines = list(found.cauda_equina_not_asked)
            blocks.append({"title": "Not asked yet: ask now", "lines": lines})
        if stage == "shown":
            blocks += self._compared(found)
        if stage in ("shown", "emergency"):
            blocks += [self._block(one) for one in found.candidates[:_SHOWN_CANDIDATES]]
        blocks.append({"title": "Sources", "lines": [cite(self._content, found.facts)]})
        return {
            "stage": stage,
            "urgent": found.emergency,
            "level": _level(found),
            "heading": self._heading(stage, found),
            "message": found.message,
            "blocks": blocks,
            "tests": self._tests(answers) if stage == "test" else [],
        }

    def _stage(self, found: Localisation) -> str:
        """Return what is asked now; only the last two stages tell a verdict."""
        if found.emergency:
            return "emergency"
        if not found.candidates:
            return "empty"
        if not self.committed.get("level"):
            return "level"
        return "test" if found.parting and not self.committed.get("test") else "shown"

    def _heading(self, stage: str, found: Localisation) -> str:
        if stage == "emergency":
            return "EMERGENCY: possible cauda equina syndrome"
        if stage == "empty":
            return "Nothing found so far points to a level"
        if stage == "level":
            return "Your turn: which level fits best?"
        if stage == "test":
            first, second = (candidate.label for candidate in found.candidates[:2])
            return f"Which one test parts {first} and {second} best?"
        if found.candidates[0].points <= 0:
            return sentence("localiser.no-fit").text
        return f"Best fit: {_best(found.candidates)}"

    def _compared(self, found: Localisation) -> list[dict[str, Any]]:
        """Return the learner's level and test beside the table's own."""
        level = dict(self.levels)[self.committed["level"]]
        same = "agrees" if self.committed["level"] in _top(found) else "not the best fit"
        lines = [f"Your level: {level} ({same})."]
        if test := self.committed.get("test"):
            signs = self._localiser.signs
            best = ", ".join(signs[name].label for name in found.parting)
            same = "parts them best" if test in found.parting else f"more is told by: {best}"
            lines.append(f"Your test: {signs[test].label} ({same}).")
        return [{"title": "You, and the table", "lines": lines}]

    def _tests(self, answers: Mapping[str, str]) -> list[list[str]]:
        """Return the signs not examined yet: ``[id, label]``."""
        open_signs = [
            sign
            for sign in self._localiser.signs.values()
            if sign.kind != "cauda_equina"
            and answers.get(sign.id, Finding.NOT_EXAMINED) == Finding.NOT_EXAMINED
        ]
        return [[sign.id, f"{_KIND_WORDS[sign.kind]}: {sign.label}"] for sign in open_signs]

    def _block(self, candidate: Candidate) -> dict[str, Any]:
        lines = [self._line("For", reason) for reason in candidate.reasons_for]
        lines += [self._line("Against", reason) for reason in candidate.reasons_against]
        return {"title": f"{candidate.label}: {candidate.points} points", "lines": lines}

    def _line(self, side: str, reason: Reason) -> str:
        return f"{side}: {reason.text} [{reason.points:+d}; {cite(self._content, reason.facts)}]"


def localiser_practice(
    course: Course,
    *,
    findings: Mapping[str, str] | None = None,
    record: Record | None = None,
    lesson: str = "",
) -> LocaliserPractice:
    """Return the localiser over the course's tables.

    Parameters
    ----------
    course
        The content.
    findings
        Findings shown at first, by sign id.
    record, lesson
        Where commitments are written, and the lesson they belong to.
    """
    localiser = Localiser(course[LEVEL_SIGNS], muscles=course[MUSCLES], red_flags=course.red_flags)
    return LocaliserPractice(
        localiser, content=course, findings=findings, record=record, lesson=lesson
    )


def _level(found: Localisation) -> str:
    """Return the class of the verdict's look; none of its own where nothing is urgent or unasked."""
    if found.emergency:
        return "emergency-department"
    return "ask" if found.cauda_equina_not_asked else ""


def _top(found: Localisation) -> tuple[str, ...]:
    """Return the levels that share the best score."""
    best = found.candidates[0].points if found.candidates else 0
    return tuple(one.level for one in found.candidates if one.points == best)


def _best(candidates: Sequence[Candidate]) -> str:
    """Return the best level, or all that share the best score."""
    top = [c.label for c in candidates if c.points == candidates[0].points]
    if len(top) == 1:
        return top[0]
    return f"undecided between {', '.join(top[:-1])} and {top[-1]}"
