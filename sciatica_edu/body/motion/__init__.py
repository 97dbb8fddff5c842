"""The skeleton moves; muscles and nerve follow."""
