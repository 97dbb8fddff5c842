"""Questions to and from other programs' formats; `formats` is the way in."""
