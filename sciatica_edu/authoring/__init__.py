"""For authors: build, checks, item quality, rebuilding. No learner's notebook imports it."""
