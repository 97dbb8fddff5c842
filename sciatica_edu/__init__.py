"""A course on sciatica that computes instead of believing.

Teaching material, not medical advice.
"""

__version__ = "0.1.0"

__all__ = ["__version__"]
