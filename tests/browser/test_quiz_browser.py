"""The quiz in a real JupyterLab: every type by keyboard, accessible, legible, never forgetting."""

from __future__ import annotations

import json
import os
import re
import signal

import pytest

from sciatica_edu.record.store import LearnerRecord
from tests.browser.accessibility import serious_violations
from tests.browser.conftest import SCREENSHOTS, code_notebook
from tests.browser.view_page import tab_to

QUIZ = """
from sciatica_edu.quiz.live.widget import Quiz
from sciatica_edu.record.store import LearnerRecord
from tests.quiz.every_type import every_type, pictures
quiz = Quiz(every_type().values(), record=LearnerRecord({learner!r}), lesson="test", name="all",
            pictures=pictures(), seed=3, references={{"ANA-REF-01": "Somebody et al. 2001"}}{more})
quiz
"""


def notebook_of(learner: str, more: str = "") -> dict:
    return code_notebook(QUIZ.format(learner=learner, more=more), "x = 1")


def enter(page, place: int) -> str:
    """Return the selector of the question's card, focus on its first control."""
    card = f'[data-widget=quiz] form[aria-label^="Question {place} of"]'
    tab_to(page, f"{card} fieldset :is(input, select, button)")
    return card


def verdict(page, card: str) -> str:
    page.wait_for_selector(f"{card} .sci-verdict")
    return page.locator(f"{card} .sci-verdict").inner_text()


def option_by_keyboard(page, card: str, value: str, *, kind: str = "radio") -> None:
    if kind == "checkbox":
        tab_to(page, f'{card} input[type="checkbox"][value="{value}"]')
        page.keyboard.press("Space")
        return
    page.keyboard.press("Space")
    for _ in range(12):
        if page.locator(f'{card} input[value="{value}"]').first.is_checked():
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"the arrow keys did not reach option {value}")


def test_every_type_is_answered_by_keyboard_alone(open_notebook, lab):
    notebook = open_notebook(notebook_of("keys"))
    notebook.run_all()
    assert notebook.errors() == []
    page = notebook.page
    page.wait_for_selector("[data-widget=quiz] form")
    sources = notebook.cell_sources()
    page.locator("[data-widget=quiz] input").first.focus()

    card = enter(page, 1)  # single best answer
    option_by_keyboard(page, card, "B")
    page.keyboard.press("Enter")
    assert "Right" in verdict(page, card)
    assert "Great-toe extension is mainly L5." in page.locator(f"{card} .sci-feedback").inner_text()
    assert "Somebody et al. 2001" in page.locator(f"{card} .sci-sources").inner_text()

    card = enter(page, 2)  # multiple response
    option_by_keyboard(page, card, "B", kind="checkbox")
    tab_to(page, f'{card} input[value="A"]')
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert "Right" in verdict(page, card)

    card = enter(page, 3)  # number with unit
    page.keyboard.type("0.5 %")
    page.keyboard.press("Enter")
    assert "Right" in verdict(page, card)

    card = enter(page, 4)  # templated number
    page.keyboard.type("10 ml")
    page.keyboard.press("Enter")
    assert "Right" in verdict(page, card)

    card = enter(page, 5)  # short text
    page.keyboard.type("peroneal nerve")
    page.keyboard.press("Enter")
    assert "Right" in verdict(page, card)

    card = enter(page, 6)  # matching
    for letters in ("deep", "super", "tibial"):
        page.keyboard.type(letters)
        page.keyboard.press("Tab")
    tab_to(page, f'{card} button[type="submit"]')
    page.keyboard.press("Enter")
    assert "Right" in verdict(page, card)

    card = enter(page, 7)  # ordering
    for _ in range(2):  # shown as stop, airway, lipid, call: bring call up twice
        tab_to(page, f'{card} button[aria-label="Move up: Call for help and the lipid kit"]')
        page.keyboard.press("Enter")
    assert "now 2 of 4" in page.locator(f"{card} > .sci-hidden").inner_text()
    tab_to(page, f'{card} button[type="submit"]')
    page.keyboard.press("Space")
    assert "Right" in verdict(page, card)

    card = enter(page, 8)  # cloze
    page.keyboard.type("foramen")
    page.keyboard.press("Tab")
    page.keyboard.type("below")
    page.keyboard.press("Tab")
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    assert "Right" in verdict(page, card)

    card = enter(page, 9)  # hotspot, by its list
    option_by_keyboard(page, card, "inner_shin")
    assert page.locator(f"{card} .sci-region.sci-on").count() == 1
    page.keyboard.press("Enter")
    assert "Right" in verdict(page, card)

    card = enter(page, 10)  # case: the second stage opens with the first answer
    assert page.locator("[data-widget=quiz] form").count() == 10
    option_by_keyboard(page, card, "A")
    page.keyboard.press("Enter")
    assert "Right" in verdict(page, card)
    card = enter(page, 11)
    option_by_keyboard(page, card, "A")
    page.keyboard.press("Enter")
    assert "Right" in verdict(page, card)

    assert "11 of 11 answered, 11 of 11 points" in page.locator(".sci-progress").first.inner_text()
    assert notebook.cell_sources() == sources
    events = LearnerRecord("keys", home=lab.home).read().events
    assert len(events) == 11


