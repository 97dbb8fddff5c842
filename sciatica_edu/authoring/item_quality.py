"""The craft of question writing, as rules over the bank; a rule's docstring is the rule.

The flaws are those of the item-writing literature (Haladyna, Downing and Rodriguez 2002;
Case and Swanson, National Board of Medical Examiners). Each limit below says why it is where
it is. What a question may not say clinically is judged in `sciatica_edu.evidence.integrity`.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING, Any

from sciatica_edu.authoring.bank_report import (
    all_options,
    key_positions,
    longest_keys,
    many_lists,
    parts_of,
    place_of,
    single_lists,
    wrong_without_misconception,
)
from sciatica_edu.authoring.reading_level import lix, words
from sciatica_edu.body.tables import MUSCLES
from sciatica_edu.errors import QuizError
from sciatica_edu.evidence.integrity import Breach
from sciatica_edu.evidence.questions.quantities import convert, same_kind
from sciatica_edu.evidence.questions.question import (
    CaseQuestion,
    DrawnQuestion,
    HotspotQuestion,
    MultipleResponse,
    NumericQuestion,
    ShortTextQuestion,
    SingleBestAnswer,
    TemplatedNumeric,
)
from sciatica_edu.quiz.asking.answers import Quantity, read_quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sciatica_edu.evidence.course import Course
    from sciatica_edu.evidence.questions.question import Part

__all__ = ["ITEM_RULES", "check_items"]

KEY_LENGTH_RATIO = 1.5
"""A key half as long again as the longest wrong option is seen at a glance."""
KEY_LENGTH_EXCESS = 20
"""Characters; below that a ratio says little ("L5 and S1" beside "L4")."""
LONGEST_KEY_SHARE = 0.40
"""Chance is 25 % with four options; above 40 %, "choose the longest" beats many learners."""
POSITION_Z = 3.0
"""Standard deviations; chance alone passes it about once in 370 positions."""
FEWEST_FOR_BALANCE = 20
"""Questions; with fewer, shares over a bank mean nothing."""
FEWEST_EXPECTED = 5
"""Keys; below that the normal approximation behind the deviations does not hold."""
RATIONALE_WORDS = 3
"""Fewer words name something but explain nothing."""
READING_LIMITS = {"introductory": 55.0, "clinical": 65.0}
"""LIX: 50 to 60 is demanding prose for adults, above 60 academic; long terms of the glossary
do not count, and only texts of at least `READING_WORDS` are judged."""
READING_WORDS = 20
"""Below that, one long word moves LIX by five points or more."""
STEM_SIMILARITY = 0.85
"""Share of words in common above which two stems with the same answer ask the same thing."""
STEM_IDENTITY = 0.97
"""Above this the stems are the same, whatever the answers are."""

# "only", "all", "none" and "must" are ordinary words of anatomy and safety rules
_ABSOLUTE = re.compile(
    r"\b(always|never|impossible|guaranteed?s?|completely|entirely|invariably|absolutely|everyone"
    r"|everybody|nobody|no one|in every case|every patient|all patients|no patients?"
    r"|under (?:any|no) circumstances?)\b",
    re.IGNORECASE,
)
_ALL_OF_THE_ABOVE = re.compile(
    r"\b(all|none|any|both|neither|some) (of|the) (the )?"
    r"(above|below|these|those|options|others?|statements|following)\b"
    r"|^(both |neither )?[A-F] (and|or|nor) [A-F]( only)?\.?$",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\b(?:which|what|who|whom|whose|where|when)\b[^.?!]*?"
    r"(?P<word>\b(?:not|never|except|false|incorrect|untrue|cannot|(?<!at )least|\w+n['’]t)\b)",
    re.IGNORECASE,
)
_REFERS = re.compile(r"\b(?:options?|answers?|choices?) [A-J]\b")
_HOLLOW = frozenset(
    words(
        "no not yes wrong right correct incorrect true false this that it is the an a answer "
        "option key distractor see above below ok"
    )
)


def check_items(course: Course) -> tuple[Breach, ...]:
    """Return every flaw in the writing of the bank's questions, in order of place."""
    return tuple(sorted(breach for rule in ITEM_RULES for breach in rule(course)))


def all_of_the_above(course: Course) -> Iterator[Breach]:
    """Let no option refer to the others: options are shuffled, and it rewards partial knowledge."""
    for place, part in parts_of(course):
        for option in all_options(part):
            if _ALL_OF_THE_ABOVE.search(option.text):
                message = f"question {part.id!r}, option {option.id}: {option.text!r}."
                yield Breach(place, "item-all-of-the-above", message)


