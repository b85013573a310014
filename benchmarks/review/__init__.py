"""Readings judged by eye on sentences drawn with a fixed seed: the verdicts, not the text."""
