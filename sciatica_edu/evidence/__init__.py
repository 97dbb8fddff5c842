"""The only reader of ``data/``: models, loading, cross-checks and the assembled course."""
