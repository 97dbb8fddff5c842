"""Quizzes: items drawn from a seed, grading, sessions that record, review, progress, the widget."""
