"""The nerve-block widgets in a real JupyterLab: block and recovery by keyboard, drills, toxicity."""

from __future__ import annotations

import pytest

from tests.browser.accessibility import serious_violations
from tests.browser.conftest import SCREENSHOTS, code_notebook

CONDUCTION = """
from sciatica_edu.nerve_block.conduction.conduction_widget import conduction_widget
w = conduction_widget("lidocaine", {settings})
w
"""
OTHERS = """
from sciatica_edu.evidence.course import load_course
from sciatica_edu.nerve_block.{module} import {factory}
w = {factory}(load_course(), {settings})
w
"""


def conduction(open_notebook, settings=""):
    notebook = open_notebook(code_notebook(CONDUCTION.format(settings=settings), "x = 1"))
    notebook.run_all()
    assert notebook.errors() == []
    wait_for_verdict(notebook.page)
    return notebook


MODULES = {
    "dose_workshop": "dosing.dose_widget",
    "contraindication_checker": "screening.screening_widget",
    "toxicity_simulation": "toxicity.toxicity_widget",
}


def other(open_notebook, factory, settings=""):
    source = OTHERS.format(module=MODULES[factory], factory=factory, settings=settings)
    notebook = open_notebook(code_notebook(source, "x = 1"))
    notebook.run_all()
    assert notebook.errors() == []
    notebook.page.wait_for_selector("section.sci")
    return notebook


def wait_for_verdict(page, word: str = "") -> str:
    page.wait_for_function(
        "word => document.querySelector('section.sci [role=status]')?.innerText.includes(word || ':')",
        arg=word,
    )
    return page.locator("section.sci [role=status]").first.inner_text()


def slide(page, setting: str, key: str, *, presses: int = 1) -> None:
    page.locator(f'input[data-setting="{setting}"]').focus()
    for _ in range(presses):
        page.keyboard.press(key)


def cells_unchanged(notebook, before) -> None:
    assert notebook.cell_sources() == before, "a key pressed in the widget reached the notebook"


def test_drug_stops_the_impulse_and_its_removal_frees_it(open_notebook):
    notebook = conduction(open_notebook)
    page, before = notebook.page, notebook.cell_sources()
    assert "Conducts" in wait_for_verdict(page, "Conducts")
    page.screenshot(path=SCREENSHOTS / "nerve_block_conducts.png")
    slide(page, "concentration_mm", "PageUp", presses=2)
    assert "Blocked" in wait_for_verdict(page, "Blocked")
    page.screenshot(path=SCREENSHOTS / "nerve_block_blocked.png")
    page.locator(".sci-scroll td", has_text="BLOCKED").nth(1).wait_for()
    slide(page, "concentration_mm", "Home")
    assert "Conducts" in wait_for_verdict(page, "Conducts")
    for key in ("x", "d", "d", "a"):
        page.keyboard.press(key)
    cells_unchanged(notebook, before)


@pytest.mark.parametrize(
    ("setting", "start", "to_block", "to_free"),
    [
        ("exposed_length_mm", "concentration_mm=0.44, exposed_length_mm=2", "End", "Home"),
        ("diameter_um", "concentration_mm=0.44, diameter_um=16", "Home", "End"),
        ("temperature_c", "concentration_mm=0.5, temperature_c=20", "End", "Home"),
        ("firing_rate_hz", "concentration_mm=0.34", "End", "Home"),
        ("myelin_percent", "", "Home", "End"),
        ("paranode_gap_factor", "", "End", "Home"),
    ],
)
def test_each_slider_blocks_and_frees_by_keyboard(setting, start, to_block, to_free, open_notebook):
    page = conduction(open_notebook, start).page
    assert "Conducts" in wait_for_verdict(page, "Conducts")
    slide(page, setting, to_block)
    assert "Blocked" in wait_for_verdict(page, "Blocked")
    slide(page, setting, to_free)
    assert "Conducts" in wait_for_verdict(page, "Conducts")


def test_conduction_is_accessible_in_light_dark_and_forced_colours(open_notebook):
    page = conduction(open_notebook, "concentration_mm=0.4").page
    wait_for_verdict(page, "Blocked")
    assert serious_violations(page) == []
    lanes_ready(page)
    page.emulate_media(forced_colors="active")
    page.screenshot(path=SCREENSHOTS / "nerve_block_forced_colours.png")
    page.locator(".sci-lanes").scroll_into_view_if_needed()
    page.screenshot(path=SCREENSHOTS / "nerve_block_forced_colours_lanes.png")
    page.emulate_media(forced_colors="none")
    page.evaluate(
        "() => jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Dark'})"
    )
    page.wait_for_function("() => document.body.dataset.jpThemeLight === 'false'")
    assert serious_violations(page) == []
    page.screenshot(path=SCREENSHOTS / "nerve_block_dark.png")
    page.evaluate(
        "() => jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'})"
    )
    page.wait_for_function("() => document.body.dataset.jpThemeLight === 'true'")


