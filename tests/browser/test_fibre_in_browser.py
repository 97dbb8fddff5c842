"""The browser's fibre against the numpy one, in the Chromium of the other browser tests.

Research target: numpy and JavaScript agree to 1e-6 mV in all potentials. Close to the critical
block a run multiplies rounding differences, so these cases stay a little away from it.
"""

from __future__ import annotations

import base64

import numpy as np
import pytest

from sciatica_edu.errors import OutOfRangeError
from sciatica_edu.fibre.c_fibre import UnmyelinatedFibre, simulate_unmyelinated
from sciatica_edu.fibre.simulation import Fibre, simulate
from sciatica_edu.nerve_block.conduction.conduction_widget import conduction_widget
from sciatica_edu.nerve_block.conduction.parameters import load_fibre_parameters
from tests.browser.view_page import open_sources

AGREEMENT_MV = 1e-6
PARAMETERS = load_fibre_parameters()
MODULES = (
    "fibre/myelinated.js",
    "fibre/unmyelinated.js",
    "nerve_block/conduction/compound.js",
    "nerve_block/conduction/impulse.js",
    "nerve_block/conduction/words.js",
)
LOAD = """async ([urls, data]) => {
    window.data = data;
    window.kernel = Object.assign({}, ...await Promise.all(urls.map((url) => import(url))));
    window.packed = run => {
        const bytes = new Uint8Array(run.voltage.buffer.slice(run.voltage.byteOffset,
            run.voltage.byteOffset + run.voltage.byteLength));
        let text = '';
        for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
        return {nodes: run.nodes, voltage: btoa(text)};
    };
}"""
RUN = """([name, fibre, run]) => window.packed(window.kernel[name](fibre,
    window.data[name === 'runMyelinated' ? 'myelinated' : 'unmyelinated'], {...run, physics: window.data.physics}))"""
WORDS = """([settings]) => {
    const {kernel, data} = window;
    const found = kernel.impulse(settings, data, data.impulse.step_us);
    const shares = settings.exposed_length_mm < data.compound.shortest_mm ? [] : kernel.compoundShares(settings, data);
    const lanes = shares.map((_, place) => kernel.simulateLane(place, shares, settings, data));
    return {
        verdict: kernel.verdictOf(found, data),
        lines: kernel.linesOf(found, settings, data),
        rows: kernel.rowsOf(lanes, data),
        speeds: lanes.map(lane => lane.speed),
        ...window.packed(found),
    };
}"""


@pytest.fixture
def kernel(page):
    """A page with the fibre's modules and the data Python sends."""
    address = open_sources(page)
    urls = [f"{address}/{name}" for name in MODULES]
    page.evaluate(LOAD, [urls, conduction_widget().fibre_data])
    return page


def voltage_mv(packed) -> np.ndarray:
    """Return potentials, shape (nodes, times)."""
    flat = np.frombuffer(base64.b64decode(packed["voltage"]), dtype="<f8")
    return flat.reshape(-1, packed["nodes"]).T


MYELINATED = {
    "thin": (5.7, 37.0, {}),
    "middle": (10.0, 37.0, {}),
    "thick": (16.0, 37.0, {}),
    "extension": (3.0, 37.0, {}),
    "between the published sizes": (12.1, 37.0, {}),
    "cool": (10.0, 25.0, {}),
    "warm": (10.0, 41.0, {}),
    "slowed by drug": (10.0, 37.0, {"blocked": 0.5}),
    "stopped by drug": (16.0, 37.0, {"blocked": 0.95}),
    "thin myelin": (10.0, 37.0, {"myelin": 0.1}),
    "myelin almost lost": (5.7, 41.0, {"myelin": 0.02}),
    "loose paranodes": (10.0, 37.0, {"gap": 10.0}),
    "all at once, cool": (7.3, 30.0, {"blocked": 0.3, "myelin": 0.3, "gap": 3.0}),
}


@pytest.mark.parametrize("name", MYELINATED)
def test_myelinated_fibre_is_the_numpy_one(name, kernel):
    diameter_um, temperature_c, treated = MYELINATED[name]
    node, link = np.arange(27), np.arange(26)
    blocked = np.where((node >= 8) & (node < 18), treated.get("blocked", 0.0), 0.0)
    inside = (link >= 7) & (link < 18)
    myelin = np.where(inside, treated.get("myelin", 1.0), 1.0)
    gap = np.where(inside, treated.get("gap", 1.0), 1.0)
    expected = simulate(
        Fibre(diameter_um, node_count=27, temperature_c=temperature_c),
        parameters=PARAMETERS.myelinated,
        sodium_block_fraction=blocked,
        myelin_fraction=myelin,
        paranode_gap_factor=gap,
        duration_ms=3.0,
    ).node_voltage_mv[0]
    fibre = {
        "diameter": diameter_um,
        "temperatureC": temperature_c,
        "blocked": blocked.tolist(),
        "myelinFraction": myelin.tolist(),
        "gapFactor": gap.tolist(),
    }
    found = kernel.evaluate(RUN, ["runMyelinated", fibre, {"durationMs": 3.0, "stepUs": 5.0}])
    assert expected.max() > 0, "no impulse: the case would prove nothing"
    np.testing.assert_allclose(voltage_mv(found), expected, rtol=0, atol=AGREEMENT_MV)


