from __future__ import annotations

import pytest

from sciatica_edu.authoring.explained_words import explain_words, unexplained
from sciatica_edu.evidence.course import load_course


@pytest.fixture(scope="module")
def course():
    return load_course()


def test_the_first_use_in_running_text_is_explained_and_only_that(course):
    texts = [
        "# MRI first\n\n`MRI`, [MRI](x.html), ```\nMRI\n```, <b title='MRI'>",
        "An MRI. Another MRI.",
        "MRI again, and NICE.",
        "## References\n\n1. CES in NHS hospitals.",
    ]
    first, second, third, last = explain_words(texts, course)
    assert first == texts[0]
    assert second.count("<abbr>MRI</abbr>") == 1
    assert second.startswith(
        'An <a class="sci-word" tabindex="0" title="magnetic resonance imaging: '
    )
    assert second.endswith("</abbr></a>. Another MRI.")
    assert third.startswith("MRI again, and <a ")
    assert last == texts[3]


def test_a_synonym_within_a_longer_name_is_left_alone(course):
    (told,) = explain_words(["LAST, not BLAST"], course)
    assert told.count("<abbr>") == 1
    assert "<abbr>LAST</abbr>" in told


def test_capitals_without_an_entry_are_named(course):
    assert unexplained("The ZQX and MRI in the UK, `XYZ`\n\n# ABC", course) == {"ZQX"}
