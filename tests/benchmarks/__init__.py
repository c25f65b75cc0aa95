"""Measurements: each prints its figures, and none of them is a test."""
