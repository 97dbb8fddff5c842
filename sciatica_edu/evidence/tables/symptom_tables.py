"""Tables behind the localiser: signs of each level.

They refer to muscles, territories, dermatomes and facts by id; the symptoms
topic reads meaning from those.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from sciatica_edu.evidence.models import FactId, Model, Text

__all__ = [
    "Level",
    "LevelSign",
    "LevelSigns",
    "SignKind",
]

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
RootName = Literal["L1", "L2", "L3", "L4", "L5", "S1", "S2", "S3"]
SignKind = Literal["movement", "numbness", "reflex", "tension", "pain", "cauda_equina"]


class LevelSign(Model):
    """A sign that can be found abnormal, normal, or not be examined.

    `roots` names the roots that usually show it (root_signs.yaml, dermatomes.yaml);
    `muscles` and `territories` tie it to muscles.yaml and skin_territories.yaml.
    """

    id: Slug
    kind: SignKind
    label: Text
    how: Text
    roots: list[RootName] = []
    muscles: list[Text] = []
    territories: list[Text] = []
    root_words: Text | None = None
    """Words of root_signs.yaml on which the roots of a movement rest."""
    recalled_nerves: list[Slug] = []
    """Levels that this sign fits by standard anatomy without a verified fact of the course."""
    facts: list[FactId] = Field(min_length=1)


class Level(Model):
    """A place where nerve fibres can be harmed; supply is matched on muscles and territories."""

    id: Slug
    label: Text
    kind: Literal["root", "nerve", "cauda_equina"]
    root: RootName | None = None
    supplies: list[Text] = []
    """Beginnings of `nerve` in muscles.yaml."""
    territories: list[Text] = []
    facts: list[FactId] = Field(min_length=1)


class LevelSigns(Model):
    """Signs and levels of the localiser."""

    signs: list[LevelSign]
    levels: list[Level]
