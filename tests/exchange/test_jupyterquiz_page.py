"""What jupyterquiz itself makes of our file: its own page, answered in a real browser."""

from __future__ import annotations

import json

import pytest
from jupyterquiz import display_quiz

from sciatica_edu.exchange.from_bank import tasks_of
from sciatica_edu.exchange.jupyterquiz import to_jupyterquiz
from tests.exchange.test_number_ranges import remarked_questions

pytestmark = pytest.mark.browser


def page_of(rows, monkeypatch) -> str:
    """Return the page that jupyterquiz would put into the notebook."""
    from jupyterquiz.dynamic import display as module

    shown = []
    monkeypatch.setattr(module, "display", shown.append)
    display_quiz(rows, shuffle_answers=False)
    html, script = (one.data for one in shown)
    return f"<!DOCTYPE html><meta charset=utf-8><body>{html}</div><script>{script}</script>"


def test_jupyterquiz_marks_our_right_and_wrong_answers_alike(tasks, page, monkeypatch, tmp_path):
    asked = [*tasks.values(), *tasks_of(remarked_questions(), seed=3, pictures={})]
    rows = json.loads(to_jupyterquiz(asked)[0])
    path = tmp_path / "page.html"
    path.write_text(page_of(rows, monkeypatch), encoding="utf-8")
    page.goto(path.as_uri())
    quizzes = page.locator(".Quiz")
    assert quizzes.count() == len(rows)
    for place, row in enumerate(rows):
        quiz = quizzes.nth(place)
        if row["type"] in {"multiple_choice", "many_choice"}:
            buttons = quiz.locator("label")
            assert buttons.count() == len(row["answers"])
            for number, answer in enumerate(row["answers"]):
                buttons.nth(number).click()
                mark = "correctButton" if answer["correct"] else "incorrectButton"
                assert mark in buttons.nth(number).get_attribute("class").split()
            continue
        for answer in row["answers"]:
            if answer.get("type") == "default":
                continue
            typed = sum(answer["range"]) / 2 if "range" in answer else None
            typed = answer.get("value", answer.get("answer", typed))
            box = quiz.locator("input")
            box.click()
            box.fill(str(typed))
            box.press("Enter")
            mark = "correct" if answer["correct"] else "incorrect"
            assert mark in quiz.locator(".Feedback").get_attribute("class").split(), row["question"]
