"""Questions as data: one type a file."""
