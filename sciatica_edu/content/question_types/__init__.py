"""The models of the question types, by what the learner does: choose, calculate, name, relate."""