def length_cue(course: Course) -> Iterator[Breach]:
    """Keep the key from being clearly the longest option."""
    for place, part in parts_of(course):
        for options in single_lists(part):
            key = next(len(option.text) for option in options if option.key)
            longest = max(len(option.text) for option in options if not option.key)
            if key >= KEY_LENGTH_RATIO * longest and key - longest >= KEY_LENGTH_EXCESS:
                message = (
                    f"question {part.id!r}: the key has {key} characters, the longest wrong "
                    f"option {longest}; shorten the key or fill the others."
                )
                yield Breach(place, "item-length-cue", message)


def longest_key_share(course: Course) -> Iterator[Breach]:
    """Over the bank, let the key be the longest option in at most 40 % of questions."""
    longest, count = longest_keys(course)
    if count >= FEWEST_FOR_BALANCE and longest > LONGEST_KEY_SHARE * count:
        message = (
            f"the key is the longest option in {longest} of {count} single-best-answer questions; "
            f"at most {LONGEST_KEY_SHARE:.0%}."
        )
        yield Breach("data/questions:1", "bank-length-cue", message)


def balanced_positions(course: Course) -> Iterator[Breach]:
    """Over the bank, no written position holds the key more or less often than chance explains."""
    found = key_positions(course)
    for position, mean in sorted(found.mean.items()):
        count = found.counted.get(position, 0)
        usual = POSITION_Z * sqrt(found.variance[position])
        if abs(count - mean) > usual and mean >= FEWEST_EXPECTED:
            message = (
                f"the key is option number {position + 1} in {count} questions; "
                f"about {mean:.0f} expected."
            )
            yield Breach("data/questions:1", "bank-key-position", message)


def negative_stems(course: Course) -> Iterator[Breach]:
    """Print the word that makes a question negative in bold or capitals."""
    for place, part in parts_of(course):
        if not isinstance(part, (SingleBestAnswer, MultipleResponse, HotspotQuestion)):
            continue
        for sentence in re.findall(r"[^.?!]*\?", f"{part.stem} {part.lead_in or ''}"):
            found = _NEGATIVE.search(sentence)
            if found and not found["word"].isupper():
                before, after = sentence[: found.start("word")], sentence[found.end("word") :]
                if not (before.rstrip("\"'").endswith("*") and after.startswith("*")):
                    message = (
                        f"question {part.id!r}: {found['word']!r} turns the question round; write "
                        f"**{found['word']}**, or better ask it the other way."
                    )
                    yield Breach(place, "item-negative-stem", message)


def absolute_words(course: Course) -> Iterator[Breach]:
    """Let no word such as "always" give away which options are wrong."""
    for place, part in parts_of(course):
        for options in [*single_lists(part), *many_lists(part)]:
            if any(_ABSOLUTE.search(option.text) for option in options if option.key):
                continue
            for option in options:
                found = _ABSOLUTE.search(option.text)
                if found:
                    message = (
                        f"question {part.id!r}, option {option.id}: {found[0]!r} tells that it is "
                        "wrong; no right option is so absolute."
                    )
                    yield Breach(place, "item-absolute-word", message)


def duplicate_options(course: Course) -> Iterator[Breach]:
    """No two options of a question say the same."""
    for place, part in parts_of(course):
        for options in [*single_lists(part), *many_lists(part)]:
            for one, other in combinations(options, 2):
                if _same(one.text, other.text):
                    message = (
                        f"question {part.id!r}: options {one.id} ({one.text!r}) and {other.id} "
                        f"({other.text!r}) are the same."
                    )
                    yield Breach(place, "item-duplicate-option", message)


def rationales_explain(course: Course) -> Iterator[Breach]:
    """Every rationale explains, and none names an option by its letter."""
    for place, part in parts_of(course):
        for text in _rationales(part.model_dump()):
            spoken = text.split()
            if len(spoken) < RATIONALE_WORDS or not set(words(text)) - _HOLLOW:
                message = f"question {part.id!r}: the rationale {text!r} explains nothing."
                yield Breach(place, "item-rationale", message)
            elif _REFERS.search(text):
                message = f"question {part.id!r}: {text[:60]!r} names a letter; options move."
                yield Breach(place, "item-rationale", message)


def sources_exist(course: Course) -> Iterator[Breach]:
    """Every question rests on a fact with a reference."""
    for place, part in parts_of(course):
        known = [course.facts[name] for name in part.facts if name in course.facts]
        if not any(key in course.references for fact in known for key in fact.references):
            message = f"question {part.id!r}: none of its facts has a reference."
            yield Breach(place, "item-source", message)


