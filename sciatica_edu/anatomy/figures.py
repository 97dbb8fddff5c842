"""The pictures of the anatomy lesson, each drawn in a module of its own."""

from sciatica_edu.anatomy.branch_figures import branches_picture, plot_branches
from sciatica_edu.anatomy.measured_movement import movement_picture, plot_movement
from sciatica_edu.anatomy.section_figures import (
    cross_section_picture,
    plot_nerve_section,
    plot_thigh_relations,
)
from sciatica_edu.anatomy.variant_figures import plot_prevalence, plot_variant, variants_picture

__all__ = [
    "branches_picture",
    "cross_section_picture",
    "movement_picture",
    "plot_branches",
    "plot_movement",
    "plot_nerve_section",
    "plot_prevalence",
    "plot_thigh_relations",
    "plot_variant",
    "variants_picture",
]
