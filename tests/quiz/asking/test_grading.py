"""Every type graded right, partly right and wrong."""

from __future__ import annotations

import pytest

from sciatica_edu.errors import QuizError
from sciatica_edu.evidence.questions.question import (
    ClozeQuestion,
    HotspotQuestion,
    NumericQuestion,
    OrderingQuestion,
    ShortTextQuestion,
)
from sciatica_edu.quiz.asking.grading import grade
from sciatica_edu.quiz.asking.items import draw_items
from sciatica_edu.quiz.asking.right_answer import right_answer
from sciatica_edu.record.events import Verdict
from tests.quiz.every_type import PARTLY, RIGHT, WRONG, every_type

ITEMS = {item.id: item for item in draw_items(every_type().values(), seed=3)}


@pytest.mark.parametrize("name", RIGHT)
def test_right_answers(name: str):
    judged = grade(ITEMS[name], RIGHT[name])
    assert judged.verdict is Verdict.RIGHT
    assert judged.score == 1
    assert judged.misconceptions == ()
    assert all(remark.good for remark in judged.remarks)


@pytest.mark.parametrize("name", PARTLY)
def test_partly_right_answers(name: str):
    judged = grade(ITEMS[name], PARTLY[name])
    assert judged.verdict is Verdict.PARTLY
    assert 0 < judged.score < 1


@pytest.mark.parametrize("name", WRONG)
def test_wrong_answers_get_nothing_and_a_reason(name: str):
    judged = grade(ITEMS[name], WRONG[name])
    assert judged.verdict is Verdict.WRONG
    assert judged.score == 0
    assert any(not remark.good and remark.text for remark in judged.remarks)


@pytest.mark.parametrize("name", RIGHT)
@pytest.mark.parametrize("answer", [None, "", [], {}, 3, True, "no such", ["no such"], {"no": "such"}, [[]], {"a": 1}, "x" * 300])  # fmt: skip
def test_what_is_no_answer_is_refused_with_words_for_the_learner(name: str, answer):
    typed = isinstance(answer, str) and 0 < len(answer) < 200
    if typed and ITEMS[name].question.type == "short_text":  # any word is an answer, if a wrong one
        assert grade(ITEMS[name], answer).verdict is Verdict.WRONG
        return
    with pytest.raises(QuizError, match=r"\w"):
        grade(ITEMS[name], answer)


TOLD = {
    "EX-SBA": "L5",
    "EX-MR": "Numbness between the legs; Trouble starting to pass urine",
    "EX-NUM": "5 mg/mL",
    "EX-TPL": "10 mL",
    "EX-TXT": "common fibular nerve",
    "EX-MAT": "Tibialis anterior: deep fibular nerve; Fibularis longus: superficial fibular nerve; "
    "Gastrocnemius: tibial nerve",
    "EX-ORD": "1. Stop the injection; 2. Call for help and the lipid kit; 3. Manage the airway; "
    "4. Give the lipid bolus",
    "EX-CLZ": "foramen; below; 5",
    "EX-HOT": "Inner side of the lower leg",
    "EX-CASE.1": "Advice and safety-netting",
    "EX-CASE.2": "Emergency department now",
}


@pytest.mark.parametrize("name", RIGHT)
def test_the_right_answer_is_told_with_its_reason(name: str):
    answer, reason = right_answer(ITEMS[name])
    assert answer == TOLD[name]
    said = " ".join(remark.text for remark in grade(ITEMS[name], RIGHT[name]).remarks)
    first_reason = reason.split(". ")[0].rstrip(".")
    assert first_reason in said


NUMBER = every_type()["EX-NUM"]  # 5 ± 0.1 mg/mL


def number_with(**fields):
    data = {**NUMBER.model_dump(mode="json", exclude_none=True), **fields}
    (item,) = draw_items([NumericQuestion.model_validate(data)], seed=3)
    return item


def said(item, typed: str) -> tuple[float, str]:
    judged = grade(item, typed)
    return judged.score, judged.remarks[0].text


def test_known_wrong_numbers_have_remarks_of_their_own():
    item = number_with(
        common_errors=[
            {"value": 0.5, "rationale": "Still a percentage."},
            {"value": 50, "rationale": "A place too many.", "misconception": "M24"},
        ],
        otherwise="Count the grams.",
    )
    assert said(item, "5 mg/mL") == (1, NUMBER.rationale)
    assert said(item, "50.2 mg/mL") == (0, "A place too many.")
    assert grade(item, "50 mg/mL").misconceptions == ("M24",)
    assert said(item, "51 mg/mL") == (0, "Count the grams.")
    assert said(item, "0.501 mg/mL") == (0, "Still a percentage.")


def test_a_common_error_that_would_be_right_is_refused():
    with pytest.raises(ValueError, match=r"error 5\.05 would be graded right"):
        number_with(common_errors=[{"value": 5.05, "rationale": "x"}])


@pytest.mark.parametrize(("typed", "score"), [("4.9", 1), ("4.899", 0), ("5.1", 1), ("5.101", 0)])
def test_a_tolerance_ends_where_the_question_says(typed: str, score: int):
    assert grade(ITEMS["EX-NUM"], f"{typed} mg/mL").score == score


def blank_with(name: str, **fields):
    data = every_type()["EX-CLZ"].model_dump(mode="json", exclude_none=True)
    data["blanks"][name] |= fields
    (item,) = draw_items([ClozeQuestion.model_validate(data)], seed=3)
    return item


