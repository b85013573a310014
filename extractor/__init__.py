"""Turns Chinese news into facts."""
