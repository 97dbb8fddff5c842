"""From signs to the level: which root or nerve explains them, and what speaks against each.

Pure. Roots are matched on root_signs.yaml and dermatomes.yaml, nerves on the nerve that
muscles.yaml and skin_territories.yaml name. A sign that was not examined counts for
nothing, in either direction. Points order the candidates; they are a teaching device,
not probabilities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from sciatica_edu.errors import UnknownNameError, require_known
from sciatica_edu.evidence.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sciatica_edu.body.tables import Muscle
    from sciatica_edu.evidence.red_flags import RedFlag
    from sciatica_edu.symptoms.tables import Level, LevelSign, LevelSigns

__all__ = ["Candidate", "Finding", "Fit", "Localisation", "Localiser", "Points", "Reason"]

_ROOT = re.compile(r"[LS]\d")
_CAUDA_EQUINA_FLAG = "RFA-01"
_WEAKNESS_FLAG = "RFA-02"


class Finding(StrEnum):
    """What was found when a sign was looked for."""

    ABNORMAL = "abnormal"
    NORMAL = "normal"
    NOT_EXAMINED = "not examined"


class Fit(StrEnum):
    """How a sign belongs to a level."""

    EXPECTED = "expected"
    POSSIBLE = "possible"
    NOT_FROM_HERE = "not from here"
    NO_BEARING = "no bearing"


class Points(IntEnum):
    """Weights of a finding; a teaching convention (see the module's first lines).

    A nerve cannot weaken a muscle it does not reach; roots overlap, so a mismatch says
    less about them (facts ANA-MOT-04, ANA-MOT-06), and still less on the skin (ANA-DERM-01).
    """

    STRONG = 2
    WEAK = 1
    NONE = 0
    AGAINST = -1
    STRONGLY_AGAINST = -2


@dataclass(frozen=True)
class Reason:
    """Why a finding speaks for or against a level.

    `uncertain` marks standard anatomy for which the course holds no verified fact.
    """

    sign: str
    points: int
    text: str
    facts: tuple[str, ...]
    uncertain: bool = False


@dataclass(frozen=True)
class Candidate:
    """A level with what speaks for it, what against it, and what would help next."""

    level: str
    label: str
    points: int
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    not_examined: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Localisation:
    """Ranked candidates, or the redirection to an emergency department.

    Attributes
    ----------
    candidates
        Best first; levels that nothing speaks for are left out. In an emergency only the
        cauda equina stands here.
    emergency
        True when a cauda equina sign is present.
    message
        What to do about the emergency, or about signs that were not asked.
    cauda_equina_not_asked
        Labels of the cauda equina signs that were not asked.
    next_signs
        Labels of unexamined signs that would separate the two best candidates.
    parting
        Ids of the unexamined signs that would separate the two best candidates most.
    facts
        Facts behind the message.
    """

    candidates: tuple[Candidate, ...]
    emergency: bool
    message: str
    cauda_equina_not_asked: tuple[str, ...]
    next_signs: tuple[str, ...]
    parting: tuple[str, ...]
    facts: tuple[str, ...]


class Localiser:
    """Ranks levels for a set of findings.

    Parameters
    ----------
    table
        Signs and levels.
    muscles
        Muscles by id, for their nerve and roots.
    red_flags
        Red flags by id; the flags for cauda equina and weakness give the warnings' wording.

    Raises
    ------
    UnknownNameError
        If a sign names a muscle that does not exist.
    """

    def __init__(
        self,
        table: LevelSigns,
        *,
        muscles: Mapping[str, Muscle],
        red_flags: Mapping[str, RedFlag],
    ) -> None:
        self.signs = {sign.id: sign for sign in table.signs}
        self.levels = {level.id: level for level in table.levels}
        self._flag = red_flags[require_known("red flag", _CAUDA_EQUINA_FLAG, red_flags)]
        self._weakness = red_flags[require_known("red flag", _WEAKNESS_FLAG, red_flags)]
        self._muscles = {
            sign.id: [muscles[require_known("muscle", name, muscles)] for name in sign.muscles]
            for sign in table.signs
        }

    def localise(self, findings: Mapping[str, Finding | str]) -> Localisation:
        """Return the levels that explain the findings, best first.

        Parameters
        ----------
        findings
            Sign id to finding. Signs left out were not examined.

        Raises
        ------
        UnknownNameError
            If a sign or a finding does not exist.
        """
        found = self._checked(findings)
        emergency_signs = [s for s in self._of_cauda_equina() if found[s.id] is Finding.ABNORMAL]
        not_asked = [s for s in self._of_cauda_equina() if found[s.id] is Finding.NOT_EXAMINED]
        ranked = self._ranked(found)
        if emergency_signs:
            ranked = (self._cauda_equina(emergency_signs),)
        weak = any(
            sign.kind == "movement" and found[sign.id] is Finding.ABNORMAL
            for sign in self.signs.values()
        )
        return Localisation(
            candidates=ranked,
            emergency=bool(emergency_signs),
            message=self._message(
                emergency=bool(emergency_signs), not_asked=bool(not_asked), weak=weak
            ),
            cauda_equina_not_asked=tuple(sign.label for sign in not_asked),
            next_signs=() if emergency_signs else self._next(ranked, found),
            parting=() if emergency_signs else self._parting(ranked, found),
            facts=(*self._flag.facts, *(self._weakness.facts if weak else [])),
        )

    def fit(self, sign_id: str, level_id: str) -> Fit:
        """Return how a sign belongs to a level.

        Raises
        ------
        UnknownNameError
            If there is no such sign or level.
        """
        sign = self.signs[require_known("sign", sign_id, self.signs)]
        level = self.levels[require_known("level", level_id, self.levels)]
        if (sign.kind == "cauda_equina") != (level.kind == "cauda_equina"):
            return Fit.NO_BEARING
        if level.kind == "cauda_equina":
            return Fit.EXPECTED
        return self._fit_root(sign, level) if level.kind == "root" else self._fit_nerve(sign, level)

    # ---------------------------------------------------------------- how a sign fits a level

    def _fit_root(self, sign: LevelSign, level: Level) -> Fit:
        if level.root in sign.roots:
            return Fit.EXPECTED
        if sign.kind == "pain":
            return Fit.NO_BEARING  # most lumbar root pain does not keep to its dermatome
        of_muscles = {
            root for muscle in self._muscles[sign.id] for root in _ROOT.findall(muscle.roots)
        }
        return Fit.POSSIBLE if level.root in of_muscles else Fit.NOT_FROM_HERE

    def _fit_nerve(self, sign: LevelSign, level: Level) -> Fit:
        if sign.kind in ("pain", "tension"):
            return Fit.NO_BEARING
        if level.id in sign.recalled_nerves or set(sign.territories) & set(level.territories):
            return Fit.EXPECTED
        supplied = any(
            muscle.nerve.startswith(beginning)
            for muscle in self._muscles[sign.id]
            for beginning in level.supplies
        )
        return Fit.EXPECTED if supplied else Fit.NOT_FROM_HERE

    # ---------------------------------------------------------------- ranking

    def _checked(self, findings: Mapping[str, Finding | str]) -> dict[str, Finding]:
        allowed = [finding.value for finding in Finding]
        found = dict.fromkeys(self.signs, Finding.NOT_EXAMINED)
        for name, finding in findings.items():
            require_known("sign", name, self.signs)
            if finding not in allowed:
                raise UnknownNameError(
                    f"the finding for {name!r} is {finding!r}; allowed: {', '.join(allowed)}."
                )
            found[name] = Finding(finding)
        return found

    def _ranked(self, found: Mapping[str, Finding]) -> tuple[Candidate, ...]:
        candidates = [
            self._candidate(level, found)
            for level in self.levels.values()
            if level.kind != "cauda_equina"
        ]
        likely = [candidate for candidate in candidates if candidate.reasons_for]
        order = list(self.levels)
        return tuple(sorted(likely, key=lambda c: (-c.points, order.index(c.level))))

    def _candidate(self, level: Level, found: Mapping[str, Finding]) -> Candidate:
        reasons = [
            reason
            for sign in self.signs.values()
            if (reason := self._reason(sign, level, found[sign.id])) is not None
        ]
        return Candidate(
            level=level.id,
            label=level.label,
            points=sum(reason.points for reason in reasons),
            reasons_for=tuple(reason for reason in reasons if reason.points > 0),
            reasons_against=tuple(reason for reason in reasons if reason.points < 0),
            not_examined=tuple(
                sign.label
                for sign in self.signs.values()
                if found[sign.id] is Finding.NOT_EXAMINED
                and self.fit(sign.id, level.id) is Fit.EXPECTED
            ),
            facts=tuple(level.facts),
        )

    def _reason(self, sign: LevelSign, level: Level, finding: Finding) -> Reason | None:
        fit = self.fit(sign.id, level.id)
        points = _points(sign, level, fit, finding)
        if points == Points.NONE:
            return None
        return Reason(
            sign=sign.id,
            points=int(points),
            text=_sentence(sign, level, fit, finding),
            facts=tuple(sign.facts),
            uncertain=level.id in sign.recalled_nerves,
        )

    def _next(
        self, ranked: tuple[Candidate, ...], found: Mapping[str, Finding], most: int = 4
    ) -> tuple[str, ...]:
        if len(ranked) < 2:
            return tuple(label for c in ranked for label in c.not_examined)[:most]
        first, second = ranked[0].level, ranked[1].level
        return tuple(
            sign.label
            for sign in self.signs.values()
            if found[sign.id] is Finding.NOT_EXAMINED
            and {self.fit(sign.id, first), self.fit(sign.id, second)}
            == {Fit.EXPECTED, Fit.NOT_FROM_HERE}
        )[:most]

    def _parting(
        self, ranked: tuple[Candidate, ...], found: Mapping[str, Finding]
    ) -> tuple[str, ...]:
        """Return the signs whose result would move the two best furthest apart, either way."""
        if len(ranked) < 2:
            return ()
        first, second = (self.levels[candidate.level] for candidate in ranked[:2])
        moves = {
            sign.id: abs(self._gain(sign, first) - self._gain(sign, second))
            for sign in self.signs.values()
            if found[sign.id] is Finding.NOT_EXAMINED and sign.kind != "cauda_equina"
        }
        most = max(moves.values(), default=0)
        return tuple(name for name, move in moves.items() if move == most > 0)

    def _gain(self, sign: LevelSign, level: Level) -> int:
        """Return by how many points an abnormal sign lifts a level over a normal one."""
        fit = self.fit(sign.id, level.id)
        return _points(sign, level, fit, Finding.ABNORMAL) - _points(
            sign, level, fit, Finding.NORMAL
        )

    # ---------------------------------------------------------------- cauda equina

    def _of_cauda_equina(self) -> list[LevelSign]:
        return [sign for sign in self.signs.values() if sign.kind == "cauda_equina"]

    def _cauda_equina(self, present: list[LevelSign]) -> Candidate:
        level = next(item for item in self.levels.values() if item.kind == "cauda_equina")
        reasons = tuple(
            Reason(
                sign.id,
                Points.STRONG,
                sentence("localiser.cauda-equina-sign").fill(sign=sign.label),
                tuple(sign.facts),
            )
            for sign in present
        )
        return Candidate(
            level=level.id,
            label=level.label,
            points=sum(reason.points for reason in reasons),
            reasons_for=reasons,
            reasons_against=(),
            not_examined=(),
            facts=tuple(level.facts),
        )

    def _message(self, *, emergency: bool, not_asked: bool, weak: bool) -> str:
        if emergency:
            return sentence("localiser.emergency").fill(warning=self._flag.wording)
        words = sentence("localiser.not-asked" if not_asked else "localiser.denied").text
        return f"{words} {self._weakness.wording}" if weak else words


def _points(sign: LevelSign, level: Level, fit: Fit, finding: Finding) -> Points:
    if finding is Finding.NOT_EXAMINED or fit in (Fit.NO_BEARING, Fit.POSSIBLE):
        return Points.NONE
    weak_evidence = sign.kind in ("pain", "tension", "numbness") or level.id in sign.recalled_nerves
    if finding is Finding.NORMAL:
        # pain elsewhere says nothing; a normal sign lowers a level that should show it
        return Points.AGAINST if fit is Fit.EXPECTED and sign.kind != "pain" else Points.NONE
    if fit is Fit.EXPECTED:
        return Points.WEAK if weak_evidence else Points.STRONG
    by_muscle = sign.kind in ("movement", "reflex")
    return Points.STRONGLY_AGAINST if level.kind == "nerve" and by_muscle else Points.AGAINST


_WORDS = {
    ("movement", Finding.ABNORMAL): "weak",
    ("movement", Finding.NORMAL): "full strength",
    ("numbness", Finding.ABNORMAL): "less feeling",
    ("numbness", Finding.NORMAL): "normal feeling",
    ("reflex", Finding.ABNORMAL): "reduced",
    ("reflex", Finding.NORMAL): "kept",
    ("tension", Finding.ABNORMAL): "positive",
    ("tension", Finding.NORMAL): "negative",
    ("pain", Finding.ABNORMAL): "pain",
}


def _sentence(sign: LevelSign, level: Level, fit: Fit, finding: Finding) -> str:
    if fit is Fit.EXPECTED:
        name = "should-change" if finding is Finding.NORMAL else "expected"
    else:
        name = "nerve-does-not-supply" if level.kind == "nerve" else "root-does-not-explain"
    said = sentence(f"localiser.{name}").fill(
        sign=sign.label, finding=_WORDS[sign.kind, finding], level=level.label
    )
    return f"{said} (recalled, not verified)" if level.id in sign.recalled_nerves else said
