"""The nerve fibre: numpy only."""
