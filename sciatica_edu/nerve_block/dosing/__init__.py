"""Doses and their limits."""
