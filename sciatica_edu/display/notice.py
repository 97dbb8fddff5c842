"""The sentence that every calculator, export and page of the course carries."""

from __future__ import annotations

__all__ = ["NOT_MEDICAL_ADVICE"]

NOT_MEDICAL_ADVICE = "Teaching material, not medical advice."