@pytest.mark.parametrize(
    ("diameter_um", "temperature_c", "blocked_share", "step_us"),
    [
        (1.2, 37.0, 0.0, 25.0),
        (1.2, 37.0, 0.95, 25.0),
        (0.8, 30.0, 0.5, 10.0),
        (1.4, 41.0, 0.3, 25.0),
    ],
)
def test_c_fibre_is_the_numpy_one(diameter_um, temperature_c, blocked_share, step_us, kernel):
    place = np.arange(160)
    blocked = np.where((place >= 40) & (place < 120), blocked_share, 0.0)
    expected = simulate_unmyelinated(
        UnmyelinatedFibre(diameter_um, length_mm=4.0, temperature_c=temperature_c),
        parameters=PARAMETERS.unmyelinated,
        sodium_block_fraction=blocked,
        duration_ms=10.0,
        time_step_us=step_us,
    ).node_voltage_mv[0]
    fibre = {
        "diameter": diameter_um,
        "compartment": 25.0,
        "temperatureC": temperature_c,
        "blocked": blocked.tolist(),
    }
    run = {"durationMs": 10.0, "stepUs": step_us}
    found = kernel.evaluate(RUN, ["runUnmyelinated", fibre, run])
    assert expected.max() > 0, "no impulse: the case would prove nothing"
    np.testing.assert_allclose(voltage_mv(found), expected, rtol=0, atol=AGREEMENT_MV)


SETTINGS = (
    {},
    {"concentration_mm": 0.8},
    {"concentration_mm": 3, "exposed_length_mm": 2},
    # 2.5 nodes: both sides must round the half alike
    {"concentration_mm": 0.2, "diameter_um": 14, "exposed_length_mm": 3.5},
    {"concentration_mm": 0.5, "diameter_um": 16, "exposed_length_mm": 0},
    {"concentration_mm": 0.15, "diameter_um": 3, "exposed_length_mm": 30, "temperature_c": 30},
    {"concentration_mm": 0.34, "firing_rate_hz": 200},
    {"drug": "ropivacaine", "concentration_mm": 0.06, "firing_rate_hz": 50},
    {"drug": "bupivacaine", "concentration_mm": 0.03, "temperature_c": 41},
    {"drug": "mepivacaine", "concentration_mm": 0.4, "temperature_c": 22.5},
    {"myelin_percent": 2},
    {"myelin_percent": 10, "paranode_gap_factor": 3},
    {"paranode_gap_factor": 20},
)


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_browser_says_and_draws_what_python_does(settings, kernel):
    widget = conduction_widget(**settings)
    found = kernel.evaluate(WORDS, [widget.settings])
    view = widget.view()
    assert found["verdict"] == view.verdict
    assert found["lines"] == widget.lines()
    assert found["rows"] == widget.rows()
    np.testing.assert_allclose(voltage_mv(found), view.voltage_mv, rtol=0, atol=AGREEMENT_MV)


def test_what_is_no_number_is_refused_on_both_sides(kernel):
    fibre = {
        "diameter": 10.0,
        "temperatureC": 37.0,
        "blocked": [0.0] * 13,
        "myelinFraction": [1.0] * 12,
        "gapFactor": [1.0] * 12,
    }
    said = kernel.evaluate(
        """([fibre]) => {
            const run = {durationMs: 0.5, stepUs: 5, physics: window.data.physics};
            fibre.blocked = fibre.blocked.map(() => NaN);
            try { window.kernel.runMyelinated(fibre, window.data.myelinated, run); }
            catch (error) { return `${error.name}: ${error.message}`; }
        }""",
        [fibre],
    )
    assert said.startswith("RangeError: membrane potential reached NaN mV")
    with pytest.raises(OutOfRangeError, match="sodium block fraction"):
        simulate(
            Fibre(node_count=13),
            parameters=PARAMETERS.myelinated,
            sodium_block_fraction=[float("nan")] * 13,
        )
