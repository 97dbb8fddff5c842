"""The widgets of the symptoms lesson, each in a module of its own."""

from sciatica_edu.symptoms.likelihood.likelihood_widget import (
    LikelihoodExplorer,
    likelihood_explorer,
)
from sciatica_edu.symptoms.localiser_widget import LocaliserPractice, localiser_practice
from sciatica_edu.symptoms.triage_widget import TriagePractice, triage_practice

__all__ = [
    "LikelihoodExplorer",
    "LocaliserPractice",
    "TriagePractice",
    "likelihood_explorer",
    "localiser_practice",
    "triage_practice",
]
