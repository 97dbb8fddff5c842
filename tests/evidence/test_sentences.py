"""Sentences: one wording each, resting on facts, inserted where they are shown."""

import pytest

from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.sentences import (
    Sentence,
    insert_sentences,
    load_sentences,
    read_sentences,
    sentence,
)


def test_a_sentence_without_facts_says_what_it_rests_on():
    with pytest.raises(ValueError, match="what it rests on"):
        Sentence(id="stop.all", text="Stop.")
    assert Sentence(id="stop.all", text="Stop.", basis="convention: our own").facts == []


def test_blanks_are_filled_all_or_refused():
    row = Sentence(id="dose.limit", text="At most {mg} mg.", basis="how the page works")
    assert row.blanks == ("mg",)
    assert row.fill(mg=200) == "At most 200 mg."
    with pytest.raises(ContentError, match="blanks mg; given: none"):
        row.fill()
    with pytest.raises(ContentError, match="given: kg, mg"):
        row.fill(mg=1, kg=2)


def test_an_unknown_sentence_is_refused_with_the_nearest_id():
    with pytest.raises(ContentError, match=r"Did you mean 'cauda-equina\.warning'"):
        sentence("cauda-equina.warnin")
    with pytest.raises(ContentError, match="there is no sentence 'x'"):
        insert_sentences("{{x}}", {})


def test_an_id_stands_once_over_all_files(tmp_path):
    row = "- {id: stop.all, text: Stop., basis: convention}\n"
    (tmp_path / "a.yaml").write_text(row)
    (tmp_path / "b.yaml").write_text(row)
    with pytest.raises(ContentError, match=r"b\.yaml:1: sentence id 'stop\.all' already stands at"):
        read_sentences(tmp_path)


def test_the_course_has_its_first_warning():
    assert "emergency department now" in load_sentences()["cauda-equina.warning"].text
