from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.location import data_path
from sciatica_edu.exercises.rules import load_exercise_tables

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = data_path() / "parameters" / "exercises.yaml"


def broken(tmp_path: Path, old: str, new: str) -> Path:
    text = SOURCE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "exercises.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_rule_that_forgets_unknown_is_refused(tmp_path):
    # "yes" alone would mean that not knowing is safe... it is the cautious end, but
    # leaving a gap in the middle must not pass.
    path = broken(
        tmp_path,
        "when: {pregnancy: [early, unknown, late]}",
        "when: {pregnancy: [early, late]}",
    )
    with pytest.raises(ContentError, match="cautious end"):
        load_exercise_tables(path)


def test_a_rule_that_fires_on_every_answer_is_refused(tmp_path):
    path = broken(
        tmp_path,
        'when: {fragile_bones: [unknown, "yes"]}',
        'when: {fragile_bones: ["no", unknown, "yes"]}',
    )
    with pytest.raises(ContentError, match="leave out the first"):
        load_exercise_tables(path)


def test_an_unknown_exercise_in_a_rule_is_refused(tmp_path):
    path = broken(tmp_path, "withheld: [XE-06, XE-11]", "withheld: [XE-99]")
    with pytest.raises(ContentError, match="XE-99"):
        load_exercise_tables(path)


def test_a_misspelt_question_offers_the_nearest(tmp_path):
    path = broken(tmp_path, "when: {fragile_bones:", "when: {fragile_bonse:")
    with pytest.raises(ContentError, match="fragile_bones"):
        load_exercise_tables(path)


def test_a_rule_that_claims_a_source_needs_one(tmp_path):
    path = broken(
        tmp_path, "facts: [EXX-07]\n    basis: published", "facts: []\n    basis: published"
    )
    with pytest.raises(ContentError, match="needs a fact"):
        load_exercise_tables(path)


def test_a_rule_that_does_nothing_is_refused(tmp_path):
    path = broken(tmp_path, "    column: fragile_bones\n", "")
    with pytest.raises(ContentError, match="withholds or adapts"):
        load_exercise_tables(path)


def test_answers_that_do_not_grow_worse_are_refused(tmp_path):
    path = broken(tmp_path, "ends: nothing", "ends: everything")
    with pytest.raises(ContentError, match="from what ends nothing"):
        load_exercise_tables(path)


def test_a_smaller_later_dose_is_refused(tmp_path):
    path = broken(
        tmp_path,
        "later: {sets: 1, repetitions: 4, seconds: 30",
        "later: {sets: 1, repetitions: 1, seconds: 5",
    )
    with pytest.raises(ContentError, match="later dose"):
        load_exercise_tables(path)


def test_every_rule_treats_unknown_like_a_warning(exercises):
    for rule in exercises.tables.rules:
        for question, answers in rule.when.items():
            known = exercises.tables.questions[question].answers
            cautious = known[known.index("unknown") + 1 :]
            # A rule may fire on the answer worse than unknown only if a rule for unknown exists too.
            if "unknown" not in answers:
                assert set(answers) <= set(cautious)
                assert any(
                    "unknown" in other.when.get(question, [])
                    for other in exercises.tables.rules
                    if set(other.when) == {question}
                ), rule.id


def test_facts_of_the_rules_exist(exercises):
    for rule in exercises.tables.rules:
        for fact in rule.facts:
            exercises.course.fact(fact)
        if rule.basis == "published":
            assert all(exercises.course.fact(fact).plain for fact in rule.facts), rule.id
