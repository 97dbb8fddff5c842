"""How fast is the nerve fibre, and against what would a user hold it?

One run prints: numpy against NEURON for the same job (same equations, scheme and step), the
largest difference between the two, the default scheme, scaling with nodes and with fibres, and
what a slider move costs. Without NEURON the comparison is left out and the output says so.

    python benchmarks/bench_fibre.py
"""

from __future__ import annotations

import importlib.util
import platform
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
import scipy

from sciatica_edu.fibre.c_fibre import UnmyelinatedFibre, simulate_unmyelinated
from sciatica_edu.fibre.simulation import Fibre, simulate
from sciatica_edu.nerve_block.conduction.compound_nerve import compound_block
from sciatica_edu.nerve_block.conduction.impulse_view import ImpulseSetting
from sciatica_edu.nerve_block.conduction.parameters import (
    load_binding_parameters,
    load_fibre_parameters,
)

REFERENCE = Path(__file__).parent.parent / "tests/fibre/reference/neuron_cases.py"
PARAMETERS = load_fibre_parameters()
REPEATS = 9


def median_ms(job, repeats=REPEATS):
    job()
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        job()
        times.append(1000 * (time.perf_counter() - begun))
    return statistics.median(times)


def fibre_job(nodes, *, fibres=1, duration_ms=3.0, time_step_us=5.0, scheme="bdf3"):
    batch = [Fibre(10.0, node_count=nodes) for _ in range(fibres)]
    return lambda: simulate(
        batch,
        parameters=PARAMETERS.myelinated,
        duration_ms=duration_ms,
        time_step_us=time_step_us,
        scheme=scheme,
    )


def load_reference():
    spec = importlib.util.spec_from_file_location("neuron_cases", REFERENCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def against_neuron():
    print("21 nodes, 3 ms, step 5 µs (600 steps), backward Euler in both")
    ours_ms = median_ms(fibre_job(21, scheme="backward_euler"))
    reference = load_reference()
    reason = reference.why_not_available()
    if reason:
        print(f"  numpy                 {ours_ms:7.1f} ms")
        print(f"  NEURON                not measured: {reason}")
        return
    case = dict(reference.CASES["healthy"], nodes=21, duration_ms=3.0, repeats=REPEATS + 1)
    case.update(blocked=[0.0] * 21, myelin=[1.0] * 20, gap=[1.0] * 20)
    with tempfile.TemporaryDirectory() as folder:
        (voltage,), (timing,) = reference.run_neuron([case], folder)
    theirs_ms = 1000 * statistics.median(timing["run_s"][1:])
    print(
        f"  NEURON, run only      {theirs_ms:7.1f} ms  (+ {1000 * timing['build_s']:.1f} ms to build)"
    )
    ratio = theirs_ms / ours_ms
    print(f"  numpy, with assembly  {ours_ms:7.1f} ms  {ratio:.1f} times faster (aim: 3)")
    trace = fibre_job(21, scheme="backward_euler")().node_voltage_mv[0]
    difference = np.abs(trace - voltage[:, : trace.shape[1]]).max()
    print(f"  largest difference    {difference:7.4f} mV over all nodes and times (aim: 0.05)")


def scaling():
    print("Default scheme (BDF3), 3 ms")
    print(f"  21 nodes, step 5 µs   {median_ms(fibre_job(21)):7.1f} ms")
    print(f"  21 nodes, step 10 µs  {median_ms(fibre_job(21, time_step_us=10.0)):7.1f} ms")
    print("Scaling with nodes (one fibre, step 5 µs)")
    for nodes in (21, 31, 51, 101, 201, 401):
        print(f"  {nodes:3d} nodes             {median_ms(fibre_job(nodes), 5):7.1f} ms")
    print("Scaling with fibres in a batch (31 nodes, step 5 µs)")
    for fibres in (1, 3, 9, 24, 81):
        found = median_ms(fibre_job(31, fibres=fibres), 5)
        print(f"  {fibres:3d} fibres            {found:7.1f} ms  {found / fibres:6.2f} ms a fibre")


def slider():
    print("What a slider move costs (no picture)")
    thin = np.ones(30)
    thicknesses = iter(np.linspace(0.2, 0.9, 100))

    def new_myelin():
        thin[10:15] = next(thicknesses)  # a new value each time, so nothing is remembered
        simulate(Fibre(10.0), parameters=PARAMETERS.myelinated, myelin_fraction=thin)

    print(f"  31 nodes, new myelin  {median_ms(new_myelin):7.1f} ms")
    slow = UnmyelinatedFibre()
    for step_us in (10.0, 25.0):
        found = median_ms(
            lambda step=step_us: simulate_unmyelinated(
                slow, parameters=PARAMETERS.unmyelinated, time_step_us=step
            )
        )
        print(f"  C fibre 4 mm, {step_us:2.0f} µs   {found:7.1f} ms")
    setting, binding = ImpulseSetting(concentration_mm=0.5), load_binding_parameters()
    found = median_ms(lambda: compound_block(setting, parameters=PARAMETERS, binding=binding))
    print(f"  four kinds of fibre   {found:7.1f} ms")


def main():
    print(
        f"Python {platform.python_version()}, numpy {np.__version__}, scipy {scipy.__version__}; "
        f"medians of {REPEATS}"
    )
    against_neuron()
    scaling()
    slider()


if __name__ == "__main__":
    main()
