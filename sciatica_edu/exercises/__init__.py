"""Exercises: which, how much, when to stop, and how long sciatica lasts.

`rules` reads the topic's tables. `library` (the sixteen exercises), `screening` (who may
do which), `plan`, `diary` (what the leg answers), `effects` and `prognosis.recovery` are
pure; the modules called figures, views and tables show them; `coach` and
`prognosis.recovery_explorer` are the widgets. `course_exercises` holds it all together.
"""
