"""From the needle to the plasma."""
