"""Questions answered by choosing: one option, several options, a region of a picture."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, model_validator

from sciatica_edu.evidence.questions.base import (
    Id,
    Judged,
    Label,
    OptionId,
    QuestionBase,
    require_unique,
)

__all__ = ["HotspotQuestion", "HotspotRegion", "MultipleResponse", "Option", "SingleBestAnswer"]


class Option(Judged):
    """One option of a question with options."""

    id: OptionId
    """Stays with the option for good (A, B, C …), however options are shuffled."""
    text: Label
    key: StrictBool = False
    """Whether it is a right answer."""

    @model_validator(mode="after")
    def _key_has_no_misconception(self) -> Self:
        if self.key and self.misconception:
            raise ValueError(f"option {self.id} is right, so it cannot carry a misconception")
        return self


class _Choice(QuestionBase):
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=10)]
    shuffle: StrictBool = True
    """False keeps the written order, for options that are numbers or stages."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Ids of the right options."""
        return tuple(option.id for option in self.options if option.key)

    @model_validator(mode="after")
    def _options_are_distinct(self) -> Self:
        require_unique("option id", [option.id for option in self.options])
        require_unique("option text", [option.text.casefold() for option in self.options])
        return self


class SingleBestAnswer(_Choice):
    """Several options, exactly one best."""

    type: Literal["single_best_answer"]
    painted: dict[Label, tuple[Label, ...]] = Field(default_factory=dict)
    """Paints by place of the body, for a drawing shown with the question."""

    @model_validator(mode="after")
    def _one_key(self) -> Self:
        if len(self.keys) != 1:
            raise ValueError(f"exactly one option must have key: true; found {len(self.keys)}")
        return self


class MultipleResponse(_Choice):
    """Several options, each right or wrong by itself."""

    type: Literal["multiple_response"]

    @model_validator(mode="after")
    def _some_keys(self) -> Self:
        if not 1 <= len(self.keys) < len(self.options):
            raise ValueError("at least one option must be right and at least one wrong")
        return self


class HotspotRegion(Judged):
    """One region of the picture that may be chosen."""

    id: OptionId
    """The region's id in the picture."""
    label: Label
    """What the region is called in the list that stands beside the picture."""
    key: StrictBool = False


class HotspotQuestion(QuestionBase):
    """Choose a region of a picture, by pointing or from a list."""

    type: Literal["hotspot"]
    picture: Id
    """Name of a picture in data/pictures.yaml."""
    regions: Annotated[tuple[HotspotRegion, ...], Field(min_length=2, max_length=16)]

    @property
    def keys(self) -> tuple[str, ...]:
        """Ids of the right regions; any one of them is a right answer."""
        return tuple(region.id for region in self.regions if region.key)

    @model_validator(mode="after")
    def _regions_are_distinct(self) -> Self:
        require_unique("region id", [region.id for region in self.regions])
        require_unique("region label", [region.label.casefold() for region in self.regions])
        if not 1 <= len(self.keys) < len(self.regions):
            raise ValueError("at least one region must be right and at least one wrong")
        return self
