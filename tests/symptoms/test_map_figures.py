from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.body.tables import DERMATOMES, SKIN_TERRITORIES
from sciatica_edu.evidence.tables.body_map import load_body_map
from sciatica_edu.symptoms.map_figures import (
    plot_limb,
    plot_territories,
    territory_map_picture,
    territory_table,
)


@pytest.mark.parametrize("view", load_body_map().views, ids=lambda view: view.name)
def test_both_limbs_are_outlined_as_mirror_images_inside_the_page(view):
    left, right = (patch.get_xy() for patch in plot_limb(view).patches)
    assert left == pytest.approx(right * (-1, 1))
    for outline in (left, right):
        assert abs(outline[:, 0]).max() < 20.5
        assert outline[:, 1].max() <= view.height + 1e-9


def test_a_region_without_colour_stays_blank_and_labels_stand_on_the_right_leg():
    view = load_body_map().view("leg_front")
    ax = plot_territories(view, "dermatome", colours={"L5": "#123456"}, labels={"L5": "L5"})
    assert len(ax.patches) == 2 + 2
    (label,) = ax.texts
    x, y = view.draw([view.region("dermatome", "L5").label_at], side="right")[0]
    assert label.get_position() == pytest.approx((x, y))


def test_the_map_tells_every_dermatome_and_warns_of_the_saddle(course):
    shown = territory_map_picture(course)
    for row in course[DERMATOMES].values():
        assert f"{row.root} {row.area}" in shown.alt
    assert "64 %" in shown.text
    assert "an emergency" in shown.alt
    assert plt.get_fignums() == []


def test_the_table_holds_each_territory_once_and_says_which_are_not_sciatic(course):
    rows = territory_table(course).html.split("<tr>")[2:]
    assert len(rows) == len(course[SKIN_TERRITORIES])
    for row in course[SKIN_TERRITORIES].values():
        (mine,) = [text for text in rows if f">{row.area}<" in text]
        assert (">NO<" in mine) != row.from_sciatic
