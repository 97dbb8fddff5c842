from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from matplotlib.path import Path

from sciatica_edu.body.tables import DERMATOMES, SKIN_TERRITORIES
from sciatica_edu.errors import ContentError
from sciatica_edu.evidence.loading import load_as
from sciatica_edu.evidence.tables.body_map import BodyMap, load_body_map
from sciatica_edu.symptoms.map_figures import SADDLE

MAP = load_body_map()
LAYERS = ("place", "dermatome", "nerve")


@cache
def rings_of(name, layer):
    view = MAP.view(name)
    return {region.id: Path(view.limb_polygon(region)) for region in view.of_layer(layer)}


def region_at(view, layer, across, down):
    rings = rings_of(view.name, layer)
    return next((name for name, ring in rings.items() if ring.contains_point((across, down))), None)


def area(ring):
    x, y = ring.T
    return abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2


@pytest.mark.parametrize("view", MAP.views, ids=lambda view: view.name)
@pytest.mark.parametrize("layer", LAYERS)
def test_regions_of_a_layer_do_not_overlap(view, layer):
    rings = rings_of(view.name, layer)
    across, down = np.meshgrid(
        np.linspace(0.011, 0.989, 60), np.linspace(0.05, view.height - 0.05, 240)
    )
    points = np.column_stack([across.ravel(), down.ravel()])
    covered = sum(ring.contains_points(points).astype(int) for ring in rings.values())
    assert np.count_nonzero(covered > 1) / len(points) < 0.001


def test_sole_and_lower_leg_are_filled_by_nerves_without_gaps():
    for name, low, high in (("foot_sole", 1, 25), ("leg_front", 62, 118), ("leg_back", 66, 101)):
        view = MAP.view(name)
        blank = [
            (across, down)
            for across in np.linspace(0.03, 0.97, 12)
            for down in np.linspace(low, high, 25)
            if region_at(view, "nerve", float(across), float(down)) is None
        ]
        assert blank == [], name


def test_every_territory_of_the_evidence_is_drawn_and_every_drawn_one_exists(course):
    drawn = {r.id for view in MAP.views for r in view.of_layer("nerve")}
    assert drawn == set(course[SKIN_TERRITORIES])
    roots = {r.id for view in MAP.views for r in view.of_layer("dermatome")}
    assert roots == {*course[DERMATOMES], SADDLE}


def test_left_is_the_mirror_image_of_right():
    for view in MAP.views:
        for region in view.regions:
            left, right = view.polygon(region, side="left"), view.polygon(region, side="right")
            np.testing.assert_allclose(left, right * (-1, 1), atol=1e-12)


def test_the_right_leg_is_on_the_left_of_the_page_from_the_front_and_on_the_right_from_behind():
    assert MAP.view("leg_front").outline(side="right")[:, 0].max() <= 0
    assert MAP.view("leg_back").outline(side="right")[:, 0].min() >= 0


@pytest.mark.parametrize(
    ("view", "across", "down", "root"),
    [
        ("leg_front", 0.25, 80, "L4"),
        ("leg_front", 0.8, 80, "L5"),
        ("leg_front", 0.4, 106, "L5"),
        ("leg_front", 0.95, 110, "S1"),
        ("leg_front", 0.5, 54, "L3"),
        ("leg_front", 0.5, 26, "L2"),
        ("leg_back", 0.5, 76, "S1"),
        ("leg_back", 0.4, 54, "S2"),
        ("leg_back", 0.2, 20, "S3"),
        ("foot_sole", 0.5, 12, "S1"),
        ("leg_back", 0.05, 20, SADDLE),
    ],
)
def test_dermatomes_lie_where_the_evidence_puts_them(view, across, down, root):
    # data/anatomy/dermatomes.yaml; L4, L5, S1: ANA-DERM-03
    assert region_at(MAP.view(view), "dermatome", across, down) == root


@pytest.mark.parametrize(
    ("view", "across", "down", "nerve"),
    [
        ("leg_front", 0.2, 80, "saphenous"),
        ("leg_front", 0.8, 66, "lateral-sural-cutaneous"),
        ("leg_front", 0.8, 88, "superficial-fibular"),
        ("leg_front", 0.55, 106, "superficial-fibular"),
        ("leg_front", 0.29, 115, "deep-fibular"),
        ("leg_front", 0.95, 110, "sural"),
        ("leg_back", 0.5, 40, "posterior-femoral-cutaneous"),
        ("leg_back", 0.55, 82, "sural"),
        ("leg_back", 0.5, 99, "medial-calcaneal"),
        ("foot_sole", 0.3, 16, "medial-plantar"),
        ("foot_sole", 0.82, 16, "lateral-plantar"),
    ],
)
def test_nerves_lie_where_the_evidence_puts_them(view, across, down, nerve):
    # ANA-SENS-02 to ANA-SENS-05
    assert region_at(MAP.view(view), "nerve", across, down) == nerve


def test_medial_plantar_takes_two_thirds_to_three_quarters_of_the_sole_in_front_of_the_heel():
    view = MAP.view("foot_sole")
    shares = {
        n: area(view.polygon(view.region("nerve", n)))
        for n in ("medial-plantar", "lateral-plantar")
    }
    share = shares["medial-plantar"] / sum(shares.values())
    assert 2 / 3 <= share <= 0.78


def test_blank_skin_is_none_and_not_a_guess():
    assert region_at(MAP.view("leg_front"), "nerve", 0.5, 35) is None


def test_the_places_of_hotspot_questions_exist():
    wanted = {
        "leg_front": "groin outer_thigh front_thigh inner_thigh knee outer_shin inner_shin foot_top big_toe outer_foot lower_belly saddle",
        "leg_back": "buttock outer_hip saddle back_thigh behind_knee outer_calf inner_calf heel",
        "foot_sole": "heel inner_arch outer_sole ball big_toe small_toes",
    }
    for name, places in wanted.items():
        assert {r.id for r in MAP.view(name).of_layer("place")} == set(places.split())


def test_a_point_outside_the_view_is_named_with_file_and_line(tmp_path):
    file = tmp_path / "body_map.yaml"
    file.write_text(
        "note: n\nfacts: [ANA-DERM-01]\nviews:\n  - name: leg_front\n    title: F\n    height: 10\n"
        "    viewer_sees_right_limb_on: left\n    inner: [[0, 0], [10, 1]]\n    outer: [[0, 5], [10, 4]]\n"
        "    regions:\n      - {layer: place, id: a, label: a, label_at: [0.5, 5], points: [[0, 0], [2, 5], [0, 9]]}\n"
    )
    with pytest.raises(ContentError, match=r"body_map\.yaml:\d+.*across must be 0 to 1"):
        load_as(file, BodyMap)
