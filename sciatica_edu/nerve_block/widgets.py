"""The widgets of the nerve-block lesson, each in a module of its own."""

from sciatica_edu.nerve_block.conduction.conduction_widget import (
    ConductionWidget,
    conduction_widget,
)
from sciatica_edu.nerve_block.dosing.dose_widget import DoseWorkshop, dose_workshop
from sciatica_edu.nerve_block.screening.screening_widget import (
    ContraindicationChecker,
    contraindication_checker,
)
from sciatica_edu.nerve_block.toxicity.toxicity_widget import (
    ToxicitySimulation,
    toxicity_simulation,
)

__all__ = [
    "ConductionWidget",
    "ContraindicationChecker",
    "DoseWorkshop",
    "ToxicitySimulation",
    "conduction_widget",
    "contraindication_checker",
    "dose_workshop",
    "toxicity_simulation",
]
