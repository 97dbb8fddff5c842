"""The review sheet: what a clinician reads and signs, row by row, and its page."""