def lanes_ready(page) -> None:
    page.locator('section.sci [aria-busy="false"] .sci-lanes').wait_for()


def frames_pass(page, frames: int = 20) -> None:
    """Let the browser draw: what moves has moved by then."""
    page.evaluate(
        """(left) => new Promise((done) => {
            const next = () => (left-- > 0 ? requestAnimationFrame(next) : done());
            next();
        })""",
        frames,
    )


def lane_pixels(page, fibre: str) -> str:
    return page.locator(f'.sci-lanes [data-fibre="{fibre}"] canvas').evaluate("c => c.toDataURL()")


def test_reduced_motion_shows_the_end_without_moving(page, open_notebook):
    page.emulate_media(reduced_motion="reduce")
    conduction(open_notebook, "concentration_mm=0.4")
    assert page.locator("section.sci button", has_text="Play").count() == 1
    lanes_ready(page)
    frames_pass(page)  # the page itself settles once
    first = page.locator("section.sci").first.screenshot()
    frames_pass(page)
    same = page.locator("section.sci").first.screenshot() == first
    assert same, "something moved"


def test_a_resting_picture_takes_the_colours_of_another_theme(open_notebook):
    page = conduction(open_notebook, "concentration_mm=0.4").page
    lanes_ready(page)
    page.locator("section.sci button", has_text="Pause").click()
    frames_pass(page)
    picture = page.locator(".sci-picture canvas").first
    bright = picture.evaluate("c => c.toDataURL()")
    theme = "name => jupyterapp.commands.execute('apputils:change-theme', {theme: name})"
    page.evaluate(theme, "JupyterLab Dark")
    try:
        page.wait_for_function(
            "old => document.querySelector('.sci-picture canvas').toDataURL() !== old", arg=bright
        )
        page.screenshot(path=SCREENSHOTS / "nerve_block_dark_at_rest.png")
    finally:
        page.evaluate(theme, "JupyterLab Light")
    page.wait_for_function(
        "old => document.querySelector('.sci-picture canvas').toDataURL() === old", arg=bright
    )


def test_lanes_travel_pause_and_tell_what_the_patient_notices(open_notebook):
    page = conduction(open_notebook, "concentration_mm=0.4").page
    lanes_ready(page)
    before = lane_pixels(page, "c")
    page.wait_for_function(
        "old => document.querySelector('.sci-lanes [data-fibre=c] canvas').toDataURL() !== old",
        arg=before,
    )
    page.locator("section.sci button", has_text="Pause").focus()
    page.keyboard.press("Space")
    assert page.locator("section.sci button", has_text="Play").count() == 1
    paused = lane_pixels(page, "c")
    frames_pass(page)
    assert lane_pixels(page, "c") == paused
    stopped = page.locator('.sci-lanes [data-fibre="a_beta"]')
    assert stopped.get_attribute("data-conducts") == "false"
    assert "STOPPED" in stopped.inner_text()
    assert "A light touch is no longer felt." in stopped.inner_text()
    assert "passes" in page.locator('.sci-lanes [data-fibre="c"]').inner_text()
    page.keyboard.press("Enter")
    assert page.locator("section.sci button", has_text="Pause").count() == 1
    page.locator(".sci-lanes").scroll_into_view_if_needed()
    page.screenshot(path=SCREENSHOTS / "nerve_block_lanes.png")


def test_lanes_and_table_say_the_same_and_follow_the_drug(open_notebook):
    page = conduction(open_notebook).page
    lanes_ready(page)
    assert page.locator('.sci-lanes li[data-conducts="true"]').count() == 4
    slide(page, "concentration_mm", "End")
    page.locator('.sci-lanes li[data-conducts="false"]').nth(3).wait_for()
    lanes_ready(page)
    assert page.locator(".sci-scroll td", has_text="BLOCKED").count() == 4
    slide(page, "exposed_length_mm", "Home")
    page.locator(".sci-lanes").wait_for(state="hidden")


