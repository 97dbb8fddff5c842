"""Who must not have an injection, and who must wait."""
