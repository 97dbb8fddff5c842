from __future__ import annotations

import pytest

from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.models import ClaimVerdict
from sciatica_edu.lessons.lesson import Lesson
from sciatica_edu.lessons.votes import VERDICT_WORDS, vote_on

COURSE = load_course()


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    monkeypatch.setenv("SCIATICA_EDU_HOME", str(tmp_path))
    return Lesson.open("06_article_on_trial", learner="voter")


@pytest.mark.parametrize("name", sorted(COURSE.claims))
def test_a_vote_asks_for_the_verdict_and_tells_what_is_right(name):
    claim = COURSE.claims[name]
    (key,) = (option for option in vote_on(claim, COURSE).options if option.key)
    assert key.id == claim.verdict.value
    assert key.rationale.endswith(claim.correction.strip())


def test_before_the_vote_neither_verdict_nor_correction_reaches_the_page(lesson):
    quiz = lesson.vote("S44", "S12")
    sent = repr(quiz.get_state())
    assert COURSE.claims["S44"].correction[:40] not in sent
    # the options are the same for every claim, in the same order: their place gives nothing away
    first, second = (question["options"] for question in quiz.questions)
    assert first == second
    assert [text for _, text in first] == list(VERDICT_WORDS.values())


def test_a_vote_on_a_dangerous_claim_warns_and_its_stored_page_holds_the_correction(lesson):
    dangerous = [c for c in COURSE.claims.values() if c.verdict is ClaimVerdict.DANGEROUS]
    assert dangerous
    for claim in dangerous:
        quiz = lesson.vote(claim.id)
        assert "Follow nothing before you have seen the verdict" in quiz.questions[0]["lead"]
        assert claim.correction[:40] in quiz.twin().text


def test_one_vote_is_taken_then_the_verdict_opens_and_stays(lesson):
    quiz = lesson.vote("S44", "S12")
    quiz.answer("S44", "supported")
    state = quiz.states["S44"]
    assert state["final"]
    assert "Dangerous to follow" in repr(state["key"])
    assert COURSE.claims["S44"].correction[:40] in repr(state["key"])
    again = lesson.vote("S44", "S12")
    assert again.states["S44"]["answer"] == "supported"
    assert "S12" not in again.states


def test_an_unknown_claim_is_named_with_the_nearest(lesson):
    with pytest.raises(LookupError, match="S4"):
        lesson.vote("S444")
