"""Texts and files that nobody means well with, and whether anything gives way under them."""