def reading_level(course: Course) -> Iterator[Breach]:
    """Keep a question no harder to read than its level allows, terms of the glossary aside."""
    known = _glossary_words(course)
    for place, part in parts_of(course):
        text = f"{part.stem}\n{part.lead_in or ''}"
        limit = READING_LIMITS[part.level]
        if len(words(text)) >= READING_WORDS:
            found = lix(text, known=known)
            if found > limit:
                message = (
                    f"question {part.id!r}: the stem has a reading level of {found:.0f} (LIX); "
                    f"at most {limit:.0f} at level {part.level.value!r}. Shorten its sentences."
                )
                yield Breach(place, "item-reading-level", message)


def near_duplicates(course: Course) -> Iterator[Breach]:
    """No two questions ask nearly the same; a case's stages are told apart by their story."""
    alone = [
        q for q in course.questions.values() if not isinstance(q, CaseQuestion | DrawnQuestion)
    ]
    asked = [(part, _asked_words(part), _answers(part)) for part in alone]
    for (one, left, key), (other, right, other_key) in combinations(asked, 2):
        alike = _overlap(left, right)
        if alike >= STEM_IDENTITY or (alike >= STEM_SIMILARITY and key & other_key):
            message = (
                f"question {other.id!r} asks nearly the same as {one.id!r} "
                f"({place_of(course, one.id)}): {alike:.0%} of the words."
            )
            yield Breach(place_of(course, other.id), "item-near-duplicate", message)


def wrong_options_teach(course: Course) -> Iterator[Breach]:
    """Let every wrong option and region name the misconception that somebody who takes it has."""
    for name, options in wrong_without_misconception(course).items():
        message = f"question {name!r}: wrong without a misconception: {', '.join(options)}."
        yield Breach(place_of(course, name), "item-misconception", message)


ITEM_RULES = (
    all_of_the_above,
    length_cue,
    longest_key_share,
    balanced_positions,
    negative_stems,
    absolute_words,
    duplicate_options,
    rationales_explain,
    sources_exist,
    reading_level,
    near_duplicates,
    wrong_options_teach,
)


def _rationales(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "rationale":
                yield inner
            else:
                yield from _rationales(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _rationales(inner)


def _same(one: str, other: str) -> bool:
    if _bare_words(one) == _bare_words(other):
        return True
    left, right = _quantity(one), _quantity(other)
    if left is None or right is None or not same_kind(left.unit or "", right.unit or ""):
        return False
    there = convert(right.value, unit=right.unit or "", to=left.unit or "")
    return abs(there - left.value) <= 1e-9 * max(1.0, abs(left.value))


def _bare_words(text: str) -> tuple[str, ...]:
    """Return what remains of a text without punctuation, capitals and articles."""
    found = re.findall(r"[\w%<>≤≥+−-]+", text.casefold())
    return tuple(word for word in found if word not in {"a", "an", "the"})


def _quantity(text: str) -> Quantity | None:
    try:
        return read_quantity(text)
    except QuizError:
        return None


def _glossary_words(course: Course) -> frozenset[str]:
    texts: list[str] = []
    for term in course.glossary.values():
        texts += [term.term, *term.synonyms, term.terminologia_anatomica or ""]
    texts += [muscle.muscle for muscle in course[MUSCLES].values()]
    found = {word for text in texts for word in words(text)}
    return frozenset(found | {f"{word}s" for word in found})


def _asked_words(part: Part) -> Counter[str]:
    return Counter(_bare_words(f"{part.stem} {part.lead_in or ''}"))


def _overlap(left: Counter[str], right: Counter[str]) -> float:
    """Return the share of words two texts have in common, 0 to 1 (Dice)."""
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def _answers(part: Part) -> frozenset[tuple[str, ...]]:
    """Return the right answers, to tell contrasting questions from repeated ones."""
    texts: Iterable[str]
    if isinstance(part, HotspotQuestion):
        texts = [region.label for region in part.regions if region.key]
    elif isinstance(part, (NumericQuestion, TemplatedNumeric)):
        texts = [f"{part.answer} {part.unit}"]
    elif isinstance(part, ShortTextQuestion):
        texts = [part.answer, *part.accept]
    elif isinstance(part, (SingleBestAnswer, MultipleResponse)):
        texts = [option.text for option in part.options if option.key]
    else:
        texts = [part.stem]
    return frozenset(_bare_words(text) for text in texts)
