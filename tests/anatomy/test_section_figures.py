from __future__ import annotations

import itertools
import math

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.anatomy import section_figures
from sciatica_edu.anatomy.section_figures import (
    cross_section_picture,
    plot_nerve_section,
    plot_thigh_relations,
)
from sciatica_edu.display.style import styled
from sciatica_edu.evidence.course import load_course
from tests.figure_text import overlapping, smallest_pt

COURSE = load_course()


def test_section_is_to_scale_with_fascicles_apart_and_on_their_side_of_the_septum():
    ax = plot_nerve_section(COURSE)
    outline, *fascicles = ax.patches
    area = math.pi / 4 * outline.width * outline.height
    assert area == pytest.approx(44.4, rel=1e-6)  # mm2, fact ANA-SIZE-02
    tibial, fibular = fascicles[:35], fascicles[35:]
    assert len(fibular) == 16  # fact ANA-FASC-02
    total = sum(math.pi * circle.radius**2 for circle in fascicles)
    assert total == pytest.approx(5.05 + 2.13, rel=1e-6)
    for c in fascicles:
        assert (c.center[0] / outline.width * 2) ** 2 + (c.center[1] / outline.height * 2) ** 2 < 1
    septum = ax.lines[0].get_xdata()[0]
    assert max(c.center[0] + c.radius for c in tibial) < septum
    assert min(c.center[0] - c.radius for c in fibular) > septum
    for one, other in itertools.combinations(fascicles, 2):
        assert math.dist(one.center, other.center) > one.radius + other.radius


def test_the_neighbours_stand_where_the_fact_puts_them():  # ANA-COURSE-03; x lateral, y front
    ax = plot_thigh_relations()
    at = {" ".join(text.get_text().split()): text.get_position() for text in ax.texts}
    (note,) = [text for text in ax.texts if text.get_text() == "sciatic\nnerve"]
    nerve_x, nerve_y = note.xy
    assert at["biceps femoris, long head"][1] < nerve_y  # the nerve is deep to it: in front
    assert at["adductor magnus"][1] > nerve_y  # and superficial to it: behind
    assert at["biceps, short head"][1] > nerve_y
    assert at["semi- tendinosus"][0] < nerve_x  # lateral to both
    assert at["semi- membranosus"][0] < nerve_x
    assert at["medial"][0] < at["lateral"][0]


def test_words_of_the_scheme_can_be_read_and_do_not_cover_one_another():
    with styled():
        ax = plot_thigh_relations(ax=plt.subplots(figsize=(5.4, 4.6))[1])
        assert overlapping(ax) == []
        assert smallest_pt(ax) >= 8


def test_the_picture_tells_the_numbers_and_their_sources(monkeypatch):
    drawn = []
    monkeypatch.setattr(
        section_figures, "picture", lambda figure, **more: drawn.append((figure, more))
    )
    cross_section_picture(COURSE)
    ((figure, told),) = drawn
    # with its lateral side on the right, a right thigh is seen from above
    assert figure.axes[0].get_title(loc="left").startswith("Right thigh, seen from above")
    assert "about 35 tibial fascicles" in told["alt"]
    assert "about 16 fibular fascicles" in told["alt"]
    assert "Source:" in told["caption"]
