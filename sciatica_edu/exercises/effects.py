"""Effect sizes of exercise and movement as published, each on its own scale. Pure.

Every figure is looked up in a fact of the course by name, so that a corrected fact
corrects the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sciatica_edu.evidence.models import Fact

__all__ = ["EffectSize", "movement_effects", "treatment_effects"]


@dataclass(frozen=True, slots=True)
class EffectSize:
    """One published comparison.

    Attributes
    ----------
    panel
        Scale it is drawn on; effects of different panels must not be compared.
    what
        Treatment, comparison and outcome.
    value, low, high
        Estimate and 95 % interval, signed so that a larger number favours the treatment.
        Where the fact does not say which side does, as printed.
    favours_known
        False where the fact does not say which side favours the treatment.
    no_effect
        Value that means no difference: 0, or 1 for a ratio.
    meaning
        In words.
    fact
        Fact it comes from.
    """

    panel: str
    what: str
    value: float
    low: float
    high: float
    no_effect: float
    meaning: str
    fact: str
    favours_known: bool = True

    @property
    def clear(self) -> bool:
        """True when the interval leaves out `no_effect`."""
        return not self.low <= self.no_effect <= self.high

    def words(self) -> str:
        """Return estimate and interval, with a doubt about its side where there is one."""
        side = "" if self.favours_known else "; as printed, its side not recorded"
        return f"{self.value:g} ({self.low:g} to {self.high:g}{side})"


@dataclass(frozen=True, slots=True)
class _Wanted:
    panel: str
    what: str
    fact: str
    figure: str
    meaning: str
    sign: int = 1
    no_effect: float = 0.0
    favours_known: bool = True


_HUNDRED = "Points on a 0–100 scale"
_TEN = "Points on a 0–10 scale"
_SMD = "Standard deviations"
_RATIO = "Ratio (1 = no difference)"

_MOVEMENT = (
    _Wanted(
        _HUNDRED,
        "Supervised exercise v advice: leg pain, short term",
        "EX-02",
        "leg pain short term (0-100), favours exercise",
        "A little less leg pain for a while; the interval runs from next to nothing to worthwhile.",
    ),
    _Wanted(
        _HUNDRED,
        "Supervised exercise v advice: disability, short term",
        "EX-02",
        "disability short term",
        "No clear difference.",
        favours_known=False,
    ),
    _Wanted(
        _SMD,
        "Physiotherapy v any control: pain, short term",
        "EX-03",
        "pain short term",
        "No clear difference; the controls ranged from advice to surgery.",
        favours_known=False,
    ),
    _Wanted(
        _SMD,
        "Physiotherapy v any control: pain, medium term",
        "EX-03",
        "pain medium term",
        "No clear difference.",
        favours_known=False,
    ),
    _Wanted(
        _SMD,
        "Physiotherapy v any control: pain, long term",
        "EX-03",
        "pain long term",
        "No clear difference.",
        favours_known=False,
    ),
    _Wanted(
        _TEN,
        "Neural mobilisation, chronic nerve-related back pain: pain",
        "EX-06",
        "pain (0-10)",
        "Less pain, in few, mostly small trials of mixed quality.",
        -1,
    ),
    _Wanted(
        _RATIO,
        "Two weeks of bed rest v watchful waiting: odds of being improved",
        "EX-01",
        "adjusted OR (bed rest)",
        "No clear difference: bed rest was no better.",
        no_effect=1.0,
    ),
)

_TREATMENTS = (
    _Wanted(
        _HUNDRED,
        "Discectomy v no surgery: leg pain, up to 6 weeks",
        "TX-10",
        "leg pain, <=6 weeks (0-100)",
        "Less leg pain early, with very low to low certainty; the advantage fades by a year.",
        -1,
    ),
    _Wanted(
        _HUNDRED,
        "NSAID v placebo: pain",
        "TX-05",
        "pain (0-100)",
        "No clear difference in pain; slightly more people improved overall, with more adverse effects.",
        favours_known=False,
    ),
    _Wanted(
        _HUNDRED,
        "Acupuncture v sham, chronic disc-related: leg pain at 4 weeks",
        "TX-01",
        "leg pain VAS difference",
        "Less leg pain in one trial from one country; NICE, written earlier, advises against.",
        -1,
    ),
    _Wanted(
        _TEN,
        "Microdiscectomy v no surgery after 4–12 months: leg pain at 6 months",
        "TX-11",
        "leg pain at 6 months, difference",
        "Less leg pain in one single-centre trial.",
    ),
    _Wanted(
        _TEN,
        "Prednisone for 15 days v placebo: pain at 3 weeks",
        "TX-07",
        "pain at 3 weeks",
        "No clear difference in pain; function was modestly better.",
        favours_known=False,
    ),
    _Wanted(
        _TEN,
        "Pregabalin v placebo: leg pain at 8 weeks",
        "TX-06",
        "leg pain week 8 (0-10), pregabalin minus placebo",
        "No better than placebo, with more adverse events.",
        -1,
    ),
)


def movement_effects(fact: Callable[[str], Fact]) -> tuple[EffectSize, ...]:
    """Return the effects of exercise, physiotherapy, nerve exercises and bed rest.

    Parameters
    ----------
    fact
        Looks a fact up by id (``course.fact``).

    Raises
    ------
    ContentError
        If a fact lacks the figure named here or its interval.
    """
    return tuple(_effect(wanted, fact(wanted.fact)) for wanted in _MOVEMENT)


def treatment_effects(fact: Callable[[str], Fact]) -> tuple[EffectSize, ...]:
    """Return the effects of surgery, medicines and acupuncture.

    Parameters
    ----------
    fact
        Looks a fact up by id (``course.fact``).

    Raises
    ------
    ContentError
        If a fact lacks the figure named here or its interval.
    """
    return tuple(_effect(wanted, fact(wanted.fact)) for wanted in _TREATMENTS)


def _effect(wanted: _Wanted, fact: Fact) -> EffectSize:
    figure = fact.figure(wanted.figure)
    interval = figure.ci95
    if (
        not isinstance(figure.value, (int, float))
        or interval is None
        or len(interval) != 2
        or interval[0] is None
        or interval[1] is None
    ):
        raise ContentError(
            f"fact {fact.id!r}: figure {wanted.figure!r} needs a number and a 95 % interval."
        )
    ends = sorted((wanted.sign * interval[0], wanted.sign * interval[1]))
    return EffectSize(
        panel=wanted.panel,
        what=wanted.what,
        value=wanted.sign * figure.value,
        low=ends[0],
        high=ends[1],
        no_effect=wanted.no_effect,
        meaning=wanted.meaning,
        fact=wanted.fact,
        favours_known=wanted.favours_known,
    )
