"""Run fibre jobs in NEURON, built from the published equations and independent of the package.

Used as ``python neuron_reference.py JOBS.json RESULTS.npz`` in a process of its own, from the
folder in which ``nrnivmodl`` compiled the two membranes beside this file. Each job is a dict:
model ("myelinated" or "unmyelinated"), diameter_um, nodes, temperature_c, duration_ms,
time_step_ms, onset_ms, pulse_ms, amplitude_na, blocked (per node), myelin and gap (per internode).

A job with "search" answers with one number instead of voltages: the largest share of sodium
channels that may be blocked at its nodes "exposed" and still lets an impulse reach "read_node".
"""

from __future__ import annotations

import json
import math
import sys
import time
from pathlib import Path

import numpy as np

# fibre diameter: axon, node, internode (all µm), fluted length, lamellae
PUBLISHED = {
    5.7: (3.4, 1.9, 500.0, 35.0, 80.0),
    10.0: (6.9, 3.3, 1150.0, 46.0, 120.0),
    16.0: (12.7, 5.5, 1500.0, 60.0, 150.0),
}
REST_MV = {"myelinated": -80.0, "unmyelinated": -60.0}
PASSED_MV = -30.0  # passive spread stays below this three nodes beyond the last active one


def gap_resistance(diameter, gap):
    """MΩ/cm of a periaxonal ring of 70 Ω·cm fluid."""
    return 7000.0 / (math.pi * ((diameter / 2 + gap) ** 2 - (diameter / 2) ** 2))


def passive_segment(h, *, length, axon, fibre, gap, conductance, lamellae):
    section = h.Section()
    section.nseg, section.L, section.diam = 1, length, fibre
    section.Ra = 70 * (fibre / axon) ** 2
    section.cm = 2.0 * axon / fibre
    section.insert("pas")
    section.g_pas, section.e_pas = conductance * axon / fibre, -80.0
    section.insert("extracellular")
    section.xraxial[0] = gap_resistance(axon, gap)
    section.xg[0] = 1e-3 / (2 * lamellae)
    section.xc[0] = 0.1 / (2 * lamellae)
    return section


def build_myelinated(h, job):
    axon, node_diameter, pitch, fluted, lamellae = PUBLISHED[job["diameter_um"]]
    fibre = job["diameter_um"]
    middle = (pitch - 7 - 2 * fluted) / 6
    nodes, keep = [], []
    for i in range(job["nodes"]):
        node = h.Section()
        node.nseg, node.L, node.diam, node.Ra, node.cm = 1, 1.0, node_diameter, 70.0, 2.0
        node.insert("node_membrane")
        node.blocked_node_membrane = job["blocked"][i]
        node.insert("extracellular")
        node.xraxial[0] = gap_resistance(node_diameter, 0.002)
        node.xg[0], node.xc[0] = 1e10, 0.0
        if i > 0:
            share, factor = job["myelin"][i - 1], job["gap"][i - 1]
            plan = [
                (3.0, node_diameter, 0.002 * factor, 1e-3),
                (fluted, axon, 0.004 * factor, 1e-4),
            ]
            plan += [(middle, axon, 0.004, 1e-4)] * 6
            plan += [
                (fluted, axon, 0.004 * factor, 1e-4),
                (3.0, node_diameter, 0.002 * factor, 1e-3),
            ]
            previous = nodes[-1]
            for length, diameter, gap, conductance in plan:
                section = passive_segment(
                    h,
                    length=length,
                    axon=diameter,
                    fibre=fibre,
                    gap=gap,
                    conductance=conductance,
                    lamellae=lamellae * share,
                )
                section.connect(previous(1))
                keep.append(section)
                previous = section
            node.connect(previous(1))
        nodes.append(node)
    return [node(0.5) for node in nodes], keep + nodes


def largest_tolerated_block(h, job):
    """Bisect the blocked share between 0.3 and 1; the impulse passes when the read node fires."""
    segments, keep = build_myelinated(h, job)
    clamp = h.IClamp(segments[0])
    clamp.delay, clamp.dur, clamp.amp = job["onset_ms"], job["pulse_ms"], job["amplitude_na"]
    search = job["search"]
    read = h.Vector().record(segments[search["read_node"]]._ref_v)
    set_clock(h, job)

    def passes(share):
        for node in search["exposed"]:
            segments[node].blocked_node_membrane = share
        h.finitialize(REST_MV[job["model"]])
        h.continuerun(job["duration_ms"])
        return read.max() > PASSED_MV

    assert passes(0.3)
    assert not passes(1.0)
    low, high = 0.3, 1.0
    while high - low > search["tolerance"]:
        middle = (low + high) / 2
        low, high = (middle, high) if passes(middle) else (low, middle)
    del keep
    return low


def build_unmyelinated(h, job):
    cable = h.Section()
    cable.nseg, cable.L, cable.diam = job["nodes"], job["length_um"], job["diameter_um"]
    cable.Ra, cable.cm = 100.0, 1.0
    cable.insert("c_membrane")
    segments = list(cable)
    for segment, blocked in zip(segments, job["blocked"], strict=True):
        segment.blocked_c_membrane = blocked
        segment.g_na_c_membrane = job["sodium"]
    return segments, [cable]


def set_clock(h, job):
    h.celsius, h.dt = job["temperature_c"], job["time_step_ms"]
    h.steps_per_ms = 1 / job["time_step_ms"]


def run(h, job):
    started = time.perf_counter()
    build = build_myelinated if job["model"] == "myelinated" else build_unmyelinated
    segments, keep = build(h, job)
    clamp = h.IClamp(segments[0])
    clamp.delay, clamp.dur, clamp.amp = job["onset_ms"], job["pulse_ms"], job["amplitude_na"]
    recorded = [h.Vector().record(segment._ref_v) for segment in segments]
    set_clock(h, job)
    built = time.perf_counter()
    runs = []
    for _ in range(job.get("repeats", 1)):
        begun = time.perf_counter()
        h.finitialize(REST_MV[job["model"]])
        h.continuerun(job["duration_ms"])
        runs.append(time.perf_counter() - begun)
    voltage = np.array([np.array(vector) for vector in recorded])
    del keep
    return voltage, built - started, runs


def main():
    from neuron import h

    h.load_file("stdrun.hoc")
    jobs = json.loads(Path(sys.argv[1]).read_text())
    results, timings = {}, []
    for k, job in enumerate(jobs):
        if "search" in job:
            results[f"job{k}"] = np.array(largest_tolerated_block(h, job))
            continue
        results[f"job{k}"], build_s, run_s = run(h, job)
        timings.append({"build_s": build_s, "run_s": run_s})
    np.savez(sys.argv[2], **results)
    print(json.dumps(timings))


if __name__ == "__main__":
    main()
