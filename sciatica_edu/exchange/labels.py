"""Labels of a question as short words, for formats that know tags or comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sciatica_edu.evidence.questions.question import Audience, Bloom, Level
from sciatica_edu.exchange.task import Labels

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["labels_from", "tags_of"]


def tags_of(labels: Labels) -> tuple[str, ...]:
    """Return the labels as ``name:value`` tags.

    Examples
    --------
    >>> tags_of(Labels("anatomy-roots", "clinical", "apply", 0.3, facts=("ANA-01",)))
    ('objective:anatomy-roots', 'level:clinical', 'bloom:apply', 'difficulty:0.3', 'fact:ANA-01')
    """
    found = [
        f"{name}:{value}"
        for name, value in (
            ("objective", labels.objective),
            ("level", labels.level),
            ("bloom", labels.bloom),
            ("difficulty", labels.difficulty),
        )
        if value is not None
    ]
    found += [f"audience:{audience}" for audience in labels.audiences]
    found += [f"fact:{fact}" for fact in labels.facts]
    found += ["vignette"] if labels.vignette else []
    found += [f"reviewed by:{labels.reviewed_by}"] if labels.reviewed_by else []
    return tuple(found)


def labels_from(tags: Iterable[str]) -> tuple[Labels, tuple[str, ...]]:
    """Return the labels that tags name, and the tags that are none of them."""
    found: dict[str, list[str]] = {}
    other: list[str] = []
    for tag in tags:
        name, _, value = tag.partition(":")
        if _known(name, value):
            found.setdefault(name, []).append(value)
        else:
            other.append(tag)

    def first(name: str) -> str | None:
        return found[name][0] if name in found else None

    difficulty = first("difficulty")
    labels = Labels(
        objective=first("objective"),
        level=first("level"),
        bloom=first("bloom"),
        difficulty=float(difficulty) if difficulty is not None else None,
        audiences=tuple(found.get("audience", ())),
        facts=tuple(found.get("fact", ())),
        vignette="vignette" in found,
        reviewed_by=first("reviewed by"),
    )
    return labels, tuple(other)


def _known(name: str, value: str) -> bool:
    match name:
        case "level":
            return value in {one.value for one in Level}
        case "bloom":
            return value in {one.value for one in Bloom}
        case "audience":
            return value in {one.value for one in Audience}
        case "difficulty":
            return _proportion(value)
        case "objective" | "fact" | "reviewed by":
            return bool(value)
    return name == "vignette" and not value


def _proportion(value: str) -> bool:
    try:
        return 0 <= float(value) <= 1
    except ValueError:
        return False
