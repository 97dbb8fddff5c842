"""Figures of lesson 04: what is drawn follows the models, and the alt text says it."""

from __future__ import annotations

import itertools

import matplotlib.pyplot as plt
import numpy as np
import pytest

from sciatica_edu.errors import OutOfRangeError
from sciatica_edu.nerve_block.conduction import block_figures, conduction_tables, impulse_figures
from sciatica_edu.nerve_block.conduction.impulse_view import ImpulseSetting, impulse_view
from sciatica_edu.nerve_block.conduction.parameters import (
    load_binding_parameters,
    load_fibre_parameters,
    load_kinetics_parameters,
)
from sciatica_edu.nerve_block.dosing import dose_figures
from sciatica_edu.nerve_block.dosing.body_weight import BodyWeight
from sciatica_edu.nerve_block.dosing.dose import compare_limits
from sciatica_edu.nerve_block.kinetics import plasma
from sciatica_edu.nerve_block.topic import drugs_of


@pytest.fixture(autouse=True)
def no_figure_left_open():
    before = plt.get_fignums()
    yield
    assert plt.get_fignums() == before


@pytest.fixture
def ax():
    figure, axes = plt.subplots()
    yield axes
    plt.close(figure)


def view(**settings):
    return impulse_view(
        ImpulseSetting(**settings),
        parameters=load_fibre_parameters(),
        binding=load_binding_parameters(),
        time_step_us=10,
    )


# ------------------------------------------------------------------ one impulse


def test_impulse_passes_without_drug_and_stops_with_it():
    free, stopped = view(), view(concentration_mm=0.8)
    assert free.conducts
    assert not stopped.conducts
    assert "Conducts" in free.verdict
    assert "into the stretch" in stopped.verdict
    assert stopped.speed_m_per_s is None


def test_drug_fails_the_fibre_where_the_search_found_it():
    # 10 mm of a 10 µm fibre under lidocaine fail at 0.37 mM (research file, 3.4)
    assert view(concentration_mm=0.35).conducts
    assert not view(concentration_mm=0.39).conducts


def test_impulse_slows_before_it_stops():
    speeds = [view(concentration_mm=c).speed_m_per_s for c in (0.0, 0.1, 0.2, 0.3)]
    assert all(a > b for a, b in itertools.pairwise(speeds))


def test_speed_with_the_coarse_step_is_within_five_percent():
    fine = impulse_view(
        ImpulseSetting(), parameters=load_fibre_parameters(), binding=load_binding_parameters()
    )
    assert view().speed_m_per_s == pytest.approx(fine.speed_m_per_s, rel=0.05)


def test_nothing_exposed_is_a_healthy_fibre():
    healthy = view(exposed_length_mm=0.0, concentration_mm=3.0)
    assert healthy.conducts
    assert healthy.exposed[0] == healthy.exposed[1]
    assert len(healthy.watched_nodes) == 2


def test_space_time_shows_every_node_and_marks_the_stretch(ax):
    shown = view(concentration_mm=0.8)
    impulse_figures.plot_space_time(shown, ax=ax)
    assert ax.images[0].get_array().shape[0] == shown.node_count
    assert len(ax.lines) == 2


def test_traces_are_the_potentials_of_the_watched_nodes(ax):
    shown = view(concentration_mm=0.8)
    impulse_figures.plot_traces(shown, ax=ax)
    first = ax.lines[0].get_ydata()
    assert np.allclose(first, shown.voltage_mv[shown.watched_nodes[0]])
    assert len([line for line in ax.lines if len(line.get_xdata()) > 2]) == len(shown.watched_nodes)


@pytest.mark.parametrize("drug", ["prilocaine", "chloroprocaine", "levobupivacaine"])
def test_drug_without_a_binding_is_shown_with_lidocaine_and_said(drug):
    shown, note = conduction_tables.modelled_drug(drug)
    assert shown == "lidocaine"
    assert drug in note


# ------------------------------------------------------------------ needles, timing, doses


def test_needles_are_all_five_and_two_reach_the_root(course, ax):
    block_figures.plot_needles(course, ax=ax)
    written = [text.get_text() for text in ax.texts]
    assert sum("does not reach the root" in text for text in written) == 3
    assert sum(" reaches the root" in text for text in written) == 2


def test_plasma_picture_is_no_dosing_tool_and_warns_of_the_vein(course):
    shown = plasma.plasma_picture(200)
    assert "not a dosing tool" in shown.caption
    assert "into a vein" in shown.alt
    # 60 mg into a vein gave 4.48 mg/L
    assert "15 mg/L" in shown.alt


def test_plasma_curve_peaks_where_the_model_says(ax):
    kinetics = load_kinetics_parameters().kinetics("ropivacaine")
    plasma.plot_plasma(450, kinetics=kinetics, ax=ax)
    # measured 2.81 ± 0.94 mg/L (Br J Clin Pharmacol 2013)
    assert max(ax.lines[0].get_ydata()) == pytest.approx(2.81, abs=0.1)


def test_dose_figure_shows_every_source_and_none_averaged(course, ax):
    comparisons = [
        compare_limits(drug, weight=BodyWeight(70)) for drug in drugs_of(course).values()
    ]
    dose_figures.plot_dose_limits(comparisons, ax=ax)
    drawn = sorted(
        float(x) for line in ax.lines if line.get_marker() != "None" for x in line.get_xdata()
    )
    stated = sorted(row.limit.value for item in comparisons for row in item.stated)
    assert drawn == stated


def test_a_recalled_limit_is_drawn_hollow(course, ax):
    drug = drugs_of(course)["levobupivacaine"]
    dose_figures.plot_dose_limits([compare_limits(drug, weight=BodyWeight(90))], ax=ax)
    looks = {line.get_label(): line.get_markerfacecolor() for line in ax.lines}
    assert looks["EU product information (recalled, not read)"] == "none"
    assert looks["Poisoning & Drug Overdose 8e (US)"] != "none"


@pytest.mark.parametrize("dose_mg", [0, -5, 5000])
def test_absurd_dose_is_refused(dose_mg):
    with pytest.raises(OutOfRangeError, match="dose"):
        plasma.plasma_picture(dose_mg)


def test_the_needles_have_alt_text_and_a_source_and_stay_small(course):
    shown = block_figures.needle_picture(course)
    assert len(shown.alt) > 120
    assert "Source" in shown.caption
    assert len(shown.png) < 160_000
