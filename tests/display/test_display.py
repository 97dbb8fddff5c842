from __future__ import annotations

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

from sciatica_edu.display import Html, element, picture, styled, table

ALT = "A straight line that rises from nought to one as the leg is raised."


def test_text_is_escaped_everywhere():
    hostile = "<script>alert(1)</script>\" onerror='x'"
    assert "<script" not in element("p", hostile)
    shown = table(("a", "b"), [(hostile, hostile)], caption=hostile)
    assert "<script" not in shown.html
    assert hostile in shown.text


@pytest.mark.parametrize("tag", ["script", "iframe", "object", "svg", "style", "input"])
def test_elements_that_can_act_are_refused(tag):
    with pytest.raises(ValueError, match="not allowed"):
        element(tag)


@pytest.mark.parametrize(
    ("name", "value"),
    [("onclick", "x"), ("id", "x"), ("href", "javascript:alert(1)"), ("src", "http://x/y.png")],
)
def test_attributes_that_can_act_are_refused(name, value):
    with pytest.raises(ValueError, match="attribute"):
        element("a", "x", attributes={name: value})


def test_table_row_of_wrong_length_is_refused():
    with pytest.raises(ValueError, match="2 cells"):
        table(("one",), [("a", "b")], caption="x")


def test_table_has_headers_for_a_screen_reader():
    shown = table(("Root", "Reflex"), [("S1", "ankle jerk")], caption="Roots")
    assert shown.html.count('scope="col"') == 2
    assert shown.html.count('scope="row"') == 1
    assert "<caption" in shown.html
    assert "S1 | ankle jerk" in shown.text


def test_picture_carries_alt_and_caption_and_leaves_no_open_figure():
    figure, axes = plt.subplots()
    axes.plot([0, 1])
    shown = picture(figure, alt=ALT, caption="Rise. Source: own drawing.")
    assert f'alt="{ALT}"' in shown.html
    assert "figcaption" in shown.html
    assert figure.number not in plt.get_fignums()
    assert set(shown._repr_mimebundle_()) == {"text/html", "text/plain"}


def test_picture_without_description_is_refused():
    figure, _ = plt.subplots()
    with pytest.raises(ValueError, match="alt text"):
        picture(figure, alt="plot", caption="x")
    plt.close(figure)


def test_style_leaves_the_readers_settings_alone():
    before = mpl.rcParams["font.size"]
    with styled():
        assert mpl.rcParams["font.family"] == ["DejaVu Sans"]
    assert mpl.rcParams["font.size"] == before


def test_html_pieces_add_up():
    both = Html("<p>a</p>", "a") + Html("<p>b</p>", "b")
    assert both.html == "<p>a</p><p>b</p>"
    assert repr(both) == "a\nb"
