"""Draw, show and grade what is asked."""
