"""Imported questions as YAML."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sciatica_edu.evidence.questions.bank import read_questions
from sciatica_edu.evidence.yaml import load_yaml
from sciatica_edu.exchange.draft import MISSING, Reading, drafts_of, yaml_text


def fields(text: str = "one", **more):
    choices = [(text, True), ("two", False)]
    options = [
        {"id": name, "text": words, "key": key, "rationale": MISSING}
        for name, (words, key) in zip("AB", choices, strict=True)
    ]
    return {"type": "single_best_answer", "stem": "Which?", "options": options, **more}


def drafted(**rows):
    return drafts_of(Reading(list(rows.items())), format_name="x")


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40))
def test_any_text_survives_the_file(tmp_path_factory, text):
    path = Path(tmp_path_factory.mktemp("yaml")) / "q.yaml"
    path.write_text(yaml_text([{"id": "X", "stem": text}]), encoding="utf-8")
    assert load_yaml(path).data == {"questions": [{"id": "X", "stem": text}]}


def test_words_that_yaml_could_misread_stay_words(tmp_path):
    words = ["no", "null", "true", "0o17", "1e5", "0x1f", "~", "25", "1:30", "- x", "a: b", "#x"]
    path = tmp_path / "q.yaml"
    path.write_text(yaml_text([{"id": "X", "words": words}]), encoding="utf-8")
    assert load_yaml(path).data["questions"][0]["words"] == words


def test_ids_are_kept_where_possible_and_told_where_not():
    names = ("TQ-01", "TQ-01", "Was ist das?", "9")
    draft = drafts_of(Reading([(name, fields()) for name in names]), format_name="x")
    ids = [question["id"] for question in draft.questions]
    assert ids[0] == "TQ-01"
    assert len(set(ids)) == 4
    assert [note.item for note in draft.report.notes if note.what == "the id"] == ids[1:]


def test_a_question_that_does_not_fit_is_left_out_with_the_reason():
    same = fields()
    same["options"][1]["text"] = "ONE"
    draft = drafted(**{"LONG-1": fields("x" * 500), "SAME-1": same, "TQ-01": fields()})
    assert [question["id"] for question in draft.questions] == ["TQ-01"]
    why = {loss.item: loss.why for loss in draft.report.losses}
    assert "400 characters" in why["LONG-1"]
    assert "used twice" in why["SAME-1"]
    assert draft.report.left_out == ("LONG-1", "SAME-1")


def test_missing_rationales_are_told_and_found_by_the_check(tmp_path):
    draft = drafted(**{"TQ-01": fields()})
    assert MISSING in repr(draft.questions)
    assert "a rationale" in [note.what for note in draft.report.notes]
    path = tmp_path / "q.yaml"
    path.write_text(yaml_text(draft.questions), encoding="utf-8")
    (question,) = read_questions([path]).questions.values()
    from sciatica_edu.authoring.item_quality import check_items
    from tests.authoring.test_item_quality import course_with

    rules = {breach.rule for breach in check_items(course_with(question))}
    assert {"item-rationale", "item-source"} <= rules
