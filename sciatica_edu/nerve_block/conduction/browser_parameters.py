"""What the browser's fibre needs from Python: every constant of the models, as plain data.

No physiological number stands in the browser half; it is all here, from ``data/parameters``.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from scipy.constants import physical_constants, zero_Celsius

from sciatica_edu.fibre.channels import TABLE_HIGH_MV, TABLE_LOW_MV, TABLE_STEPS_PER_MV
from sciatica_edu.fibre.simulation import Stimulus
from sciatica_edu.nerve_block.conduction.block import axon_concentration_mm
from sciatica_edu.nerve_block.conduction.compound_nerve import COMPOUND_LIMITS
from sciatica_edu.nerve_block.conduction.impulse_run import IMPULSE_LIMITS
from sciatica_edu.nerve_block.conduction.impulse_view import SENTENCES

if TYPE_CHECKING:
    from sciatica_edu.nerve_block.conduction.block import BindingParameters
    from sciatica_edu.nerve_block.conduction.parameters import FibreParameters

__all__ = ["browser_parameters"]

_TRAIN_IMPULSES = 10


def browser_parameters(parameters: FibreParameters, binding: BindingParameters) -> dict[str, Any]:
    """Return what ``js/src/fibre`` computes from, as JSON-ready data.

    Parameters
    ----------
    parameters, binding
        From ``load_fibre_parameters()`` and ``load_binding_parameters()``.

    Returns
    -------
    dict
        Constants under the names they have in Python, units in the names.
    """
    return {
        "physics": _physics(),
        "myelinated": asdict(parameters.myelinated) | {"pulse": asdict(Stimulus())},
        "unmyelinated": asdict(parameters.unmyelinated)
        | {"pulse": asdict(Stimulus(duration_ms=1.0))},
        "classes": [asdict(kind) for kind in parameters.classes],
        "drugs": _drugs(binding),
        "binding": {
            "recovery_s": binding.recovery_s,
            "extra_binding_per_mm_s": binding.extra_binding_per_mm_s,
            "depolarised_time_ms": binding.depolarised_time_ms,
            "calibrated_drug": binding.calibrated_drug,
            "impulses": _TRAIN_IMPULSES,
        },
        "impulse": asdict(IMPULSE_LIMITS),
        "compound": asdict(COMPOUND_LIMITS),
        "sentences": dict(SENTENCES),
    }


def _physics() -> dict[str, float]:
    gas, faraday = (
        physical_constants[name][0] for name in ("molar gas constant", "Faraday constant")
    )
    return {
        "gas_over_faraday_mv_per_k": 1000 * gas / faraday,
        "zero_celsius_k": zero_Celsius,
        "table_low_mv": TABLE_LOW_MV,
        "table_high_mv": TABLE_HIGH_MV,
        "table_steps_per_mv": TABLE_STEPS_PER_MV,
    }


def _drugs(binding: BindingParameters) -> dict[str, dict[str, Any]]:
    return {
        name: {
            "half_block_mm": row.half_block_mm,
            "one_percent_mm": axon_concentration_mm(1.0, drug=name, parameters=binding),
            "is_uncertain": row.is_uncertain,
        }
        for name, row in binding.drugs.items()
    }
