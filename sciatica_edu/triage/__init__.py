"""Where to go and how fast: the one rule book of red flags, used by all topics."""
