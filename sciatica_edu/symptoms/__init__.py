"""Symptoms: where it hurts, what it means, how sure one can be, and who must go now."""
