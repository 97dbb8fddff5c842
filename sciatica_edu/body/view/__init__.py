"""The body in the notebook."""
