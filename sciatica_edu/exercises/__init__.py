"""Exercises: which, how much, when to stop, and how long sciatica lasts.

`library` (the sixteen exercises), `screening` (who may do which), `plan`, `diary`
(what the leg answers) and `recovery` (published courses) are pure; `rules` reads
their tables; `figures`, `cards` and `widgets` show them.
"""
