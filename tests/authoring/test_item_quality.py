"""The rules of question writing: each with a question that keeps it and one that breaks it."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from sciatica_edu.authoring.bank_report import parts_of, wrong_without_misconception
from sciatica_edu.authoring.item_quality import READING_LIMITS, check_items
from sciatica_edu.authoring.reading_level import lix, words
from sciatica_edu.evidence.course import load_course
from sciatica_edu.evidence.questions.question import MultipleResponse, SingleBestAnswer
from tests.quiz.every_type import every_type

SOUND = {
    "objective": "anatomy-roots",
    "level": "introductory",
    "bloom": "remember",
    "difficulty": 0.3,
    "facts": ["ANA-ROOT-01"],
    "stem": "Which nerve lifts the foot?",
}


def options(*texts: str, key: int = 0, rationale: str = "This explains why it is so."):
    return [
        {"id": "ABCDEFGH"[i], "text": text, "rationale": rationale, "key": True}
        if i == key
        else {"id": "ABCDEFGH"[i], "text": text, "rationale": rationale, "misconception": "MIS-01"}
        for i, text in enumerate(texts)
    ]


def question(name: str = "TQ-01", **fields) -> SingleBestAnswer:
    base = {**SOUND, "options": options("deep fibular nerve", "tibial nerve", "sural nerve")}
    kind = fields.pop("type", "single_best_answer")
    model = MultipleResponse if kind == "multiple_response" else SingleBestAnswer
    return model.model_validate({"id": name, "type": kind, **base, **fields})


def course_with(*questions):
    bank = {one.id: one for one in questions}
    return replace(load_course(), questions=MappingProxyType(bank))


def rules_broken(*questions) -> list[str]:
    return sorted(breach.rule for breach in check_items(course_with(*questions)))


def test_a_sound_question_breaks_no_rule():
    assert rules_broken(question()) == []


def test_the_examples_of_the_manual_break_one_rule():
    (breach,) = check_items(course_with(*every_type().values()))
    assert "the rationale 'Dangerous delay.' explains nothing" in breach.message


@pytest.mark.parametrize(
    "last",
    ["All of the above", "none of these", "Both A and B", "A and C only", "All the options",
     "Neither of the above"],
)  # fmt: skip
def test_options_that_refer_to_others_are_named(last):
    broken = question(options=options("deep fibular nerve", "tibial nerve", last))
    assert rules_broken(broken) == ["item-all-of-the-above"]


@pytest.mark.parametrize("text", ["all of the tibial nerve", "Both buttocks", "L4 and L5"])
def test_ordinary_uses_of_all_and_both_pass(text):
    assert rules_broken(question(options=options("deep fibular nerve", "sural nerve", text))) == []


def test_a_key_that_is_clearly_longest_is_named_with_both_lengths():
    long = question(options=options("the deep fibular nerve in the front of the leg", "sural"))
    (breach,) = check_items(course_with(long))
    assert breach.rule == "item-length-cue"
    assert "46 characters" in breach.message
    assert "longest wrong option 5" in breach.message


def test_a_short_key_may_be_longer_by_ratio():
    assert rules_broken(question(options=options("L5 and S1", "L4"))) == []


def numbered(count: int, **how) -> list[SingleBestAnswer]:
    return [
        question(
            f"TQ-{i:02}",
            stem=f"w{i}x w{i}y w{i}z w{i}k?",
            **{name: make(i) for name, make in how.items()},
        )
        for i in range(count)
    ]


def test_a_bank_whose_keys_are_mostly_longest_is_named():
    def longest(i):
        return options("deep fibular nerve", "sural nerve", "other nerve", "root L5", key=0)

    def shortest(i):
        return options("deep fibular nerve", "sural nerve", "other nerve", "root L5", key=3)

    def mixed(share):
        def make(i):
            chosen = longest(i) if i < share else shortest(i)
            place = i % 4
            return chosen[-place:] + chosen[:-place]

        return make

    assert "bank-length-cue" not in rules_broken(*numbered(40, options=mixed(16)))
    assert rules_broken(*numbered(40, options=mixed(17))).count("bank-length-cue") == 1


def test_keys_that_prefer_a_written_position_are_named():
    def at(place):
        texts = ["deep fibular", "tibial one", "sural nerve", "obturator"]
        return options(*texts, key=place)

    assert rules_broken(*numbered(40, options=lambda i: at(i % 4))) == []
    skewed = check_items(course_with(*numbered(40, options=lambda i: at(1 if i < 25 else i % 4))))
    assert [breach.rule for breach in skewed] == ["bank-key-position"]
    assert "option number 2" in skewed[0].message
    fixed = numbered(40, options=lambda i: at(1), shuffle=lambda i: False)
    assert rules_broken(*fixed) == []  # an order that means something is not shuffled


@pytest.mark.parametrize(
    ("stem", "broken"),
    [
        ("Which nerve does not pass the pelvis?", True),
        ("Which sign is least likely?", True),
        ("All are branches. Which one isn't?", True),
        ("Which is true except in children?", True),
        ("Which nerve does **not** pass the pelvis?", False),
        ("Which nerve does NOT pass the pelvis?", False),
        ("She cannot lift the foot. Which nerve is hurt?", False),
        ("Which change takes at least six weeks?", False),
        ("Why is it not a dermatome?", False),
    ],
)
def test_a_negative_question_needs_emphasis(stem, broken):
    assert rules_broken(question(stem=stem)) == (["item-negative-stem"] if broken else [])


def test_an_absolute_word_gives_a_wrong_option_away_unless_the_key_has_one_too():
    assert rules_broken(
        question(options=options("deep fibular nerve", "It is always the sural"))
    ) == ["item-absolute-word"]
    both = options("It is never the tibial", "It is always the sural")
    assert rules_broken(question(options=both)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("the sural nerve", "Sural nerve."), ("0.5 %", "5 mg/mL"), ("1000 mg", "1 g")],
)
def test_options_that_say_the_same_are_named(one, other):
    same = options("deep fibular nerve", one, other)
    assert rules_broken(question(options=same)) == ["item-duplicate-option"]


@pytest.mark.parametrize(("one", "other"), [("5 mg", "5 mL"), ("L5", "L4"), ("<5 mg", ">5 mg")])
def test_options_that_differ_pass(one, other):
    assert rules_broken(question(options=options("deep fibular nerve", one, other))) == []


@pytest.mark.parametrize("text", ["No.", "Wrong answer, no.", "13%.", "It is option B.", "Not it."])
def test_rationales_that_explain_nothing_are_named(text):
    broken = question(options=options("deep fibular nerve", "sural nerve", rationale=text))
    assert set(rules_broken(broken)) == {"item-rationale"}


def test_a_question_without_a_reference_is_named():
    broken = question()
    course = course_with(broken)
    assert [b.rule for b in check_items(replace(course, references={}))] == ["item-source"]


def test_reading_level_spares_terms_of_the_glossary():
    hard = (
        "Notwithstanding considerable heterogeneity, contemporary investigations demonstrating "
        "differential responsiveness predominantly substantiate multidisciplinary interventions, "
        "particularly whenever musculoskeletal complaints persist. Which nerve lifts the foot?"
    )
    (breach,) = check_items(course_with(question(stem=hard)))
    assert breach.rule == "item-reading-level"
    assert lix(hard) > READING_LIMITS["introductory"]
    terms = (
        "The common fibular nerve, the superficial fibular nerve, the tibial nerve, the sural "
        "nerve and the gluteal nerves leave the sciatic nerve. Which nerve lifts the foot?"
    )
    assert lix(terms, known=set(words(terms))) < lix(terms)
    assert rules_broken(question(stem=terms)) == []


def test_near_duplicates_are_named_but_contrasting_questions_are_not():
    first = question("TQ-01", stem="Which nerve of the leg lifts the front of the foot?")
    again = question("TQ-02", stem="Which nerve of the leg lifts the front of a foot?")
    (breach,) = check_items(course_with(first, again))
    assert breach.rule == "item-near-duplicate"
    assert "TQ-01" in breach.message
    contrast = question(
        "TQ-02",
        stem="Which nerve of the leg lifts the back of the foot?",
        options=options("tibial nerve", "sural nerve"),
    )
    assert rules_broken(first, contrast) == []


def test_a_wrong_option_without_a_misconception_is_named():
    bare = options("deep fibular nerve", "tibial nerve", "sural nerve")
    del bare[2]["misconception"]
    course = course_with(question(options=bare))
    assert wrong_without_misconception(course) == {"TQ-01": ("C",)}
    (breach,) = check_items(course)
    assert breach.rule == "item-misconception"
    assert "wrong without a misconception: C" in breach.message


def test_stages_of_a_case_are_judged_too():
    course = course_with(every_type()["EX-CASE"])
    assert [part.id for _, part in parts_of(course)] == ["EX-CASE.1", "EX-CASE.2"]


def test_places_are_those_of_the_bank():
    for breach in check_items(load_course()):
        assert breach.where.startswith(("questions/", "data/questions"))
