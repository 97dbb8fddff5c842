"""Patients speak plainly and never give the cause away."""

from __future__ import annotations

import re

import pytest

from sciatica_edu.clinic.consistency import given_away
from sciatica_edu.clinic.patients import ANSWERS
from sciatica_edu.clinic.words import said
from sciatica_edu.errors import UnknownNameError
from tests.clinic.conftest import drawn


@pytest.fixture(scope="module")
def heard(clinic):
    """Return all that 10,000 patients say: by finding and answer the texts."""
    people = drawn("primary-care", "teaching", 10_000)
    found = {}
    names = clinic.finding_names
    for row in range(len(people)):
        # nine findings a patient; over all patients each finding is heard a thousand times
        for column in range(row % 10, len(names), 10):
            key = names[column], ANSWERS[people.answers[row, column]]
            found.setdefault(key, set()).add(said(clinic, people, row, names[column]))
    return found


def test_no_answer_names_a_cause_or_a_synonym_of_the_glossary(clinic, course, heard):
    words = {
        word for cause in clinic.tables.causes.values() for word in (cause.name, *cause.also_called)
    }
    for term in course.glossary.values():
        names = [term.term, *term.synonyms]
        if any(
            re.search(rf"\b{re.escape(word)}", name, re.IGNORECASE)
            for word in words
            for name in names
        ):
            words |= set(names)
    assert len(words) > 60
    one = re.compile("|".join(rf"\b{re.escape(word)}" for word in words), re.IGNORECASE)
    texts = {text for several in heard.values() for text in several}
    texts |= {finding.text for finding in clinic.tables.findings.values()}
    texts |= {row.topic for row in clinic.tables.answers.values()}
    assert len(texts) > 300
    assert [text for text in texts if one.search(text)] == []


def test_every_finding_is_answered_in_words_without_blanks(clinic, heard):
    for name in clinic.finding_names:
        assert heard[name, "yes"]
        assert heard[name, "no"]
        assert not heard[name, "yes"] & heard[name, "no"]
    assert not any("{" in text for several in heard.values() for text in several)


def test_the_wording_depends_on_the_answer_and_not_on_the_cause(clinic):
    people = drawn("primary-care", "teaching", 3_000)
    column = clinic.finding_names.index("buttock")
    rates = {}
    for row in range(len(people)):
        if people.answers[row, column] == 1:
            hesitates = not said(clinic, people, row, "buttock").startswith(
                ("Yes", "In the bottom")
            )
            danger = clinic.tables.causes[clinic.cause_names[people.cause[row]]].emergency
            rates.setdefault(danger, []).append(hesitates)
    shares = {danger: sum(many) / len(many) for danger, many in rates.items()}
    assert shares[True] == pytest.approx(0.2, abs=0.12)
    assert shares[False] == pytest.approx(0.2, abs=0.05)


def test_sides_are_the_patients_own(clinic):
    people = drawn("primary-care", "teaching", 200)
    column = clinic.finding_names.index("slr")
    for row in range(200):
        side, other = (("left", "right"), ("right", "left"))[people.side[row]]
        text = said(clinic, people, row, "slr")
        assert side in text
        assert other not in text
        assert ("40 degrees" in text) == (people.answers[row, column] == 1)


def test_a_question_nobody_knows_is_refused(clinic):
    with pytest.raises(UnknownNameError, match="Did you mean 'bladder'"):
        said(clinic, drawn("emergency", "prevalence", 10), 0, "blader")


def test_what_gives_a_cause_away_is_found(clinic):
    assert given_away(clinic.tables, "My doctor says it is Sciatica.")[0] == "rad-l3"
    assert given_away(clinic.tables, "It hurts.") == []
