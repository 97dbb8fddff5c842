"""For instructors: class runs, hand-ins, marks. No learner's notebook imports it."""
