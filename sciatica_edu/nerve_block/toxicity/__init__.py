"""Complications and systemic toxicity."""
