"""A question stripped of what only this course knows: what the exchange formats have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica_edu.evidence.questions.numbers import around

if TYPE_CHECKING:
    from sciatica_edu.exchange.losses import Feature, TaskKind

__all__ = [
    "Choice",
    "Gap",
    "Labels",
    "NumberKey",
    "NumberRange",
    "Pair",
    "Picture",
    "Task",
    "TextKey",
]


@dataclass(frozen=True)
class Choice:
    """An option, a step, a known wrong term: its Markdown, whether right, and why."""

    id: str
    text: str
    right: bool = False
    feedback: str = ""
    misconception: str | None = None


def _tidy(number: float) -> float:
    """Return a sum or difference without the noise of binary fractions."""
    return float(f"{number:.12g}")


@dataclass(frozen=True)
class NumberRange:
    """Numbers with a remark of their own, in the unit of the answer.

    Attributes
    ----------
    low, high
        The ends, both included.
    value
        The one number that is meant; None for a range.
    """

    low: float
    high: float
    feedback: str = ""
    misconception: str | None = None
    value: float | None = None

    @classmethod
    def known_wrong(cls, value: float, feedback: str, *, margin: float) -> NumberRange:
        """Return a single wrong number, which stands for what lies around it.

        Parameters
        ----------
        value
            The number.
        feedback
            What is said to it.
        margin
            The largest accepted distance from the right answer.
        """
        return cls(*around(value, margin), feedback, value=value)

    @classmethod
    def around(cls, value: float, reach: float, feedback: str) -> NumberRange:
        """Return the numbers at most `reach` from `value`."""
        return cls(_tidy(value - reach), _tidy(value + reach), feedback)

    @property
    def middle(self) -> float:
        """The number that is meant, or the middle of the range."""
        return _tidy((self.low + self.high) / 2) if self.value is None else self.value

    @property
    def reach(self) -> float:
        """Distance from the middle to either end."""
        return _tidy((self.high - self.low) / 2)

    def __str__(self) -> str:
        if self.value is not None or self.low == self.high:
            return f"{self.middle:.6g}"
        return f"{self.low:.6g} to {self.high:.6g}"


@dataclass(frozen=True)
class NumberKey:
    """A number, the largest accepted distance from it, and its unit."""

    value: float
    margin: float = 0.0
    unit: str = ""
    ask_unit: bool = False
    units: tuple[str, ...] = ()
    """Every unit accepted, that of the answer first; empty for a plain number."""
    wrong: tuple[NumberRange, ...] = ()
    also: tuple[NumberRange, ...] = ()
    """Right too, with a remark that goes before the explanation."""

    def __str__(self) -> str:
        margin = f" ± {self.margin:.4g}" if self.margin else ""
        return f"{self.value:.6g}{margin} {self.unit}".strip()


@dataclass(frozen=True)
class TextKey:
    """Accepted terms, the preferred one first, and known wrong ones."""

    accept: tuple[str, ...]
    exact: bool = False
    wrong: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Pair:
    """A left side and the text that belongs to it."""

    left: str
    right: str
    feedback: str = ""
    misconception: str | None = None


@dataclass(frozen=True)
class Gap:
    """A gap of a text: options, a number or a term."""

    name: str
    key: tuple[Choice, ...] | NumberKey | TextKey
    feedback: str = ""


@dataclass(frozen=True)
class Picture:
    """A drawing: its description and its SVG as a data URI."""

    alt: str
    data_uri: str


@dataclass(frozen=True)
class Labels:
    """Where a question belongs; None where a file did not say."""

    objective: str | None = None
    level: str | None = None
    bloom: str | None = None
    difficulty: float | None = None
    audiences: tuple[str, ...] = ()
    """Empty for everyone."""
    facts: tuple[str, ...] = ()
    vignette: bool = False
    reviewed_by: str | None = None


@dataclass(frozen=True)
class Task:
    """One gradable question, its numbers drawn; every text is Markdown unless said otherwise.

    Attributes
    ----------
    prompt
        Story, stem and lead-in, as one text.
    choices
        Options in the order shown; for ``ORDER`` the steps in a right order.
    relations
        For ``ORDER``: (earlier, later) ids that must hold.
    pieces
        For ``CLOZE``: plain text and gaps by turns.
    shown
        For ``ORDER`` ids of the steps, for ``MATCH`` the right sides, in the order shown.
    explanation
        Said to everyone afterwards.
    otherwise
        For ``NUMBER`` and ``TEXT``: said to a wrong answer that nobody foresaw.
    source
        References, as plain text.
    uses
        What it has that a format may not hold.
    """

    id: str
    kind: TaskKind
    prompt: str
    choices: tuple[Choice, ...] = ()
    number: NumberKey | None = None
    text: TextKey | None = None
    pairs: tuple[Pair, ...] = ()
    extra: tuple[Choice, ...] = ()
    relations: frozenset[tuple[str, str]] = frozenset()
    pieces: tuple[str | Gap, ...] = ()
    shown: tuple[str, ...] = ()
    explanation: str = ""
    otherwise: str = ""
    hints: tuple[str, ...] = ()
    points: float = 1.0
    picture: Picture | None = None
    shuffle: bool = True
    source: str = ""
    labels: Labels = Labels()
    uses: frozenset[Feature] = frozenset()

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps of a cloze text."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Gap))

    @property
    def keys(self) -> tuple[Choice, ...]:
        """The right options."""
        return tuple(choice for choice in self.choices if choice.right)
