"""Rebuild what is computed and kept as data: skeleton and muscle paths."""
