from __future__ import annotations

import math

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.anatomy.section_figures import (
    cross_section_picture,
    plot_nerve_section,
    plot_thigh_relations,
)
from sciatica_edu.display.style import styled
from sciatica_edu.evidence.course import load_course
from tests.figure_text import overlapping, smallest_pt

COURSE = load_course()


def test_section_is_to_scale():
    figure, ax = plt.subplots()
    plot_nerve_section(COURSE, ax=ax)
    outline, *fascicles = ax.patches
    area = math.pi / 4 * outline.width * outline.height
    assert area == pytest.approx(44.4, rel=1e-6)  # mm2, fact ANA-SIZE-02
    assert len(fascicles) == 35 + 16  # fact ANA-FASC-02
    total = sum(math.pi * circle.radius**2 for circle in fascicles)
    assert total == pytest.approx(5.05 + 2.13, rel=1e-6)
    inside = [
        (c.center[0] / outline.width * 2) ** 2 + (c.center[1] / outline.height * 2) ** 2 < 1
        for c in fascicles
    ]
    assert all(inside)
    plt.close(figure)


def test_fascicles_keep_to_their_side_of_the_septum_and_apart():
    figure, ax = plt.subplots()
    plot_nerve_section(COURSE, ax=ax)
    septum = ax.lines[0].get_xdata()[0]
    tibial, fibular = ax.patches[1:36], ax.patches[36:]
    assert max(c.center[0] + c.radius for c in tibial) < septum
    assert min(c.center[0] - c.radius for c in fibular) > septum
    circles = ax.patches[1:]
    for index, one in enumerate(circles):
        for other in circles[index + 1 :]:
            assert math.dist(one.center, other.center) > one.radius + other.radius
    plt.close(figure)


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
    plt.close("all")


def test_a_right_thigh_with_its_lateral_side_on_the_right_is_seen_from_above(monkeypatch):
    drawn = []
    monkeypatch.setattr(
        "sciatica_edu.anatomy.section_figures.picture",
        lambda figure, **_: drawn.append(figure) or figure,
    )
    cross_section_picture(COURSE)
    titles = [ax.get_title(loc="left") for ax in drawn[0].axes]
    assert titles[0].startswith("Right thigh, seen from above")
    plt.close("all")


def test_words_of_the_scheme_do_not_cover_one_another():
    with styled():
        figure, ax = plt.subplots(figsize=(5.4, 4.6))
        plot_thigh_relations(ax=ax)
        assert overlapping(ax) == []
        assert smallest_pt(ax) >= 8
    plt.close(figure)


def test_the_picture_tells_the_numbers_and_their_sources():
    shown = cross_section_picture(COURSE)
    assert "about 35 tibial fascicles" in shown.alt
    assert "about 16 fibular fascicles" in shown.alt
    assert "Source:" in shown.caption
    assert plt.get_fignums() == []