@pytest.mark.parametrize(
    ("typed", "right"), [("4.5", 1), ("4.49", 0), ("5.5", 1), ("5.51", 0), ("5", 1)]
)
def test_a_number_in_a_gap_has_a_tolerance_of_its_own(typed: str, right: int):
    item = blank_with("n", tolerance={"absolute": 0.5})
    assert grade(item, {"n": typed}).score == pytest.approx(right / 3)


def test_a_number_in_a_gap_without_tolerance_is_exact():
    assert grade(ITEMS["EX-CLZ"], {"n": "5.01"}).score == 0


def test_a_known_wrong_term_that_looks_like_a_right_one_is_wrong():
    trap = {"text": "common tibular nerve", "rationale": "No such nerve."}
    data = every_type()["EX-TXT"].model_dump(mode="json", exclude_none=True)
    (item,) = draw_items([ShortTextQuestion.model_validate({**data, "wrong": [trap]})], seed=3)
    assert said(item, "common tibular nerve") == (0, "No such nerve.")
    assert said(item, "common fibuler nerve")[0] == 1


def test_a_known_wrong_word_in_a_gap_that_looks_like_a_right_one_is_wrong():
    trap = {"text": "forament", "rationale": "No such word."}
    item = blank_with("hole", spelling="lenient", wrong=[trap])
    judged = grade(item, {"hole": "forament"})
    assert (judged.score, judged.remarks[0].text) == (0, "No such word.")
    assert grade(item, {"hole": "foramem"}).score == pytest.approx(1 / 3)


def test_an_unforeseen_term_is_told_what_the_question_says():
    term = every_type()["EX-TXT"].model_copy(update={"otherwise": "Look at the knee."})
    assert said(draw_items([term], seed=3)[0], "moon") == (0, "Look at the knee.")


def test_partial_credit_is_what_the_documentation_says():
    assert grade(ITEMS["EX-MR"], ["A"]).score == pytest.approx(1 / 2)
    assert grade(ITEMS["EX-MR"], ["A", "B", "C"]).score == pytest.approx(1 / 2)
    assert grade(ITEMS["EX-MAT"], {"a": "a"}).score == pytest.approx(1 / 3)
    assert grade(ITEMS["EX-CLZ"], {"hole": "notch", "n": "5"}).score == pytest.approx(2 / 3)
    # 4 of 5 relations hold; half would hold by chance
    assert grade(ITEMS["EX-ORD"], ["call", "stop", "airway", "lipid"]).score == pytest.approx(0.6)


def test_steps_sent_as_numbers_are_the_steps_with_these_ids():
    steps = [{"id": str(n), "text": f"Step {n}", "rationale": "So."} for n in (1, 2, 3)]
    data = every_type()["EX-ORD"].model_dump(mode="json", exclude_none=True, exclude={"before"})
    (item,) = draw_items([OrderingQuestion.model_validate({**data, "steps": steps})], seed=3)
    assert grade(item, [1, 2, 3]).score == 1
    with pytest.raises(QuizError, match="every step"):
        grade(item, [1, 1, [2]])


def test_wrong_choices_name_their_misconceptions():
    assert grade(ITEMS["EX-SBA"], "A").misconceptions == ("MIS-10",)
    assert grade(ITEMS["EX-MAT"], {"a": "extra1", "b": "extra1"}).misconceptions == ("MIS-06",)
    assert grade(ITEMS["EX-NUM"], "0.5 mg/mL").misconceptions == ("M24",)
    assert grade(ITEMS["EX-TPL"], "18").misconceptions == ("M23",)


@pytest.mark.parametrize("typed", ["5 mg/mL", "0,5 %", "0.5%", "5 g/L", "5000 mcg/ml", "5.05 mg/ml", " 5mg/mL ", "5e0 mg/mL", "10/2 mg per ml"])  # fmt: skip
def test_equal_quantities_are_equal_answers(typed: str):
    assert grade(ITEMS["EX-NUM"], typed).score == 1


def test_a_missing_unit_costs_half_and_a_foreign_one_is_not_counted():
    judged = grade(ITEMS["EX-NUM"], "5")
    assert judged.score == 0.5
    assert "unit is missing" in judged.remarks[0].text
    with pytest.raises(QuizError, match="measures something else"):
        grade(ITEMS["EX-NUM"], "5 mL")


@pytest.mark.parametrize("typed", ["common fibular nerve", "The Common Fibular N.", "common fibluar nerve", "n. fibularis communis", "peronal nerve", "COMMON-PERONEAL"])  # fmt: skip
def test_terms_are_recognised_in_their_many_dresses(typed: str):
    assert grade(ITEMS["EX-TXT"], typed).score == 1


@pytest.mark.parametrize(
    "typed", ["tibial nerve", "tibial", "common femoral nerve", "fibula", "sural"]
)
def test_other_terms_are_not(typed: str):
    assert grade(ITEMS["EX-TXT"], typed).score == 0


def test_a_right_place_is_told_the_other_right_ones():
    base = every_type()["EX-HOT"].model_dump()
    keys = [one["id"] for one in base["regions"] if one["key"]]
    other = next(one for one in base["regions"] if not one["key"])
    other |= {"key": True, "misconception": None}
    (item,) = draw_items([HotspotQuestion.model_validate(base)], seed=1)
    said = grade(item, keys[0]).remarks[-1]
    assert (said.about, said.text) == ("Right too", other["label"])