def test_slider_is_answered_without_the_kernel(open_notebook):
    page = conduction(open_notebook).page
    page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.shutdown()")
    slide(page, "concentration_mm", "End")
    assert "Blocked" in wait_for_verdict(page, "Blocked")
    slide(page, "concentration_mm", "Home")
    assert "Conducts" in wait_for_verdict(page, "Conducts")


def test_python_keeps_what_the_browser_settled(open_notebook):
    notebook = conduction(open_notebook)
    page = notebook.page
    slide(page, "concentration_mm", "End")
    said = wait_for_verdict(page, "Blocked").strip()
    told = notebook.in_kernel("print(w.settings['concentration_mm'], w.view().verdict)")
    assert told.strip() == f"3 {said}"


def test_view_follows_what_the_kernel_sets(open_notebook):
    notebook = conduction(open_notebook)
    page = notebook.page
    told = notebook.in_kernel(
        "w.settings = {**w.settings, 'concentration_mm': 0.8, 'diameter_um': 5.7}\n"
        "print(w.view().verdict)",
    )
    assert wait_for_verdict(page, "Blocked").strip() == told.strip()
    shown = page.locator("label.sci-slider", has_text="Fibre diameter").locator("output")
    assert shown.inner_text() == "5.7 µm"
    refused = notebook.in_kernel(
        "try: w.settings = {'concentration_mm': -1}\nexcept Exception as e: print(e)"
    )
    assert "0 to 10" in refused
    assert "Blocked" in wait_for_verdict(page, "Blocked")


def test_dose_workshop_compares_and_warns_of_prilocaine(open_notebook):
    notebook = other(open_notebook, "dose_workshop", "")
    page, before = notebook.page, notebook.cell_sources()
    status = page.locator("section.sci [role=status]").first
    assert "70 kg" in status.inner_text()
    weight = page.get_by_label("Body weight")
    weight.focus()
    weight.fill("50")
    page.keyboard.press("Tab")
    page.wait_for_function(
        "() => document.querySelector('section.sci [role=status]').innerText.includes('50 kg')"
    )
    weight.fill("-5")
    page.keyboard.press("Tab")
    refused = page.locator(".sci-refused")
    refused.filter(has_text="30 to 200").wait_for()
    weight.fill("50")
    page.keyboard.press("Tab")
    page.get_by_label("Drug", exact=True).select_option("prilocaine")
    status.filter(has_text="methaemoglobinaemia").wait_for()
    assert serious_violations(page) == []
    page.screenshot(path=SCREENSHOTS / "nerve_block_dose.png")
    cells_unchanged(notebook, before)


def test_checker_says_find_out_then_absolute(open_notebook):
    notebook = other(open_notebook, "contraindication_checker")
    page, before = notebook.page, notebook.cell_sources()
    headline = page.locator(".sci-panel h4").first
    assert "Unknown: find out first" in headline.inner_text()
    page.get_by_role("button", name="All asked, all absent").press("Enter")
    headline.filter(has_text="No concern").wait_for()
    page.locator('[data-key="no_consent"] select').focus()
    page.keyboard.press("End")
    headline.filter(has_text="Absolute").wait_for()
    assert "R01" in page.locator(".sci-panel").first.inner_text()
    page.screenshot(path=SCREENSHOTS / "nerve_block_checker.png")
    assert serious_violations(page) == []
    cells_unchanged(notebook, before)


def test_toxicity_simulation_is_played_to_the_score_by_keyboard(open_notebook):
    notebook = other(open_notebook, "toxicity_simulation", "seed=5, pattern='nervous_only'")
    page, before = notebook.page, notebook.cell_sources()
    page.screenshot(path=SCREENSHOTS / "nerve_block_toxicity_start.png")
    steps = ("stop_injecting", "call_for_help", "airway_oxygen", "benzodiazepine", "watch")
    for place, step in enumerate(steps, start=1):
        if step == "watch":
            page.locator(f'[data-amount="{step}"]').focus()
            page.keyboard.type("2")
        else:
            page.locator(f'[data-step="{step}"]').focus()
        page.keyboard.press("Enter")
        page.wait_for_function(
            "n => document.querySelectorAll('.sci-transcript li').length > n", arg=place + 1
        )
    page.locator(".sci-score h4").wait_for()
    assert "Finished" in page.locator(".sci-panel").inner_text()
    page.screenshot(path=SCREENSHOTS / "nerve_block_toxicity.png")
    assert serious_violations(page) == []
    cells_unchanged(notebook, before)
