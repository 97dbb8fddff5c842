"""What a drill says about an answer."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Marked"]


@dataclass(frozen=True)
class Marked:
    """Whether an answer is right, whether acting on it would be unsafe, and why."""

    correct: bool
    unsafe: bool
    feedback: str