def test_keys_pressed_in_a_quiz_stay_there(open_notebook):
    notebook = open_notebook(notebook_of("stay"))
    notebook.run_all()
    page = notebook.page
    page.wait_for_selector("[data-widget=quiz] form")
    sources = notebook.cell_sources()
    active = "() => jupyterapp.shell.currentWidget.content.activeCellIndex"
    page.locator(
        "[data-widget=quiz] input"
    ).first.focus()  # focus in an output makes its cell the active one
    before = page.evaluate(active)
    for selector in (
        '[data-widget=quiz] input[type="radio"]',
        '[data-widget=quiz] button[type="submit"]',
        ".sci-steps button",
    ):
        page.locator(selector).first.focus()
        for key in ("x", "b", "a", "d", "d", "ArrowDown", "ArrowUp", "y", "m", "j", "k"):
            page.keyboard.press(key)
    assert notebook.cell_sources() == sources
    assert page.evaluate(active) == before


def test_axe_and_looks_in_light_dark_and_forced_colours(open_notebook):
    notebook = open_notebook(notebook_of("looks", ", confidence=True"))
    notebook.run_all()
    page = notebook.page
    page.set_viewport_size({"width": 1100, "height": 5200})
    page.wait_for_selector("[data-widget=quiz] form")
    assert serious_violations(page, "[data-widget=quiz]") == []
    answers = {1: "A", 9: "foot_top"}
    for place, value in answers.items():
        card = page.locator(f'[data-widget=quiz] form[aria-label^="Question {place} of"]')
        card.locator(f'input[value="{value}"]').first.check()
        card.get_by_role("radio", name="Unsure").check()
        card.get_by_role("button", name="Check").click()
        card.locator(".sci-verdict").wait_for()
    number = page.locator('[data-widget=quiz] form[aria-label^="Question 3 of"]')
    number.get_by_role("textbox").fill("5 kg")
    number.get_by_role("button", name="Check").click()
    number.get_by_role("alert").get_by_text("measures something else").wait_for()
    page.locator('[data-widget=quiz] form[aria-label^="Question 1 of"]').get_by_role(
        "button", name="Hint"
    ).click()
    page.get_by_text("Which root dominates").wait_for()
    assert serious_violations(page, "[data-widget=quiz]") == []
    quiz = page.locator("[data-widget=quiz]")
    quiz.screenshot(path=SCREENSHOTS / "quiz_light.png")
    page.emulate_media(forced_colors="active")
    quiz.screenshot(path=SCREENSHOTS / "quiz_forced_colours.png")
    page.emulate_media(forced_colors="none")
    page.evaluate(
        "() => jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
    )
    page.wait_for_selector('body[data-jp-theme-light="false"]', state="attached")
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.sci-card')).backgroundColor !== 'rgb(255, 255, 255)'"
    )
    try:
        assert serious_violations(page, "[data-widget=quiz]") == []
        quiz.screenshot(path=SCREENSHOTS / "quiz_dark.png")
    finally:
        page.evaluate(
            "() => jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'})"
        )
        page.wait_for_selector('body[data-jp-theme-light="true"]', state="attached")


def answer_first(page, value: str) -> None:
    card = page.locator('[data-widget=quiz] form[aria-label^="Question 1 of"]')
    card.locator(f'input[value="{value}"]').first.check()
    card.get_by_role("button", name=re.compile("Check|Save")).click()


@pytest.mark.parametrize("how", ["reload", "restart", "kill"])
def test_answers_outlive_reload_restart_and_a_killed_kernel(how, open_notebook, lab):
    source = notebook_of(f"outlives {how}")
    source["cells"][0]["source"] = (
        "import os\nprint('pid', os.getpid())" + source["cells"][0]["source"]
    )
    notebook = open_notebook(source)
    notebook.run_all()
    page = notebook.page
    page.wait_for_selector("[data-widget=quiz] form")
    answer_first(page, "A")
    page.wait_for_selector('.sci-verdict[data-verdict="wrong"]')
    if how == "reload":
        notebook.open()
    elif how == "restart":
        notebook.restart_kernel()
    else:
        pid = int(re.search(r"pid (\d+)", notebook.outputs_text()).group(1))
        os.kill(pid, signal.SIGKILL)
        page.wait_for_function(
            "() => jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status !== 'idle'"
        )
        dismiss = page.get_by_role("button", name="Ok", exact=True)
        notebook.wait_for_kernel()
        if dismiss.count():
            dismiss.first.click()
    notebook.run_all()
    page.wait_for_selector("[data-widget=quiz] form")
    card = page.locator('[data-widget=quiz] form[aria-label^="Question 1 of"]')
    card.locator('.sci-verdict[data-verdict="wrong"]').wait_for()
    assert card.locator('input[value="A"]').first.is_checked()
    assert "L4 shows in knee extension" in card.inner_text()


