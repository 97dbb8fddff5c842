"""The cases in which the fibre models are compared with NEURON, and how NEURON is run.

``python neuron_cases.py`` recomputes ``frozen_neuron.json`` beside this file.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
FROZEN = HERE / "frozen_neuron.json"
NODES = 25


def _myelinated(**changes):
    case = {
        "model": "myelinated",
        "diameter_um": 10.0,
        "nodes": NODES,
        "temperature_c": 37.0,
        "duration_ms": 5.0,
        "time_step_ms": 0.005,
        "onset_ms": 0.1,
        "pulse_ms": 0.1,
        "amplitude_na": 2.0,
        "blocked": [0.0] * NODES,
        "myelin": [1.0] * (NODES - 1),
        "gap": [1.0] * (NODES - 1),
    }
    case.update(changes)
    return case


def _unmyelinated(**changes):
    case = {
        "model": "unmyelinated",
        "diameter_um": 1.2,
        "length_um": 4000.0,
        "nodes": 160,
        "sodium": 0.14,
        "temperature_c": 37.0,
        "duration_ms": 8.0,
        "time_step_ms": 0.025,
        "onset_ms": 0.1,
        "pulse_ms": 1.0,
        "amplitude_na": 0.2,
        "blocked": [0.0] * 160,
    }
    case.update(changes)
    return case


DRUG = [0.7 if 10 <= i < 15 else 0.0 for i in range(NODES)]
THIN = [0.1 if 9 <= i < 14 else 1.0 for i in range(NODES - 1)]
LOOSE = [5.0 if 9 <= i < 14 else 1.0 for i in range(NODES - 1)]

CASES = {
    "healthy": _myelinated(),
    "drug": _myelinated(blocked=DRUG),
    "thin myelin": _myelinated(myelin=THIN),
    "loose paranodes": _myelinated(gap=LOOSE),
    "5.7 µm": _myelinated(diameter_um=5.7),
    "16 µm": _myelinated(diameter_um=16.0),
    "25 °C": _myelinated(temperature_c=25.0),
    "40 °C, all lesions": _myelinated(temperature_c=40.0, blocked=DRUG, myelin=THIN, gap=LOOSE),
    "C fibre": _unmyelinated(),
    "C fibre with drug at 30 °C": _unmyelinated(
        temperature_c=30.0, blocked=[0.5 if 60 <= i < 100 else 0.0 for i in range(160)]
    ),
}

LEAD_NODES = TAIL_NODES = 8
READ_BEYOND = 3


def critical_block_case(diameter_um, exposed_nodes):
    """Return the job that bisects b* in NEURON, at 37 °C and 5 µs (2 µs at 16 µm)."""
    nodes = LEAD_NODES + exposed_nodes + 1 + TAIL_NODES
    after = LEAD_NODES + exposed_nodes
    return _myelinated(
        diameter_um=diameter_um,
        nodes=nodes,
        duration_ms=4.0 + 0.25 * exposed_nodes,
        time_step_ms=0.005 if diameter_um < 16 else 0.002,
        blocked=[0.0] * nodes,
        myelin=[1.0] * (nodes - 1),
        gap=[1.0] * (nodes - 1),
        search={
            "exposed": list(range(LEAD_NODES, after)),
            "read_node": after - 1 + READ_BEYOND,
            "tolerance": 0.001,
        },
    )


def why_not_available():
    """Return why NEURON cannot run here, or None."""
    if importlib.util.find_spec("neuron") is None:
        return "the package neuron is not installed"
    if compiler_command() is None:
        return "nrnivmodl is not installed"
    if shutil.which("g++") is None and shutil.which("c++") is None:
        return "no C++ compiler for nrnivmodl"
    return None


def compiler_command():
    """Return the path of nrnivmodl beside this Python or on the path, or None."""
    beside = Path(sys.executable).parent / "nrnivmodl"
    return str(beside) if beside.exists() else shutil.which("nrnivmodl")


def run_neuron(cases, folder, *, compiled=False):
    """Compile in `folder` and run `cases` in a process of its own.

    Returns the voltages, one array (nodes, times) for each case (for a search the share that was
    found), and the timings.
    """
    folder = Path(folder)
    environment = {**os.environ, "NEURON_MODULE_OPTIONS": "-nogui"}
    search = str(Path(sys.executable).parent) + os.pathsep + environment.get("PATH", "")
    environment["PATH"] = search
    call = functools.partial(
        subprocess.run,
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    if not compiled:
        for source in HERE.glob("*.mod"):
            shutil.copy(source, folder)
        call([compiler_command(), "."])
    (folder / "jobs.json").write_text(json.dumps(cases))
    done = call([sys.executable, str(HERE / "neuron_reference.py"), "jobs.json", "results.npz"])
    timings = json.loads(done.stdout.strip().splitlines()[-1])
    with np.load(folder / "results.npz") as results:
        return [results[f"job{k}"] for k in range(len(cases))], timings


def freeze():
    """Keep a few nodes and times of every case in a small file."""
    with tempfile.TemporaryDirectory() as folder:
        voltages, _ = run_neuron(list(CASES.values()), folder)
    frozen = {}
    for (name, case), voltage in zip(CASES.items(), voltages, strict=True):
        nodes = [0, case["nodes"] // 2, case["nodes"] - 4]
        steps = list(range(40, voltage.shape[1], (voltage.shape[1] - 40) // 18))
        frozen[name] = {
            "nodes": nodes,
            "steps": steps,
            "voltage_mv": [[round(float(voltage[n, s]), 4) for s in steps] for n in nodes],
        }
    FROZEN.write_text(json.dumps(frozen, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    freeze()
