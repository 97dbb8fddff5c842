from __future__ import annotations

import pytest

from sciatica_edu.authoring.wording.prose import (
    check_prose,
    clinical_prose,
    clinical_word,
    prose_of,
)
from sciatica_edu.evidence.location import package_path

SAID = "New numbness between the legs: go to an emergency department now."


@pytest.mark.parametrize(
    "source",
    [
        f"show({SAID!r})",
        f"WORDS = {{'stop': {SAID!r}}}",
        "show('New numbness between the legs: '\n     'go to an emergency department now.')",
        "show(f'New numbness between the {which}: go to an emergency department now.')",
        "show('New numbness between the ' + which + ': go to an emergency department now.')",
        f"picture(figure, alt=words, caption={SAID!r})",
    ],
)
def test_a_clinical_sentence_is_found_however_it_is_written(source):
    (found,) = clinical_prose(source)
    assert found[:2] == (1, "numbness")


@pytest.mark.parametrize(
    "source",
    [
        f'def f():\n    """{SAID}"""',
        f'X = 1\n"""{SAID}"""',
        f"raise ParameterError({SAID!r})",
        f"raise ParameterError(\n    f'{{x}}: ' + {SAID!r})",
        f"error = ParameterError({SAID!r})",
        f"log.warning({SAID!r})",
        f"picture(figure, alt={SAID!r})",
        f"alt = {SAID!r}",
        f"def _alt_text(row):\n    return {SAID!r}",
        f"# {SAID}\nX = 1",
        "table(head, rows, caption='Numbness and pain by root, after the tests of the leg')",
        "ax.set_title('Numbness and pain by root, after the tests of the leg')",
        "show('Run this cell, then press the button and write down what you see.')",
        "show('numb or weak')",
    ],
)
def test_what_is_no_statement_to_a_learner_is_left_alone(source):
    assert list(clinical_prose(source)) == []


def test_a_heading_that_is_a_sentence_counts():
    assert list(clinical_prose(f"table(head, rows, caption={SAID!r})"))


def test_the_line_is_that_of_the_string():
    assert list(prose_of("a = 1\n\nb = f('one',\n      'two')")) == [(3, "one"), (4, "two")]


@pytest.mark.parametrize("word", ["numbness", "Lidocaine", "ambulance", "osteoporosis", "MRI"])
def test_a_clinical_word_is_known_in_any_case(word):
    assert clinical_word(f"about {word} here") == word.lower()


@pytest.mark.parametrize("text", ["the nerve and its root", "sciatica-edu quiz export", "models"])
def test_names_of_places_and_of_the_course_are_no_clinical_words(text):
    assert clinical_word(text) == ""


def test_the_breach_names_file_line_and_where_it_belongs(tmp_path):
    folder = tmp_path / "sciatica_edu" / "exercises"
    folder.mkdir(parents=True)
    (folder / "plan.py").write_text(f"A = 1\nB = {SAID!r}\n", encoding="utf-8")
    (breach,) = check_prose(folder.parent)
    assert breach.where == "sciatica_edu/exercises/plan.py:2"
    assert "data/sentences" in breach.message


def test_authors_tools_may_name_what_they_look_for(tmp_path):
    folder = tmp_path / "sciatica_edu" / "authoring"
    folder.mkdir(parents=True)
    (folder / "words.py").write_text(f"B = {SAID!r}\n", encoding="utf-8")
    assert check_prose(folder.parent) == ()


def test_no_clinical_sentence_stands_in_code():
    assert check_prose(package_path()) == ()
