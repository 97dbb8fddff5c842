"""Labels of a question as short words, for formats that know tags or comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sciatica_edu.evidence.questions.question import Audience, Bloom, Level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sciatica_edu.evidence.questions.question import QuestionBase

__all__ = ["fields_of", "tags_of"]

# tag -> field of a question; a field that may hold several is a list
_ONE = {"objective": "objective", "level": "level", "bloom": "bloom", "difficulty": "difficulty"}
_MANY = {"audience": "audiences", "fact": "facts"}
_ALLOWED: dict[str, set[str]] = {"level": {*Level}, "bloom": {*Bloom}, "audience": {*Audience}}


def tags_of(question: QuestionBase) -> tuple[str, ...]:
    """Return the labels of a question as ``name:value`` tags, such as ``level:clinical``."""
    found = [f"{tag}:{getattr(question, field)}" for tag, field in _ONE.items()]
    if set(question.audiences) != set(Audience):
        found += [f"audience:{audience}" for audience in question.audiences]
    found += [f"fact:{fact}" for fact in question.facts]
    found += ["vignette"] if question.vignette else []
    found += [f"reviewed by:{question.reviewed_by}"] if question.reviewed_by else []
    return tuple(found)


def fields_of(tags: Iterable[str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the fields of a question that tags name, and the tags that are none of them.

    Examples
    --------
    >>> fields_of(["level:clinical", "fact:ANA-01", "fact:ANA-02", "level:hard", "plants"])
    ({'level': 'clinical', 'facts': ['ANA-01', 'ANA-02']}, ('level:hard', 'plants'))
    """
    found: dict[str, Any] = {}
    other: list[str] = []
    for tag in tags:
        name, _, value = tag.partition(":")
        if tag == "vignette":
            found["vignette"] = True
        elif not _is_allowed(name, value):
            other.append(tag)
        elif name in _MANY:
            found.setdefault(_MANY[name], []).append(value)
        else:
            found.setdefault(_ONE[name], float(value) if name == "difficulty" else value)
    return found, tuple(other)


def _is_allowed(name: str, value: str) -> bool:
    if name in _ALLOWED:
        return value in _ALLOWED[name]
    if name == "difficulty":
        try:
            return 0 <= float(value) <= 1
        except ValueError:
            return False
    return name in _ONE | _MANY and bool(value)
