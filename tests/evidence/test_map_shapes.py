from __future__ import annotations

import numpy as np
import pytest
from matplotlib.path import Path
from scipy.interpolate import PchipInterpolator

from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.loading import load_as
from sciatica_edu.evidence.tables.body_map import BodyMap, load_body_map
from sciatica_edu.evidence.tables.map_geometry import curve, thinned
from sciatica_edu.evidence.tables.map_shapes import map_view, map_views

MAP = load_body_map()


@pytest.mark.parametrize("edge", [view.outer for view in MAP.views] + [[(0, 1), (1, 3)]])
def test_curves_are_those_of_scipy(edge):
    at, value = np.array(edge, dtype=float).T
    where = np.linspace(at[0] - 1, at[-1] + 1, 300)
    expected = PchipInterpolator(at, value, extrapolate=True)(where)
    np.testing.assert_allclose(curve(edge)(where), expected, atol=1e-9)


def test_thinned_lines_keep_their_ends_and_stay_close():
    line = np.column_stack([np.linspace(0, 6, 400), np.sin(np.linspace(0, 6, 400))])
    few = thinned(line, within=0.02)
    assert len(few) < 40
    np.testing.assert_array_equal(few[[0, -1]], line[[0, -1]])
    gap = np.abs(np.interp(line[:, 0], few[:, 0], few[:, 1]) - line[:, 1])
    assert gap.max() < 0.03


def test_every_view_has_both_sides_of_every_region_and_unique_keys():
    keys = [shape["key"] for view in map_views(MAP) for shape in view["regions"]]
    assert len(keys) == len(set(keys))
    for key in keys:
        view, region, side = key.split(".")
        other = {"left": "right", "right": "left"}[side]
        assert f"{view}.{region}.{other}" in keys


def test_back_view_reaches_from_the_shoulders_to_the_heels_without_gaps():
    back = map_view(MAP.view("leg_back"), sides=("right",))
    rings = [
        Path(np.array([[float(v) for v in pair.split(",")] for pair in shape["points"].split()]))
        for shape in back["regions"]
    ]
    blank = [
        down for down in np.linspace(-44, 100, 200)
        if not any(ring.contains_point((9.5, down), radius=0.1) for ring in rings)
    ]  # fmt: skip
    assert blank == []


def test_only_the_regions_asked_for_can_be_chosen():
    shapes = map_view(MAP.view("leg_front"), only=["knee"])["regions"]
    assert [shape["label"] for shape in shapes] == ["knee, right", "knee, left"]


def test_a_trunk_with_a_gap_is_refused(tmp_path):
    raw = MAP.model_dump(mode="json")
    raw["views"][0]["trunk"][1]["edge"][0] = [1.0, -19.0]
    file = tmp_path / "body_map.yaml"
    import yaml

    file.write_text(yaml.safe_dump(raw))
    with pytest.raises(ContentError, match="the edge of chest begins at"):
        load_as(file, BodyMap)
