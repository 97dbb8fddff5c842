from __future__ import annotations

import math

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.anatomy import figures
from sciatica_edu.content.course import load_course

COURSE = load_course()


@pytest.mark.parametrize(
    "make",
    [
        figures.branches_picture,
        figures.cross_section_picture,
        figures.variants_picture,
        figures.movement_picture,
    ],
)
def test_picture_has_alt_text_source_and_content(make):
    shown = make(COURSE)
    assert len(shown.alt) > 100
    assert "Source:" in shown.caption
    assert len(shown.png) > 20_000
    assert plt.get_fignums() == []


def test_section_is_to_scale():
    figure, ax = plt.subplots()
    figures.plot_nerve_section(COURSE, ax=ax)
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


def test_movement_bars_are_the_published_values():
    figure, ax = plt.subplots()
    figures.plot_movement(COURSE, ax=ax)
    widths = [patch.get_width() for patch in ax.patches]
    assert widths[:2] == [12.4, 9.92]  # mm, fact ANA-DYN-09
    plt.close(figure)


def test_framed_variant_is_named_in_the_alt_text():
    assert "Type D is framed" in figures.variants_picture(COURSE, "D").alt
