"""How long it lasts."""
