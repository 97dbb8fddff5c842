"""Simulated patients: drawn from one table of causes and findings, judged by the same table."""
