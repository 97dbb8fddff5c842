"""What a quiz needs of a thing that it asks and that stands in no bank of questions."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

__all__ = ["Askable"]


class Askable(BaseModel):
    """Its fields are those of a question, as far as a session needs them.

    A kind of its own says its `version`, and registers how it is judged (`grading.judge`) and,
    for the quiz widget, how it is shown (`presentation.controls`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: str
    stem: str
    """What is asked, in Markdown."""
    facts: tuple[str, ...] = ()
    lead_in: None = None
    hints: tuple[str, ...] = ()
    points: float = 1.0
    objective: str = ""

    @property
    def version(self) -> str:
        """Changes when what is asked does; an answer to another version is no answer to this."""
        raise NotImplementedError
