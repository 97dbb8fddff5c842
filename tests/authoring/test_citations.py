from __future__ import annotations

import pytest

from sciatica_edu.authoring.citations import REFERENCES_MARK, cited_facts, number_citations
from sciatica_edu.errors import LessonError


def where(index, text):
    return f"lesson.py:{index + 1}"


def number(course, *texts):
    return number_citations(texts, course, where=where)


def test_references_are_numbered_in_order_of_first_appearance(course):
    first, second, _ = number(
        course, "Wide [ANA-BIF-01].", "Five [ANA-ROOT-01] and [ANA-BIF-01]!", REFERENCES_MARK
    )
    assert first == "Wide [[1]](#References), [[2]](#References)."
    assert second == "Five [[2]](#References) and [[1]](#References), [[2]](#References)!"


def test_one_citation_of_two_facts_names_a_shared_reference_once(course):
    text, _ = number(course, "x [ANA-ROOT-01, ANA-BIF-01]", REFERENCES_MARK)
    assert text == "x [[1]](#References), [[2]](#References)"


def test_list_tells_which_facts_each_reference_supports_and_escapes_markdown(course):
    *_, section = number(course, "a [ANA-ROOT-01]", "b [ANA-BIF-01]", f"\n{REFERENCES_MARK}\n")
    assert section.splitlines() == [
        "## References",
        "",
        "1. Giuffre BA, Jeanmonod R (2023). Anatomy, sciatic nerve. *Supports ANA-ROOT-01, ANA-BIF-01.*",
        r"2. Tomaszewski KA (2016). A \*title\* with \[brackets\]\_1. *Supports ANA-BIF-01.*",
    ]


@pytest.mark.parametrize("fact_id", ["ANA-DYN-01", "ANA-DYN-02"])
def test_uncertain_fact_is_never_cited_as_plain_fact(course, fact_id):
    with pytest.raises(
        LessonError, match=rf"lesson.py:1: fact '{fact_id}' is uncertain.*\[\?{fact_id}\]"
    ):
        number(course, f"x [{fact_id}]", REFERENCES_MARK)


def test_uncertain_fact_is_rendered_as_uncertain(course):
    text, _ = number(course, "x [?ANA-DYN-01]", REFERENCES_MARK)
    assert text == "x (uncertain) [[1]](#References)"
    text, _ = number(course, "so it is uncertain [?ANA-DYN-01]", REFERENCES_MARK)
    assert text == "so it is uncertain [[1]](#References)"


def test_uncertain_fact_among_certain_ones_is_refused_without_mark(course):
    with pytest.raises(LessonError, match=r"write \[\?ANA-ROOT-01, ANA-DYN-01\]"):
        number(course, "x [ANA-ROOT-01, ANA-DYN-01]", REFERENCES_MARK)


def test_certain_fact_marked_as_uncertain_is_refused(course):
    with pytest.raises(LessonError, match="marked as uncertain, but no fact in it is"):
        number(course, "x [?ANA-ROOT-01]", REFERENCES_MARK)


@pytest.mark.parametrize("written", ["[ANA-ROOT-11]", "[ana-root-01]", "[ANA-ROT-01]"])
def test_unknown_fact_offers_the_nearest(course, written):
    with pytest.raises(
        LessonError, match=r"lesson.py:2: there is no fact .* Did you mean 'ANA-ROOT-01'"
    ):
        number(course, "", f"x {written}", REFERENCES_MARK)


def test_fact_without_reference_cannot_be_cited(course):
    with pytest.raises(LessonError, match="'ANA-NONE-01' has no reference"):
        number(course, "x [ANA-NONE-01]", REFERENCES_MARK)


def test_code_links_and_footnotes_are_left_alone(course):
    text = (
        "`[ANA-XXX-99]` [ANA-XXX-99](#a) [ANA-XXX-99](https://x)\n```\n[ANA-XXX-99]\n```\n[T12] [3]"
    )
    assert number(course, text) == (text,)


@pytest.mark.parametrize("after", [":", " (see)", "(see)", "[", ";"])
def test_citation_is_numbered_whatever_follows(course, after):
    text, _ = number(course, f"x [ANA-ROOT-01]{after} y", REFERENCES_MARK)
    assert text == f"x [[1]](#References){after} y"


def test_missing_list_is_refused(course):
    with pytest.raises(LessonError, match="no cell '<!-- references -->'"):
        number(course, "x [ANA-ROOT-01]")


def test_list_without_citation_is_refused(course):
    with pytest.raises(LessonError, match=r"lesson.py:2: .* cites no fact"):
        number(course, "x", REFERENCES_MARK)


def test_second_list_is_refused(course):
    with pytest.raises(LessonError, match=r"lesson.py:3: a second list"):
        number(course, "x [ANA-ROOT-01]", REFERENCES_MARK, REFERENCES_MARK)


def test_citation_may_be_wrapped_over_two_lines(course):
    text, _ = number(course, "x [ANA-ROOT-01,\nANA-BIF-01].", REFERENCES_MARK)
    assert text == "x [[1]](#References), [[2]](#References)."


def test_cited_facts_are_listed_as_written():
    assert cited_facts("a [?X-01, Y-Z-02] `[Q-03]` b [X-01]") == ("X-01", "Y-Z-02", "X-01")
