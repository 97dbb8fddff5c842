"""Run lessons in kernels of their own."""