def test_an_exam_withholds_feedback_until_it_is_finished(open_notebook):
    notebook = open_notebook(notebook_of("exam", ', mode="exam"'))
    notebook.run_all()
    page = notebook.page
    answer_first(page, "B")
    card = page.locator('[data-widget=quiz] form[aria-label^="Question 1 of"]')
    card.get_by_text("Saved.").wait_for()
    assert page.locator(".sci-verdict").count() == 0
    page.get_by_role("button", name="Finish and see results").click()
    page.wait_for_selector('.sci-verdict[data-verdict="right"]')
    assert "Finished: 1 of 11 points" in page.locator(".sci-progress").first.inner_text()


def test_hostile_text_stays_text(open_notebook):
    source = code_notebook(
        """
from sciatica_edu.quiz.live.widget import Quiz
from tests.quiz.hostile import hostile_questions
Quiz(hostile_questions(), seed=1)
"""
    )
    notebook = open_notebook(source)
    notebook.run_all()
    assert notebook.errors() == []
    page = notebook.page
    page.wait_for_selector("[data-widget=quiz] form")
    assert page.evaluate("() => window.__owned") is None
    assert (
        page.locator("[data-widget=quiz] :is(script, iframe, img, a, object, embed)").count() == 0
    )
    assert page.locator("[data-widget=quiz] style").count() == 0
    assert page.evaluate(
        "() => [...document.querySelectorAll('[data-widget=quiz] *')].every(n => [...n.attributes].every(a => !a.name.startsWith('on')))"
    )


def test_an_untrusted_notebook_shows_stems_options_and_answers(open_notebook):
    from sciatica_edu.quiz.live.widget import Quiz
    from tests.quiz.every_type import every_type, pictures

    quiz = Quiz(every_type().values(), pictures=pictures(), seed=3)
    data, _ = quiz._repr_mimebundle_()
    source = code_notebook("quiz")
    source["cells"][0]["execution_count"] = 1
    source["cells"][0]["outputs"] = [
        {
            "output_type": "execute_result",
            "execution_count": 1,
            "metadata": {},
            "data": {name: data[name] for name in ("text/html", "text/plain")},
        }
    ]
    notebook = open_notebook(json.loads(json.dumps(source)))
    notebook.show_all_outputs()
    page = notebook.page
    page.wait_for_selector(".jp-OutputArea-output details")
    text = notebook.outputs_text()
    assert "Which nerve root is most likely affected?" in text
    assert page.locator(".jp-OutputArea-output details").count() == 11
    page.locator("details").first.locator("summary").click()
    assert "Great-toe extension is mainly L5." in notebook.outputs_text()
    assert page.locator(".jp-OutputArea-output img[alt^='Drawing of the right leg']").count() == 1
    page.screenshot(path=SCREENSHOTS / "quiz_untrusted.png")


def test_an_exported_page_reads_with_javascript_off(chromium, tmp_path):
    import nbformat
    from nbconvert import HTMLExporter

    from sciatica_edu.quiz.live.widget import Quiz
    from tests.quiz.every_type import every_type, pictures

    twin = Quiz(every_type().values(), pictures=pictures(), seed=3).twin()
    output = nbformat.v4.new_output(
        "display_data", {"text/html": twin.html, "text/plain": twin.text}
    )
    cell = nbformat.v4.new_code_cell("quiz", outputs=[output], execution_count=1)
    page_source, _ = HTMLExporter().from_notebook_node(nbformat.v4.new_notebook(cells=[cell]))
    path = tmp_path / "page.html"
    path.write_text(page_source, encoding="utf-8")
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(path.as_uri(), wait_until="domcontentloaded")
    first = page.locator("details").first
    assert "Great-toe extension is mainly L5." not in first.inner_text()
    first.locator("summary").click()
    assert "Great-toe extension is mainly L5." in first.inner_text()
    assert page.get_by_text("Which nerve root is most likely affected?").is_visible()
    context.close()


def test_flashcards_are_turned_and_rated_by_keyboard(open_notebook):
    source = code_notebook(
        """
from sciatica_edu.evidence.course import load_course
from sciatica_edu.quiz.asking.flashcards import glossary_cards
from sciatica_edu.quiz.live.widget import Quiz
Quiz(glossary_cards(load_course().glossary.values())[:2], mode="review", title="Flashcards")
"""
    )
    notebook = open_notebook(source)
    notebook.run_all()
    assert notebook.errors() == []
    page = notebook.page
    page.wait_for_selector("[data-widget=quiz] form")
    page.locator("[data-widget=quiz] summary").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("The large nerve of the back of the thigh").wait_for()
    card = '[data-widget=quiz] form[aria-label^="Question 1 of"]'
    tab_to(page, f'{card} input[type="radio"]')
    option_by_keyboard(page, card, "good")
    page.keyboard.press("Enter")
    page.get_by_text("Rated: good.").wait_for()
    assert serious_violations(page, "[data-widget=quiz]") == []
