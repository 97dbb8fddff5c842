"""The conduction widget in Python: settings, verdicts, words, errors; the browser is elsewhere."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sciatica_edu.errors import OutOfRangeError, UnknownNameError
from sciatica_edu.nerve_block.conduction.conduction_widget import conduction_widget


def test_drug_blocks_and_its_removal_frees():
    widget = conduction_widget(concentration_mm=0.8)
    assert not widget.view().conducts
    widget.settings = {**widget.settings, "concentration_mm": 0.0}
    assert widget.view().conducts


def test_compression_alone_blocks():
    assert not conduction_widget(myelin_percent=2).view().conducts
    assert not conduction_widget(paranode_gap_factor=20).view().conducts


def test_rows_tell_what_the_patient_notices():
    by_fibre = {row[0].split(",")[0]: row for row in conduction_widget(concentration_mm=0.4).rows()}
    assert by_fibre["Aβ"][3] == "BLOCKED"
    assert by_fibre["Aβ"][4] == "A light touch is no longer felt."
    assert by_fibre["Aδ"][4] == "A pinprick is no longer sharp; cold is no longer cold."
    assert by_fibre["Aα"][4] == "Strength is unchanged."
    assert by_fibre["C"][3] == "conducts"
    assert by_fibre["C"][4] == "Warmth is unchanged."


def test_no_length_means_no_rows():
    widget = conduction_widget(exposed_length_mm=0)
    assert widget.rows() == []
    assert widget.view().conducts


def test_assumed_binding_is_marked():
    assert any(
        "assumed" in line for line in conduction_widget("ropivacaine", concentration_mm=0.1).lines()
    )
    assert not any("assumed" in line for line in conduction_widget(concentration_mm=0.1).lines())


def test_partial_settings_mean_defaults_for_the_rest():
    widget = conduction_widget(temperature_c=25)
    widget.settings = {"concentration_mm": 1.0}
    assert widget.settings["temperature_c"] == 37.0
    assert widget.settings["concentration_mm"] == 1.0


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"concentration_mm": -1}, "0 to 10"),
        ({"temperature_c": 99}, "20 to 41"),
        ({"exposed_length_mm": -1}, "0 to 30"),
        ({"firing_rate_hz": 300}, "0 to 200"),
        ({"paranode_gap_factor": 30}, "1 to 20"),
        ({"diameter_um": float("nan")}, "3 to 16"),
        ({"myelin_percent": 0}, "0.02 to 1"),
        ({"drug": "lidocain"}, "Did you mean 'lidocaine'"),
        ({"lenght": 3}, "setting"),
    ],
)
def test_impossible_setting_is_refused_in_words_and_not_kept(settings, said):
    widget = conduction_widget()
    before = dict(widget.settings)
    with pytest.raises((OutOfRangeError, UnknownNameError), match=said):
        widget.settings = {**widget.settings, **settings}
    assert widget.settings == before


def test_impossible_setting_from_the_browser_is_refused_too():
    widget = conduction_widget()
    with pytest.raises(OutOfRangeError, match="0 to 10"):
        widget.set_state({"settings": {**widget.settings, "concentration_mm": 50}})
    assert widget.settings["concentration_mm"] == 0.0


def test_python_sends_no_picture_when_the_browser_moves_a_slider(monkeypatch):
    widget = conduction_widget()
    sent = []
    monkeypatch.setattr(widget, "send", lambda *message: sent.append(message))
    monkeypatch.setattr(type(widget), "view", lambda _self: pytest.fail("simulated for nothing"))
    widget.set_state({"settings": {**widget.settings, "concentration_mm": 1.0}})
    assert widget.settings["concentration_mm"] == 1.0
    assert sent == []


def test_twin_follows_the_settings():
    widget = conduction_widget()
    assert "Conducts" in widget.twin().text
    widget.settings = {**widget.settings, "concentration_mm": 1.0}
    assert "Blocked" in widget.twin().text
    assert "Blocked" in repr(widget)


def test_every_slider_value_at_its_ends_can_be_simulated():
    sliders = conduction_widget().sliders
    assert len(sliders) == 7
    for name, _, _, low, high, *_ in sliders:
        for value in (low, high):
            view = conduction_widget(**{"exposed_length_mm": 5, name: value}).view()
            assert np.isfinite(view.voltage_mv).all()
            assert view.voltage_mv.shape[0] == view.node_count


def test_state_for_the_browser_is_json_and_small():
    widget = conduction_widget()
    state = widget.get_state(("settings", "sliders", "drugs", "fibre_data", "note"))
    assert len(json.dumps(state)) < 16_000
