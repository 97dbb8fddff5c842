"""Tests of the simulated patients."""
