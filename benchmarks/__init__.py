"""Timings and scores, each a program: ``python -m benchmarks``, ``python -m benchmarks.score``."""
