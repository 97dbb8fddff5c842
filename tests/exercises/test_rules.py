from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.location import data_path
from sciatica_edu.exercises.check import check_exercises
from sciatica_edu.exercises.tables import EFFECTS, EXERCISES, SCREENING

if TYPE_CHECKING:
    from pathlib import Path

    from sciatica_edu.evidence.table import Table


def broken(tmp_path: Path, old: str, new: str, *, table: Table = SCREENING) -> Path:
    """Return a folder with a copy of a table in which one text is replaced."""
    text = (data_path() / table.file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / table.file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # "yes" alone would be the cautious end, but leaving a gap in the middle must not pass
        ("when: {pregnancy: [early, unknown, late]}", "when: {pregnancy: [early, late]}",
         "cautious end"),
        ('when: {fragile_bones: [unknown, "yes"]}', 'when: {fragile_bones: ["no", unknown, "yes"]}',
         "leave out the first"),
        ("when: {fragile_bones:", "when: {fragile_bonse:", "fragile_bones"),
        ("facts: [EXX-07]\n    basis: published", "facts: []\n    basis: published", "needs a fact"),
        ("    column: fragile_bones\n", "", "withholds or adapts"),
        ("ends: nothing", "ends: everything", "from what ends nothing"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_meant_is_refused(tmp_path, old, new, said):
    with pytest.raises(ContentError, match=said):
        SCREENING.read(broken(tmp_path, old, new))


def test_a_smaller_later_dose_is_refused(tmp_path):
    path = broken(
        tmp_path,
        "later: {sets: 1, repetitions: 4, seconds: 30",
        "later: {sets: 1, repetitions: 1, seconds: 5",
        table=EXERCISES,
    )
    with pytest.raises(ContentError, match="later dose"):
        EXERCISES.read(path)


def test_an_unknown_exercise_in_a_rule_and_a_lost_figure_are_breaches(exercises):
    course = exercises.course
    rule = course[SCREENING].rules[0].model_copy(update={"withheld": ["XE-99"]})
    lost = course[EFFECTS].movement[0].model_copy(update={"figure": "no such figure"})
    broken_tables = {
        **course._tables,
        SCREENING: course[SCREENING].model_copy(update={"rules": [rule]}),
        EFFECTS: course[EFFECTS].model_copy(update={"movement": [lost]}),
    }
    found = list(check_exercises(replace(course, _tables=broken_tables)))
    assert [breach.rule for breach in found] == ["rule-exercise", "effect-figure"]
    assert "XE-99" in found[0].message
    assert list(check_exercises(course)) == []


def test_every_rule_treats_unknown_like_a_warning(exercises):
    for rule in exercises.rules.rules:
        for question, answers in rule.when.items():
            known = exercises.rules.questions[question].answers
            cautious = known[known.index("unknown") + 1 :]
            # A rule may fire on the answer worse than unknown only if a rule for unknown exists too.
            if "unknown" not in answers:
                assert set(answers) <= set(cautious)
                assert any(
                    "unknown" in other.when.get(question, [])
                    for other in exercises.rules.rules
                    if set(other.when) == {question}
                ), rule.id


def test_facts_of_the_rules_exist(exercises):
    for rule in exercises.rules.rules:
        for fact in rule.facts:
            exercises.course.fact(fact)
        if rule.basis == "published":
            assert all(exercises.course.fact(fact).plain for fact in rule.facts), rule.id
