"""The pictures of the exercises lesson, each drawn in a module of its own.

Poses are in `posed_figures`.
"""

from sciatica_edu.exercises.effect_figures import (
    effects_picture,
    plot_effects,
    treatments_picture,
)
from sciatica_edu.exercises.library_figures import EFFECT_WORDS, library_picture, plot_library
from sciatica_edu.exercises.prognosis.recovery_figures import (
    plot_course,
    plot_teaching_curve,
    recovery_picture,
    teaching_curve_picture,
)
from sciatica_edu.exercises.prognosis.resorption_figures import plot_resorption, resorption_picture

__all__ = [
    "EFFECT_WORDS",
    "effects_picture",
    "library_picture",
    "plot_course",
    "plot_effects",
    "plot_library",
    "plot_resorption",
    "plot_teaching_curve",
    "recovery_picture",
    "resorption_picture",
    "teaching_curve_picture",
    "treatments_picture",
]
