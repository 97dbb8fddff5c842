"""The 3D body in a real browser: by keyboard, by mouse, in the quiz, and where there is no 3D."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from sciatica_edu.anatomy.body_explorer import body_explorer
from sciatica_edu.body.view.views import load_views
from sciatica_edu.errors import AssetError
from sciatica_edu.evidence.course import load_course
from sciatica_edu.record.store import LearnerRecord, MemoryRecord
from tests.browser.accessibility import serious_violations
from tests.browser.body_page import settled, show_body
from tests.browser.conftest import SCREENSHOTS, code_notebook
from tests.browser.view_page import tab_to

COURSE = load_course()
EDGE = 6  # the outline of the focus
PICKED = {
    "piriformis": "musculus piriformis",
    "tibial nerve": "nervus tibialis",
    "common fibular nerve": "nervus fibularis communis",
    "soleus": "musculus soleus",
    "fibula": "fibula",
}


def body(page, *, animate=False, **more):
    widget = body_explorer(COURSE, record=MemoryRecord("ada"), **more)
    show_body(page, widget, animate=animate)
    return widget


def status(page) -> str:
    return page.locator(".bv-status").inner_text()


def canvas_pixels(page) -> np.ndarray:
    png = page.locator(".bv-stage canvas").screenshot()
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)
    return pixels[EDGE:-EDGE, EDGE:-EDGE]


def blue(pixels):
    return (pixels[..., 2] > 120) & (pixels[..., 2] - pixels[..., 0] > 90)


def orange(pixels):
    red, green, low = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    return (red > 150) & (green > 70) & (green < red * 0.68) & (low < 60)


def yellow(pixels):
    red, green, low = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    return (red > 150) & (green > red * 0.72) & (low < green * 0.55)


def test_five_structures_are_identified_by_keyboard(page):
    widget = body(page)
    settled(page)
    page.locator(".bv-views button").first.focus()
    for name, latin in PICKED.items():
        tab_to(page, "[data-widget=viewer] input[type=search]")
        page.keyboard.press("Control+A")
        page.keyboard.type(latin)
        tab_to(page, "[data-widget=viewer] select[size]")
        page.keyboard.press("Home")
        while page.locator("[data-widget=viewer] select[size] option:checked").inner_text() != name:
            before = page.evaluate("() => document.activeElement.selectedIndex")
            page.keyboard.press("ArrowDown")
            assert page.evaluate("() => document.activeElement.selectedIndex") != before, name
        page.wait_for_function(
            "(n) => model.get('selected') !== '' && document.querySelector('.bv-details h4')?.textContent === n",
            arg=name,
        )
        assert name in status(page)
        assert latin in status(page)
        assert latin in page.locator(".bv-details").inner_text()
        assert page.locator(".bv-fact small").inner_text(), "a fact without its source"
        page.keyboard.press("Shift+Tab")
    assert widget.selected == "fibula"
    assert page.evaluate("() => window.outsideKeys") == 0


def test_hide_isolate_layers_and_search_by_keyboard(page):
    body(page, view="buttock")
    settled(page)
    whole = canvas_pixels(page)
    page.evaluate("() => { model.set('selected', 'piriformis') }")
    page.get_by_role("button", name="Isolate").focus()
    page.keyboard.press("Enter")
    settled(page)
    assert page.get_by_role("button", name="Isolate").get_attribute("aria-pressed") == "true"
    assert np.abs(canvas_pixels(page) - whole).mean() > 5
    page.get_by_role("button", name="Hide", exact=True).focus()
    page.keyboard.press("Enter")
    assert "hidden" in status(page)
    page.get_by_role("button", name="Show all").focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Bones").focus()
    page.keyboard.press("Space")
    settled(page)
    pixels = canvas_pixels(page)
    grey = (np.ptp(pixels, axis=2) < 45) & (pixels.max(axis=2) < 235) & (pixels.max(axis=2) > 120)
    assert grey.mean() < 0.08, "bones are still shown"
    page.get_by_role("searchbox").fill("zzz")
    assert "Nothing found" in status(page)


def test_arrow_keys_turn_the_body_and_never_leave_the_widget(page):
    body(page)
    settled(page)
    before = canvas_pixels(page)
    page.locator(".bv-views button").last.focus()
    tab_to(page, ".bv-stage canvas")
    for key in ("ArrowLeft", "ArrowLeft", "ArrowUp", "+", "Shift+ArrowRight", "x", "d", "d"):
        page.keyboard.press(key)
    settled(page)
    assert np.abs(canvas_pixels(page) - before).mean() > 1
    assert page.evaluate("() => window.outsideKeys") == 0
    page.keyboard.press("0")
    settled(page)
    assert np.abs(canvas_pixels(page) - before).mean() < 0.5


def test_a_click_on_the_nerve_names_it(page):
    widget = body(page, view="knee")
    settled(page)
    page.get_by_role("checkbox", name="Names").uncheck()
    rows, columns = np.nonzero(blue(canvas_pixels(page)))
    middle = len(rows) // 2
    box = page.locator(".bv-stage canvas").bounding_box()
    at = np.flatnonzero(rows == rows[middle])
    x = float(np.median(columns[at]))
    page.mouse.click(box["x"] + EDGE + x, box["y"] + EDGE + float(rows[middle]))
    page.wait_for_function("() => model.get('selected') === 'tibial-nerve'")
    assert "tibial nerve" in status(page)
    assert widget.selected == "tibial-nerve"


#: Colours that a view must show, and names that it must give.
COLOURS = {
    "knee": (yellow, blue, orange),
    "fibular-neck": (orange, blue),
    "foramen": (yellow,),
    "sole": (blue,),
}
NAMES = {
    "foramen": {"greater sciatic foramen", "piriformis", "sciatic nerve", "ischial spine"},
    "knee": {"tibial nerve", "common fibular nerve", "division of the sciatic nerve"},
    "fibular-neck": {"deep fibular nerve", "superficial fibular nerve", "neck of the fibula"},
}


#: Names cut off by the picture's edge, and points that lie under a name.
_CUT_OR_COVERED = """
() => {
  const stage = document.querySelector('.bv-stage').getBoundingClientRect();
  const names = [...document.querySelectorAll('.bv-label')].map((node) => [node.textContent, node.getBoundingClientRect()]);
  const inside = (box, x, y) => x > box.left && x < box.right && y > box.top && y < box.bottom;
  const cut = names.filter(([, box]) => !inside(stage, box.left, box.top) || !inside(stage, box.right, box.bottom));
  const covered = [...document.querySelectorAll('.bv-dot')].map((dot) => dot.getBoundingClientRect()).flatMap((dot) =>
    names.filter(([, box]) => inside(box, (dot.left + dot.right) / 2, (dot.top + dot.bottom) / 2)));
  return [...cut, ...covered].map(([name]) => name);
}
"""


@pytest.mark.parametrize("width", [1280, 900])
def test_no_name_is_cut_and_none_lies_over_a_point(page, width):
    page.set_viewport_size({"width": width, "height": 1000})
    body(page)
    settled(page)
    for name, view in load_views().items():
        page.get_by_role("button", name=view.title, exact=True).click()
        settled(page)
        assert page.evaluate(_CUT_OR_COVERED) == [], name


def test_each_named_view_shows_what_it_is_for(page):
    body(page)
    settled(page)
    for name, view in load_views().items():
        page.get_by_role("button", name=view.title, exact=True).click()
        settled(page)
        page.screenshot(path=SCREENSHOTS / f"viewer_{name}.png")
        pixels = canvas_pixels(page)
        assert (pixels.min(axis=2) < 230).mean() > 0.04, f"{name}: the picture is nearly empty"
        for colour in COLOURS.get(name, ()):
            assert colour(pixels).mean() > 0.001, f"{name}: {colour.__name__} is not seen"
        named = page.locator(".bv-label").all_inner_texts()
        assert NAMES.get(name, set()) <= set(named), name
        assert len(named) >= 3, name


def test_the_left_side_mirrors_the_view(page):
    body(page, view="knee")
    settled(page)
    page.get_by_role("checkbox", name="Names").uncheck()
    settled(page)
    right = canvas_pixels(page)
    page.get_by_role("radio", name="left").check()
    settled(page)
    page.get_by_role("checkbox", name="Names").uncheck()
    settled(page)
    left = canvas_pixels(page)
    assert np.abs(left[:, ::-1] - right).mean() < 12  # the light stays on one side
    assert np.nonzero(orange(right))[1].mean() > right.shape[1] / 2
    assert np.nonzero(orange(left))[1].mean() < left.shape[1] / 2


def test_poses_move_there_and_at_once_where_no_motion_is_wanted(page):
    body(page, animate=True)
    settled(page)
    page.get_by_label("Pose", exact=True).select_option("slump")
    page.wait_for_selector("[data-widget=viewer][data-moving]")
    settled(page)
    bent = canvas_pixels(page)
    page.screenshot(path=SCREENSHOTS / "viewer_pose_slump.png")
    assert "Slump" in status(page)
    page.emulate_media(reduced_motion="reduce")
    page.get_by_label("Pose", exact=True).select_option("neutral")
    assert (
        page.evaluate("() => document.querySelector('[data-widget=viewer]').dataset.moving") is None
    )
    settled(page)
    page.get_by_label("Pose", exact=True).select_option("slump")
    settled(page)
    assert np.abs(canvas_pixels(page) - bent).mean() < 2
    slider = page.get_by_label("From standing to the pose")
    slider.focus()
    for _ in range(5):
        page.keyboard.press("PageDown")
    settled(page)
    assert np.abs(canvas_pixels(page) - bent).mean() > 2


def test_the_find_quiz_by_keyboard_writes_every_answer(page):
    widget = body(page)
    settled(page)
    page.get_by_role("button", name="Find the structure").focus()
    page.keyboard.press("Enter")
    for number in range(1, 6):
        page.get_by_text(f"Question {number} of 5").wait_for()
        question = widget._quiz.questions[number - 1]
        assert page.locator(".bv-details").is_hidden(), "the list would give the answer away"
        target = (
            question.target
            if number != 2
            else next(c for c in question.choices if c != question.target)
        )
        page.get_by_role("button", name="Next", exact=True).focus()
        for _ in range(question.choices.index(target) + 1):
            page.keyboard.press("Enter")
        assert f"of {len(question.choices)}" in status(page)
        assert next(row.name for row in widget._table.values() if row.id == target) not in status(
            page
        )
        if number == 1:
            settled(page)
            page.screenshot(path=SCREENSHOTS / "viewer_quiz_find.png")
        page.get_by_role("button", name="This is it").focus()
        page.keyboard.press("Enter")
        page.locator(".bv-yes, .bv-no").wait_for()
        assert page.locator(".bv-yes").count() == (number != 2)
        assert len(widget._quiz.session.record.read().events) == number
        if number < 5:
            assert page.evaluate("() => document.activeElement.textContent") == "Next question"
            page.keyboard.press("Enter")
    page.get_by_text("4 of 5 right").wait_for()
    assert page.evaluate("() => window.outsideKeys") == 0


def test_the_name_quiz_by_keyboard(page):
    widget = body(page)
    settled(page)
    page.get_by_role("button", name="Name the structure").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Question 1 of 5").wait_for()
    settled(page)
    page.screenshot(path=SCREENSHOTS / "viewer_quiz_name.png")
    question = widget._quiz.questions[0]
    tab_to(page, ".bv-quiz input[type=radio]")
    page.keyboard.press("Space")
    for _ in question.choices:
        if page.locator(f".bv-quiz input[value='{question.target}']").is_checked():
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator(".bv-yes").wait_for()
    assert serious_violations(page, "main") == []
    page.get_by_role("button", name="End the quiz").click()
    assert page.locator("[data-widget=viewer] select[size]").is_visible()


def test_an_answer_that_cannot_be_saved_is_not_judged(page):
    class Full(MemoryRecord):
        def append(self, *events):
            from sciatica_edu.errors import RecordError

            raise RecordError("Your answer could not be saved: the disk is full.")

    widget = body_explorer(COURSE, record=Full("ada"))
    show_body(page, widget, animate=False)
    settled(page)
    page.get_by_role("button", name="Name the structure").click()
    page.locator(".bv-quiz input[type=radio]").first.check()
    page.get_by_role("button", name="Answer").click()
    page.get_by_text("the disk is full").first.wait_for()
    assert page.locator(".bv-yes").count() == 0


def test_without_webgl_the_picture_and_the_list_are_shown_and_the_reason(page):
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto("about:blank")
    body(page)
    page.wait_for_selector("[data-widget=viewer][data-ready='flat'] img")
    assert "no WebGL" in page.locator(".bv-why").inner_text()
    assert "sciatic nerve" in page.locator("[data-widget=viewer] img").get_attribute("alt")
    page.wait_for_function(
        "() => document.querySelector('[data-widget=viewer] img').naturalWidth > 300"
    )
    page.locator("[data-widget=viewer] select[size]").select_option(label="piriformis")
    assert "musculus piriformis" in page.locator(".bv-details").inner_text()
    page.screenshot(path=SCREENSHOTS / "viewer_without_webgl.png")
    assert serious_violations(page, "main") == []


def test_without_the_packages_the_line_that_installs_them_is_shown(page):
    def missing():
        raise AssetError("the package 'mujoco' is not installed. Install it with: pip install 'x'")

    widget = body_explorer(COURSE, meshes=missing)
    show_body(page, widget)
    page.wait_for_selector("[data-widget=viewer][data-ready='flat'] img")
    assert "pip install" in page.locator(".bv-why").inner_text()


def test_no_serious_accessibility_fault_and_clean_up_leaves_nothing(page):
    body(page, view="buttock")
    settled(page)
    page.locator("[data-widget=viewer] select[size]").select_option(label="piriformis")
    settled(page)
    assert serious_violations(page, "main") == []
    assert page.evaluate("() => listeners()") > 0
    page.evaluate("() => window.cleanUp()")
    assert page.evaluate("() => listeners()") == 0
    assert page.evaluate("() => document.querySelector('main').children.length") == 0


IN_LAB = """
from sciatica_edu.anatomy.body_explorer import body_explorer
from sciatica_edu.evidence.course import load_course
from sciatica_edu.record.store import LearnerRecord
body = body_explorer(load_course(), record=LearnerRecord("lab"), view="buttock")
body
"""


def test_in_jupyterlab_the_body_turns_speaks_to_python_and_keeps_the_cells(open_notebook, lab):
    notebook = open_notebook(code_notebook(IN_LAB, "seen = body.selected, body.view; seen"))
    notebook.run_all()
    assert notebook.errors() == []
    page = notebook.page
    settled(page)
    sources = notebook.cell_sources()
    page.locator(".bv-stage canvas").focus()
    for key in ("ArrowLeft", "x", "d", "d", "b"):
        page.keyboard.press(key)
    assert notebook.cell_sources() == sources
    page.locator("[data-widget=viewer] select[size]").select_option(label="piriformis")
    page.get_by_role("button", name="Greater sciatic foramen").click()
    settled(page)
    page.screenshot(path=SCREENSHOTS / "viewer_jupyterlab.png")
    page.get_by_role("button", name="Name the structure").click()
    page.locator(".bv-quiz input[type=radio]").first.check()
    page.get_by_role("button", name="Answer", exact=True).click()
    page.locator(".bv-yes, .bv-no").wait_for()
    (event,) = LearnerRecord("lab", home=lab.home).read().events
    assert event.quiz == "body"
    assert event.lesson == "01_anatomy"
    assert serious_violations(page, "[data-widget=viewer]") == []
