"""Several widgets on one page: each kind's code comes once, and answering one leaves the others."""

from __future__ import annotations

from tests.browser.conftest import code_notebook

COUNTED = """
from sciatica_edu.display.widget import TwinWidget
from sciatica_edu.evidence.course import load_course
from sciatica_edu.quiz.live.widget import Quiz
from sciatica_edu.symptoms.localiser_widget import localiser_practice
from sciatica_edu.symptoms.triage_widget import triage_practice
from tests.quiz.every_type import every_type, pictures
asked = []
hear = TwinWidget._handle_custom_msg
def counted(self, content, buffers):
    if content == {"ask": "code"}:
        asked.append(self.browser)
    hear(self, content, buffers)
TwinWidget._handle_custom_msg = counted
course = load_course()
"""
QUIZ = "Quiz(every_type().values(), pictures=pictures(), seed={seed})"


ANSWER_ALL = """(label) => {
    const widget = document.querySelector(`section[aria-label="${label}"]`);
    const groups = [...widget.querySelectorAll('fieldset:has(> * > label > input[type=radio])')];
    for (const group of groups) [...group.querySelectorAll('input')].at(-1).click();
    return groups.length;
}"""
ANSWERED = """(label) =>
    document.querySelectorAll(`section[aria-label="${label}"] input[type=radio]:checked`).length"""


def test_code_is_fetched_once_a_page_and_no_answer_blanks_another(open_notebook):
    cells = ["triage_practice(course)", "localiser_practice(course)"]
    cells += [QUIZ.format(seed=seed) for seed in range(3)]
    notebook = open_notebook(code_notebook(COUNTED, *cells))
    notebook.run_all()
    assert notebook.errors() == []
    page = notebook.page
    page.wait_for_function("() => document.querySelectorAll('[aria-label=Quiz]').length === 3")
    labels = page.evaluate(
        "() => [...document.querySelectorAll('section[aria-label]:has(input[type=radio])')]"
        ".map((section) => section.ariaLabel)"
    )
    triage, localiser = (label for label in labels if label != "Quiz")
    asked = page.evaluate(ANSWER_ALL, triage)
    assert asked > 5
    assert page.evaluate(ANSWER_ALL, localiser) > 5
    assert page.evaluate(ANSWERED, triage) == asked, "answering one widget blanked another"
    shared = page.evaluate(
        """() => {
            const groups = new Map();
            for (const radio of document.querySelectorAll('section input[type=radio]')) {
                groups.set(radio.name, (groups.get(radio.name) ?? new Set()).add(radio.closest('fieldset')));
            }
            return [...groups].filter(([, fieldsets]) => fieldsets.size > 1).map(([name]) => name);
        }"""
    )
    assert shared == []
    ids = page.evaluate("() => [...document.querySelectorAll('section [id]')].map((n) => n.id)")
    assert len(ids) == len(set(ids))
    assert notebook.in_kernel("print(sorted(asked))") == "['localiser', 'quiz', 'three_way_form']"


def test_a_quiz_opened_again_in_the_same_page_needs_no_code(open_notebook):
    notebook = open_notebook(code_notebook(COUNTED, QUIZ.format(seed=1)))
    notebook.run_all()
    notebook.page.wait_for_selector("[aria-label=Quiz] form")
    notebook.restart_kernel()
    notebook.run_all()
    notebook.page.wait_for_selector("[aria-label=Quiz] form")
    assert notebook.in_kernel("print(asked)") == "[]"
