"""Conduction and how a drug stops it."""
