"""How the course words things: sentences are data, one warning has one wording, small groups are counts."""
