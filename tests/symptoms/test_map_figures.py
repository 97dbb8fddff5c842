from __future__ import annotations

import matplotlib.pyplot as plt
import pytest

from sciatica_edu.body.tables import DERMATOMES, SKIN_TERRITORIES
from sciatica_edu.errors import UnknownNameError
from sciatica_edu.evidence.tables.leg_map import load_leg_map
from sciatica_edu.symptoms.map_figures import (
    plot_limb,
    plot_territories,
    root_map_picture,
    territory_map_picture,
    territory_table,
)
from sciatica_edu.symptoms.territories import layer_territories


@pytest.fixture
def ax():
    figure, axes = plt.subplots()
    yield axes
    plt.close(figure)


def regions_of(course, view, layer):
    return {
        side: layer_territories(
            load_leg_map(),
            layer,
            view=view.name,
            side=side,
            skin_territories=course[SKIN_TERRITORIES],
            dermatomes=course[DERMATOMES],
        )
        for side in ("left", "right")
    }


@pytest.mark.parametrize("view", load_leg_map().views, ids=lambda view: view.name)
def test_both_limbs_are_outlined_as_mirror_images_inside_the_page(ax, view):
    plot_limb(view, ax=ax)
    left, right = (patch.get_xy() for patch in ax.patches)
    assert left == pytest.approx(right * (-1, 1))
    for outline in (left, right):
        assert abs(outline[:, 0]).max() < 20.5
        assert outline[:, 1].max() <= view.height + 1e-9


def test_a_region_without_colour_stays_blank_and_labels_stand_on_the_right_leg(course, ax):
    view = load_leg_map().view("leg_front")
    regions = regions_of(course, view, "dermatome")
    plot_territories(regions, view=view, colours={"L5": "#123456"}, labels={"L5": "L5"}, ax=ax)
    assert len(ax.patches) == 2 + 2
    (label,) = ax.texts
    (mine,) = [region for region in regions["right"] if region.id == "L5"]
    assert label.get_position() == pytest.approx(mine.label_at)


def test_the_map_tells_every_dermatome_and_warns_of_the_saddle(course):
    shown = territory_map_picture(course)
    for row in course[DERMATOMES].values():
        assert f"{row.root} {row.area}" in shown.alt
    assert "64 %" in shown.text
    assert "an emergency" in shown.alt
    assert plt.get_fignums() == []


@pytest.mark.parametrize(("root", "views"), [("L4", "the front"), ("S1", "the sole")])
def test_the_map_of_one_root_names_its_skin_and_where_it_is_seen(course, root, views):
    shown = root_map_picture(course, root)
    assert course[DERMATOMES][root].area in shown.alt
    assert views in shown.alt.split("seen from")[1]
    assert plt.get_fignums() == []


def test_an_unknown_root_is_refused(course):
    with pytest.raises(UnknownNameError, match="S9"):
        root_map_picture(course, "S9")


def test_the_table_holds_each_territory_once_and_says_which_are_not_sciatic(course):
    rows = territory_table(course).html.split("<tr>")[2:]
    assert len(rows) == len(course[SKIN_TERRITORIES])
    for row in course[SKIN_TERRITORIES].values():
        (mine,) = [text for text in rows if f">{row.area}<" in text]
        assert (">NO<" in mine) != row.from_sciatic
