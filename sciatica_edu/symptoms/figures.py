"""Figures of tests and their results, each drawn in a module of its own.

The drawn limb is in `map_figures`, imaging in `imaging_figures`, look-alikes in `look_alikes`.
"""

from sciatica_edu.symptoms.likelihood.accuracy_figures import (
    accuracy_picture,
    accuracy_table,
    plot_accuracy,
)
from sciatica_edu.symptoms.likelihood.result_figures import (
    people_picture,
    plot_people,
    plot_post_test,
    post_test_picture,
)

__all__ = [
    "accuracy_picture",
    "accuracy_table",
    "people_picture",
    "plot_accuracy",
    "plot_people",
    "plot_post_test",
    "post_test_picture",
]
